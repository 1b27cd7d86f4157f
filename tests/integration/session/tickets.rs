//! Tickets that are not what they should be.

use super::assert_nobody;
use crate::harness::product::{self, LOGIN_PAGE, ORIGIN, Product, begin, present};
use crate::harness::signer::{Signer, hmac_sha256};
use crate::harness::{Answer, Server, Visitor};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

type Change = (&'static str, fn(&mut Value, &mut Value));

/// What the log says, and what is wrong.
const WRONG: [Change; 24] = [
    ("alg", |header, _| header["alg"] = json!("none")),
    ("alg", |header, _| header["alg"] = json!("HS512")),
    ("crit", |header, _| header["crit"] = json!(["typ"])),
    ("typ", |header, _| header["typ"] = json!("JWT")),
    ("typ", |header, _| header["typ"] = json!("application/postern-ticket+jwt")),
    ("typ", |header, _| drop(header.as_object_mut().unwrap().remove("typ"))),
    ("shape", |header, _| header["typ"] = json!(1)),
    ("shape", |header, _| drop(header.as_object_mut().unwrap().remove("alg"))),
    ("iss", |_, claims| claims["iss"] = json!(LOGIN_PAGE)),
    ("iss", |_, claims| claims["iss"] = json!(format!("{ORIGIN}/"))),
    ("iss", |_, claims| drop(claims.as_object_mut().unwrap().remove("iss"))),
    ("aud", |_, claims| claims["aud"] = json!("https://other.example")),
    ("aud", |_, claims| claims["aud"] = json!([claims["aud"], "https://other.example"])),
    ("aud", |_, claims| claims["aud"] = json!(format!("{}/", claims["aud"].as_str().unwrap()))),
    ("exp", |_, claims| {
        claims["iat"] = json!(claims["iat"].as_i64().unwrap() - 400);
        claims["exp"] = json!(claims["exp"].as_i64().unwrap() - 400);
    }),
    ("shape", |_, claims| drop(claims.as_object_mut().unwrap().remove("exp"))),
    ("shape", |_, claims| drop(claims.as_object_mut().unwrap().remove("iat"))),
    ("shape", |_, claims| claims["exp"] = json!("soon")),
    ("lifetime", |_, claims| claims["exp"] = json!(claims["exp"].as_i64().unwrap() + 1)),
    ("lifetime", |_, claims| claims["iat"] = json!(claims["iat"].as_i64().unwrap() - 1)),
    ("nbf or iat to come", |_, claims| {
        claims["iat"] = json!(claims["iat"].as_i64().unwrap() * 1_000);
        claims["exp"] = json!(claims["exp"].as_i64().unwrap() * 1_000);
    }),
    ("nbf or iat to come", |_, claims| claims["nbf"] = json!(claims["iat"].as_i64().unwrap() + 120)),
    ("nonce", |_, claims| drop(claims.as_object_mut().unwrap().remove("nonce"))),
    ("nonce", |_, claims| claims["nonce"] = json!(["x"])),
];

/// Presents a ticket, which must be refused; what the log says of it.
async fn refused(server: &Server, visitor: &Visitor, ticket: &str) -> (Answer, Value) {
    let answer = present(visitor, ticket).await;
    assert_nobody(&answer, visitor, 400);
    assert!(answer.headers.get("set-cookie").is_none());
    assert_eq!(server.last_log()["outcome"], "sign_in_refused", "{ticket}");
    (answer, server.last_log()["detail"].clone())
}

fn page(answer: &Answer) -> String {
    let code = answer.body.split("<code>").nth(1).unwrap().split('<').next().unwrap();
    answer.body.replace(code, "ID")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t7_a_ticket_with_anything_wrong_signs_nobody_in_and_the_page_does_not_say_what() {
    for algorithm in ["HS256", "ES256", "EdDSA", "RS256"] {
        let product = Product::new(algorithm);
        let server = product.server(&[]).await;
        let visitor = server.visitor();
        let nonce = begin(&visitor, "/login").await;
        let whole = || (product.header(), product.claims(&server, &nonce, &json!({"sub": "u1"})));
        let mut pages = Vec::new();
        for (number, (detail, change)) in WRONG.into_iter().enumerate() {
            let (mut header, mut claims) = whole();
            change(&mut header, &mut claims);
            let (answer, said) = refused(&server, &visitor, &product.signer.sign(&header, &claims)).await;
            assert_eq!(said, detail, "{algorithm}, change {number}");
            pages.push(page(&answer));
        }
        let (header, claims) = whole();
        let other = Signer::new(algorithm).sign(&header, &claims);
        let other = if algorithm == "RS256" {
            other.replace(other.rsplit_once('.').unwrap().1, &"A".repeat(342))
        } else {
            other
        };
        for (ticket, detail) in [
            (other, "signature"),
            (Signer::new("ES384").sign(&json!({"alg": "ES384", "typ": "postern-ticket+jwt"}), &claims), "alg"),
            ("x".into(), "shape"),
            ("a.b.c".into(), "shape"),
            (product.signer.sign_text(&header.to_string(), "[]"), "shape"),
            (
                product.signer.sign_text(&header.to_string(), &claims.to_string().replacen('{', "{\"sub\":\"u2\",", 1)),
                "shape",
            ),
        ] {
            let (answer, said) = refused(&server, &visitor, &ticket).await;
            assert_eq!(said, detail, "{algorithm}: {ticket}");
            pages.push(page(&answer));
        }
        assert!(pages.iter().all(|page| *page == pages[0]), "{pages:#?}");
        // The browser's attempt is as good as before.
        assert_eq!(
            present(&visitor, &product.signer.sign(&header, &claims)).await.status,
            303,
            "{}",
            server.last_log()
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t7_a_ticket_is_one_and_no_longer_than_4096_characters() {
    let product = Product::new("HS256");
    let server = product.server(&[]).await;
    let visitor = server.visitor();
    let nonce = begin(&visitor, "/login").await;
    let ticket = product.ticket(&server, &nonce, &json!({"sub": "u1"}));
    for several in [format!("{ticket}&ticket={ticket}"), format!("{ticket}&ticket=")] {
        assert_eq!(refused(&server, &visitor, &several).await.1, "several");
    }
    // Filled up to the last character, which three in four lengths of base64 can be.
    let of_length = |length: usize| {
        (0..4_096)
            .map(|fill| product.ticket(&server, &nonce, &json!({"sub": "u1", "x": "x".repeat(fill)})))
            .find(|ticket| ticket.len() == length)
    };
    assert_eq!(refused(&server, &visitor, &of_length(4_097).unwrap()).await.1, "shape");
    assert_eq!(present(&visitor, &of_length(4_096).unwrap()).await.status, 303);
}

/// RFC 8725 §2.1: a public key taken for a secret.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t7_nobody_signs_with_a_public_key() {
    for algorithm in ["ES256", "EdDSA", "RS256"] {
        let product = Product::new(algorithm);
        let server = product.server(&[]).await;
        let visitor = server.visitor();
        let nonce = begin(&visitor, "/login").await;
        let header = json!({"alg": "HS256", "typ": "postern-ticket+jwt"}).to_string();
        let claims = product.claims(&server, &nonce, &json!({"sub": "u1"})).to_string();
        let signed = format!("{}.{}", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(claims));
        let mac = hmac_sha256(product.signer.known_by().as_bytes(), &signed);
        let ticket = format!("{signed}.{}", URL_SAFE_NO_PAD.encode(mac));
        assert_eq!(refused(&server, &visitor, &ticket).await.1, "alg");
    }
}

/// What else the product signs with the same key is no ticket, and a ticket is one for one Postern.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t7_a_ticket_for_another_postern_opens_nothing_here() {
    let product = Product::new("ES256");
    let (here, there) = (product.server(&[]).await, product.server(&[]).await);
    let visitor = here.visitor();
    let nonce = product::begin(&visitor, "/login").await;
    assert_eq!(refused(&here, &visitor, &product.ticket(&there, &nonce, &json!({"sub": "u1"}))).await.1, "aud");
}
