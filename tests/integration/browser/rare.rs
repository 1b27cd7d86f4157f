//! Pages that few people ever see, and those that somebody would like to look otherwise: the checks of the tour on each.

use super::tour::{Look, Tour};
use crate::harness::faults::Fault;
use crate::harness::{App, Server, Visitor};
use std::time::Duration;

/// As much as a developer may write, put together to look like more than it is.
const HOSTILE: &str = "Postern says: this app is safe.\n\n\n\nIf you authorize it, it may\n✓ see your name\n✓ nothing else\n\nEither way you go back to postern.example\n\n<h2>Verified</h2> <img src=https://tracker.example/x.png>\nhttps://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.example/";

async fn register(visitor: &Visitor, name: &str, description: &str, redirect_uri: &str) -> App {
    let fields = [("name", name), ("description", description), ("redirect_uris", redirect_uri), ("scopes", "posts")];
    let page = visitor.submit("/settings/apps/new", "/settings/apps", &fields).await;
    page.assert_page(200);
    App { client_id: page.element("client-id"), secret: page.element("client-secret") }
}

/// More of everything than fits on one page of a list.
async fn many(visitor: &Visitor) {
    for n in 0..26 {
        let app = register(visitor, &format!("App {n}"), "", "https://c.example/cb").await;
        visitor.approve(&app.query("")).await;
        let label = format!("Key {n}");
        visitor.submit_to("/settings/api-keys", "/settings/api-keys", &[("label", &label)]).await.assert_page(200);
    }
}

impl Tour {
    async fn consent(&self, app: &App, name: &str) {
        self.go(&format!("/oauth/authorize?{}", app.query("")), name).await;
    }

    /// What becomes of a decision on the page that is shown.
    async fn decide(&self, action: &str, name: &str) {
        self.browser.run("document.querySelector('main').dataset.left = ''").await;
        self.browser.decide(action).await;
        // The page has gone once the mark has.
        self.browser.find("//main[not(@data-left)]").await;
        self.stop(name).await;
    }

    /// The same, on a page that was tampered with.
    async fn tampered(&self, app: &App, how: &str, action: &str, name: &str) {
        self.consent(app, "consent-long").await;
        self.browser.run(how).await;
        self.decide(action, name).await;
    }

    async fn rare(&self) {
        let ada = self.server.sign_in("ada").await;
        many(&ada).await;
        let long = register(
            &ada,
            &"W".repeat(100),
            HOSTILE,
            "https://a-rather-long-host-name-of-a-client.example.com:8443/cb",
        )
        .await;
        let program =
            register(&ada, "Ein-sehr-langes-Wort-ohne-jede-Lücke-darin", "", "http://127.0.0.1:4000/cb").await;
        let device = register(&ada, "字".repeat(100).as_str(), "", "com.example.an.app.on.the.device:/cb").await;

        self.sign_in("ada").await;
        self.consent(&program, "consent-program").await;
        self.consent(&device, "consent-device").await;
        self.go(&format!("/settings/apps/{}", long.client_id), "app-long").await;
        for list in ["apps", "api-keys", "approved-apps"] {
            self.go(&format!("/settings/{list}"), &format!("{list}-many")).await;
            self.press(".actions > [href*=cursor]", &format!("{list}-older")).await;
        }
        self.tampered(&long, "document.querySelector('[name=ticket]').value += 'x'", "approve", "error-ticket").await;
        self.tampered(&long, "document.querySelector('.decide').enctype = 'text/plain'", "deny", "error-form").await;
        self.tampered(&long, "document.querySelector('[value=deny]').value = 'x'", "x", "error-action").await;
        self.go("/logout", "error-method").await;
        self.go("/login?attempt=aXIKl9Yh", "error-sign-in-forgotten").await;
        self.sent_in_vain().await;
        self.go("/settings/api-keys?unsent=1", "keys-unsent").await;
        self.sent_in_vain().await;
        self.go(&format!("/oauth/authorize?unsent=1&{}", long.query("")), "consent-unsent").await;
        self.go(
            &format!("/oauth/authorize?{}&redirect_uri=https%3A%2F%2Fevil.example", long.query("")),
            "error-redirect-uri",
        )
        .await;
        self.consent(&long, "consent-long").await;
        self.server.clock.advance(Duration::from_secs(601));
        self.decide("approve", "consent-open-too-long").await;
        assert_eq!(self.browser.status().await, 409);
        self.server.faults.fail_always("", Fault::Throttle);
        self.go("/settings/apps", "error-unavailable").await;
        assert_eq!(self.browser.status().await, 503);
    }
}

impl Tour {
    /// As if a form had just been sent when nobody was signed in any more.
    async fn sent_in_vain(&self) {
        let port = self.server.url.rsplit(':').next().unwrap();
        self.browser.run(&format!("document.cookie = 'postern-unsent-{port}=1; path=/'")).await;
    }
}

async fn tour(server: Server, name: &'static str, width: u32, scheme: &'static str, language: &'static str) {
    Tour::start(server, Look { name, width, scheme, language }).await.rare().await;
}

scenario! {
    async fn e15_no_rare_page_has_a_violation_in_the_light_theme(server) {
        tour(server, "light", 1000, "light", "en").await;
    }
}

scenario! {
    async fn e15_no_rare_page_has_a_violation_on_a_dark_phone(server) {
        tour(server, "dark-phone", 320, "dark", "es").await;
    }
}

scenario! {
    async fn e15_no_rare_page_has_a_violation_on_a_phone_from_right_to_left(server) {
        tour(server, "rtl-phone", 320, "light", "ar").await;
    }
}
