//! Where a sign-in leads, and to which tab it belongs.

use crate::harness::query_of;
use std::time::Duration;

scenario! {
    async fn s7_two_tabs_with_two_apps_come_back_each_to_its_own(server) {
        let ada = server.sign_in("ada").await;
        let apps = [ada.register(&["https://a.example/cb"]).await, ada.register(&["https://b.example/cb"]).await];
        let browser = server.visitor();
        let tabs = [browser.authorize(&query_of(&apps[0])).await, browser.authorize(&query_of(&apps[1])).await];
        assert_ne!(tabs[0].location(), tabs[1].location());
        let mut pages = Vec::new();
        for (tab, app) in tabs.iter().zip(&apps) {
            let back = browser.sign_in_at(tab.location(), "linus").await;
            assert_eq!(back.location(), format!("/oauth/authorize?{}", query_of(app)));
            pages.push(browser.get(back.location()).await);
        }
        assert_eq!(browser.cookie("postern-login"), None);
        // The second sign-in put the first one's page not out of date: both are approved, the first one last.
        for (page, app) in pages.iter().zip(&apps).rev() {
            let callback = browser.decide(page, "approve").await.callback();
            app.redeem(&server, &callback["code"]).await;
        }
    }
}

scenario! {
    async fn s7_the_page_of_sign_in_holds_the_way_back_and_begins_an_attempt_of_its_own(server) {
        let visitor = server.visitor();
        let page = visitor.get("/login?return_to=%2Fsettings%2Fapi-keys%3Fcursor%3Da%2Cb").await;
        assert_eq!(page.hidden("return_to"), "/settings/api-keys?cursor=a,b");
        let fields = [("user", "ada"), ("attempt", &page.hidden("attempt")), ("return_to", "/settings/apps")];
        // The attempt knows the way back; a field beside it does not change it.
        assert_eq!(visitor.post("/login", &fields).await.location(), "/settings/api-keys?cursor=a,b");
        for hostile in ["%2F%2Fevil", "%2F%5Cevil", "https%3Aevil", "https%3A%2F%2Fevil.example", "%2F%09%2Fevil", "%2Fa%0D%0Ab"] {
            let visitor = server.visitor();
            let page = visitor.get(&format!("/login?return_to={hostile}")).await;
            page.assert_page(200);
            assert!(!page.body.contains("return_to") && !page.body.contains("evil"), "{hostile}");
            let back = visitor.post("/login", &[("user", "ada"), ("attempt", &page.hidden("attempt"))]).await;
            assert_eq!(back.location(), "/", "{hostile}");
        }
        // One that somebody wrote into the cookie himself.
        let page = visitor.get("/login?return_to=%2Fsettings%2Fapps").await;
        let name = format!("postern-login-{}-{}", server.url.rsplit(':').next().unwrap(), page.hidden("attempt"));
        let value = visitor.cookie(&name).unwrap().replace("/settings", "//evil");
        visitor.set_cookie(&name, &value);
        let fields = [("user", "linus"), ("attempt", &page.hidden("attempt"))];
        visitor.post("/login", &fields).await.assert_page(400);
    }
}

scenario! {
    async fn s7_a_tab_whose_attempt_was_pushed_out_or_has_ended_is_told_and_led_on(server) {
        let visitor = server.visitor();
        let mut tabs = Vec::new();
        for _ in 0..5 {
            tabs.push(visitor.get("/settings/apps").await);
            server.clock.advance(Duration::from_secs(1));
        }
        let id = |location: &str| location.rsplit('=').next().unwrap().to_owned();
        for answer in [
            visitor.get(tabs[0].location()).await,
            visitor.post("/login", &[("user", "ada"), ("attempt", &id(tabs[0].location()))]).await,
            visitor.get("/login?attempt=aXIKl9Yh").await,
            visitor.get(&format!("{0}&attempt={1}", tabs[1].location(), id(tabs[1].location()))).await,
        ] {
            answer.assert_page(400);
            assert!(answer.says("not known here any more") && answer.body.contains("href=\"/login\""));
        }
        assert!(server.keys("SESSION#").await.is_empty(), "nobody was signed in");
        // The others are as they were, for half an hour.
        assert_eq!(visitor.sign_in_at(tabs[1].location(), "ada").await.location(), "/settings/apps");
        visitor.get(tabs[2].location()).await.assert_page(200);
        server.clock.advance(Duration::from_mins(30));
        let late = visitor.post("/login", &[("user", "linus"), ("attempt", &id(tabs[2].location()))]).await;
        late.assert_page(400);
        // Whoever comes to this computer next is told as whom they would go on.
        assert!(late.says("You are signed in: Ada Lovelace in Acme.") && late.body.contains("href=\"/login?again=1\""));
        assert_eq!(server.keys("SESSION#").await.len(), 1);
    }
}

scenario! {
    async fn s7_a_browser_without_cookies_is_told_so_and_not_sent_round_in_circles(server) {
        let asked = server.visitor().get("/settings/apps").await;
        let page = server.visitor().get(asked.location()).await;
        page.assert_page(400);
        assert!(page.says("this browser keeps no cookies"));
    }
}

scenario! {
    async fn s7_whose_way_back_fits_in_no_cookie_is_told_once_signed_in(server) {
        let visitor = server.visitor();
        let page = visitor.get(&format!("/login?return_to=%2F%3F{}", "%3B".repeat(1_700))).await;
        let after = visitor.post("/login", &[("user", "linus"), ("attempt", &page.hidden("attempt"))]).await;
        after.assert_page(200);
        assert!(after.says("too long to be remembered") && after.body.contains("href=\"/\""));
        visitor.get("/settings/approved-apps").await.assert_page(200);
    }
}

scenario! {
    async fn s7_no_number_of_tabs_makes_a_request_that_the_gateway_refuses(server) {
        let app = server.sign_in("ada").await.register(&["https://c.example/cb"]).await;
        let visitor = server.visitor();
        let longest = format!("{}&x={}", query_of(&app), "y".repeat(2_800 - query_of(&app).len() - 3));
        for _ in 0..6 {
            visitor.authorize(&longest).await.assert_asks_to_sign_in();
            visitor.get("/settings/apps").await.assert_asks_to_sign_in();
            visitor.get(&format!("/login?return_to=%2F{}", "z".repeat(1_500))).await.assert_page(200);
            server.clock.advance(Duration::from_secs(1));
        }
        let last = visitor.authorize(&longest).await;
        let back = visitor.sign_in_at(last.location(), "linus").await;
        assert_eq!(back.location(), format!("/oauth/authorize?{longest}"));
    }
}

on_both! {
    async fn s7_a_session_that_says_the_same_stays_and_every_other_ends(server) {
        let visitor = server.sign_in("ada").await;
        let first = visitor.session();
        visitor.sign_in_at("/login", "ada").await;
        assert_eq!(visitor.session(), first);
        // Within its last hour a new sign-in is worth a new session.
        server.clock.advance(Duration::from_hours(11));
        visitor.sign_in_at("/login", "ada").await;
        assert_ne!(visitor.session(), first);
        assert_eq!(server.keys("SESSION#").await.len(), 1);
        // Somebody else's does not outlast the sign-in, and one write does both.
        let second = visitor.session();
        server.faults.forget();
        visitor.sign_in_at("/login", "linus").await;
        let calls: Vec<String> = server.faults.calls().into_iter().map(|call| call.operation).collect();
        assert_eq!(calls, ["BatchGetItem", "TransactWriteItems"]);
        assert_eq!(server.keys("SESSION#").await.len(), 1);
        assert_ne!(visitor.session(), second);
    }
}

scenario! {
    async fn s7_head_begins_nothing(server) {
        let answer = server.visitor().send(server.client.head(format!("{}/login", server.url))).await;
        assert_eq!((answer.status, answer.header("allow"), answer.header("set-cookie")), (405, "GET, POST", ""));
    }
}

scenario! {
    async fn s7_a_page_of_sign_in_brings_what_was_begun_at_once_within_bounds(server) {
        // Tabs that a browser restores know nothing of each other's.
        let browser = server.visitor();
        let mut locations = Vec::new();
        for _ in 0..6 {
            let tab = server.visitor();
            locations.push(tab.get("/settings/apps").await.location().to_owned());
            let name = format!("postern-login-{}-{}", server.url.rsplit(':').next().unwrap(), locations.last().unwrap().rsplit('=').next().unwrap());
            browser.set_cookie(&name, &tab.cookie(&name).unwrap());
            server.clock.advance(Duration::from_secs(1));
        }
        browser.get(&locations[0]).await.assert_page(200);
        let mut known = Vec::new();
        for location in &locations {
            known.push(browser.get(location).await.status);
        }
        assert_eq!(known, [200, 400, 400, 200, 200, 200]);
    }
}

scenario! {
    async fn s34_a_sign_in_that_is_sent_twice_leads_on_and_an_old_one_says_who_is_signed_in(server) {
        let visitor = server.visitor();
        let tab = visitor.get("/settings/api-keys").await.location().to_owned();
        let page = visitor.get(&tab).await;
        let (attempt, return_to) = (page.hidden("attempt"), page.hidden("return_to"));
        let send = async |user: &str| visitor.post("/login", &[("user", user), ("attempt", &attempt), ("return_to", &return_to)]).await;
        assert_eq!(send("ada").await.location(), "/settings/api-keys");
        let session = visitor.session();
        let again = send("ada").await;
        assert_eq!((again.status, again.location(), again.header("set-cookie")), (303, "/settings/api-keys", ""));
        assert_eq!(visitor.session(), session);
        // Somebody else is not signed in by it, nor led on as Ada.
        let other = send("linus").await;
        other.assert_page(400);
        assert!(other.says("You are signed in: Ada Lovelace in Acme."));
        assert_eq!(visitor.session(), session);
        let back = visitor.get(&tab).await;
        back.assert_page(400);
        assert!(back.says("You are signed in: Ada Lovelace in Acme.") && back.body.contains("href=\"/login?again=1\""));
        // Without a session nobody is led anywhere.
        visitor.post("/logout", &[]).await;
        send("ada").await.assert_page(400);
    }
}

scenario! {
    async fn s33_return_to_names_what_a_person_can_read(server) {
        for (return_to, back) in [
            ("/settings/apps?cursor=a", "/settings/apps?cursor=a"),
            ("/logout", "/"),
            ("/api/apps", "/"),
            ("/oauth/token", "/"),
            ("/public/v1/posts", "/"),
            ("/settings/api-keys/x/delete", "/"),
        ] {
            let answer = server.visitor().post("/login", &[("user", "ada"), ("return_to", return_to)]).await;
            assert_eq!((answer.status, answer.location()), (303, back), "{return_to}");
        }
    }
}
