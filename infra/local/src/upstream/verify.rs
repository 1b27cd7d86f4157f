//! How a product knows that a request comes from Postern, and whom it acts as. docs/your-api.md has the same for other languages.

use hmac::{Hmac, KeyInit as _, Mac as _};
use http::HeaderMap;
use http::request::Parts;
use sha2::Sha256;
use shared::clock::Timestamp;

/// How old a request may be, or how far in the future: the clocks of two hosts differ, and a recorded one must not be good
/// for ever.
const TOLERANCE_SECONDS: u64 = 300;

/// Keyed by the secret shared with Postern.
pub(crate) struct Verifier(Hmac<Sha256>);

/// Whom a request acts as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Caller {
    /// `x-postern-user`
    pub user: String,
    /// `x-postern-org`
    pub org: String,
    /// `x-postern-client`; empty for an API key.
    pub client: String,
    /// `x-postern-scope`; empty for an API key.
    pub scope: String,
    /// `token` or `key`
    pub kind: String,
    /// The address it came from; empty where the gateway names none.
    pub ip: String,
}

impl Verifier {
    /// `secret` is `UPSTREAM_SECRET`.
    pub(crate) fn new(secret: &str) -> Result<Self, String> {
        Hmac::new_from_slice(secret.as_bytes()).map(Self).map_err(|error| error.to_string())
    }

    /// The caller, if the request was signed for this very method, path and query, and lately.
    pub(crate) fn caller(&self, parts: &Parts, now: Timestamp) -> Result<Caller, &'static str> {
        let header = |name| once(&parts.headers, name);
        let caller = Caller {
            user: header("x-postern-user")?,
            org: header("x-postern-org")?,
            client: header("x-postern-client")?,
            scope: header("x-postern-scope")?,
            kind: header("x-postern-kind")?,
            ip: header("x-postern-ip")?,
        };
        let signature = header("x-postern-signature")?;
        let (t, v1) = signature
            .strip_prefix("t=")
            .and_then(|rest| rest.split_once(",v1="))
            .ok_or("The signature is missing or malformed")?;
        let mut mac = self.0.clone();
        let path_and_query = parts.uri.path_and_query().map_or("/", |whole| whole.as_str());
        let Caller { user, org, client, scope, kind, ip } = &caller;
        for part in [t, parts.method.as_str(), path_and_query, user, org, client, scope, kind, ip] {
            mac.update(&u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
            mac.update(part.as_bytes());
        }
        // In constant time.
        mac.verify_slice(&from_hex(v1).unwrap_or_default()).map_err(|_| "The signature is wrong")?;
        let t: i64 = t.parse().map_err(|_| "The signature is malformed")?;
        if now.seconds().abs_diff(t) > TOLERANCE_SECONDS {
            return Err("The signature is too old, or not yet good");
        }
        Ok(caller)
    }
}

/// A header that is there once; empty if it is not there. Twice would be two answers to one question.
fn once(headers: &HeaderMap, name: &str) -> Result<String, &'static str> {
    let mut values = headers.get_all(name).iter();
    match (values.next(), values.next()) {
        (None, _) => Ok(String::new()),
        (Some(value), None) => value.to_str().map(str::to_owned).map_err(|_| "An identity header is not ASCII"),
        (Some(_), Some(_)) => Err("An identity header is there twice"),
    }
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    let lower = text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    let pair = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    (lower && text.len() == 64).then(|| text.as_bytes().chunks(2).map(pair).collect())?
}
