//! How a session takes another's place, how it ends, and what a sign-in rests on.

use super::{ORGS, session_item, sign_in, with_issuer};
use crate::harness::product::{self, LOGIN_PAGE, Product, present};
use crate::harness::signer::Signer;
use crate::harness::{Server, query_of};
use serde_json::{Value, json};
use shared::clock::Clock;
use std::time::Duration;

/// A server whose clock a test moves, and the product that its users sign in at.
async fn at_a_stopped_clock() -> (Server, Product) {
    let product = Product::new("HS256");
    let clock = Clock::stopped(Clock::System.now());
    let known_by = product.signer.known_by();
    let variables = [&[("HANDOFF_URL", LOGIN_PAGE), ("HANDOFF_SECRET", known_by.as_str())], &ORGS[..]].concat();
    (Server::signing_in_at(clock, &variables).await, product)
}

fn moment(item: &crate::harness::Item, name: &str) -> i64 {
    item[name].as_n().unwrap().parse().unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t12_a_session_that_says_the_same_stays_and_any_other_ends_with_the_new_one() {
    let (server, product) = at_a_stopped_clock().await;
    let visitor = server.visitor();
    let claims = json!({"sub": "u1", "org": "acme", "role": "admin", "cus": "c1"});
    product.sign_in(&server, &visitor, &claims).await;
    let first = visitor.session();
    product.sign_in(&server, &visitor, &claims).await;
    assert_eq!(visitor.session(), first);
    let mut sessions = vec![first];
    for (name, value) in [("sub", "u2"), ("org", "globex"), ("role", "member"), ("cus", "c2")] {
        let mut other = claims.clone();
        other[name] = json!(value);
        assert_eq!(product.sign_in(&server, &visitor, &other).await.status, 303);
        assert_eq!(server.keys("SESSION#").await.len(), 1, "{name}");
        sessions.push(visitor.session());
        // And back.
        product.sign_in(&server, &visitor, &claims).await;
        sessions.push(visitor.session());
    }
    sessions.sort();
    sessions.dedup();
    assert_eq!(sessions.len(), 9);
    // An hour before its end it does not stay.
    let last = visitor.session();
    server.clock.advance(Duration::from_secs(11 * 3_600 - 1));
    product.sign_in(&server, &visitor, &claims).await;
    assert_eq!(visitor.session(), last);
    server.clock.advance(Duration::from_secs(1));
    product.sign_in(&server, &visitor, &claims).await;
    assert_ne!(visitor.session(), last);
    assert_eq!(server.keys("SESSION#").await.len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t12_a_sign_in_rests_on_the_ticket_and_on_the_moment_of_the_issuers_own_answer() {
    let (server, product) = at_a_stopped_clock().await;
    let now = server.clock.now();
    for (dated, expected) in [(-200, -200), (50, 0)] {
        let visitor = server.visitor();
        let nonce = product::begin(&visitor, "/login").await;
        let mut claims = product.claims(&server, &nonce, &json!({"sub": "u1", "org": "acme"}));
        for name in ["iat", "exp"] {
            claims[name] = json!(claims[name].as_i64().unwrap() + dated);
        }
        assert_eq!(
            present(&visitor, &product.signer.sign(&product.header(), &claims)).await.status,
            303,
            "{}",
            server.last_log()
        );
        let session = session_item(&server).await;
        let expected = if expected == 0 { now.millis() } else { (now.seconds() + expected) * 1_000 };
        assert_eq!(moment(&session, "signed_in_at"), expected);
        assert_eq!(moment(&session, "expires_at"), now.millis() + 12 * 3_600_000);
        visitor.post("/logout", &[]).await;
    }
    // Some issuers date theirs five minutes back.
    let (server, issuer) = with_issuer("ES256", "token", &[]).await;
    issuer.signs(&Signer::new("ES256"), |_, claims| claims["iat"] = json!(claims["iat"].as_i64().unwrap() - 300));
    let before = server.clock.now().millis();
    assert_eq!(sign_in(&server, &issuer, &server.visitor(), "u1", &json!({})).await.status, 303);
    assert!(moment(&session_item(&server).await, "signed_in_at") >= before);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t13_a_sign_out_stays_on_this_host_and_leads_on_by_links() {
    let product = Product::new("HS256");
    let server = product.server(&[("SIGN_OUT_URL", "https://app.example/logout?a=1&b=2")]).await;
    let visitor = server.visitor();
    product.sign_in(&server, &visitor, &json!({"sub": "u1"})).await;
    let kept = visitor.session();
    let answer = visitor.post("/logout", &[]).await;
    assert_eq!((answer.status, answer.location()), (303, "/login/ended"));
    assert!(server.keys("SESSION#").await.is_empty() && visitor.cookie(&visitor.session_name()).is_none());
    let page = visitor.get(answer.location()).await;
    page.assert_page(200);
    assert!(
        page.body.contains("href=\"/login?again=1\"")
            && page.body.contains("href=\"https://app.example/logout?a=1&amp;b=2\"")
    );
    visitor.set_cookie(&visitor.session_name(), &kept);
    visitor.get("/settings/apps").await.assert_asks_to_sign_in();
    // Another site signs nobody out.
    let visitor = server.visitor();
    product.sign_in(&server, &visitor, &json!({"sub": "u1"})).await;
    let cross = |request: reqwest::RequestBuilder| request.header("origin", "https://evil.example");
    visitor.post_as("/logout", &[], cross).await.assert_page(403);
    visitor.get("/settings/apps").await.assert_page(200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t13_another_account_for_a_consent_page_is_asked_for_and_comes_back_to_it() {
    let product = Product::new("HS256");
    let server = product.server(&ORGS).await;
    let admin = server.visitor();
    product.sign_in(&server, &admin, &json!({"sub": "u1", "org": "acme", "role": "admin"})).await;
    let app = admin.register(&["https://c.example/cb"]).await;
    let page = admin.authorize(&query_of(&app)).await;
    assert!(!page.body.contains("<bdi></bdi>"), "nothing stands for what is not known");
    let answer = admin.post("/logout", &[("request", &page.hidden("request")), ("ticket", "x")]).await;
    assert_eq!(answer.status, 303);
    let location = answer.location().to_owned();
    assert!(location.starts_with("/login?attempt=") && location.ends_with("&again=1"), "{location}");
    let nonce = product::begin(&admin, &location).await;
    let back = present(&admin, &product.ticket(&server, &nonce, &json!({"sub": "u2", "org": "globex"}))).await;
    assert_eq!(back.location(), format!("/oauth/authorize?{}", query_of(&app)));
    assert!(admin.authorize(&query_of(&app)).await.says("globex"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t13_a_settings_form_after_the_sessions_end_leads_on_by_a_link_and_back_to_its_page() {
    let (server, product) = at_a_stopped_clock().await;
    let visitor = server.visitor();
    let claims: Value = json!({"sub": "u1", "org": "acme", "role": "admin"});
    product.sign_in(&server, &visitor, &claims).await;
    server.clock.advance(Duration::from_secs(12 * 3_600));
    let answer = visitor.post("/settings/api-keys", &[("label", "x"), ("ticket", "x")]).await;
    let location = answer.location().to_owned();
    assert!(answer.status == 303 && location.starts_with("/login/ask?attempt="), "{location}");
    let page = visitor.get(&location).await;
    page.assert_page(200);
    let nonce = product::begin(&visitor, &page.link("/login?attempt=")).await;
    let back = present(&visitor, &product.ticket(&server, &nonce, &claims)).await;
    assert!(back.location().starts_with("/settings/api-keys"), "{back:?}");
    // Without its attempt the page still leads to sign-in.
    let page = server.visitor().get(&location).await;
    page.assert_page(200);
    assert!(page.body.contains("href=\"/login\""));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn e10_t12_a_page_that_was_shown_to_one_user_decides_nothing_for_the_next() {
    let (server, product) = at_a_stopped_clock().await;
    let visitor = server.visitor();
    product.sign_in(&server, &visitor, &json!({"sub": "u1", "org": "acme", "role": "admin"})).await;
    let app = visitor.register(&["https://c.example/cb"]).await;
    let page = visitor.authorize(&query_of(&app)).await;
    // In another tab: another user, then the same one for another org.
    for other in [json!({"sub": "u2", "org": "acme"}), json!({"sub": "u1", "org": "globex"})] {
        product.sign_in(&server, &visitor, &other).await;
        visitor.decide(&page, "approve").await.assert_page(403);
    }
    assert!(server.keys("CODE#").await.is_empty());
    // Nor does it for the first one, once they are back in a session of their own.
    product.sign_in(&server, &visitor, &json!({"sub": "u1", "org": "acme", "role": "admin"})).await;
    visitor.decide(&page, "approve").await.assert_page(403);
    assert!(!visitor.approve(&query_of(&app)).await.is_empty());
}
