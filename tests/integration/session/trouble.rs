//! An issuer that is of no help, and one that changes its keys.

use super::{sign_in, to_callback, with_issuer, with_issuer_at};
use crate::harness::issuer::{Bend, CLIENT, Issuer, Part};
use crate::harness::signer::Signer;
use crate::harness::{Server, Visitor};
use serde_json::{Value, json};
use shared::clock::Clock;
use std::time::Duration;

fn clock() -> Clock {
    Clock::stopped(Clock::System.now())
}

/// The issuer's ID tokens carry the server's time, which a test has moved.
fn keeps_time(issuer: &Issuer, signer: &Signer, server: &Server) {
    let clock = server.clock.clone();
    issuer.signs(signer, move |_, claims| {
        claims["iat"] = json!(clock.now().seconds());
        claims["exp"] = json!(clock.now().seconds() + 60);
    });
}

async fn assert_unavailable(server: &Server, visitor: &Visitor, path: &str, outcome: &str) -> Value {
    let answer = visitor.get(path).await;
    super::assert_nobody(&answer, visitor, 503);
    assert_ne!(answer.header("retry-after"), "");
    // The page goes on with this very attempt.
    let attempt = answer.link("/login?attempt=").replace("/login?attempt=", "");
    assert!(visitor.cookies().iter().any(|cookie| cookie.contains(&format!("-{attempt}="))), "{:?}", visitor.cookies());
    let line = server.last_log();
    assert_eq!((line["outcome"].as_str(), line["level"].as_str()), (Some(outcome), Some("ERROR")), "{line}");
    line["detail"].clone()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t8_an_issuer_of_no_help_is_503_with_retry_after_and_spends_nothing() {
    // JSON, but for its length.
    let mut large = b"{}".to_vec();
    large.resize(256 * 1024 + 1, b' ');
    let bends = || {
        [
            Bend::Down,
            Bend::Says(500, b"{}".to_vec()),
            Bend::Says(503, Vec::new()),
            Bend::Says(200, b"<html>".to_vec()),
            Bend::Says(200, b"[]".to_vec()),
            Bend::Says(200, b"{}x".to_vec()),
            Bend::Says(200, large.clone()),
            Bend::Says(404, b"{}".to_vec()),
            Bend::Redirects("http://127.0.0.1:1/".to_owned()),
        ]
    };
    // Nothing is known of it yet, so discovery and keys are asked for at once.
    for part in [Part::Discovery, Part::Keys] {
        let (server, issuer) = with_issuer("ES256", "userinfo", &super::ORGS).await;
        for bend in bends() {
            issuer.bend(part, bend);
            let what = assert_unavailable(&server, &server.visitor(), "/login", "issuer_unavailable").await;
            let expected = if part == Part::Discovery { "discovery: " } else { "keys: " };
            assert!(what.as_str().unwrap().starts_with(expected), "{what}");
        }
        let visitor = server.visitor();
        let page = visitor.get("/login?return_to=%2Fsettings%2Fapps").await;
        issuer.straighten();
        let to_issuer = visitor.get(&page.link("/login?attempt=")).await;
        let back = issuer.sign_in(&issuer.browser(&server), to_issuer.location(), "u1", &json!({"org": "acme"})).await;
        assert_eq!(visitor.get(back.strip_prefix(&server.url).unwrap()).await.location(), "/settings/apps");
    }
    let (server, issuer) = with_issuer("ES256", "userinfo", &super::ORGS).await;
    for (part, name) in [(Part::Token, "token: "), (Part::Userinfo, "userinfo: ")] {
        for bend in bends() {
            // An HTTP 404 with JSON is no refusal of ours.
            let visitor = server.visitor();
            let callback = to_callback(&server, &issuer, &visitor, "u1", &json!({"org": "acme"})).await;
            issuer.bend(part, bend);
            let what = assert_unavailable(&server, &visitor, &callback, "issuer_unavailable").await;
            assert!(what.as_str().unwrap().starts_with(name), "{what}");
            issuer.straighten();
        }
    }
    assert!(server.keys("SESSION#").await.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t8_a_silent_issuer_is_waited_for_for_five_seconds() {
    let (server, issuer) = with_issuer("ES256", "token", &[]).await;
    issuer.bend(Part::Discovery, Bend::Silent);
    let started = std::time::Instant::now();
    let what = assert_unavailable(&server, &server.visitor(), "/login", "issuer_unavailable").await;
    assert_eq!(what, "discovery: silent for 5 s");
    assert!(started.elapsed() >= Duration::from_secs(5));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t8_while_the_issuer_is_down_whoever_is_signed_in_goes_on_and_signs_out() {
    let (server, issuer) = with_issuer("ES256", "token", &[]).await;
    let visitor = server.visitor();
    sign_in(&server, &issuer, &visitor, "u1", &json!({})).await;
    issuer.goes_down();
    visitor.get("/settings/apps").await.assert_page(200);
    let answer = visitor.post("/logout", &[]).await;
    assert_eq!((answer.status, answer.location()), (303, "/login/ended"));
    visitor.get("/login/ended").await.assert_page(200);
    assert!(server.keys("SESSION#").await.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t8_an_issuer_that_does_not_know_us_or_is_another_is_the_operators_to_mend() {
    let issuer = Issuer::start("ES256", "token").await;
    let configured =
        [("OIDC_ISSUER", issuer.url.as_str()), ("OIDC_CLIENT_ID", CLIENT), ("OIDC_CLIENT_SECRET", "wrong")];
    let server = Server::signing_in(&configured).await;
    issuer.trusts(&server).await;
    let visitor = server.visitor();
    let callback = to_callback(&server, &issuer, &visitor, "u1", &json!({})).await;
    let why = assert_unavailable(&server, &visitor, &callback, "issuer_refused_us").await;
    assert_eq!(why, "invalid_client");
    let (server, issuer) = with_issuer("ES256", "token", &[]).await;
    for other in [json!("https://evil.example"), json!(format!("{}/", issuer.url)), json!(null)] {
        issuer.bend(Part::Discovery, Bend::json(move |document| document["issuer"] = other.clone()));
        assert_unavailable(&server, &server.visitor(), "/login", "issuer_mismatch").await;
    }
    issuer
        .bend(Part::Discovery, Bend::json(|document| document["code_challenge_methods_supported"] = json!(["plain"])));
    assert_eq!(
        assert_unavailable(&server, &server.visitor(), "/login", "issuer_unavailable").await,
        "discovery: no S256"
    );
    // What is not listed may still be there.
    issuer.bend(
        Part::Discovery,
        Bend::json(|document| drop(document.as_object_mut().unwrap().remove("code_challenge_methods_supported"))),
    );
    assert_eq!(sign_in(&server, &issuer, &server.visitor(), "u1", &json!({})).await.status, 303);
    // What it adds may be about somebody else.
    let (server, issuer) = with_issuer("ES256", "userinfo", &super::ORGS).await;
    issuer.bend(Part::Userinfo, Bend::json(|claims| claims["sub"] = json!("u2")));
    let visitor = server.visitor();
    let callback = to_callback(&server, &issuer, &visitor, "u1", &json!({"org": "acme"})).await;
    super::assert_nobody(&visitor.get(&callback).await, &visitor, 400);
    assert_eq!(server.last_log()["detail"], "sub");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t9_what_is_known_of_an_issuer_is_kept_for_an_hour_and_for_a_day_while_it_is_down() {
    let (server, issuer) = with_issuer_at(clock(), "ES256", "token", &[]).await;
    let look = async || {
        issuer.asked();
        let status = server.visitor().get("/login").await.status;
        (status, issuer.asked())
    };
    let both = vec![Part::Discovery, Part::Keys];
    assert_eq!(look().await, (303, both.clone()));
    server.clock.advance(Duration::from_secs(3_599));
    assert_eq!(look().await, (303, vec![]));
    server.clock.advance(Duration::from_secs(1));
    assert_eq!(look().await, (303, both.clone()));
    // Down: it is asked once a minute, and what was known counts.
    issuer.goes_down();
    server.clock.advance(Duration::from_secs(3_600));
    assert_eq!(look().await, (303, vec![Part::Discovery]));
    assert_eq!(look().await, (303, vec![]));
    server.clock.advance(Duration::from_secs(60));
    assert_eq!(look().await, (303, vec![Part::Discovery]));
    server.clock.advance(Duration::from_secs(24 * 3_600 - 3_661));
    assert_eq!(look().await.0, 303);
    server.clock.advance(Duration::from_secs(1));
    assert_eq!(look().await.0, 503);
    // Back: at once.
    issuer.straighten();
    assert_eq!(look().await, (303, both));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t9_keys_that_change_between_redirect_and_callback_are_asked_for_and_at_most_once_a_minute() {
    let (server, issuer) = with_issuer_at(clock(), "ES256", "token", &[]).await;
    let visitor = server.visitor();
    let callback = to_callback(&server, &issuer, &visitor, "u1", &json!({})).await;
    issuer.trusts(&server).await;
    issuer.asked();
    // The first loading is not counted: a rotation right behind it is seen.
    assert_eq!(visitor.get(&callback).await.status, 303, "{}", server.last_log());
    assert_eq!(issuer.asked(), [Part::Token, Part::Keys]);
    // Within the minute, an unknown key is not asked for.
    let unknown = Signer::new("ES256");
    issuer.resigns(&unknown, |_, _| {});
    for _ in 0..3 {
        let visitor = server.visitor();
        let callback = to_callback(&server, &issuer, &visitor, "u1", &json!({})).await;
        issuer.asked();
        super::assert_nobody(&visitor.get(&callback).await, &visitor, 400);
        assert_eq!((&server.last_log()["detail"], issuer.asked()), (&json!("kid"), vec![Part::Token]));
    }
    // A fetch that fails is trouble, and replaces nothing.
    server.clock.advance(Duration::from_secs(60));
    for bend in [Bend::Down, Bend::json(|keys| keys["keys"] = json!([]))] {
        issuer.bend(Part::Keys, bend);
        let visitor = server.visitor();
        let callback = to_callback(&server, &issuer, &visitor, "u1", &json!({})).await;
        assert_unavailable(&server, &visitor, &callback, "issuer_unavailable").await;
        server.clock.advance(Duration::from_secs(60));
    }
    issuer.straighten();
    issuer.bend(Part::Keys, Bend::Down);
    let known = sign_in(&server, &issuer, &server.visitor(), "u1", &json!({})).await;
    assert_eq!(known.status, 303, "{}", server.last_log());
    // And then the key is found.
    keeps_time(&issuer, &unknown, &server);
    assert_eq!(
        sign_in(&server, &issuer, &server.visitor(), "u1", &json!({})).await.status,
        303,
        "{}",
        server.last_log()
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t9_a_key_without_a_name_is_looked_for_among_all_and_asked_for_like_any() {
    let (server, issuer) = with_issuer_at(clock(), "RS256", "token", &[]).await;
    assert_eq!(server.visitor().get("/login").await.status, 303);
    for algorithm in ["PS256", "ES256", "ES384", "EdDSA"] {
        let signer = Signer::new(algorithm);
        let clock = server.clock.clone();
        issuer.signs(&signer, move |header, claims| {
            header.as_object_mut().unwrap().remove("kid");
            claims["iat"] = json!(clock.now().seconds());
            claims["exp"] = json!(clock.now().seconds() + 60);
        });
        let answer = sign_in(&server, &issuer, &server.visitor(), "u1", &json!({})).await;
        assert_eq!(answer.status, 303, "{algorithm}: {}", server.last_log());
        server.clock.advance(Duration::from_secs(60));
    }
}
