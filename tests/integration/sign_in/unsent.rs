//! Forms that were sent when nobody was signed in any more.

use crate::harness::{Server, Visitor, query_of};
use http::Method;
use shared::http::routes::ROUTES;

/// Sends the form at `path` with a session that has ended, and signs in again; returns where that leads.
async fn sent_too_late(server: &Server, path: &str) -> (Visitor, String) {
    let visitor = server.visitor();
    let asked = visitor.post(path, &[("ticket", "1.x"), ("org", "org_acme")]).await;
    asked.assert_asks_by_link();
    let page = visitor.get(asked.location()).await;
    page.assert_page(200);
    let back = visitor.sign_in_at(&page.link("/login?attempt="), "ada").await;
    assert_eq!(back.status, 303);
    (visitor, back.location().to_owned())
}

scenario! {
    async fn s6_every_form_comes_back_to_its_page_which_says_that_nothing_has_been_changed(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let token = app.redeem(&server, &ada.approve(&query_of(&app)).await).await;
        let forms: Vec<String> = ROUTES
            .iter()
            .filter(|route| route.method == Some(Method::POST) && route.path.starts_with("/settings/"))
            .map(|route| crate::harness::filled(route.path, &app.client_id))
            .collect();
        assert!(forms.len() > 6);
        for path in forms {
            let (visitor, location) = sent_too_late(&server, &path).await;
            let page = visitor.get(&location).await;
            page.assert_page(200);
            assert!(page.says("nothing has been changed yet"), "{path} comes back to {location}");
            // The page its form was on: the form is on it again.
            assert!(page.body.contains(&format!("action=\"{path}\"")) || path.starts_with("/settings/api-keys/"), "{location}");
            let plain = visitor.get(location.split('?').next().unwrap()).await;
            assert!(!plain.says("nothing has been changed yet"));
        }
        assert!(server.is_live(&token).await);
    }
}

scenario! {
    async fn s6_what_was_taken_back_too_late_is_taken_back_from_there(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let token = app.redeem(&server, &ada.approve(&query_of(&app)).await).await;
        let path = format!("/settings/approved-apps/{}/revoke", app.client_id);
        let (visitor, location) = sent_too_late(&server, &path).await;
        assert_eq!(location, "/settings/approved-apps?unsent=1");
        assert!(server.is_live(&token).await);
        assert_eq!(visitor.submit_to(&location, &path, &[("org", "org_acme")]).await.location(), "/settings/approved-apps");
        assert!(!server.is_live(&token).await);
    }
}

scenario! {
    async fn s6_a_page_comes_back_as_it_was_asked_for(server) {
        for page in ["/settings/apps?cursor=abc", "/settings/api-keys", "/settings/apps/new", "/settings/apps/no%20such"] {
            let visitor = server.visitor();
            let asked = visitor.get(page).await;
            assert_eq!(visitor.sign_in_at(asked.location(), "ada").await.location(), page);
        }
    }
}

scenario! {
    async fn s6_another_sites_form_begins_no_sign_in(server) {
        let cross = |request: reqwest::RequestBuilder| request.header("origin", "https://evil.example");
        let answer = server.visitor().post_as("/settings/apps", &[("ticket", "1.x")], cross).await;
        answer.assert_page(403);
        assert_eq!(answer.header("set-cookie"), "");
    }
}

scenario! {
    async fn s35_what_a_page_says_of_a_form_sent_in_vain_is_said_once_and_nobody_elses_link_says_it(server) {
        let says = |page: &crate::harness::Answer| page.says("nothing has been changed yet") || page.says("nothing has been decided yet");
        let ada = server.sign_in("ada").await;
        let query = query_of(&ada.register(&["https://c.example/cb"]).await);
        let (consent, keys) = (format!("/oauth/authorize?unsent=1&{query}"), "/settings/api-keys?unsent=1".to_owned());
        for link in [&consent, &keys] {
            assert!(!says(&ada.get(link).await), "{link}");
        }
        let (visitor, location) = sent_too_late(&server, "/settings/api-keys").await;
        assert_eq!(location, keys);
        assert!(!says(&visitor.get("/settings/api-keys").await), "another page");
        assert_eq!([says(&visitor.get(&keys).await), says(&visitor.get(&keys).await)], [true, false], "loaded again");
        let page = ada.authorize(&query).await;
        ada.post("/logout", &[]).await;
        let asked = ada.decide(&page, "approve").await;
        assert_eq!(ada.sign_in_at(asked.location(), "ada").await.location(), consent);
        assert_eq!([says(&ada.get(&consent).await), says(&ada.get(&consent).await)], [true, false], "loaded again");
    }
}
