//! What must hold of a token or a ticket beside its signature (OpenID Connect Core §3.1.3.7), in the order of the checks.

use super::{Refused, Verified};
use serde_json::{Map, Value};
use shared::clock::Timestamp;
use std::time::Duration;

/// How far two clocks may differ, in seconds.
const SKEW: i64 = 60;

/// What is expected.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Expected<'a> {
    /// Who has signed it, byte for byte.
    pub issuer: &'a str,
    /// Whom it is for, and nobody else.
    pub audience: &'a str,
    /// How long it may last, from `iat` to `exp`.
    pub lifetime: Option<Duration>,
    /// How old it may be.
    pub age: Age,
}

/// How old a token or a ticket may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Age {
    /// It has just come: it has not ended, and was made at most this long ago.
    Fresh(Duration),
    /// It was believed before, and comes back from a page of ours that somebody looked at: its end does not count any more,
    /// only this age.
    SeenBefore(Duration),
}

/// Claims that somebody vouches for.
#[derive(Clone, Debug)]
pub(crate) struct Vouched {
    /// All of them.
    pub claims: Map<String, Value>,
    /// The attempt that they belong to.
    pub nonce: String,
    /// When they were signed.
    pub issued_at: Timestamp,
}

impl Verified {
    /// Checks them. That the nonce is this browser's is for the caller to see.
    pub(crate) fn vouched(self, expected: &Expected<'_>, now: Timestamp) -> Result<Vouched, Refused> {
        let claims = self.claims;
        if claims.get("iss").and_then(Value::as_str) != Some(expected.issuer) {
            return Err(Refused::Issuer);
        }
        if !claims.get("aud").is_some_and(|audience| is_for(audience, expected.audience)) {
            return Err(Refused::Audience);
        }
        let issued_at = times(&claims, expected, now.seconds())?;
        let nonce = claims.get("nonce").and_then(Value::as_str).ok_or(Refused::Nonce)?.to_owned();
        Ok(Vouched { nonce, issued_at: Timestamp::from_millis(issued_at.saturating_mul(1_000)), claims })
    }
}

/// For us alone: what is for others too, others may have received and pass on to us.
fn is_for(audience: &Value, expected: &str) -> bool {
    match audience {
        Value::String(one) => one == expected,
        Value::Array(several) => matches!(several.as_slice(), [Value::String(one)] if one == expected),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => false,
    }
}

/// `exp`, `nbf` and `iat` (RFC 7519 §4.1). Returns the last of them.
fn times(claims: &Map<String, Value>, expected: &Expected<'_>, now: i64) -> Result<i64, Refused> {
    let expires_at = moment(claims, "exp")?.ok_or(Refused::Shape)?;
    let issued_at = moment(claims, "iat")?.ok_or(Refused::Shape)?;
    let begins_at = moment(claims, "nbf")?.unwrap_or(issued_at);
    if issued_at.max(begins_at) > now + SKEW {
        return Err(Refused::TooEarly);
    }
    if expected.lifetime.is_some_and(|lifetime| expires_at - issued_at > seconds(lifetime)) {
        return Err(Refused::Lifetime);
    }
    let most = match expected.age {
        Age::Fresh(_) if expires_at + SKEW <= now => return Err(Refused::Expired),
        Age::Fresh(most) | Age::SeenBefore(most) => most,
    };
    if now - issued_at > seconds(most) {
        return Err(Refused::TooOld);
    }
    Ok(issued_at)
}

/// A `NumericDate`: seconds, with or without a fraction (RFC 7519 §2).
fn moment(claims: &Map<String, Value>, name: &str) -> Result<Option<i64>, Refused> {
    /// Far beyond any moment, and far from where seconds overflow as milliseconds.
    const MOST: f64 = 1e15;
    let Some(value) = claims.get(name) else { return Ok(None) };
    let seconds = value.as_f64().filter(|seconds| (0.0..MOST).contains(seconds)).ok_or(Refused::Shape)?;
    #[expect(clippy::cast_possible_truncation, reason = "it is within bounds")]
    Ok(Some(seconds as i64))
}

fn seconds(span: Duration) -> i64 {
    i64::try_from(span.as_secs()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const NOW: i64 = 1_764_000_000;
    const EXPECTED: Expected<'_> = Expected {
        issuer: "https://issuer.example/",
        audience: "us",
        lifetime: None,
        age: Age::Fresh(Duration::from_mins(10)),
    };

    fn claims(change: impl FnOnce(&mut Map<String, Value>)) -> Verified {
        let claims = json!({"iss": EXPECTED.issuer, "aud": "us", "iat": NOW, "exp": NOW + 300, "nonce": "n"});
        let Value::Object(mut claims) = claims else { unreachable!() };
        change(&mut claims);
        Verified { claims }
    }

    fn refused(expected: &Expected<'_>, change: impl FnOnce(&mut Map<String, Value>)) -> Option<Refused> {
        claims(change).vouched(expected, Timestamp::from_millis(NOW * 1_000)).err()
    }

    fn with(name: &str, value: Value) -> Option<Refused> {
        refused(&EXPECTED, |claims| drop(claims.insert(name.to_owned(), value)))
    }

    #[test]
    fn what_is_whole_is_believed() {
        let vouched = claims(|_| {}).vouched(&EXPECTED, Timestamp::from_millis(NOW * 1_000)).unwrap();
        assert_eq!((vouched.nonce.as_str(), vouched.issued_at.seconds()), ("n", NOW));
    }

    #[test]
    fn an_issuer_is_compared_byte_for_byte() {
        for bad in [
            json!("https://issuer.example"),
            json!("https://ISSUER.example/"),
            json!(["https://issuer.example/"]),
            json!(null),
        ] {
            assert_eq!(with("iss", bad.clone()), Some(Refused::Issuer), "{bad}");
        }
    }

    #[test]
    fn an_audience_is_one_and_ours() {
        assert_eq!(with("aud", json!(["us"])), None);
        for bad in [
            json!("them"),
            json!(["us", "them"]),
            json!(["us", "us"]),
            json!([]),
            json!([["us"]]),
            json!(null),
            json!(1),
            json!({"us": 1}),
        ] {
            assert_eq!(with("aud", bad.clone()), Some(Refused::Audience), "{bad}");
        }
    }

    #[test]
    fn clocks_may_differ_by_a_minute() {
        for (name, good, bad, why) in [
            ("exp", NOW - 59, NOW - 60, Refused::Expired),
            ("iat", NOW + 60, NOW + 61, Refused::TooEarly),
            ("nbf", NOW + 60, NOW + 61, Refused::TooEarly),
            ("iat", NOW - 600, NOW - 601, Refused::TooOld),
        ] {
            assert_eq!(with(name, json!(good)), None, "{name} {good}");
            assert_eq!(with(name, json!(bad)), Some(why), "{name} {bad}");
        }
        assert_eq!(with("iat", json!(1_764_000_000.5)), None);
        assert_eq!(with("iat", json!(NOW * 1_000)), Some(Refused::TooEarly));
    }

    #[test]
    fn a_time_is_a_number_and_two_must_be_there() {
        for name in ["exp", "iat", "nbf"] {
            for bad in [json!("1764000000"), json!(null), json!(-1), json!(1e300), json!([NOW])] {
                assert_eq!(with(name, bad.clone()), Some(Refused::Shape), "{name} {bad}");
            }
        }
        for name in ["exp", "iat"] {
            assert_eq!(refused(&EXPECTED, |claims| drop(claims.remove(name))), Some(Refused::Shape), "{name}");
        }
        for bad in [json!(null), json!(7)] {
            assert_eq!(with("nonce", bad), Some(Refused::Nonce));
        }
        assert_eq!(refused(&EXPECTED, |claims| drop(claims.remove("nonce"))), Some(Refused::Nonce));
    }

    #[test]
    fn a_ticket_lasts_five_minutes_and_what_was_seen_before_may_have_ended() {
        let ticket = Expected { lifetime: Some(Duration::from_mins(5)), ..EXPECTED };
        assert_eq!(refused(&ticket, |_| {}), None);
        assert_eq!(
            refused(&ticket, |claims| drop(claims.insert("exp".into(), json!(NOW + 301)))),
            Some(Refused::Lifetime)
        );
        let seen = Expected { age: Age::SeenBefore(Duration::from_mins(30)), ..ticket };
        let made = |ago: i64| {
            refused(&seen, |claims| {
                claims.insert("iat".into(), json!(NOW - ago));
                claims.insert("exp".into(), json!(NOW - ago + 300));
            })
        };
        assert_eq!((made(1_800), made(1_801)), (None, Some(Refused::TooOld)));
    }
}
