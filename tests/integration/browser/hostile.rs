//! What other sites try on somebody who is signed in.

use super::chromium::Browser;
use super::sites::Site;
use crate::harness::{App, Server, query_of};
use fantoccini::Locator;
use std::time::Duration;

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
    async fn e11_no_other_site_frames_a_page_of_ours(server) {
        let evil = Site::start().await;
        let app = app_of(&evil, &server).await;
        let browser = Browser::signed_in(&server, "Ada Lovelace").await;
        let consent = format!("/oauth/authorize?{}", query_of(&app).replace('&', "&amp;"));
        for path in [&consent, "/login", "/settings/apps", "/settings/approved-apps", "/nowhere", "/oauth/authorize?client_id=x"] {
            evil.page("/evil", &format!("<iframe src='{}{path}'></iframe>", server.url));
            browser.goto(&format!("{}/evil", evil.url)).await;
            browser.complains("frame-ancestors 'none'").await;
            browser.tab.clone().enter_frame(0).await.unwrap();
            assert!(browser.tab.find_all(Locator::Css("main, form")).await.unwrap().is_empty(), "{path}");
            browser.tab.clone().enter_parent_frame().await.unwrap();
        }
    }
}

scenario! {
    async fn e15_e16_what_an_app_says_stays_text_and_loads_nothing(server) {
        let mut evil = Site::start().await;
        for path in ["/x.png", "/x.js", "/x.css"] {
            evil.page(path, "");
        }
        let name = format!("<img src={}/x.png>", evil.url);
        let description = format!("<script src={0}/x.js></script><link rel=stylesheet href={0}/x.css> {0}/x.png", evil.url);
        let grace = server.sign_in("grace").await;
        let fields = [("name", name.as_str()), ("description", &description), ("redirect_uris", "https://evil.example/cb"), ("scopes", "posts")];
        let client_id = grace.submit("/settings/apps/new", "/settings/apps", &fields).await.element("client-id");
        let browser = Browser::signed_in(&server, "Ada Lovelace").await;
        browser.goto(&format!("{}/oauth/authorize?client_id={client_id}&response_type=code", server.url)).await;
        browser.sees(&format!("{name} wants to connect")).await;
        assert_eq!(browser.find("//blockquote").await.text().await.unwrap(), description);
        // Whatever the name says, this is where the user is sent, and whose app it is.
        browser.find("//form//strong[.='evil.example']").await;
        browser.find(&format!("//code[.='{client_id}']")).await;
        let loaded = browser.run("return performance.getEntriesByType('resource').map(entry => new URL(entry.name).origin)").await;
        assert!(loaded.as_array().unwrap().iter().all(|origin| origin == server.url.as_str()), "{loaded}");
        browser.assert_nothing_blocked().await;
        // The first thing that ever comes from there is this.
        browser.goto(&format!("{}/x.png", evil.url)).await;
        assert_eq!(evil.visited().await.path(), "/x.png");
        assert!(tokio::time::timeout(Duration::from_millis(1), evil.visited()).await.is_err());
    }
}
