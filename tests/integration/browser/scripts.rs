//! What the two scripts do, and what happens without them.

use super::chromium::Browser;
use super::sites::Site;
use crate::harness::{App, Server, query_of};
use serde_json::json;

/// Ada, before the consent page of an app at `site`.
async fn consent(server: &Server, site: &Site) -> (Browser, App) {
    let app = server.sign_in("ada").await.register(&[&format!("{}/cb", site.url)]).await;
    site.page("/cb", "");
    (Browser::signed_in(server, "Ada Lovelace").await, app)
}

scenario! {
    async fn e13_nothing_is_decided_within_half_a_second_of_the_window_coming_to_the_front(server) {
        let mut site = Site::start().await;
        let (browser, app) = consent(&server, &site).await;
        let page = format!("{}/oauth/authorize?{}", server.url, query_of(&app));
        browser.goto(&page).await;
        browser.find("//form[contains(@class, 'decide')][not(@data-wait)]").await;
        // A window that was in front of it goes away, and a click or a key lands on the button at once.
        let decided = "const button = document.querySelector('[value=approve]'); let sent = 0;
            const count = event => { sent += !event.defaultPrevented; event.preventDefault() };
            const act = () => { addEventListener('submit', count); button.click(); button.form.requestSubmit(button);
                removeEventListener('submit', count); return sent };";
        for event in ["dispatchEvent(new Event('focus'))", "document.dispatchEvent(new Event('visibilitychange'))"] {
            assert_eq!(browser.run(&format!("{decided} {event}; return act()")).await, 0, "{event}");
            assert_eq!(browser.run("return getComputedStyle(document.querySelector('[value=approve]')).pointerEvents").await, "none");
            // The same, once it has waited: so it is the wait that stopped it.
            browser.find("//form[contains(@class, 'decide')][not(@data-wait)]").await;
            assert_eq!(browser.run(&format!("{decided} return act()")).await, 2, "{event}");
        }
        assert!(server.keys("CODE#").await.is_empty());
        browser.goto(&page).await;
        browser.decide("Authorize").await;
        assert!(site.called_back().await.contains_key("code"));
        browser.assert_nothing_blocked().await;
    }
}

scenario! {
    async fn e13_without_a_script_the_buttons_take_no_click_for_half_a_second(server) {
        let mut site = Site::start().await;
        let (browser, app) = consent(&server, &site).await;
        browser.without_scripts().await;
        browser.goto(&format!("{}/oauth/authorize?{}", server.url, query_of(&app))).await;
        assert_eq!(browser.run("return 'wait' in document.querySelector('.decide').dataset").await, false);
        // The animation once more, at moments of ours.
        let script = "const button = document.querySelector('[value=approve]');
            button.style.animation = 'none'; button.offsetWidth; button.style.animation = '';
            const animation = button.getAnimations()[0]; animation.pause();
            const at = moment => { animation.currentTime = moment; return getComputedStyle(button).pointerEvents };
            const seen = [at(0), at(250), at(499), at(500)]; animation.finish(); return seen";
        assert_eq!(browser.run(script).await, json!(["none", "none", "none", "auto"]));
        browser.press("Authorize").await;
        assert!(site.called_back().await.contains_key("code"));
    }
}

scenario! {
    async fn without_scripts_an_app_is_registered_and_its_secret_can_be_selected(server) {
        let browser = Browser::signed_in(&server, "Ada Lovelace").await;
        browser.without_scripts().await;
        browser.press("Register an app").await;
        browser.type_into("name", "Postiz").await;
        browser.type_into("redirect_uris", "https://c.example/cb").await;
        browser.press("Register").await;
        browser.sees("Postiz").await;
        let secret = browser.find("//*[@id='client-secret']").await;
        assert_eq!(secret.css_value("user-select").await.unwrap(), "all");
        assert!(!browser.find("//button[@class='copy']").await.is_displayed().await.unwrap());
        browser.press("I have copied it").await;
        browser.press("Make a new one").await;
        browser.sees("Make a new secret?").await;
        browser.press("Make a new secret").await;
        assert!(browser.text_of("client-secret").await.starts_with("pcs_"));
    }
}

scenario! {
    async fn with_scripts_a_button_copies_the_secret(server) {
        let browser = Browser::signed_in(&server, "Ada Lovelace").await;
        browser.goto(&format!("{}/settings/api-keys", server.url)).await;
        browser.type_into("label", "Nightly export").await;
        browser.press("Make the key").await;
        let key = browser.text_of("api-key").await;
        let permission = json!({ "permission": { "name": "clipboard-read" }, "setting": "granted", "origin": server.url });
        browser.devtools("Browser.setPermission", permission).await;
        browser.press("Copy").await;
        browser.find("//*[@role='status'][.='Copied']").await;
        assert_eq!(browser.run("return getSelection().toString()").await, key.as_str());
        assert_eq!(browser.run("return navigator.clipboard.readText()").await, key.as_str());
        browser.assert_nothing_blocked().await;
    }
}
