//! ID tokens that are not what they should be.

use super::{assert_nobody, to_callback, with_issuer};
use crate::harness::issuer::{Bend, CLIENT, Issuer, Part, payload};
use crate::harness::signer::{Signer, hmac_sha256};
use crate::harness::{Answer, Server};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

/// Signs in with an issuer bent as it is, which must fail; what the log says of it.
async fn refused(server: &Server, issuer: &Issuer) -> (Answer, Value) {
    let visitor = server.visitor();
    let callback = to_callback(server, issuer, &visitor, "u1", &json!({})).await;
    let answer = visitor.get(&callback).await;
    assert_nobody(&answer, &visitor, 400);
    assert!(answer.headers.get("set-cookie").is_none());
    let line = server.last_log();
    assert_eq!(line["outcome"], "sign_in_refused");
    (answer, line["detail"].clone())
}

/// A page without what differs by request.
fn page(answer: &Answer) -> String {
    let code = answer.body.split("<code>").nth(1).unwrap().split('<').next().unwrap();
    let attempt = answer.body.split("attempt=").nth(1).unwrap().split('"').next().unwrap();
    answer.body.replace(code, "ID").replace(attempt, "ATTEMPT")
}

type Change = (&'static str, fn(&mut Value, &mut Value));

/// What the log says, and what is wrong.
const WRONG: [Change; 25] = [
    ("alg", |header, _| header["alg"] = json!("none")),
    ("alg", |header, _| header["alg"] = json!("HS256")),
    ("alg", |header, _| header["alg"] = json!("ES384")),
    ("crit", |header, _| header["crit"] = json!(["exp"])),
    ("crit", |header, _| header["crit"] = json!([])),
    ("typ", |header, _| header["typ"] = json!("at+jwt")),
    ("typ", |header, _| header["typ"] = json!("postern-ticket+jwt")),
    ("kid", |header, _| header["kid"] = json!("another")),
    ("shape", |header, _| header["kid"] = json!(7)),
    ("iss", |_, claims| claims["iss"] = json!("https://evil.example")),
    ("iss", |_, claims| claims["iss"] = json!(format!("{}/", claims["iss"].as_str().unwrap()))),
    ("aud", |_, claims| claims["aud"] = json!("another")),
    ("aud", |_, claims| claims["aud"] = json!([CLIENT, "another"])),
    ("aud", |_, claims| claims["aud"] = json!([])),
    ("nonce", |_, claims| claims["nonce"] = json!("u4AxMuBy9lKEoEePLADwDWH9nuzOqhkzQd0E1WSwCfs")),
    ("nonce", |_, claims| claims["nonce"] = json!(null)),
    ("exp", |_, claims| claims["exp"] = json!(claims["iat"].as_i64().unwrap() - 120)),
    ("shape", |_, claims| drop(claims.as_object_mut().unwrap().remove("exp"))),
    ("shape", |_, claims| claims["exp"] = json!("2100-01-01")),
    ("shape", |_, claims| drop(claims.as_object_mut().unwrap().remove("iat"))),
    ("nbf or iat to come", |_, claims| claims["iat"] = json!(claims["iat"].as_i64().unwrap() + 300)),
    ("nbf or iat to come", |_, claims| claims["nbf"] = json!(claims["iat"].as_i64().unwrap() + 300)),
    ("nbf or iat to come", |_, claims| claims["iat"] = json!(claims["iat"].as_i64().unwrap() * 1_000)),
    ("iat", |_, claims| claims["iat"] = json!(claims["iat"].as_i64().unwrap() - 700)),
    ("shape", |_, claims| claims["nbf"] = json!(true)),
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t6_an_id_token_with_anything_wrong_signs_nobody_in_and_the_page_does_not_say_what() {
    let (server, issuer) = with_issuer("RS256", "token", &[]).await;
    let signer = Signer::new("ES256");
    let mut pages = Vec::new();
    for (number, (detail, change)) in WRONG.into_iter().enumerate() {
        issuer.signs(&signer, change);
        let (answer, said) = refused(&server, &issuer).await;
        assert_eq!(said, detail, "change {number}");
        pages.push(page(&answer));
    }
    // Its key may not be listed, or be for something else; or the signature is another's.
    issuer.resigns(&Signer::new("ES256"), |_, _| {});
    let (answer, said) = refused(&server, &issuer).await;
    assert_eq!(said, "kid");
    pages.push(page(&answer));
    issuer.signs(&signer, |_, _| {});
    let mut other = Signer::new("ES256");
    other.kid.clone_from(&signer.kid);
    issuer.resigns(&other, |_, _| {});
    let (answer, said) = refused(&server, &issuer).await;
    assert_eq!(said, "signature");
    pages.push(page(&answer));
    assert!(pages.iter().all(|page| *page == pages[0]), "{pages:#?}");
    // What is right is right.
    issuer.signs(&signer, |header, claims| {
        header["typ"] = json!("jwt");
        claims["aud"] = json!([CLIENT]);
        claims["nbf"] = claims["iat"].clone();
    });
    assert_eq!(
        super::sign_in(&server, &issuer, &server.visitor(), "u1", &json!({})).await.status,
        303,
        "{}",
        server.last_log()
    );
}

/// RFC 8725 §2.1: a public key taken for a secret.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t6_nobody_signs_with_a_public_key() {
    for algorithm in ["RS256", "ES256", "EdDSA"] {
        let (server, issuer) = with_issuer("RS256", "token", &[]).await;
        let signer = Signer::new(algorithm);
        issuer.signs(&signer, |_, _| {});
        let jwk = signer.jwk();
        issuer.bend(
            Part::Token,
            Bend::json(move |answer| {
                let claims = payload(answer["id_token"].as_str().unwrap());
                let header = json!({"alg": "HS256", "kid": jwk["kid"]});
                let signed = format!(
                    "{}.{}",
                    URL_SAFE_NO_PAD.encode(header.to_string()),
                    URL_SAFE_NO_PAD.encode(claims.to_string())
                );
                let mac = hmac_sha256(jwk.to_string().as_bytes(), &signed);
                answer["id_token"] = json!(format!("{signed}.{}", URL_SAFE_NO_PAD.encode(mac)));
            }),
        );
        assert_eq!(refused(&server, &issuer).await.1, "alg");
    }
}
