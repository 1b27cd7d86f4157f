//! `/login`, `/logout`, sessions.

/// Where a sign-in leads, and to which tab it belongs.
mod attempts;
/// Forms that were sent when nobody was signed in any more.
mod unsent;

use std::time::Duration;

scenario! {
    async fn a15_a_way_back_that_leads_elsewhere_is_ignored(server) {
        for hostile in ["//evil", "/\\evil", "https:evil", "https://evil.example/", "evil", "/\tx", ""] {
            let visitor = server.visitor();
            let answer = visitor.post("/login", &[("user", "ada"), ("return_to", hostile)]).await;
            assert_eq!((answer.status, answer.location()), (303, "/"), "{hostile}");
        }
        let page = server.visitor().get("/login?return_to=%2F%2Fevil").await;
        assert!(!page.body.contains("evil"));
        let page = server.visitor().get("/login?return_to=%2Fsettings%2Fapps").await;
        assert_eq!(page.hidden("return_to"), "/settings/apps");
    }
}

scenario! {
    async fn e17_signing_in_always_draws_a_new_session_and_ends_the_old_one(server) {
        let visitor = server.visitor();
        visitor.post("/login", &[("user", "ada")]).await;
        let first = visitor.session();
        visitor.post("/login", &[("user", "linus")]).await;
        let second = visitor.session();
        assert_ne!(first, second);
        let keys = server.keys("SESSION#").await;
        assert_eq!(keys.len(), 1);
        // A cookie planted before sign-in is worth nothing after it.
        let planted = server.visitor();
        planted.set_cookie(&planted.session_name(), &first);
        planted.get("/settings/apps").await.assert_asks_to_sign_in();
    }
}

scenario! {
    async fn e17_two_cookies_of_one_name_are_no_trouble(server) {
        let ada = server.sign_in("ada").await;
        let real = ada.session();
        let name = ada.session_name();
        for cookies in [format!("{name}=tossed; {name}={real}"), format!("{name}={real}; {name}=tossed")] {
            let request = server.client.get(format!("{}/settings/apps", server.url)).header("cookie", cookies);
            assert_eq!(request.send().await.unwrap().status(), 200);
        }
    }
}

scenario! {
    async fn signing_out_ends_the_session_itself(server) {
        let ada = server.sign_in("ada").await;
        let name = ada.session_name();
        let kept = ada.session();
        let answer = ada.post("/logout", &[]).await;
        assert_eq!((answer.status, answer.location()), (303, "/login/ended"));
        ada.set_cookie(&name, &kept);
        ada.get("/settings/apps").await.assert_asks_to_sign_in();
    }
}

scenario! {
    async fn another_site_can_sign_nobody_in_or_out(server) {
        let ada = server.sign_in("ada").await;
        let cross = |request: reqwest::RequestBuilder| request.header("origin", "https://evil.example");
        ada.post_as("/login", &[("user", "grace")], cross).await.assert_page(403);
        ada.post_as("/logout", &[], cross).await.assert_page(403);
        ada.get("/settings/apps").await.assert_page(200);
    }
}

scenario! {
    async fn o13_a_session_lasts_twelve_hours_and_is_swept_by_seconds(server) {
        let ada = server.sign_in("ada").await;
        let key = server.keys("SESSION#").await.pop().unwrap();
        let item = server.item(&key).await.unwrap();
        let (expiry, ttl) = (item["expires_at"].as_n().unwrap(), item["ttl"].as_n().unwrap());
        assert_eq!(expiry.parse::<i64>().unwrap() / 1000, ttl.parse::<i64>().unwrap());
        server.clock.advance(Duration::from_secs(12 * 3600 - 1));
        ada.get("/settings/apps").await.assert_page(200);
        server.clock.advance(Duration::from_secs(1));
        ada.get("/settings/apps").await.assert_asks_to_sign_in();
    }
}

scenario! {
    async fn nobody_but_the_demo_users_can_sign_in(server) {
        for user in ["", "root", "ADA"] {
            server.visitor().post("/login", &[("user", user)]).await.assert_page(400);
        }
        server.visitor().get("/login").await.assert_page(200);
        assert!(server.keys("SESSION#").await.is_empty());
    }
}

scenario! {
    async fn a_neighbours_odd_cookie_signs_nobody_out(server) {
        let ada = server.sign_in("ada").await;
        let name = ada.session_name();
        let odd = [format!("{name}={}; name=Jos", ada.session()).as_bytes(), b"\xe9"].concat();
        let request = server.client.get(format!("{}/settings/apps", server.url));
        let header = reqwest::header::HeaderValue::from_bytes(&odd).unwrap();
        assert_eq!(request.header("cookie", header).send().await.unwrap().status(), 200);
    }
}

scenario! {
    async fn s4_a_sign_in_of_more_than_16_kib_is_not_read(server) {
        let long = "x".repeat(16 * 1024);
        server.visitor().post("/login", &[("user", "ada"), ("more", &long)]).await.assert_page(413);
        assert!(server.keys("SESSION#").await.is_empty());
    }
}

scenario! {
    async fn s21_the_front_door_leads_everybody_to_what_there_is_for_them(server) {
        for (user, path) in [("ada", "/settings/apps"), ("grace", "/settings/apps"), ("linus", "/settings/approved-apps")] {
            let visitor = server.visitor();
            let asked = visitor.get("/").await;
            asked.assert_asks_to_sign_in();
            let home = visitor.sign_in_at(asked.location(), user).await;
            assert_eq!((home.status, home.location()), (303, "/"));
            // With nowhere to go it is the same.
            assert_eq!(visitor.sign_in_at("/login", user).await.location(), "/");
            let led = visitor.get("/").await;
            assert_eq!((led.status, led.location()), (303, path));
            visitor.get(path).await.assert_page(200);
        }
    }
}

scenario! {
    async fn s8_neither_we_nor_a_program_on_another_port_signs_the_other_out(server) {
        let ada = server.sign_in("ada").await;
        // What Flask, Starlette and cookie-session all call theirs; cookies ignore ports.
        ada.set_cookie("session", "eyJ1c2VyIjoxfQ.Zx");
        ada.get("/settings/apps").await.assert_page(200);
        assert_eq!(ada.post("/logout", &[]).await.status, 303);
        assert_eq!(ada.cookie("session").as_deref(), Some("eyJ1c2VyIjoxfQ.Zx"));
        ada.get("/settings/apps").await.assert_asks_to_sign_in();
    }
}
