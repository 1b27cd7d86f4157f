//! The settings pages, by hand.

use super::chromium::Browser;
use super::tour::sea;
use crate::harness::process::Folder;
use crate::harness::query_of;
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

scenario! {
    async fn m1_a_picture_is_uploaded_shown_and_all_that_a_consent_page_loads_beside_the_logo(server) {
        let app = server.sign_in("ada").await.register(&["https://c.example/cb"]).await;
        let folder = Folder::new();
        let file = folder.path().join("picture.png");
        std::fs::write(&file, sea()).unwrap();
        let browser = Browser::signed_in(&server, "Ada Lovelace").await;
        browser.goto(&format!("{}/settings/apps/{}", server.url, app.client_id)).await;
        browser.type_into("picture", file.to_str().unwrap()).await;
        browser.press("Save").await;
        browser.find("//*[@role='status'][.='Saved.']").await;
        let shown = "return [document.querySelector('img.picture').naturalWidth, document.querySelector('.brand img').naturalWidth > 0]";
        assert_eq!(browser.run(shown).await, json!([256, true]));

        browser.goto(&format!("{}/oauth/authorize?{}", server.url, query_of(&app))).await;
        assert_eq!(browser.run(shown).await, json!([256, true]));
        let loaded = browser.run("return performance.getEntriesByType('resource').map(entry => new URL(entry.name).pathname).sort()").await;
        assert_eq!(loaded.as_array().unwrap().len(), 2, "{loaded}");
        assert!(loaded[0].as_str().unwrap().starts_with("/assets/") && loaded[1].as_str().unwrap().starts_with("/pictures/"));
        browser.assert_nothing_blocked().await;
    }
}
