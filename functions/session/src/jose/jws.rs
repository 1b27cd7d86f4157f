//! A compact JWS (RFC 7515 §7.1), taken apart. Nothing in it is believed before its signature is.

use super::{Key, Refused, object};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::Algorithm;
use serde_json::{Map, Value};

/// One that is not believed yet.
pub(crate) struct Jws<'a> {
    /// Header and payload, as they were signed.
    signed: &'a str,
    signature: &'a str,
    algorithm: String,
    typ: Option<String>,
    kid: Option<String>,
    claims: Map<String, Value>,
}

/// What its signer said.
#[derive(Debug)]
pub(crate) struct Verified {
    /// The payload.
    pub claims: Map<String, Value>,
}

impl<'a> Jws<'a> {
    pub(crate) fn parse(text: &'a str) -> Result<Self, Refused> {
        let (signed, signature) = text.rsplit_once('.').ok_or(Refused::Shape)?;
        let (header, payload) = signed.split_once('.').ok_or(Refused::Shape)?;
        // Padding, line breaks and stray bits are no part of the encoding (RFC 7515 §2), and nor is an empty signature one.
        let decode = |part| URL_SAFE_NO_PAD.decode(part).map_err(|_| Refused::Shape);
        if decode(signature)?.is_empty() {
            return Err(Refused::Shape);
        }
        let mut header = object(&decode(header)?).ok_or(Refused::Shape)?;
        if header.contains_key("crit") {
            return Err(Refused::Critical);
        }
        let claims = object(&decode(payload)?).ok_or(Refused::Shape)?;
        let mut text = |name| match header.remove(name) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(Refused::Shape),
        };
        let algorithm = text("alg")?.ok_or(Refused::Shape)?;
        Ok(Self { signed, signature, algorithm, typ: text("typ")?, kid: text("kid")?, claims })
    }

    /// What kind of thing it says it is.
    pub(crate) fn typ(&self) -> Option<&str> {
        self.typ.as_deref()
    }

    /// The name of the key that it says it was signed with.
    pub(crate) fn kid(&self) -> Option<&str> {
        self.kid.as_deref()
    }

    /// Whether one of these keys is for its algorithm, and has signed it.
    pub(crate) fn verify<'k>(self, keys: impl Iterator<Item = &'k Key>) -> Result<Verified, Refused> {
        let algorithm: Algorithm = self.algorithm.parse().map_err(|_| Refused::Algorithm)?;
        let mut keys = keys.filter(|key| key.is_for(algorithm)).peekable();
        if keys.peek().is_none() {
            return Err(Refused::Algorithm);
        }
        if keys.any(|key| key.has_signed(self.signed, self.signature, algorithm)) {
            Ok(Verified { claims: self.claims })
        } else {
            Err(Refused::Signature)
        }
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
