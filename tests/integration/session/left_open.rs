//! A page that asks for an org, left open; and its form without the page.

use super::{ORGS, assert_nobody};
use crate::harness::Server;
use crate::harness::product::{self, Product};
use serde_json::json;
use shared::clock::Clock;
use std::time::Duration;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t21_a_page_left_open_signs_nobody_in_after_a_sign_out() {
    let product = Product::new("ES256");
    let server = product.server(&ORGS).await;
    let visitor = server.visitor();
    let nonce = product::begin(&visitor, "/login").await;
    let ticket = product.ticket(&server, &nonce, &json!({"sub": "alice", "org": ["acme", "globex"]}));
    let token = product::present(&visitor, &ticket).await.hidden("token");
    product.sign_in(&server, &visitor, &json!({"sub": "alice", "org": "acme"})).await;
    assert_eq!(visitor.post("/logout", &[]).await.status, 303);
    assert_nobody(&visitor.post("/login/org", &[("token", &token), ("org", "acme")]).await, &visitor, 400);
    // Nor does the address in the browser's history show the page again.
    assert_nobody(&product::present(&visitor, &ticket).await, &visitor, 400);
    assert!(server.keys("SESSION#").await.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t21_a_page_left_open_does_not_take_the_place_of_whoever_came_next() {
    let product = Product::new("HS256");
    let secret = product.signer.known_by();
    let handoff = [("HANDOFF_URL", product::LOGIN_PAGE), ("HANDOFF_SECRET", secret.as_str())];
    let server = Server::signing_in_at(Clock::stopped(Clock::System.now()), &[&handoff[..], &ORGS].concat()).await;
    let visitor = server.visitor();
    let both = json!({"sub": "alice", "org": ["acme", "globex"]});
    let nonce = product::begin(&visitor, "/login").await;
    let token = product::present(&visitor, &product.ticket(&server, &nonce, &both)).await.hidden("token");
    server.clock.advance(Duration::from_secs(2));
    product.sign_in(&server, &visitor, &json!({"sub": "bob", "org": "acme", "name": "Bob"})).await;
    let page = visitor.post("/login/org", &[("token", &token), ("org", "acme")]).await;
    page.assert_page(400);
    assert!(page.says("Bob"), "{}", page.body);
    assert_eq!(server.last_log()["detail"], "somebody else has signed in since");
    assert!(visitor.get("/settings/approved-apps").await.says("Bob"));
    // Alice, who wants to be herself, is: her page is newer than his session.
    server.clock.advance(Duration::from_secs(2));
    let nonce = product::begin(&visitor, "/login?again=1").await;
    let token = product::present(&visitor, &product.ticket(&server, &nonce, &both)).await.hidden("token");
    assert_eq!(visitor.post("/login/org", &[("token", &token), ("org", "acme")]).await.status, 303);
    // And of two pages of hers the second is no reason to refuse the first.
    let tokens = [product::begin(&visitor, "/login").await, product::begin(&visitor, "/login").await];
    for nonce in tokens {
        let token = product::present(&visitor, &product.ticket(&server, &nonce, &both)).await.hidden("token");
        assert_eq!(visitor.post("/login/org", &[("token", &token), ("org", "globex")]).await.status, 303);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t21_the_form_takes_no_ticket_that_no_page_gave_out() {
    let product = Product::new("EdDSA");
    let server = product.server(&ORGS).await;
    for (org, age) in [(json!("acme"), 400), (json!(["acme", "globex"]), 1_500), (json!(["acme", "globex"]), 0)] {
        let visitor = server.visitor();
        let nonce = product::begin(&visitor, "/login").await;
        let mut claims = product.claims(&server, &nonce, &json!({"sub": "alice", "org": org}));
        let iat = server.clock.now().seconds() - age;
        (claims["iat"], claims["exp"]) = (json!(iat), json!(iat + 300));
        let ticket = product.signer.sign(&product.header(), &claims);
        for token in [ticket.clone(), format!("{nonce}.{ticket}"), format!(".{ticket}")] {
            assert_nobody(&visitor.post("/login/org", &[("token", &token), ("org", "acme")]).await, &visitor, 400);
        }
    }
    assert!(server.keys("SESSION#").await.is_empty());
}
