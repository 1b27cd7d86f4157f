//! The login page that the product has, and the keys by which its tickets are known.

use super::secret::{SECRET_PROBLEM, reads_as_a_key};
use crate::jose::{Key, NoKey, object};
use crate::setting::{BadSignIn, Variables, address};
use shared::config::is_shared_secret;
use shared::http::sign_in_at::SignInAt;
use std::fmt;

/// What belongs to it alone.
pub(super) const VARIABLES: [&str; 4] = ["HANDOFF_KEY", "HANDOFF_SECRET", "HANDOFF_KEY_2", "HANDOFF_SECRET_2"];

/// The product's side of a hand-off.
pub(crate) struct Handoff {
    /// Its login page.
    pub page: SignInAt,
    /// Whoever signs tickets: the page's origin.
    origin: String,
    /// One key, or two while they are rotated.
    keys: Vec<Key>,
}

impl fmt::Debug for Handoff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Handoff({}, {:?})", self.origin, self.keys)
    }
}

impl Handoff {
    pub(super) fn from(url: &str, variables: Variables<'_>) -> Result<Self, BadSignIn> {
        let page = address("HANDOFF_URL", url)?;
        let first = key(("HANDOFF_KEY", "HANDOFF_SECRET"), variables)?.ok_or(BadSignIn::new(
            "HANDOFF_KEY",
            "is not set, and HANDOFF_SECRET is not either: by one of them the product's tickets are known",
        ))?;
        let second = key(("HANDOFF_KEY_2", "HANDOFF_SECRET_2"), variables)?;
        let origin = page.origin().ascii_serialization();
        Ok(Self { page: SignInAt::new(page), origin, keys: [Some(first), second].into_iter().flatten().collect() })
    }

    /// Who signs tickets.
    pub(crate) fn product(&self) -> &str {
        &self.origin
    }

    /// What they are held against.
    pub(crate) fn keys(&self) -> &[Key] {
        &self.keys
    }
}

/// A public key or a secret, whichever is set.
fn key((public, shared): (&'static str, &'static str), variables: Variables<'_>) -> Result<Option<Key>, BadSignIn> {
    match (variables(public), variables(shared)) {
        (Some(_), Some(_)) => {
            Err(BadSignIn::new(shared, "is set beside a key of the same number: tickets are known by one of the two"))
        }
        (Some(jwk), None) => public_key(public, &jwk).map(Some),
        (None, Some(secret)) if !is_shared_secret(&secret) => Err(BadSignIn::new(shared, SECRET_PROBLEM)),
        (None, Some(secret)) if reads_as_a_key(&secret) => Err(BadSignIn::new(
            shared,
            "reads as a key, and a public key is no secret: set it as a JWK in HANDOFF_KEY, or make a secret (openssl rand -hex 32)",
        )),
        (None, Some(secret)) => Ok(Some(Key::from_secret(&secret))),
        (None, None) => Ok(None),
    }
}

fn public_key(variable: &'static str, text: &str) -> Result<Key, BadSignIn> {
    let jwk = object(text.as_bytes()).ok_or(BadSignIn::new(variable, "must be a public key as a JWK, {\"kty\":…}"))?;
    let key = Key::from_jwk(&jwk).map_err(|problem| {
        BadSignIn::new(
            variable,
            match problem {
                NoKey::Private => "is a private key, which only the product may have: set its public half, and make a new pair",
                NoKey::Use => "is a key for something else than signatures (use, key_ops)",
                NoKey::Kind => "must be Ed25519, P-256 or RSA of at least 2048 bits, its alg, if it has one, EdDSA, ES256, RS256 or PS256",
            },
        )
    })?;
    if key.is_on_p384() {
        return Err(BadSignIn::new(variable, "is on P-384: it must be Ed25519, P-256 or RSA"));
    }
    // Without an `alg` an RSA key is for RS256: which of its two algorithms is meant is not for a ticket to say.
    Ok(key.for_one_algorithm())
}
