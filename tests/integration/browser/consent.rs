//! From the client's button through sign-in and consent to the client's callback, and on from there.

use super::chromium::Browser;
use super::sites::Site;
use crate::harness::{App, Server, query_of};
use shared::clock::Clock;

/// A client at `site`, whose start page links to the authorize URL.
async fn client(server: &Server, site: &Site, more: &str) -> App {
    let app = server.sign_in("ada").await.register(&[&format!("{}/cb", site.url)]).await;
    let query = app.query(more).replace('&', "&amp;");
    site.page("/start", &format!("<a href='{}/oauth/authorize?{query}'>Connect</a>", server.url));
    app
}

/// From the client's page to the consent page.
async fn connect(browser: &Browser, site: &mut Site) {
    browser.goto(&format!("{}/start", site.url)).await;
    assert_eq!(site.visited().await.path(), "/start");
    browser.press("Connect").await;
}

scenario! {
    async fn e12_signed_out_to_a_callback_that_leads_on_to_a_third_site(server) {
        let (mut site, third) = (Site::start().await, Site::start_elsewhere().await);
        let app = client(&server, &site, "").await;
        site.redirect("/cb", &format!("{}/done", third.url));
        third.page("/done", "");

        let browser = Browser::start().await;
        connect(&browser, &mut site).await;
        browser.sees("Sign in").await;
        assert!(browser.url().await.starts_with(&format!("{}/login?attempt=", server.url)));
        browser.press("Ada Lovelace").await;
        browser.sees("Scheduler wants to connect").await;
        browser.decide("approve").await;

        browser.sees("/done").await;
        assert_eq!(browser.url().await, format!("{}/done", third.url));
        let callback = site.called_back().await;
        assert_eq!((callback["state"].as_str(), callback["iss"].as_str()), ("s1", server.url.as_str()));
        assert_eq!(app.exchange(&server, &callback["code"]).await.status, 200);
        // Where the user was, and with what state in the address, is not for others to know.
        assert_eq!(browser.run("return document.referrer").await, "");
        browser.assert_nothing_blocked().await;
    }
}

scenario! {
    async fn e12_e18_deny_reaches_the_callback_and_what_it_leads_on_to(server) {
        let (mut site, third) = (Site::start().await, Site::start_elsewhere().await);
        client(&server, &site, "").await;
        site.redirect("/cb", &format!("{}/done", third.url));
        third.page("/done", "");

        // Signed in already: the cookie has to come along from the client's site, so Lax, not Strict (E17).
        let browser = Browser::signed_in(&server, "Grace Hopper").await;
        connect(&browser, &mut site).await;
        browser.sees("Scheduler wants to connect").await;
        browser.decide("deny").await;

        browser.sees("/done").await;
        let callback = site.called_back().await;
        assert_eq!((callback["error"].as_str(), callback["state"].as_str()), ("access_denied", "s1"));
        assert!(!callback.contains_key("code"), "{callback:?}");
        assert!(server.keys("CODE#").await.is_empty() && server.keys("GRANT#").await.is_empty());
        browser.assert_nothing_blocked().await;
    }
}

scenario! {
    async fn e12_an_error_right_after_sign_in_reaches_the_callback_too(server) {
        let (mut site, third) = (Site::start().await, Site::start_elsewhere().await);
        client(&server, &site, "&scope=everything").await;
        site.redirect("/cb", &format!("{}/done", third.url));
        third.page("/done", "");

        let browser = Browser::start().await;
        connect(&browser, &mut site).await;
        // One chain of redirects, from the form of the sign-in page to the third site.
        browser.press("Grace Hopper").await;
        browser.sees("/done").await;
        assert_eq!(site.called_back().await["error"], "invalid_scope");
        browser.assert_nothing_blocked().await;
    }
}

scenario! {
    async fn e12_a_callback_may_lead_on_to_an_app_with_a_yes_and_with_a_no(server) {
        let mut site = Site::start().await;
        let app = client(&server, &site, "").await;
        site.redirect("/cb", "com.example.app:/done");
        for action in ["approve", "deny"] {
            // Each in a browser of its own: one that asks whether to open an app listens to nothing else.
            let browser = Browser::signed_in(&server, "Ada Lovelace").await;
            connect(&browser, &mut site).await;
            browser.decide(action).await;
            let callback = site.called_back().await;
            match callback.get("code") {
                Some(code) => drop(app.redeem(&server, code).await),
                None => assert_eq!((action, callback["error"].as_str()), ("deny", "access_denied")),
            }
            // Nobody here opens that scheme; but nothing of ours keeps the browser from trying.
            browser.leaves_for("com.example.app:/done").await;
            browser.assert_nothing_blocked().await;
        }
    }
}

scenario! {
    async fn e12_a_callback_may_be_an_app(server) {
        let app = server.sign_in("ada").await.register(&["com.example.app:/cb"]).await;
        for (action, answer) in [("deny", "com.example.app:/cb?error=access_denied"), ("approve", "com.example.app:/cb?code=poc_")] {
            let browser = Browser::signed_in(&server, "Ada Lovelace").await;
            browser.goto(&format!("{}/oauth/authorize?{}", server.url, query_of(&app))).await;
            browser.find("//*[contains(., 'the app on this device that opens com.example.app:')]").await;
            browser.decide(action).await;
            browser.leaves_for(answer).await;
            browser.assert_nothing_blocked().await;
        }
        assert_eq!(server.keys("CODE#").await.len(), 1);
    }
}

scenario! {
    async fn the_stylesheet_applies_under_the_policy(server) {
        let app = server.sign_in("ada").await.register(&["https://c.example/cb"]).await;
        let browser = Browser::signed_in(&server, "Ada Lovelace").await;
        browser.goto(&format!("{}/oauth/authorize?{}", server.url, query_of(&app))).await;
        let body = browser.find("//body").await;
        // 8px is what browsers give a page without a stylesheet.
        assert_eq!(body.css_value("margin-top").await.unwrap(), "0px");
        let approve = browser.find("//button[@value='approve']").await.css_value("background-color").await.unwrap();
        let deny = browser.find("//button[@value='deny']").await.css_value("background-color").await.unwrap();
        assert_ne!(approve, deny);
        browser.assert_nothing_blocked().await;
    }
}

scenario! {
    async fn e17_no_script_reads_the_session_cookie_and_it_is_lax(server) {
        let browser = Browser::signed_in(&server, "Ada Lovelace").await;
        let cookie = browser.cookie(&server.visitor().session_name()).await;
        assert!(cookie.value().starts_with("pse_"));
        assert_eq!(cookie.http_only(), Some(true));
        assert_eq!(cookie.same_site().map(|same_site| same_site.to_string()), Some("Lax".to_owned()));
        // This host's alone, everywhere on it, and for as long as the session lasts.
        assert_eq!((cookie.path(), cookie.domain()), (Some("/"), Some("localhost")));
        let expires = cookie.expires().and_then(|expires| expires.datetime()).unwrap().unix_timestamp();
        let left = expires - Clock::System.now().seconds();
        assert!((left - 12 * 3_600).abs() < 120, "{left} s");
        assert_eq!(browser.run("return document.cookie").await, "");
    }
}
