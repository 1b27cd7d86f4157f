//! What other sites try on somebody who is signed in.

use super::chromium::Browser;
use super::sites::Site;
use crate::harness::{App, Server, query_of};
use fantoccini::Locator;

/// The attacker has an app here, whose callback is at their own site.
async fn app_of(evil: &Site, server: &Server) -> App {
    server.sign_in("grace").await.register(&[&format!("{}/cb", evil.url)]).await
}

/// A page of the attacker's with a form of these fields; the victim presses its button.
async fn lure(browser: &Browser, evil: &Site, server: &Server, fields: &[(&str, &str)]) {
    let inputs: String = fields
        .iter()
        .map(|(name, value)| format!("<input type=hidden name={name} value='{}'>", value.replace('&', "&amp;")))
        .collect();
    let button = "<button name=action value=approve>Win a prize</button>";
    evil.page("/evil", &format!("<form method=post action='{}/oauth/authorize'>{inputs}{button}</form>", server.url));
    browser.goto(&format!("{}/evil", evil.url)).await;
    browser.press("Win a prize").await;
}

/// Our 403, and nothing written.
async fn assert_refused(browser: &Browser, server: &Server) {
    browser.find("//header").await;
    assert_eq!(browser.url().await, format!("{}/oauth/authorize", server.url));
    assert_eq!(browser.status().await, 403);
    assert!(server.keys("CODE#").await.is_empty() && server.keys("GRANT#").await.is_empty());
}

scenario! {
    async fn e1_a_form_of_another_site_approves_nothing(server) {
        let evil = Site::start().await;
        let app = app_of(&evil, &server).await;
        let browser = Browser::signed_in(&server, "Ada Lovelace").await;
        let fields = [("client_id", app.client_id.as_str()), ("request", &query_of(&app))];
        lure(&browser, &evil, &server, &fields).await;
        assert_refused(&browser, &server).await;
    }
}

scenario! {
    async fn e3_nor_does_one_that_holds_the_victims_own_ticket(server) {
        let evil = Site::start().await;
        let app = app_of(&evil, &server).await;
        let browser = Browser::signed_in(&server, "Ada Lovelace").await;
        browser.goto(&format!("{}/oauth/authorize?{}", server.url, query_of(&app))).await;
        let ticket = browser.find("//input[@name='ticket']").await.attr("value").await.unwrap().unwrap();
        lure(&browser, &evil, &server, &[("request", &query_of(&app)), ("ticket", &ticket)]).await;
        assert_refused(&browser, &server).await;
    }
}

scenario! {
    async fn e11_no_other_site_frames_the_consent_page(server) {
        let evil = Site::start().await;
        let app = app_of(&evil, &server).await;
        let browser = Browser::signed_in(&server, "Ada Lovelace").await;
        let query = query_of(&app).replace('&', "&amp;");
        evil.page("/evil", &format!("<iframe src='{}/oauth/authorize?{query}'></iframe>", server.url));
        browser.goto(&format!("{}/evil", evil.url)).await;
        let console = browser.console().await;
        assert!(console.iter().any(|line| line.contains("frame-ancestors 'none'")), "{console:#?}");
        browser.tab.enter_frame(0).await.unwrap();
        assert!(browser.tab.find_all(Locator::Css("form")).await.unwrap().is_empty());
    }
}
