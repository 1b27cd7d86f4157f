//! Whom claims make of somebody, over HTTP; and the page that asks for which org.

use super::{ORGS, assert_nobody, sealed, session_item, sign_in, to_callback, with_issuer, with_issuer_at};
use crate::harness::issuer::{Bend, Part};
use crate::harness::product::{self, Product};
use crate::harness::{Answer, Server, Visitor};
use serde_json::{Value, json};
use shared::clock::Clock;
use std::time::Duration;

/// Claims that sign nobody in, and what the log says of them.
fn unfit() -> Vec<(Value, &'static str)> {
    let many: Vec<String> = (0..51).map(|number| format!("o{number}")).collect();
    vec![
        (json!({"org": "a b"}), "org"),
        (json!({"org": "a?b"}), "org"),
        (json!({"org": "x".repeat(129)}), "org"),
        (json!({"org": "user:u1"}), "org of a single user"),
        (json!({"org": null}), "org"),
        (json!({"org": true}), "org"),
        (json!({"org": {"id": "acme"}}), "org"),
        (json!({"org": []}), "org"),
        (json!({"org": many}), "over 50 orgs"),
        (json!({"org": [{"id": "a"}, {"id": "a"}]}), "one org twice"),
        (json!({"org": "acme", "role": 7}), "role"),
        (json!({"org": "acme", "cus": "c 1"}), "cus"),
        (json!({"org": "acme", "cus": ["c1"]}), "cus"),
    ]
}

#[track_caller]
fn assert_unfit(server: &Server, answer: &Answer, visitor: &Visitor, detail: &str) {
    assert_nobody(answer, visitor, 403);
    assert!(answer.body.contains("again=1") && answer.says("Use another account"), "{}", answer.body);
    let line = server.last_log();
    assert_eq!((line["outcome"].as_str(), line["detail"].as_str()), (Some("claims_unfit"), Some(detail)), "{line}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t10_claims_that_do_not_fit_sign_nobody_in_and_another_account_may_be_used() {
    let (server, issuer) = with_issuer("ES256", "token", &ORGS).await;
    let product = Product::new("HS256");
    let other = product.server(&ORGS).await;
    for (claims, detail) in unfit() {
        let visitor = server.visitor();
        assert_unfit(&server, &sign_in(&server, &issuer, &visitor, "u1", &claims).await, &visitor, detail);
        let mut ticket = claims.clone();
        ticket["sub"] = json!("u1");
        let visitor = other.visitor();
        assert_unfit(&other, &product.sign_in(&other, &visitor, &ticket).await, &visitor, detail);
    }
    for sub in [json!(null), json!("a/b"), json!(["u1"]), json!("")] {
        let visitor = other.visitor();
        let answer = product.sign_in(&other, &visitor, &json!({"sub": sub, "org": "acme"})).await;
        assert_unfit(&other, &answer, &visitor, "user");
    }
    assert!(server.keys("SESSION#").await.is_empty() && other.keys("SESSION#").await.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t10_another_account_goes_on_with_the_same_attempt() {
    let product = Product::new("HS256");
    let server = product.server(&ORGS).await;
    let visitor = server.visitor();
    let nonce = product::begin(&visitor, "/login?return_to=%2Fsettings%2Fapps").await;
    let page = product::present(&visitor, &product.ticket(&server, &nonce, &json!({"sub": "u1"}))).await;
    let again = product::begin(&visitor, &page.link("/login?attempt=")).await;
    assert_eq!(again, nonce);
    let answer =
        product::present(&visitor, &product.ticket(&server, &nonce, &json!({"sub": "u2", "org": "acme"}))).await;
    assert_eq!(answer.location(), "/settings/apps");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t10_who_has_no_org_is_one_and_may_run_the_product() {
    let product = Product::new("HS256");
    let server = product.server(&[]).await;
    let visitor = server.visitor();
    product.sign_in(&server, &visitor, &json!({"sub": 42, "name": "Ada"})).await;
    let session = session_item(&server).await;
    assert_eq!(
        (session["org"].as_s().unwrap().as_str(), session["role"].as_s().unwrap().as_str()),
        ("user:42", "admin")
    );
    visitor.get("/settings/apps").await.assert_page(200);
    let too_long = json!({"sub": "u".repeat(124)});
    let visitor = server.visitor();
    assert_unfit(&server, &product.sign_in(&server, &visitor, &too_long).await, &visitor, "org");
}

/// Somebody who may choose, on the page that asks; and the path back.
async fn asked(server: &Server, product: &Product, visitor: &Visitor, claims: &Value) -> Answer {
    let nonce = product::begin(visitor, "/login?return_to=%2Fsettings%2Fapps").await;
    let page = product::present(visitor, &product.ticket(server, &nonce, claims)).await;
    page.assert_page(200);
    assert!(!page.header("content-security-policy").contains("form-action"), "what follows may lead elsewhere");
    assert!(server.keys("SESSION#").await.is_empty(), "nobody is signed in yet");
    page
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t11_who_may_act_for_several_orgs_is_asked_and_signed_in_for_that_one() {
    let product = Product::new("ES256");
    let server = product.server(&ORGS).await;
    let visitor = server.visitor();
    let orgs =
        json!([{"id": "acme", "name": "<Acme>", "role": "member"}, {"id": "globex", "role": "owner", "cus": "c2"}]);
    let page = asked(&server, &product, &visitor, &json!({"sub": "u1", "name": "Ada", "org": orgs})).await;
    assert!(
        page.says("You are signed in as Ada.")
            && page.body.contains("&lt;Acme&gt;")
            && page.body.contains("value=\"globex\"")
    );
    let token = page.hidden("token");
    // What is not theirs they cannot choose; and the page can be sent again.
    for other in ["user:u1", "initech", "", "ACME"] {
        let answer = visitor.post("/login/org", &[("token", &token), ("org", other)]).await;
        assert_unfit(&server, &answer, &visitor, "org not theirs");
    }
    let answer = visitor.post("/login/org", &[("token", &token), ("org", "globex")]).await;
    assert_eq!((answer.status, answer.location()), (303, "/settings/apps"), "{}", answer.body);
    let session = session_item(&server).await;
    for (name, value) in [("user", "u1"), ("org", "globex"), ("org_name", "globex"), ("role", "admin"), ("cus", "c2")] {
        assert_eq!(session[name].as_s().unwrap(), value);
    }
    // The attempt has led to where it should: the form sent twice signs nobody in again.
    visitor.post("/login/org", &[("token", &token), ("org", "acme")]).await.assert_page(400);
    assert_eq!(session_item(&server).await["org"].as_s().unwrap(), "globex");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t11_the_form_of_the_page_is_this_browsers_and_its_token_is_verified_again() {
    let product = Product::new("ES256");
    let server = product.server(&ORGS).await;
    let visitor = server.visitor();
    let page = asked(&server, &product, &visitor, &json!({"sub": "u1", "org": ["acme", "globex"]})).await;
    let token = page.hidden("token");
    let fields = [("token", token.as_str()), ("org", "acme")];
    let stranger = server.visitor();
    assert_nobody(&stranger.post("/login/org", &fields).await, &stranger, 400);
    assert_eq!(server.last_log()["outcome"], "sign_in_forgotten");
    let cross = |request: reqwest::RequestBuilder| request.header("origin", "https://evil.example");
    assert_nobody(&visitor.post_as("/login/org", &fields, cross).await, &visitor, 403);
    let (seal, ticket) = token.split_once('.').unwrap();
    let claims = crate::harness::issuer::payload(ticket);
    let forged = Product::new("ES256").signer.sign(&product.header(), &claims);
    let under_its_seal = format!("{seal}.{forged}");
    let [sealed_x, sealed_forged] = ["x", &forged].map(|text| sealed(&server, &visitor, ticket, text));
    let unseen = "no page of an attempt gave this out";
    for (token, detail) in [
        ("", "shape"),
        (&sealed_x, "shape"),
        (&sealed_forged, "signature"),
        ("x", unseen),
        (ticket, unseen),
        (&forged, unseen),
        (&under_its_seal, unseen),
    ] {
        assert_nobody(&visitor.post("/login/org", &[("token", token), ("org", "acme")]).await, &visitor, 400);
        assert_eq!(server.last_log()["detail"], detail);
    }
    assert_nobody(&visitor.post("/login/org", &[("org", "acme")]).await, &visitor, 400);
    let twice = [fields[0], fields[0], fields[1]];
    assert_nobody(&visitor.post("/login/org", &twice).await, &visitor, 400);
    let no_form = |request: reqwest::RequestBuilder| {
        request.header("content-type", "text/plain").header("origin", server.url.clone())
    };
    assert_nobody(&visitor.post_as("/login/org", &fields, no_form).await, &visitor, 400);
    let long = "x".repeat(16 * 1024);
    assert_nobody(&visitor.post("/login/org", &[fields[0], fields[1], ("x", &long)]).await, &visitor, 413);
    assert_eq!(visitor.get("/login/org").await.status, 405);
    assert_eq!(visitor.post("/login/org", &fields).await.status, 303);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t11_an_id_token_comes_back_from_the_page_as_long_as_the_attempt_lasts() {
    let clock = Clock::stopped(Clock::System.now());
    let (server, issuer) = with_issuer_at(clock, "ES256", "token", &ORGS).await;
    let visitor = server.visitor();
    let claims = json!({"org": ["acme", "globex"], "role": {"globex": "admin"}});
    let page = sign_in(&server, &issuer, &visitor, "u1", &claims).await;
    page.assert_page(200);
    let token = page.hidden("token");
    // Longer than a token of many issuers lasts.
    server.clock.advance(Duration::from_secs(1_790));
    let answer = visitor.post("/login/org", &[("token", &token), ("org", "globex")]).await;
    assert_eq!(answer.status, 303, "{} {}", answer.body, server.last_log());
    // It rests on the sign-in of then.
    let signed_in_at: i64 = session_item(&server).await["signed_in_at"].as_n().unwrap().parse().unwrap();
    assert!(server.clock.now().millis() - signed_in_at >= 1_780_000);
    // What came by userinfo is not signed, and a choice among it could be anybody's.
    let (server, issuer) = with_issuer("ES256", "userinfo", &ORGS).await;
    let visitor = server.visitor();
    let answer = sign_in(&server, &issuer, &visitor, "u1", &claims).await;
    assert_unfit(&server, &answer, &visitor, "several orgs that are not in the token");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t10_userinfo_is_asked_for_what_decides_and_is_not_in_the_token() {
    let (server, issuer) = with_issuer("ES256", "token", &ORGS).await;
    let whole = json!({"org": "acme", "role": "member", "cus": "c"});
    let visitor = server.visitor();
    let callback = to_callback(&server, &issuer, &visitor, "u1", &whole).await;
    issuer.asked();
    assert_eq!(visitor.get(&callback).await.status, 303);
    assert_eq!(issuer.asked(), [Part::Token]);
    // One of them is missing: it is asked for, and what it has not, nobody has.
    let visitor = server.visitor();
    let callback = to_callback(&server, &issuer, &visitor, "u2", &json!({"org": "acme", "cus": "c"})).await;
    issuer.bend(Part::Userinfo, Bend::json(|claims| claims["role"] = json!("admin")));
    issuer.asked();
    assert_eq!(visitor.get(&callback).await.status, 303);
    assert_eq!(issuer.asked(), [Part::Token, Part::Userinfo]);
    visitor.get("/settings/apps").await.assert_page(200);
    // An issuer without userinfo has nothing to add.
    issuer.bend(Part::Discovery, Bend::json(|document| document["userinfo_endpoint"] = json!(null)));
    let (server, issuer) = with_issuer("ES256", "userinfo", &ORGS).await;
    issuer.bend(Part::Discovery, Bend::json(|document| document["userinfo_endpoint"] = json!(null)));
    let visitor = server.visitor();
    assert_unfit(&server, &sign_in(&server, &issuer, &visitor, "u1", &whole).await, &visitor, "org");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t10_an_address_is_somebody_once_it_is_verified() {
    let (server, issuer) = with_issuer("ES256", "token", &[("CLAIM_USER", "email")]).await;
    for bad in [json!({"email": "a@x.example"}), json!({"email": "a@x.example", "email_verified": false})] {
        let visitor = server.visitor();
        assert_unfit(&server, &sign_in(&server, &issuer, &visitor, "u1", &bad).await, &visitor, "email_verified");
    }
    let visitor = server.visitor();
    let good = json!({"email": "a@x.example", "email_verified": true});
    assert_eq!(sign_in(&server, &issuer, &visitor, "u1", &good).await.status, 303);
    assert_eq!(session_item(&server).await["user"].as_s().unwrap(), "a@x.example");
}
