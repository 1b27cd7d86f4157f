//! Whom a forwarded request acts as, and from where, in headers of ours, and the signature by which the product knows that
//! they are ours.

use crate::target::Target;
use hmac::{Hmac, KeyInit as _, Mac as _};
use http::{HeaderName, HeaderValue};
use sha2::Sha256;
use shared::access::{Identity, Right};
use shared::hex;
use shared::http::request::Request;
use std::fmt;

const USER: HeaderName = HeaderName::from_static("x-postern-user");
const ORG: HeaderName = HeaderName::from_static("x-postern-org");
const CLIENT: HeaderName = HeaderName::from_static("x-postern-client");
const SCOPE: HeaderName = HeaderName::from_static("x-postern-scope");
const KIND: HeaderName = HeaderName::from_static("x-postern-kind");
const IP: HeaderName = HeaderName::from_static("x-postern-ip");
const SIGNATURE: HeaderName = HeaderName::from_static("x-postern-signature");

/// HMAC-SHA-256, keyed by the secret that we share with the product.
#[derive(Clone)]
pub struct Signer(Hmac<Sha256>);

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Signer([redacted])")
    }
}

impl Signer {
    /// Keyed by the bytes of `secret`; `None` if it could be guessed, or is not the same bytes in every language.
    pub fn new(secret: &str) -> Option<Self> {
        let fit = secret.len() >= 32 && secret.bytes().all(|byte| byte.is_ascii_graphic());
        // RFC 2104 takes keys of any length.
        if fit { Hmac::new_from_slice(secret.as_bytes()).ok().map(Self) } else { None }
    }

    /// In hex, over all parts, each preceded by its length in eight bytes, so that no two lists make the same input.
    fn sign(&self, parts: &[&str]) -> String {
        let mut mac = self.0.clone();
        for part in parts {
            mac.update(&u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
            mac.update(part.as_bytes());
        }
        hex::encode(&mac.finalize().into_bytes())
    }
}

/// The headers. Ids are visible ASCII by their types, so each is a header value as it is.
pub fn headers(
    identity: &Identity,
    request: &Request,
    target: &Target,
    signer: Option<&Signer>,
) -> Vec<(HeaderName, HeaderValue)> {
    let (client, scope) = match &identity.right {
        Right::Token(client, scopes) => (Some(client.as_str()), Some(scopes.to_string())),
        Right::Key => (None, None),
    };
    let (user, org, kind) = (identity.user.as_str(), identity.org.as_str(), identity.right.kind());
    let ip = request.source_ip().map(|ip| ip.to_string());
    let signature = signer.map(|signer| {
        let t = request.now.seconds().to_string();
        let (client, scope) = (client.unwrap_or_default(), scope.as_deref().unwrap_or_default());
        let ip = ip.as_deref().unwrap_or_default();
        let path_and_query = target.path_and_query().as_str();
        let parts = [&t, request.method().as_str(), path_and_query, user, org, client, scope, kind, ip];
        format!("t={t},v1={}", signer.sign(&parts))
    });
    [
        (USER, Some(user)),
        (ORG, Some(org)),
        (CLIENT, client),
        (SCOPE, scope.as_deref()),
        (KIND, Some(kind)),
        (IP, ip.as_deref()),
        (SIGNATURE, signature.as_deref()),
    ]
    .into_iter()
    .filter_map(|(name, value)| Some((name, HeaderValue::from_str(value?).ok()?)))
    .collect()
}
