//! The pages of signing in, in two looks: no accessibility violation, and nothing wider than its window.

use super::sites::Site;
use super::tour::{Look, Tour};
use crate::harness::Server;
use crate::harness::product::Product;
use serde_json::{Value, json};
use url::Url;

/// The product, at whose login page the browser really is.
async fn nonce(tour: &Tour, site: &Site) -> String {
    site.page("/login", "");
    tour.browser.goto(&format!("{}/login", tour.server.url)).await;
    tour.browser.sees("/login").await;
    let url = Url::parse(&tour.browser.url().await).unwrap();
    assert_eq!(url.origin().ascii_serialization(), site.url);
    let nonce = url.query_pairs().find(|(name, _)| name == "postern_nonce").map(|(_, nonce)| nonce.into_owned());
    nonce.unwrap()
}

async fn pages(look: Look) {
    let (site, product) = (Site::start().await, Product::new("ES256"));
    let variables = [
        ("HANDOFF_URL", format!("{}/login", site.url)),
        ("HANDOFF_KEY", product.signer.known_by()),
        ("CLAIM_ORG", "org".to_owned()),
        ("CLAIM_ROLE", "role".to_owned()),
        ("SIGN_OUT_URL", format!("{}/logout", site.url)),
    ];
    let variables: Vec<(&str, &str)> = variables.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let tour = Tour::start(Server::signing_in(&variables).await, look).await;
    tour.go("/login/ask", "sign-in-ask").await;
    tour.go("/login/ended", "sign-out-ended").await;
    tour.go("/login/callback", "error-sign-in-unknown").await;
    tour.go("/login/callback?ticket=x", "error-sign-in-failed").await;
    let nonce = nonce(&tour, &site).await;
    let ticket = |claims: Value| {
        let mut all = product.claims(&tour.server, &nonce, &claims);
        all["iss"] = json!(site.url);
        format!("/login/callback?ticket={}", product.signer.sign(&product.header(), &all))
    };
    tour.go(&ticket(json!({"sub": "u1", "org": "a b"})), "error-sign-in-account").await;
    let orgs = json!([
        {"id": "acme", "name": "Acme"},
        {"id": "a-rather-long-id-of-an-organization-with-a-name", "name": "W".repeat(100)},
        {"id": "globex"},
    ]);
    tour.go(&ticket(json!({"sub": "u1", "name": "Ada", "org": orgs})), "sign-in-org").await;
    tour.browser.run("document.querySelector('[value=acme]').click()").await;
    tour.browser.find("//nav").await;
    tour.go("/login/callback?ticket=x", "error-sign-in-here").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t19_no_page_of_signing_in_has_a_violation_in_the_light_theme() {
    pages(Look { name: "light", width: 1000, scheme: "light", language: "en" }).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t19_no_page_of_signing_in_has_a_violation_from_right_to_left_on_a_phone_in_the_dark() {
    pages(Look { name: "arabic", width: 360, scheme: "dark", language: "ar" }).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t19_the_page_for_an_issuer_out_of_reach_has_no_violation() {
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let issuer = format!("http://{nobody}");
    let server = Server::signing_in(&[("OIDC_ISSUER", &issuer), ("OIDC_CLIENT_ID", "us")]).await;
    let tour = Tour::start(server, Look { name: "german", width: 360, scheme: "light", language: "de" }).await;
    tour.go("/login", "error-sign-in-unavailable").await;
    assert_eq!(tour.browser.status().await, 503);
}
