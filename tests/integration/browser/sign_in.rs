//! Signing in with several tabs, and after a session's end.

use super::chromium::Browser;
use super::sites::Site;
use crate::harness::query_of;
use std::time::Duration;

scenario! {
    async fn s7_two_tabs_with_two_apps_are_both_approved_the_first_one_last(server) {
        let (mut first, mut second) = (Site::start().await, Site::start_elsewhere().await);
        let ada = server.sign_in("ada").await;
        let browser = Browser::start().await;
        let mut tabs = Vec::new();
        let mut apps = Vec::new();
        for site in [&first, &second] {
            site.page("/cb", "");
            let app = ada.register(&[&format!("{}/cb", site.url)]).await;
            tabs.push(if tabs.is_empty() { browser.tab.window().await.unwrap() } else { browser.tab.new_window(true).await.unwrap().handle });
            browser.tab.switch_to_window(tabs.last().unwrap().clone()).await.unwrap();
            browser.goto(&format!("{}/oauth/authorize?{}", server.url, query_of(&app))).await;
            browser.sees("Sign in").await;
            apps.push(app);
        }
        for (tab, app) in tabs.iter().zip(&apps) {
            browser.tab.switch_to_window(tab.clone()).await.unwrap();
            browser.press("Linus Pauling").await;
            browser.sees("Scheduler wants to connect").await;
            assert!(browser.url().await.ends_with(&query_of(app)));
        }
        for (tab, site, app) in [(&tabs[1], &mut second, &apps[1]), (&tabs[0], &mut first, &apps[0])] {
            browser.tab.switch_to_window(tab.clone()).await.unwrap();
            browser.decide("approve").await;
            app.redeem(&server, &site.called_back().await["code"]).await;
        }
        browser.assert_nothing_blocked().await;
    }
}

scenario! {
    async fn s6_an_approval_taken_back_after_the_sessions_end_is_taken_back_in_the_end(server) {
        let app = server.sign_in("ada").await.register(&["https://c.example/cb"]).await;
        let token = app.redeem(&server, &server.sign_in("ada").await.approve(&query_of(&app)).await).await;
        let browser = Browser::signed_in(&server, "Ada Lovelace").await;
        browser.goto(&format!("{}/settings/approved-apps", server.url)).await;
        server.clock.advance(Duration::from_hours(12));
        let take_back = async || {
            browser.run("document.querySelector('details').open = true").await;
            browser.find("//details//button").await.click().await.unwrap();
        };
        take_back().await;
        browser.sees("Please sign in").await;
        browser.press("Sign in").await;
        browser.press("Ada Lovelace").await;
        browser.find("//*[@role='alert'][contains(., 'nothing has been changed yet')]").await;
        assert!(server.is_live(&token).await);
        take_back().await;
        browser.find("//*[contains(., 'No app has access to your account')]").await;
        assert!(!server.is_live(&token).await);
        browser.assert_nothing_blocked().await;
    }
}
