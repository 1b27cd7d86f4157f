//! A key that signatures are held against: a public JWK (RFC 7517), or a shared secret.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, DecodingKey};
use serde_json::{Map, Value};
use std::fmt;
use std::ops::RangeInclusive;

/// What makes a JWK a private one (RFC 7518 §6).
const PRIVATE: [&str; 7] = ["d", "p", "q", "dp", "dq", "qi", "k"];
/// Bits of the shortest RSA modulus (RFC 7518 §3.3), and of the longest that is verified.
const RSA: RangeInclusive<usize> = 2048..=8192;

/// One key. It decides which algorithms it is for.
#[derive(Clone)]
pub(crate) struct Key {
    kid: Option<String>,
    algorithms: Vec<Algorithm>,
    verifies: DecodingKey,
}

/// Why a JWK is no key here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NoKey {
    /// It holds what only its owner may know.
    Private,
    /// A type, curve, size or algorithm that is none of ours, or a value that is none.
    Kind,
    /// It is for something else than signatures.
    Use,
}

impl Key {
    /// From a public JWK.
    pub(crate) fn from_jwk(jwk: &Map<String, Value>) -> Result<Self, NoKey> {
        if PRIVATE.iter().any(|member| jwk.contains_key(*member)) {
            return Err(NoKey::Private);
        }
        let text = |name: &str| jwk.get(name).and_then(Value::as_str);
        if jwk.get("use").is_some_and(|purpose| purpose != "sig") || !may_verify(jwk) {
            return Err(NoKey::Use);
        }
        let bytes = |name: &str| text(name).and_then(|text| URL_SAFE_NO_PAD.decode(text).ok()).ok_or(NoKey::Kind);
        let (algorithms, key) = match (text("kty"), text("crv")) {
            (Some("RSA"), _) => (vec![Algorithm::RS256, Algorithm::PS256], rsa(&bytes("n")?, &bytes("e")?)),
            (Some("EC"), Some("P-256")) => (vec![Algorithm::ES256], point(&bytes("x")?, &bytes("y")?, 32)),
            (Some("EC"), Some("P-384")) => (vec![Algorithm::ES384], point(&bytes("x")?, &bytes("y")?, 48)),
            (Some("OKP"), Some("Ed25519")) => {
                let x = bytes("x")?;
                (vec![Algorithm::EdDSA], (x.len() == 32).then(|| DecodingKey::from_ed_der(&x)))
            }
            _ => return Err(NoKey::Kind),
        };
        let algorithms = match jwk.get("alg") {
            None => algorithms,
            Some(named) => {
                let named = named.as_str().and_then(|name| name.parse().ok()).ok_or(NoKey::Kind)?;
                algorithms.into_iter().filter(|algorithm| *algorithm == named).collect()
            }
        };
        match key {
            Some(key) if !algorithms.is_empty() => {
                Ok(Self { kid: text("kid").map(str::to_owned), algorithms, verifies: key })
            }
            _ => Err(NoKey::Kind),
        }
    }

    /// A secret that both sides know.
    pub(crate) fn from_secret(secret: &str) -> Self {
        Self { kid: None, algorithms: vec![Algorithm::HS256], verifies: DecodingKey::from_secret(secret.as_bytes()) }
    }

    /// The same key for the first of its algorithms alone.
    pub(crate) fn for_one_algorithm(mut self) -> Self {
        self.algorithms.truncate(1);
        self
    }

    pub(crate) fn is_named(&self, kid: &str) -> bool {
        self.kid.as_deref() == Some(kid)
    }

    pub(super) fn is_for(&self, algorithm: Algorithm) -> bool {
        self.algorithms.contains(&algorithm)
    }

    pub(crate) fn is_on_p384(&self) -> bool {
        self.is_for(Algorithm::ES384)
    }

    pub(super) fn has_signed(&self, signed: &str, signature: &str, algorithm: Algorithm) -> bool {
        jsonwebtoken::crypto::verify(signature, signed.as_bytes(), &self.verifies, algorithm).unwrap_or(false)
    }
}

/// A key that may only sign is somebody's mistake (RFC 7517 §4.3).
fn may_verify(jwk: &Map<String, Value>) -> bool {
    match jwk.get("key_ops") {
        None => true,
        Some(Value::Array(operations)) => operations.iter().any(|operation| operation == "verify"),
        Some(_) => false,
    }
}

fn rsa(n: &[u8], e: &[u8]) -> Option<DecodingKey> {
    let start = n.iter().position(|&byte| byte != 0)?;
    let n = n.get(start..)?;
    let (first, bytes) = (n.first()?, n.len());
    let bits = bytes * 8 - first.leading_zeros() as usize;
    RSA.contains(&bits).then(|| DecodingKey::from_rsa_raw_components(n, e))
}

/// An uncompressed point (SEC 1 §2.3.3). Each coordinate has its full length (RFC 7518 §6.2.1.2): else two of other lengths
/// would make up another point.
fn point(x: &[u8], y: &[u8], size: usize) -> Option<DecodingKey> {
    (x.len() == size && y.len() == size).then(|| DecodingKey::from_ec_der(&[&[4], x, y].concat()))
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Key({:?})", self.algorithms)
    }
}
