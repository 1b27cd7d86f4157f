//! What may arrive upstream, whatever was sent to the proxy.

use crate::harness::upstream::Seen;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use proptest::prelude::*;
use serde_json::Value;
use shared::access::path::CanonicalPath;

/// One request, on the canonical path, with the query and body as sent, as the token's owner and with nothing forged.
pub fn check_forwarded(event: &Value, answer: &Value, seen: &[Seen]) -> Result<(), TestCaseError> {
    prop_assert_eq!(seen.len(), 1, "{}", event);
    let seen = &seen[0];
    let path = CanonicalPath::of(event["rawPath"].as_str().unwrap()).unwrap();
    prop_assert!(path.as_str() == "/public/v1/posts" || path.as_str().starts_with("/public/v1/posts/"), "{}", event);
    let query = event["rawQueryString"].as_str().unwrap_or_default();
    let target = if query.is_empty() { path.as_str().to_owned() } else { format!("{}?{query}", path.as_str()) };
    let method = event["requestContext"]["http"]["method"].as_str().unwrap();
    prop_assert_eq!(&seen.line, &format!("{method} {target} HTTP/1.1"));
    prop_assert_eq!(&seen.body, &STANDARD.decode(event["body"].as_str().unwrap_or_default()).unwrap());
    for (name, value) in [("user", "ada"), ("org", "org_acme"), ("scope", "posts"), ("kind", "token")] {
        prop_assert_eq!(seen.all(&format!("x-postern-{name}")), vec![value], "{}", event);
    }
    let readable = seen.headers.iter().filter(|(name, _)| name.replace('_', "-").starts_with("x-postern"));
    prop_assert_eq!(readable.count(), 6, "{}", event);
    for gone in [
        "authorization",
        "cookie",
        "transfer-encoding",
        "expect",
        "x-forwarded-host",
        "x-forwarded-proto",
        "x-real-ip",
        "true_client_ip",
    ] {
        prop_assert!(seen.all(gone).is_empty(), "{} in {:?}", gone, seen);
    }
    prop_assert_eq!(&answer["headers"]["cache-control"], "private, no-store");
    prop_assert_eq!(&answer["headers"]["content-security-policy"], "sandbox; default-src 'none'");
    Ok(())
}
