//! A thousand tokens and tickets, each a little or a lot wrong.

use super::{assert_nobody, sealed, to_callback, with_issuer};
use crate::harness::issuer::{Bend, Part};
use crate::harness::product::{Product, begin, present};
use crate::harness::sizes;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

/// What can be done to a token.
#[derive(Clone, Debug)]
enum Mutation {
    Flip(usize, u8),
    Cut(usize),
    Insert(usize, String),
    Part(usize, String),
    Header(String, Value),
    Claim(String, Value),
    Swap(usize, usize),
    Repeat(usize),
}

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(json!(null)),
        any::<bool>().prop_map(|b| json!(b)),
        any::<i64>().prop_map(|n| json!(n)),
        any::<f64>().prop_map(|n| json!(n)),
        ".{0,12}".prop_map(|text| json!(text)),
        Just(json!([])),
        Just(json!({})),
        Just(json!("none")),
        Just(json!("HS256")),
        Just(json!([["x"]])),
        Just(serde_json::from_str(&format!("{}1{}", "[".repeat(90), "]".repeat(90))).unwrap()),
    ]
}

fn mutation() -> impl Strategy<Value = Mutation> {
    let header = prop_oneof![
        Just("alg"),
        Just("typ"),
        Just("kid"),
        Just("crit"),
        Just("b64"),
        Just("jku"),
        Just("jwk"),
        Just("x5u")
    ];
    let claim =
        prop_oneof![Just("iss"), Just("aud"), Just("exp"), Just("iat"), Just("nbf"), Just("nonce"), Just("sub")];
    prop_oneof![
        (any::<usize>(), 1..=255_u8).prop_map(|(at, bits)| Mutation::Flip(at, bits)),
        any::<usize>().prop_map(Mutation::Cut),
        (any::<usize>(), "[A-Za-z0-9._=~-]{1,8}").prop_map(|(at, text)| Mutation::Insert(at, text)),
        (0..3_usize, "[A-Za-z0-9_-]{0,40}").prop_map(|(at, text)| Mutation::Part(at, text)),
        (header, value()).prop_map(|(name, value)| Mutation::Header(name.to_owned(), value)),
        (claim, value()).prop_map(|(name, value)| Mutation::Claim(name.to_owned(), value)),
        (0..3_usize, 0..3_usize).prop_map(|(a, b)| Mutation::Swap(a, b)),
        (0..3_usize).prop_map(Mutation::Repeat),
    ]
}

fn decoded(part: &str) -> Value {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
}

impl Mutation {
    /// The token with that done to it; what stands in a query is kept to what a query may hold.
    fn of(&self, token: &str) -> String {
        let mut parts: Vec<String> = token.split('.').map(str::to_owned).collect();
        match self {
            Self::Flip(at, bits) => {
                let mut bytes = token.as_bytes().to_vec();
                let at = at % bytes.len();
                bytes[at] = 33 + (bytes[at] ^ bits) % 94;
                return String::from_utf8(bytes).unwrap().replace(['&', '#', '%', '+'], "A");
            }
            Self::Cut(at) => return token[..at % token.len()].to_owned(),
            Self::Insert(at, text) => {
                let (before, after) = token.split_at(at % token.len());
                return format!("{before}{text}{after}");
            }
            Self::Part(at, text) => parts[*at].clone_from(text),
            Self::Header(name, value) => change(&mut parts[0], name, value),
            Self::Claim(name, value) => change(&mut parts[1], name, value),
            Self::Swap(a, b) => parts.swap(*a, *b),
            Self::Repeat(at) => parts.insert(*at, parts[*at].clone()),
        }
        parts.join(".")
    }
}

fn change(part: &mut String, name: &str, value: &Value) {
    let mut object = decoded(part);
    object[name] = value.clone();
    *part = URL_SAFE_NO_PAD.encode(object.to_string());
}

fn mutations(count: usize) -> Vec<Mutation> {
    let mut runner = TestRunner::default();
    (0..count).map(|_| mutation().new_tree(&mut runner).unwrap().current()).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t14_no_mutated_ticket_signs_anybody_in_or_costs_more_than_a_400() {
    for algorithm in ["HS256", "ES256", "EdDSA", "RS256"] {
        let product = Product::new(algorithm);
        let server = product.server(&[]).await;
        let visitor = server.visitor();
        let nonce = begin(&visitor, "/login").await;
        let ticket = product.ticket(&server, &nonce, &json!({"sub": "u1"}));
        for mutation in mutations(sizes::mutated_tickets()) {
            let mutated = mutation.of(&ticket);
            if mutated != ticket {
                let answer = present(&visitor, &mutated).await;
                assert_eq!(answer.status, 400, "{algorithm} {mutation:?}: {}", server.last_log());
                assert_nobody(&answer, &visitor, 400);
            }
        }
        assert!(server.keys("SESSION#").await.is_empty());
        // Nor does the product itself, whatever it signs, make us fail.
        for mutation in mutations(sizes::mutated_tickets() / 3) {
            let (mut header, mut claims) = (product.header(), product.claims(&server, &nonce, &json!({"sub": "u1"})));
            match &mutation {
                Mutation::Header(name, value) => header[name] = value.clone(),
                Mutation::Claim(name, value) => claims[name] = value.clone(),
                _ => continue,
            }
            let answer = present(&visitor, &product.signer.sign(&header, &claims)).await;
            assert!(answer.status < 500, "{algorithm} {mutation:?}: {}", server.last_log());
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t14_no_mutated_id_token_signs_anybody_in_or_costs_more_than_a_400() {
    let (server, issuer) = with_issuer("ES256", "token", &super::ORGS).await;
    let claims = json!({"org": ["acme", "globex"]});
    let visitor = server.visitor();
    let token = super::sign_in(&server, &issuer, &visitor, "u1", &claims).await.hidden("token");
    let (_, id_token) = token.split_once('.').unwrap();
    assert_eq!(sealed(&server, &visitor, id_token, id_token), token);
    for mutation in mutations(sizes::mutated_tokens()) {
        let mutated = mutation.of(id_token);
        if mutated != id_token {
            // As if a page of this very attempt had given it out: what is wrong with the token itself is what must be seen.
            let mutated = sealed(&server, &visitor, id_token, &mutated);
            let answer = visitor.post("/login/org", &[("token", &mutated), ("org", "acme")]).await;
            assert_eq!(answer.status, 400, "{mutation:?}: {}", server.last_log());
        }
    }
    // And through the issuer itself, which costs more.
    for mutation in mutations(sizes::mutated_tokens() / 5) {
        let visitor = server.visitor();
        let callback = to_callback(&server, &issuer, &visitor, "u1", &json!({"org": "acme"})).await;
        let made = mutation.clone();
        issuer.bend(
            Part::Token,
            Bend::json(move |answer| {
                let token = answer["id_token"].as_str().unwrap().to_owned();
                let mutated = made.of(&token);
                answer["id_token"] = json!(if mutated == token { String::from("x") } else { mutated });
            }),
        );
        let answer = visitor.get(&callback).await;
        assert_eq!(answer.status, 400, "{mutation:?}: {}", server.last_log());
        issuer.straighten();
    }
    assert!(server.keys("SESSION#").await.is_empty());
}
