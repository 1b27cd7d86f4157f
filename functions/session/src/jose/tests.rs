//! Signatures of others' making (RFC 7515, RFC 8037), and everything that only looks like one.

use super::*;
use crate::jose::NoKey;
use serde_json::json;

/// The key of RFC 7515 §A.3.1.
fn es256() -> Key {
    let jwk = json!({"kty": "EC", "crv": "P-256", "kid": "k1", "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU", "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"});
    Key::from_jwk(jwk.as_object().unwrap()).unwrap()
}

/// RFC 7515 §A.3.1, whole.
const A3: &str = "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";
/// RFC 7515 §A.1.1, whole: HS256.
const A1: &str = "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

fn verified(text: &str, keys: &[Key]) -> Result<Verified, Refused> {
    Jws::parse(text)?.verify(keys.iter())
}

fn encoded(header: &serde_json::Value) -> String {
    URL_SAFE_NO_PAD.encode(header.to_string())
}

/// The standard's example with another header.
fn under(header: &serde_json::Value) -> String {
    format!("{}.{}", encoded(header), A3.split_once('.').unwrap().1)
}

#[test]
fn what_the_standard_signed_is_believed_under_its_key_and_no_other() {
    assert_eq!(verified(A3, &[es256()]).unwrap().claims["iss"], "joe");
    let mut other = URL_SAFE_NO_PAD.decode("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU").unwrap();
    other[0] ^= 1;
    let off_curve = json!({"kty": "EC", "crv": "P-256", "x": URL_SAFE_NO_PAD.encode(other), "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"});
    assert_eq!(
        verified(A3, &[Key::from_jwk(off_curve.as_object().unwrap()).unwrap()]).unwrap_err(),
        Refused::Signature
    );
    assert_eq!(verified(A1, &[es256()]).unwrap_err(), Refused::Algorithm);
    assert_eq!(verified(A3, &[Key::from_secret(&"x".repeat(32))]).unwrap_err(), Refused::Algorithm);
    assert_eq!(verified(A3, &[]).unwrap_err(), Refused::Algorithm);
}

#[test]
fn the_key_decides_on_the_algorithm() {
    for algorithm in ["none", "None", "HS256", "RS256", "ES384", "EdDSA", "es256", ""] {
        assert_eq!(
            verified(&under(&json!({"alg": algorithm})), &[es256()]).unwrap_err(),
            Refused::Algorithm,
            "{algorithm}"
        );
    }
}

#[test]
fn what_is_critical_is_not_understood_here() {
    for critical in [json!(["exp"]), json!([]), json!(null), json!("b64")] {
        assert_eq!(
            verified(&under(&json!({"alg": "ES256", "crit": critical})), &[es256()]).unwrap_err(),
            Refused::Critical
        );
    }
}

#[test]
fn a_header_says_each_thing_once_and_as_text() {
    for header in [
        json!({}),
        json!({"alg": 1}),
        json!({"alg": null}),
        json!({"alg": "ES256", "kid": 1}),
        json!({"alg": "ES256", "typ": []}),
        json!([]),
        json!("x"),
    ] {
        assert_eq!(verified(&under(&header), &[es256()]).unwrap_err(), Refused::Shape, "{header}");
    }
    let twice = URL_SAFE_NO_PAD.encode(r#"{"alg":"none","alg":"ES256"}"#);
    assert_eq!(
        verified(&format!("{twice}.{}", A3.split_once('.').unwrap().1), &[es256()]).unwrap_err(),
        Refused::Shape
    );
}

#[test]
fn a_token_is_three_parts_in_one_spelling() {
    let parts: Vec<&str> = A3.split('.').collect();
    let (head, payload, signature) = (parts[0], parts[1], parts[2]);
    for bad in [
        String::new(),
        ".".into(),
        "..".into(),
        head.to_owned(),
        format!("{head}.{payload}"),
        format!("{head}.{payload}."),
        format!("{A3}."),
        format!(".{A3}"),
        format!("{A3}.{signature}"),
        format!("{head}..{signature}"),
        format!(".{payload}.{signature}"),
        format!("{A3}="),
        format!("{A3}\n"),
        format!(" {A3}"),
        format!("{head}.{payload}=.{signature}"),
        A3.replace('-', "+").replace('_', "/"),
        format!("{{\"payload\":\"{payload}\",\"protected\":\"{head}\",\"signature\":\"{signature}\"}}"),
        A3.replace("1Q", "1R"),
    ] {
        assert_eq!(verified(&bad, &[es256()]).unwrap_err(), Refused::Shape, "{bad}");
    }
}

#[test]
fn not_a_bit_of_it_can_be_changed() {
    for at in 0..A3.len() {
        for other in ["A", "Q", "-", "."] {
            if A3[at..=at] != *other {
                let changed = format!("{}{other}{}", &A3[..at], &A3[at + 1..]);
                assert!(verified(&changed, &[es256()]).is_err(), "{changed}");
            }
        }
    }
}

#[test]
fn a_key_for_encryption_and_half_a_point_are_none() {
    let jwk = |change: serde_json::Value| {
        let mut jwk = json!({"kty": "EC", "crv": "P-256", "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU", "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"});
        jwk.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        Key::from_jwk(jwk.as_object().unwrap()).err()
    };
    assert_eq!(jwk(json!({"use": "sig", "kid": "x", "x5c": []})), None);
    for (change, why) in [
        (json!({"use": "enc"}), NoKey::Use),
        (json!({"use": null}), NoKey::Use),
        (json!({"use": "SIG"}), NoKey::Use),
        (json!({"key_ops": []}), NoKey::Use),
        (json!({"d": ""}), NoKey::Private),
        (json!({"k": "x"}), NoKey::Private),
        (json!({"x": "f83O"}), NoKey::Kind),
        (json!({"y": null}), NoKey::Kind),
        (json!({"crv": "P-521"}), NoKey::Kind),
        (json!({"crv": "secp256k1"}), NoKey::Kind),
        (json!({"kty": "RSA"}), NoKey::Kind),
        (json!({"alg": "ES512"}), NoKey::Kind),
        (json!({"alg": "HS256"}), NoKey::Kind),
    ] {
        assert_eq!(jwk(change.clone()), Some(why), "{change}");
    }
}
