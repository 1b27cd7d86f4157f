//! People leave, and what signed them in is still about.

use super::{ORGS, assert_nobody, sign_in, with_issuer};
use crate::harness::Server;
use crate::harness::product::{self, LOGIN_PAGE, Product, present};
use crate::harness::signer::Signer;
use serde_json::json;
use shared::clock::Clock;
use shared::ids::{OrgId, UserId};
use shared::store::{Ending, Offboarding, Store};
use std::time::Duration;

/// What an operator's key does, without one.
async fn ends(server: &Server, ending: Ending) {
    let store = Store::new(&crate::harness::sdk(&server.endpoint), &server.table);
    let offboarding = Offboarding { ending, at: server.clock.now() };
    store.record_offboarding(&offboarding).await.unwrap();
    store.offboard(&offboarding).await.unwrap();
}

/// Its later passes, a minute afterwards.
async fn later_passes(server: &Server) {
    for note in server.keys("OFFBOARDED#").await {
        let record = json!({"eventName": "INSERT", "dynamodb": {"Keys": {"pk": {"S": note}}}});
        let deadline = server.clock.now().plus(Duration::from_mins(5));
        server.purge().serve(&json!({"Records": [record]}).to_string(), deadline).await.unwrap();
    }
}

fn user(id: &str) -> UserId {
    UserId::parse(id).unwrap()
}

fn org(id: &str) -> OrgId {
    OrgId::parse(id).unwrap()
}

async fn at_a_stopped_clock(product: &Product) -> Server {
    let clock = Clock::stopped(Clock::System.now());
    let known_by = product.signer.known_by();
    Server::signing_in_at(
        clock,
        &[&[("HANDOFF_URL", LOGIN_PAGE), ("HANDOFF_SECRET", known_by.as_str())], &ORGS[..]].concat(),
    )
    .await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t17_a_ticket_kept_past_an_offboarding_signs_nobody_in_even_after_its_last_pass() {
    let product = Product::new("HS256");
    for ending in [
        Ending::User(user("u1")),
        Ending::Sessions(user("u1")),
        Ending::Org(org("acme")),
        Ending::Member(user("u1"), org("acme")),
        Ending::Rights(user("u1"), org("acme")),
    ] {
        let server = at_a_stopped_clock(&product).await;
        let visitor = server.visitor();
        let nonce = product::begin(&visitor, "/login").await;
        let kept = product.ticket(&server, &nonce, &json!({"sub": "u1", "org": "acme"}));
        let another = product.ticket(&server, &nonce, &json!({"sub": "u2", "org": "globex"}));
        server.clock.advance(Duration::from_secs(2));
        ends(&server, ending.clone()).await;
        for wait in [0, 60, 120] {
            if wait > 0 {
                server.clock.advance(Duration::from_secs(wait));
                later_passes(&server).await;
            }
            assert_nobody(&present(&visitor, &kept).await, &visitor, 400);
            assert_eq!(
                server.last_log()["detail"],
                "before an offboarding, or NOT_BEFORE",
                "{ending:?} after {wait} s"
            );
        }
        assert!(server.keys("SESSION#").await.is_empty());
        // Whom it did not concern it does not keep out; and the product may let anybody in again.
        assert_eq!(present(&visitor, &another).await.status, 303, "{}", server.last_log());
        let again = product.sign_in(&server, &server.visitor(), &json!({"sub": "u1", "org": "acme"})).await;
        assert_eq!(again.status, 303, "{ending:?}: {}", server.last_log());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t17_a_choice_of_org_kept_past_an_offboarding_signs_nobody_in() {
    let product = Product::new("HS256");
    let server = at_a_stopped_clock(&product).await;
    let visitor = server.visitor();
    let nonce = product::begin(&visitor, "/login").await;
    let page =
        present(&visitor, &product.ticket(&server, &nonce, &json!({"sub": "u1", "org": ["acme", "globex"]}))).await;
    let token = page.hidden("token");
    server.clock.advance(Duration::from_secs(2));
    ends(&server, Ending::Member(user("u1"), org("acme"))).await;
    server.clock.advance(Duration::from_secs(1_500));
    let answer = visitor.post("/login/org", &[("token", &token), ("org", "acme")]).await;
    assert_nobody(&answer, &visitor, 400);
    // Where they still are they may go on.
    assert_eq!(visitor.post("/login/org", &[("token", &token), ("org", "globex")]).await.status, 303);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t17_who_signs_in_right_after_an_offboarding_stays_though_the_issuer_dates_its_tokens_back() {
    let (server, issuer) = with_issuer("ES256", "token", &ORGS).await;
    issuer.signs(&Signer::new("ES256"), |_, claims| claims["iat"] = json!(claims["iat"].as_i64().unwrap() - 300));
    let visitor = server.visitor();
    let claims = json!({"org": "acme", "role": "admin"});
    sign_in(&server, &issuer, &visitor, "u1", &claims).await;
    ends(&server, Ending::Member(user("u1"), org("acme"))).await;
    visitor.get("/settings/apps").await.assert_asks_to_sign_in();
    // Beyond the second by which two servers' clocks may differ.
    tokio::time::sleep(Duration::from_millis(1_500)).await;
    assert_eq!(sign_in(&server, &issuer, &visitor, "u1", &claims).await.status, 303, "{}", server.last_log());
    let store = Store::new(&crate::harness::sdk(&server.endpoint), &server.table);
    for note in server.keys("OFFBOARDED#").await {
        let again = store.recorded_offboarding(&note).await.unwrap().unwrap();
        assert_eq!(store.offboard(&again).await.unwrap(), 0);
    }
    visitor.get("/settings/apps").await.assert_page(200);
}
