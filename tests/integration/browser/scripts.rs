//! What the three scripts do, and what happens without them.

use super::chromium::Browser;
use super::mouse::Point;
use super::sites::Site;
use super::tour::sea;
use crate::harness::process::Folder;
use crate::harness::{App, Server, query_of};
use serde_json::json;

/// Ada, before the consent page of an app at `site`.
async fn consent(server: &Server, site: &Site) -> (Browser, App) {
    let app = server.sign_in("ada").await.register(&[&format!("{}/cb", site.url)]).await;
    site.page("/cb", "");
    (Browser::signed_in(server, "Ada Lovelace").await, app)
}

/// Ada, on that page, which has been there for long; its clock stands. And the middle of the button that approves.
async fn before_the_button(server: &Server, site: &Site) -> (Browser, Point) {
    let (browser, app) = consent(server, site).await;
    browser.stop_clock().await;
    browser.goto(&format!("{}/oauth/authorize?{}", server.url, query_of(&app))).await;
    let button = browser.middle_of("[value=approve]").await;
    assert!(browser.is_waiting().await);
    browser.tick(500).await;
    browser.until_decidable().await;
    (browser, button)
}

/// It waits for half a second from now, to the millisecond; then one click decides.
async fn decides_half_a_second_later(browser: &Browser, button: Point, site: &mut Site) {
    browser.tick(499).await;
    assert!(browser.is_waiting().await);
    browser.tick(1).await;
    assert!(!browser.is_waiting().await);
    browser.click_at(button).await;
    assert!(site.called_back().await.contains_key("code"));
}

scenario! {
    async fn e13_nothing_is_decided_within_half_a_second_of_the_window_coming_to_the_front(server) {
        let mut site = Site::start().await;
        let (browser, button) = before_the_button(&server, &site).await;
        browser.move_to(button).await;
        for event in ["dispatchEvent(new Event('focus'))", "document.dispatchEvent(new Event('visibilitychange'))", "dispatchEvent(new PageTransitionEvent('pageshow'))"] {
            browser.tick(500).await;
            assert!(!browser.is_waiting().await, "{event}");
            // A window that was in front of it goes away, and a click or a key lands on the button at once.
            browser.run(event).await;
            assert!(browser.is_waiting().await, "{event}");
            let sent = browser.run("const button = document.querySelector('[value=approve]'); let sent = 0;
                const count = event => { sent += !event.defaultPrevented; event.preventDefault() };
                addEventListener('submit', count); button.click(); button.form.requestSubmit(button);
                removeEventListener('submit', count); return sent").await;
            assert_eq!(sent, 0, "{event}");
        }
        decides_half_a_second_later(&browser, button, &mut site).await;
        browser.assert_nothing_blocked().await;
    }
}

scenario! {
    async fn e13_while_another_window_is_in_front_nothing_is_decided_however_long_that_takes(server) {
        let mut site = Site::start().await;
        let (browser, button) = before_the_button(&server, &site).await;
        browser.move_to(button).await;
        browser.tick(500).await;
        browser.run("dispatchEvent(new Event('blur'))").await;
        browser.tick(60_000).await;
        assert!(browser.is_waiting().await);
        // The first click only brings the window to the front.
        browser.click_at(button).await;
        assert!(browser.is_waiting().await);
        assert!(server.keys("CODE#").await.is_empty());
        decides_half_a_second_later(&browser, button, &mut site).await;
    }
}

scenario! {
    async fn e13_a_burst_of_clicks_or_one_that_comes_with_the_pointer_decides_nothing(server) {
        let mut site = Site::start().await;
        let (browser, button) = before_the_button(&server, &site).await;
        // The page has been there for long; the pointer has not.
        for _ in 0..12 {
            browser.move_to(button).await;
            browser.click_at(button).await;
            assert!(browser.is_waiting().await);
            browser.tick(100).await;
        }
        assert!(server.keys("CODE#").await.is_empty());
        browser.tick(400).await;
        browser.click_at(button).await;
        assert!(site.called_back().await.contains_key("code"));
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
    async fn without_scripts_everything_else_works_too(server) {
        let mut site = Site::start().await;
        let (browser, app) = consent(&server, &site).await;
        let folder = Folder::new();
        let (file, page) = (folder.path().join("sea.png"), format!("{}/oauth/authorize?{}", server.url, query_of(&app)));
        std::fs::write(&file, sea()).unwrap();
        browser.without_scripts().await;
        // A picture, an API key.
        browser.goto(&format!("{}/settings/apps/{}", server.url, app.client_id)).await;
        browser.type_into("picture", file.to_str().unwrap()).await;
        browser.press("Save").await;
        browser.find("//img[starts-with(@src, '/pictures/')]").await;
        browser.goto(&format!("{}/settings/api-keys", server.url)).await;
        browser.type_into("label", "Export").await;
        browser.press("Make the key").await;
        browser.sees("The key “Export” is made").await;
        // No; then yes, as somebody else; then back again.
        browser.goto(&page).await;
        browser.decide("deny").await;
        assert_eq!(site.called_back().await["error"], "access_denied");
        browser.goto(&page).await;
        browser.until_decidable().await;
        browser.press("Use another account").await;
        browser.press("Linus Pauling").await;
        browser.sees("wants to connect").await;
        browser.decide("approve").await;
        assert!(site.called_back().await.contains_key("code"));
        browser.goto(&format!("{}/settings/approved-apps", server.url)).await;
        browser.find("//summary[.='Revoke']").await.click().await.unwrap();
        browser.press("Revoke access").await;
        browser.find("//h2[.='No app has access to your account']").await;
        assert!(server.keys("GRANT#").await.is_empty());
        browser.press("Sign out").await;
        browser.sees("You are signed out here").await;
    }
}

scenario! {
    async fn with_scripts_a_picture_that_is_too_large_is_not_even_sent(server) {
        let folder = Folder::new();
        let (photo, small) = (folder.path().join("photo.jpg"), folder.path().join("small.png"));
        std::fs::write(&photo, vec![0xff; 12_000_000]).unwrap();
        std::fs::write(&small, sea()).unwrap();
        let browser = Browser::signed_in(&server, "Ada Lovelace").await;
        browser.press("Register an app").await;
        browser.type_into("name", "Postiz").await;
        browser.type_into("redirect_uris", "https://c.example/cb").await;
        browser.type_into("picture", photo.to_str().unwrap()).await;
        let message = "return document.getElementById('picture').validationMessage";
        assert_eq!(browser.run(message).await, "This file is too large: a picture has at most 1 MiB.");
        browser.press("Register").await;
        browser.sees("Register an app").await;
        browser.type_into("picture", small.to_str().unwrap()).await;
        assert_eq!(browser.run(message).await, "");
        browser.press("Register").await;
        browser.sees("Postiz is registered").await;
        browser.assert_nothing_blocked().await;
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
