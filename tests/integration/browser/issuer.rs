//! Signing in through an issuer on another site: what `form-action`, `SameSite` and redirects over three sites let through.

use super::chromium::Browser;
use super::sites::Site;
use crate::harness::issuer::{CLIENT, CLIENT_SECRET, Issuer};
use crate::harness::{App, Server, query_of};

/// For a browser, `127.0.0.1` and `localhost` are two sites.
async fn world() -> (Server, Issuer) {
    let issuer = Issuer::start("RS256", "token").await;
    let variables = [
        ("OIDC_ISSUER", issuer.url.as_str()),
        ("OIDC_CLIENT_ID", CLIENT),
        ("OIDC_CLIENT_SECRET", CLIENT_SECRET),
        ("CLAIM_ORG", "org"),
        ("CLAIM_ROLE", "role"),
    ];
    let server = Server::signing_in(&variables).await;
    issuer.trusts(&server).await;
    (server, issuer)
}

/// At the issuer's login page.
async fn says(browser: &Browser, user: &str, claims: &str) {
    browser.sees("Who are you?").await;
    browser.type_into("user", user).await;
    browser.type_into("claims", claims).await;
    browser.press("Sign in").await;
}

const ADMIN: &str = r#"{"org":"acme","role":"admin","name":"Ada"}"#;
const MEMBER: &str = r#"{"org":"globex","role":"member","name":"Grace"}"#;

/// Ada, signed in, in her settings.
async fn ada(server: &Server) -> Browser {
    let browser = Browser::start().await;
    browser.goto(&server.url).await;
    says(&browser, "ada", ADMIN).await;
    browser.sees("Apps of").await;
    browser
}

/// An app of hers, registered by hand.
async fn register(browser: &Browser, server: &Server, site: &Site) -> App {
    site.page("/cb", "");
    browser.goto(&format!("{}/settings/apps/new", server.url)).await;
    browser.type_into("name", "Scheduler").await;
    browser.type_into("redirect_uris", &format!("{}/cb", site.url)).await;
    browser.press("Register").await;
    browser.sees("Scheduler").await;
    let (client_id, secret) = (browser.text_of("client-id").await, browser.text_of("client-secret").await);
    App { client_id, secret }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t19_two_tabs_with_two_apps_sign_in_at_an_issuer_elsewhere_and_both_are_approved_the_first_one_last() {
    let (server, _issuer) = world().await;
    let (mut first, mut second) = (Site::start().await, Site::start_elsewhere().await);
    let browser = ada(&server).await;
    let apps = [register(&browser, &server, &first).await, register(&browser, &server, &second).await];
    browser.goto(&format!("{}/settings/apps", server.url)).await;
    browser.press("Sign out").await;
    browser.sees("You are signed out here").await;
    // Where one signs in, too: else both tabs would be let through without a word.
    browser.tab.delete_all_cookies().await.unwrap();
    browser.goto(&format!("{}/nowhere", _issuer.url)).await;
    browser.tab.delete_all_cookies().await.unwrap();
    let mut tabs = vec![browser.tab.window().await.unwrap()];
    tabs.push(browser.tab.new_window(true).await.unwrap().handle);
    for (tab, app) in tabs.iter().zip(&apps) {
        browser.tab.switch_to_window(tab.clone()).await.unwrap();
        browser.goto(&format!("{}/oauth/authorize?{}", server.url, query_of(app))).await;
        browser.sees("Who are you?").await;
    }
    browser.tab.switch_to_window(tabs[0].clone()).await.unwrap();
    says(&browser, "grace", MEMBER).await;
    browser.sees("Scheduler wants to connect").await;
    assert!(browser.url().await.ends_with(&query_of(&apps[0])));
    browser.tab.switch_to_window(tabs[1].clone()).await.unwrap();
    says(&browser, "grace", MEMBER).await;
    browser.sees("Scheduler wants to connect").await;
    assert!(browser.url().await.ends_with(&query_of(&apps[1])));
    for (tab, site, app) in [(&tabs[1], &mut second, &apps[1]), (&tabs[0], &mut first, &apps[0])] {
        browser.tab.switch_to_window(tab.clone()).await.unwrap();
        browser.decide("approve").await;
        app.redeem(&server, &site.called_back().await["code"]).await;
    }
    browser.assert_nothing_blocked().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t19_a_sign_out_ends_here_and_the_next_person_is_asked_who_they_are() {
    let (server, _issuer) = world().await;
    let browser = ada(&server).await;
    browser.press("Sign out").await;
    browser.sees("You are signed out here").await;
    assert_eq!(browser.url().await, format!("{}/login/ended", server.url));
    browser.press("Sign in").await;
    says(&browser, "grace", MEMBER).await;
    browser.find("//*[contains(., 'No app has access to your account')]").await;
    browser.assert_nothing_blocked().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t19_another_account_is_asked_for_at_the_issuer_and_comes_back_to_the_consent_page() {
    let (server, _issuer) = world().await;
    let mut site = Site::start().await;
    let browser = ada(&server).await;
    let app = register(&browser, &server, &site).await;
    browser.goto(&format!("{}/oauth/authorize?{}", server.url, query_of(&app))).await;
    browser.sees("Scheduler wants to connect").await;
    let button = browser.rest_on("[formaction='/logout']").await;
    browser.click_at(button).await;
    says(&browser, "grace", MEMBER).await;
    browser.sees("Scheduler wants to connect").await;
    browser.find("//*[contains(., 'globex')]").await;
    browser.decide("approve").await;
    let token = app.redeem(&server, &site.called_back().await["code"]).await;
    assert!(server.is_live(&token).await);
    browser.assert_nothing_blocked().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t19_a_settings_form_sent_after_the_sessions_end_comes_back_to_its_page_by_way_of_the_issuer() {
    let (server, _issuer) = world().await;
    let browser = ada(&server).await;
    browser.goto(&format!("{}/settings/api-keys", server.url)).await;
    let form = browser.tab.window().await.unwrap();
    let other = browser.tab.new_window(true).await.unwrap().handle;
    browser.tab.switch_to_window(other).await.unwrap();
    browser.goto(&format!("{}/settings/apps", server.url)).await;
    browser.press("Sign out").await;
    browser.sees("You are signed out here").await;
    browser.tab.switch_to_window(form).await.unwrap();
    browser.type_into("label", "nightly").await;
    browser.keys("\u{e007}").await;
    browser.sees("Please sign in").await;
    // The issuer still knows her: one click, and she is back.
    browser.press("Sign in").await;
    browser.find("//*[@role='alert'][contains(., 'nothing has been changed yet')]").await;
    assert!(browser.url().await.starts_with(&format!("{}/settings/api-keys?", server.url)));
    assert!(server.keys("KEY#").await.is_empty());
    browser.assert_nothing_blocked().await;
}
