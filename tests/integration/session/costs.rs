//! What sign-in costs, and what it leaves behind where others may read.

use super::{ORGS, sign_in, to_callback, with_issuer};
use crate::harness::issuer::{CLIENT_SECRET, payload};
use crate::harness::product::{self, Product, present};
use crate::harness::{Answer, Server, spent};
use serde_json::{Value, json};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t15_a_sign_in_costs_one_read_and_one_write_at_most() {
    let product = Product::new("HS256");
    let server = product.server(&ORGS).await;
    let visitor = server.visitor();
    let claims = json!({"sub": "u1", "org": "acme", "role": "admin"});
    let signed_in = async |claims: &Value| {
        let nonce = product::begin(&visitor, "/login").await;
        spent(&server, &[]);
        present(&visitor, &product.ticket(&server, &nonce, claims)).await
    };
    assert_eq!(signed_in(&claims).await.status, 303);
    spent(&server, &["BatchGetItem", "PutItem"]);
    assert_eq!(signed_in(&claims).await.status, 303);
    spent(&server, &["BatchGetItem"]);
    assert_eq!(signed_in(&json!({"sub": "u2", "org": "acme"})).await.status, 303);
    spent(&server, &["BatchGetItem", "TransactWriteItems"]);
    let page = signed_in(&json!({"sub": "u2", "org": ["a", "b"]})).await;
    spent(&server, &[]);
    visitor.post("/login/org", &[("token", &page.hidden("token")), ("org", "b")]).await;
    spent(&server, &["BatchGetItem", "TransactWriteItems"]);
    signed_in(&json!({"sub": "u2", "org": "a b"})).await.assert_page(403);
    spent(&server, &[]);
    visitor.get("/login/callback?ticket=x").await.assert_page(400);
    spent(&server, &["BatchGetItem"]);
    visitor.post("/logout", &[]).await;
    spent(&server, &["DeleteItem"]);
    for path in ["/login/ask", "/login/ended", "/login?attempt=12345678", "/login/callback"] {
        visitor.get(path).await;
        spent(&server, &[]);
    }
    let (server, issuer) = with_issuer("ES256", "token", &ORGS).await;
    let visitor = server.visitor();
    let callback = to_callback(&server, &issuer, &visitor, "u1", &json!({"org": "acme"})).await;
    spent(&server, &[]);
    assert_eq!(visitor.get(&callback).await.status, 303);
    spent(&server, &["PutItem"]);
}

/// As it is, and without what it begins with.
#[track_caller]
fn assert_nowhere(secret: &str, text: &str) {
    let tail = &secret[secret.len().saturating_sub(24)..];
    assert!(!text.contains(tail), "{secret} in {text}");
}

async fn written(server: &Server) -> String {
    let log: String = server.log().iter().map(Value::to_string).collect();
    format!("{log} {:?}", server.dump().await)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t16_no_code_token_nonce_or_secret_is_in_log_table_or_page() {
    let (server, issuer) = with_issuer("ES256", "token", &ORGS).await;
    let visitor = server.visitor();
    let callback =
        to_callback(&server, &issuer, &visitor, "u1", &json!({"org": ["acme", "globex"], "name": "Ada"})).await;
    let code = callback.split("code=").nth(1).unwrap().split('&').next().unwrap().to_owned();
    let asked = visitor.get(&callback).await;
    let token = asked.hidden("token");
    let (_, id_token) = token.split_once('.').unwrap();
    let nonce = payload(id_token)["nonce"].as_str().unwrap().to_owned();
    let mut pages =
        vec![visitor.get(&callback).await, visitor.post("/login/org", &[("token", &token), ("org", "x")]).await];
    pages.push(visitor.post("/login/org", &[("token", &token), ("org", "acme")]).await);
    pages.push(visitor.get(&callback).await);
    pages.push(visitor.get("/settings/approved-apps").await);
    pages.push(sign_in(&server, &issuer, &server.visitor(), "u1", &json!({"org": true})).await);
    let pages: String = pages.iter().map(|page: &Answer| format!("{} {:?}", page.body, page.headers)).collect();
    let written = written(&server).await;
    for secret in [&code, &token, &nonce, CLIENT_SECRET] {
        assert_nowhere(secret, &pages);
        assert_nowhere(secret, &written);
    }
    // The one page that hands it on is for this browser alone.
    assert_eq!(asked.header("cache-control"), "no-store");
    assert_nowhere(&code, &asked.body);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t16_no_ticket_and_no_secret_of_the_products_is_in_log_table_or_page() {
    let product = Product::new("HS256");
    let server = product.server(&ORGS).await;
    let visitor = server.visitor();
    let nonce = product::begin(&visitor, "/login").await;
    let bad = product.ticket(&server, &nonce, &json!({"sub": "u1", "org": "a b"}));
    let good = product.ticket(&server, &nonce, &json!({"sub": "u1", "org": "acme"}));
    let mut pages = vec![present(&visitor, &bad).await, present(&visitor, &format!("{good}x")).await];
    pages.push(present(&visitor, &good).await);
    pages.push(present(&visitor, &good).await);
    let pages: String = pages.iter().map(|page: &Answer| format!("{} {:?}", page.body, page.headers)).collect();
    let written = written(&server).await;
    for secret in [&bad, &good, &nonce, &product.signer.known_by()] {
        assert_nowhere(secret, &pages);
        assert_nowhere(secret, &written);
    }
}
