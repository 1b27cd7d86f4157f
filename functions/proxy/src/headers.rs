//! Which headers pass, in either direction.
//!
//! A name is compared as the most lenient reader takes it: CGI and its heirs read `X_Postern_Org` and `X-Postern-Org` as
//! one variable, and some read any sign as `_` (CVE-2025-64484).

use crate::address;
use http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, VARY, X_CONTENT_TYPE_OPTIONS};
use http::{HeaderMap, HeaderName, HeaderValue};
use shared::http::answer::Answer;
use shared::http::request::Request;
use shared::log::Outcome;
use shared::outgoing::Response;

/// Of one connection, not of the message (RFC 9110 §7.6.1), and what describes a body that is framed anew: two readers of
/// one length is request smuggling (CWE-444).
const OF_THE_CONNECTION: [&str; 10] = [
    "connection",
    "keep-alive",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "http2-settings",
    "content-length",
    "expect",
    "host",
];

/// What some frameworks let overrule the method or path that we have checked and signed (CWE-436).
const OVERRULING: [&str; 5] =
    ["x-http-method-override", "x-http-method", "x-method-override", "x-original-url", "x-rewrite-url"];

/// The headers of the request, without what is the client's business with us, and with `ours`.
pub(crate) fn towards_upstream(request: &Request, ours: Vec<(HeaderName, HeaderValue)>) -> HeaderMap {
    let named = named_by_connection(request.headers());
    let mut headers = request.headers().clone();
    retain(&mut headers, |name| {
        let secret = matches!(name, "authorization" | "cookie");
        !secret && !address::is_claimed_by(name) && !OVERRULING.contains(&name) && passes(name, &named)
    });
    for (name, value) in ours {
        headers.insert(name, value);
    }
    headers
}

/// The answer of the upstream, without what is its business with us, and with what keeps it out of caches and from doing
/// anything in a browser on our origin.
pub(crate) fn towards_client(response: Response, outcome: Outcome) -> Answer {
    let Response { status, mut headers, body } = response;
    let named = named_by_connection(&headers);
    retain(&mut headers, |name| name != "set-cookie" && passes(name, &named));
    let mut headers = joined(&headers);
    // Whoever keeps it keeps it for one credential (RFC 9111 §4.1).
    let vary = headers.get(VARY).and_then(|vary| vary.to_str().ok()).unwrap_or_default();
    let varies_by: Vec<&str> = vary.split(',').map(str::trim).filter(|name| !name.is_empty()).collect();
    if !varies_by.iter().any(|name| *name == "*" || name.eq_ignore_ascii_case("authorization")) {
        let vary = [&varies_by[..], &["Authorization"]].concat().join(", ");
        if let Ok(vary) = HeaderValue::from_str(&vary) {
            headers.insert(VARY, vary);
        }
    }
    for (name, value) in [
        (CACHE_CONTROL, "private, no-store"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'"),
    ] {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    Answer::from_upstream(status, headers, body, outcome)
}

/// What never passes, in either direction.
fn passes(name: &str, named_by_connection: &[String]) -> bool {
    !OF_THE_CONNECTION.contains(&name)
        && !name.starts_with("proxy-")
        && !name.starts_with("x-postern-")
        && name != "x-postern"
        && !named_by_connection.iter().any(|named| named == name)
}

/// A name as the most lenient reader takes it.
fn lenient(name: &str) -> String {
    name.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect()
}

fn named_by_connection(headers: &HeaderMap) -> Vec<String> {
    let values = headers.get_all(http::header::CONNECTION).iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',').map(|name| lenient(name.trim())).collect::<Vec<_>>()).collect()
}

fn retain(headers: &mut HeaderMap, keep: impl Fn(&str) -> bool) {
    let dropped: Vec<HeaderName> = headers.keys().filter(|name| !keep(&lenient(name.as_str()))).cloned().collect();
    for name in dropped {
        headers.remove(name);
    }
}

/// Payload 2.0 has one value a name: repeated ones are joined (RFC 9110 §5.3). It is JSON too: what is not text cannot
/// pass.
fn joined(headers: &HeaderMap) -> HeaderMap {
    let mut joined = HeaderMap::new();
    for name in headers.keys() {
        let values: Vec<&[u8]> = headers.get_all(name).iter().map(HeaderValue::as_bytes).collect();
        let value = values.join(&b", "[..]);
        if let (Ok(_), Ok(value)) = (std::str::from_utf8(&value), HeaderValue::from_bytes(&value)) {
            joined.insert(name.clone(), value);
        }
    }
    joined
}
