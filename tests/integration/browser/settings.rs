//! The settings pages, by hand.

use super::chromium::Browser;
use serde_json::json;

scenario! {
    async fn m1_register_an_app_from_signed_out_to_a_working_secret(server) {
        let browser = Browser::start().await;
        browser.goto(&format!("{}/settings/apps/new", server.url)).await;
        browser.press("Ada Lovelace").await;
        browser.sees("Register an app").await;
        browser.type_into("name", "Postiz").await;
        browser.type_into("description", "Schedules posts.\nFor <everyone> & \"everything\".").await;
        browser.type_into("redirect_uris", "https://c.example/cb\nhttps://c.example/other").await;
        browser.press("Register").await;
        browser.sees("Postiz").await;
        let (client_id, secret) = (browser.text_of("client-id").await, browser.text_of("client-secret").await);
        browser.assert_nothing_blocked().await;

        let query = format!("client_id={client_id}&response_type=code&redirect_uri=https%3A%2F%2Fc.example%2Fother");
        let code = server.sign_in("linus").await.approve(&query).await;
        let fields = json!({
            "grant_type": "authorization_code", "code": code, "client_id": client_id, "client_secret": secret,
            "redirect_uri": "https://c.example/other",
        });
        assert_eq!(server.post_token(&fields.to_string(), "application/json").await.status, 200);

        browser.press("I have copied it").await;
        browser.find("//textarea[contains(., 'For <everyone> & \"everything\".')]").await;
        assert!(!browser.tab.source().await.unwrap().contains(&secret));
    }
}
