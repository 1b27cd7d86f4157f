//! The signature by which the product knows that our headers are ours.

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use shared::config::is_shared_secret;
use shared::credential::framing::length_prefixed;
use shared::hex;
use std::fmt;

/// HMAC-SHA-256, keyed by the secret that we share with the product.
#[derive(Clone)]
pub(crate) struct Signer(Hmac<Sha256>);

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Signer([redacted])")
    }
}

impl Signer {
    /// Keyed by the bytes of `secret`; `None` if it could be guessed, or is not the same bytes in every language.
    pub(crate) fn new(secret: &str) -> Option<Self> {
        // RFC 2104 takes keys of any length.
        if is_shared_secret(secret) { Hmac::new_from_slice(secret.as_bytes()).ok().map(Self) } else { None }
    }

    /// In hex, over all parts, each preceded by its length in eight bytes, so that no two lists make the same input.
    pub(crate) fn sign(&self, parts: &[&str]) -> String {
        let mut mac = self.0.clone();
        mac.update(&length_prefixed(parts));
        hex::encode(&mac.finalize().into_bytes())
    }
}
