//! POST /oauth/authorize

use crate::harness::{App, Visitor, query_of};
use std::time::Duration;

/// The fields of a consent page, to be changed.
async fn fields(visitor: &Visitor, app: &App) -> [(&'static str, String); 3] {
    let page = visitor.authorize(&query_of(app)).await;
    [("request", page.hidden("request")), ("ticket", page.hidden("ticket")), ("action", "approve".to_owned())]
}

fn borrowed<'a>(fields: &'a [(&'static str, String)]) -> Vec<(&'a str, &'a str)> {
    fields.iter().map(|(name, value)| (*name, value.as_str())).collect()
}

scenario! {
    async fn e18_deny_tells_the_client_and_nothing_more(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let code = ada.approve(&query_of(&app)).await;
        let token = app.redeem(&server, &code).await;
        server.faults.forget();
        let page = ada.authorize(&query_of(&app)).await;
        let answer = ada.decide(&page, "deny").await;
        let iss = server.url.replace(':', "%3A").replace('/', "%2F");
        assert_eq!(answer.location(), format!("https://c.example/cb?error=access_denied&state=s1&iss={iss}"));
        assert_eq!(server.faults.writes(), 0);
        assert!(server.is_live(&token).await);
    }
}

scenario! {
    async fn e1_without_a_ticket_nothing_happens(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        server.faults.forget();
        let forged = [("action", "approve"), ("client_id", app.client_id.as_str()), ("request", &query_of(&app))];
        ada.post("/oauth/authorize", &forged).await.assert_page(403);
        let cross = |request: reqwest::RequestBuilder| request.header("origin", "https://evil.example");
        ada.post_as("/oauth/authorize", &forged, cross).await.assert_page(403);
        assert_eq!(server.faults.writes(), 0);
    }
}

scenario! {
    async fn e2_a_ticket_opens_only_in_its_own_session(server) {
        let (ada, linus) = (server.sign_in("ada").await, server.sign_in("linus").await);
        let app = ada.register(&["https://c.example/cb"]).await;
        let theirs = fields(&linus, &app).await;
        ada.post("/oauth/authorize", &borrowed(&theirs)).await.assert_page(403);
        // The same user again, in another session.
        let before = fields(&ada, &app).await;
        let again = server.sign_in("ada").await;
        again.post("/oauth/authorize", &borrowed(&before)).await.assert_page(403);
        assert!(server.keys("CODE#").await.is_empty());
    }
}

scenario! {
    async fn e3_what_comes_from_elsewhere_is_refused_even_with_a_ticket(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let fields = fields(&ada, &app).await;
        for (name, value) in [
            ("origin", "https://evil.example"),
            ("origin", "null"),
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-site", "same-site"),
        ] {
            let answer = ada.post_as("/oauth/authorize", &borrowed(&fields), |request| request.header(name, value)).await;
            answer.assert_page(403);
        }
        let text = |request: reqwest::RequestBuilder| request.header("content-type", "text/plain").body("{\"action\":\"approve\"}");
        ada.post_as("/oauth/authorize", &[], text).await.assert_page(415);
        assert!(server.keys("CODE#").await.is_empty());
        // Our own forms in a browser that hides its origin; and no Origin at all.
        let hidden = |request: reqwest::RequestBuilder| request.header("origin", "null").header("sec-fetch-site", "same-origin");
        assert!(ada.post_as("/oauth/authorize", &borrowed(&fields), hidden).await.callback().contains_key("code"));
        assert!(ada.post_as("/oauth/authorize", &borrowed(&fields), |request| request).await.callback().contains_key("code"));
    }
}

scenario! {
    async fn e7_what_is_changed_in_the_form_is_refused_or_ignored(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb", "https://c.example/other"]).await;
        let query = app.query("&scope=posts&redirect_uri=https%3A%2F%2Fc.example%2Fcb");
        let page = ada.authorize(&query).await;
        let (request, ticket) = (page.hidden("request"), page.hidden("ticket"));
        for changed in [
            query.replace("scope=posts", "scope=posts+analytics"),
            query.replace("%2Fcb", "%2Fother"),
            query.replace("state=s1", "state=s2"),
            query_of(&app),
            format!("{query}&code_challenge=x"),
        ] {
            let fields = [("request", changed.as_str()), ("ticket", &ticket), ("action", "approve")];
            let answer = ada.post("/oauth/authorize", &fields).await;
            assert!(matches!(answer.status, 400 | 403), "{} {changed}", answer.status);
        }
        assert!(server.keys("CODE#").await.is_empty());
        let added = [
            ("request", request.as_str()), ("ticket", &ticket), ("action", "approve"),
            ("scope", "integrations posts analytics"), ("redirect_uri", "https://evil/"), ("org", "org_globex"), ("user", "grace"),
        ];
        let callback = ada.post("/oauth/authorize", &added).await;
        assert!(callback.location().starts_with("https://c.example/cb?code="));
        let code = callback.callback()["code"].clone();
        let grant = server.grant_of(&code).await.unwrap();
        assert_eq!((grant["user"].as_s().unwrap().as_str(), grant["org"].as_s().unwrap().as_str()), ("ada", "org_acme"));
        assert_eq!(grant["scopes"].as_ss().unwrap(), &["posts"]);
    }
}

scenario! {
    async fn e8_only_the_buttons_own_words_decide(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let [request, ticket, _] = fields(&ada, &app).await;
        let base = [(request.0, request.1.as_str()), (ticket.0, ticket.1.as_str())];
        for actions in [
            &[("action", "deny"), ("action", "approve")][..],
            &[("action", "APPROVE")],
            &[],
            &[("approve", "1")],
            &[("action", "")],
            &[("action", "approve ")],
        ] {
            ada.post("/oauth/authorize", &[&base, actions].concat()).await.assert_page(400);
        }
        assert!(server.keys("CODE#").await.is_empty());
    }
}

scenario! {
    async fn e6_an_expired_ticket_shows_the_page_again(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let page = ada.authorize(&query_of(&app)).await;
        server.clock.advance(Duration::from_secs(601));
        let again = ada.decide(&page, "approve").await;
        again.assert_page(409);
        assert!(server.keys("CODE#").await.is_empty());
        assert!(ada.decide(&again, "approve").await.callback().contains_key("code"));
    }
}

scenario! {
    async fn e9_an_app_edited_or_deleted_meanwhile_gets_no_code(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let page = ada.authorize(&query_of(&app)).await;
        let path = format!("/settings/apps/{}", app.client_id);
        let edit = [("name", "Other name"), ("redirect_uris", "https://c.example/cb"), ("scopes", "posts")];
        ada.submit(&path, &path, &edit).await.assert_page(200);
        ada.decide(&page, "approve").await.assert_page(403);
        let page = ada.authorize(&query_of(&app)).await;
        ada.delete(&app).await;
        ada.decide(&page, "approve").await.assert_page(400);
        assert!(server.keys("CODE#").await.is_empty());
    }
}

scenario! {
    async fn s6_signed_out_meanwhile_the_user_comes_back_to_the_page_which_says_that_nothing_is_decided(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let page = ada.authorize(&query_of(&app)).await;
        ada.post("/logout", &[]).await;
        let answer = ada.decide(&page, "approve").await;
        answer.assert_asks_to_sign_in();
        let back = ada.sign_in_at(answer.location(), "ada").await;
        let again = ada.get(back.location()).await;
        again.assert_page(200);
        assert!(again.says("nothing has been decided yet") && !page.says("nothing has been decided yet"));
        // What says so is no part of the request, nor of its 2,800 bytes.
        assert_eq!(again.hidden("request"), query_of(&app));
        assert!(ada.decide(&again, "approve").await.callback().contains_key("code"));
    }
}

scenario! {
    async fn e11_e14_c3_every_page_is_framed_by_nobody_and_escapes_everything(server) {
        let ada = server.sign_in("ada").await;
        let hostile = "<img src=x onerror=alert(1)></title><script>{{7*7}}${7*7}";
        let fields = [("name", hostile), ("description", hostile), ("redirect_uris", "https://c.example/cb"), ("scopes", "posts")];
        let created = ada.submit("/settings/apps/new", "/settings/apps", &fields).await;
        let client_id = created.element("client-id");
        let query = format!("client_id={client_id}&response_type=code&state=%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E");
        let nobody = server.visitor();
        for page in [
            created,
            ada.authorize(&query).await,
            ada.get("/settings/apps").await,
            ada.get(&format!("/settings/apps/{client_id}")).await,
            ada.get(&format!("/settings/apps/{client_id}/delete")).await,
        ] {
            page.assert_page(200);
            assert!(!page.body.contains("<img src=x") && !page.body.contains("<script>{{"), "{}", page.body);
        }
        nobody.get("/login?return_to=%22%3E%3Cscript%3E").await.assert_page(200);
        ada.authorize("client_id=%22%3E%3Cscript%3E").await.assert_page(400);
        ada.get("/%3Cscript%3E").await.assert_page(404);
    }
}

scenario! {
    async fn b9_the_way_back_is_a_303_that_leaks_nothing(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let page = ada.authorize(&query_of(&app)).await;
        let answer = ada.decide(&page, "approve").await;
        assert_eq!((answer.status, answer.body.as_str()), (303, ""));
        assert_eq!((answer.header("cache-control"), answer.header("referrer-policy")), ("no-store", "no-referrer"));
        assert!(answer.location().is_ascii());
    }
}

scenario! {
    async fn another_account_is_one_click_away_and_comes_back_to_the_same_page(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let page = ada.authorize(&query_of(&app)).await;
        assert!(page.body.contains("<button class=\"quiet\" form=\"decide\" formaction=\"/logout\">"));
        // The whole form comes along, but for the button.
        let (request, ticket) = (page.hidden("request"), page.hidden("ticket"));
        let left = ada.post("/logout", &[("request", &request), ("ticket", &ticket)]).await;
        assert!(left.location().starts_with("/login?attempt=") && left.location().ends_with("&again=1"), "{left:?}");
        let back = ada.sign_in_at(left.location(), "grace").await;
        assert_eq!(back.location(), format!("/oauth/authorize?{}", query_of(&app)));
        assert!(ada.get(back.location()).await.body.contains("Grace Hopper"));
    }
}

scenario! {
    async fn e4_e5_a_ticket_used_again_gives_the_same_user_another_code_and_no_5xx(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let page = ada.authorize(&query_of(&app)).await;
        ada.decide(&page, "deny").await;
        let answers = futures_util::future::join_all((0..50).map(|_| ada.decide(&page, "approve"))).await;
        // Nothing is held on the server, so nothing counts tickets; every code goes to the app the user was shown.
        for answer in answers {
            app.redeem(&server, &answer.callback()["code"]).await;
        }
        assert_eq!(server.keys("GRANT#").await.len(), 1);
    }
}

scenario! {
    async fn s4_a_decision_of_more_than_16_kib_is_not_read(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let fields = fields(&ada, &app).await;
        server.faults.forget();
        let long = "x".repeat(16 * 1024);
        ada.post("/oauth/authorize", &[&borrowed(&fields)[..], &[("more", &long)]].concat()).await.assert_page(413);
        let form = |request: reqwest::RequestBuilder| request.body("a&".repeat(2_000_000));
        ada.post_as("/oauth/authorize", &[], form).await.assert_page(413);
        let json = |request: reqwest::RequestBuilder| request.header("content-type", "application/json").body("1".repeat(20_000));
        ada.post_as("/oauth/authorize", &[], json).await.assert_page(413);
        assert!(server.faults.calls().is_empty());
        // The longest request that there can be still fits, as its page sends it.
        let longest = format!("{}&x={}", query_of(&app), "%22".repeat((2_800 - query_of(&app).len() - 3) / 3));
        let page = ada.authorize(&longest).await;
        assert!(ada.decide(&page, "approve").await.callback().contains_key("code"));
    }
}
