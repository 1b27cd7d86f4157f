//! By keyboard alone.

use super::chromium::Browser;
use super::sites::Site;
use crate::harness::query_of;
use fantoccini::key::Key;

/// Presses Tab until what has the focus says `text`; returns what had it on the way.
async fn tab_to(browser: &Browser, text: &str) -> Vec<String> {
    let mut passed = Vec::new();
    loop {
        browser.keys(&char::from(Key::Tab).to_string()).await;
        let focused = browser.tab.active_element().await.unwrap();
        let said = browser.run("return document.activeElement.innerText || document.activeElement.name || ''").await;
        let said = said.as_str().unwrap().to_owned();
        // Whatever has it can be seen to have it.
        assert_eq!(focused.css_value("outline-style").await.unwrap(), "solid", "{said}");
        passed.push(said.clone());
        if said == text {
            return passed;
        }
        assert!(passed.len() < 20, "{text} is not reached: {passed:?}");
    }
}

scenario! {
    async fn the_whole_flow_from_sign_in_to_revocation(server) {
        let mut site = Site::start().await;
        let app = server.sign_in("ada").await.register(&[&format!("{}/cb", site.url)]).await;
        site.page("/cb", "");
        let enter = char::from(Key::Enter).to_string();
        let browser = Browser::start().await;
        browser.goto(&format!("{}/oauth/authorize?{}", server.url, query_of(&app))).await;
        browser.sees("Sign in").await;
        tab_to(&browser, "Linus Pauling").await;
        browser.keys(&enter).await;

        browser.sees("Scheduler wants to connect").await;
        let passed = tab_to(&browser, "Authorize").await;
        assert_eq!(passed, ["Skip to the content", "Use another account", "Settings > Approved apps", "Deny", "Authorize"]);
        browser.until_decidable().await;
        browser.keys(&enter).await;
        assert!(site.called_back().await.contains_key("code"));

        browser.goto(&format!("{}/settings/approved-apps", server.url)).await;
        // The first stop leads past the header.
        tab_to(&browser, "Skip to the content").await;
        browser.keys(&enter).await;
        assert_eq!(tab_to(&browser, "Revoke").await, ["Revoke"]);
        browser.keys(&enter).await;
        tab_to(&browser, "Revoke access").await;
        browser.keys(&enter).await;
        browser.find("//h2[.='No app has access to your account']").await;
        assert!(server.keys("GRANT#").await.is_empty());
    }
}

scenario! {
    async fn a_form_that_is_wrong_says_so_first_and_leads_to_the_field(server) {
        let browser = Browser::signed_in(&server, "Ada Lovelace").await;
        browser.press("Register an app").await;
        browser.type_into("name", "Postiz").await;
        browser.type_into("redirect_uris", "http://c.example/").await;
        browser.press("Register").await;
        let problem = "//*[@role='alert']//a[starts-with(., 'Redirect URI 1 must use https')]";
        browser.find(problem).await;
        assert_eq!(browser.run("return document.activeElement.getAttribute('role')").await, "alert");
        browser.keys(&char::from(Key::Tab).to_string()).await;
        browser.keys(&char::from(Key::Enter).to_string()).await;
        assert!(browser.url().await.ends_with("#redirect_uris"));
        let focused = browser.run("return document.activeElement.id + ' ' + document.activeElement.getAttribute('aria-describedby')").await;
        assert_eq!(focused, "redirect_uris redirect_uris-help redirect_uris-problem");
        assert_eq!(browser.find("//*[@id='name']").await.prop("value").await.unwrap().unwrap(), "Postiz");
    }
}
