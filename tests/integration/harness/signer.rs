//! Keys of the tests' own, and what is signed with them.

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, ECDSA_P384_SHA384_FIXED_SIGNING, EcdsaKeyPair, EcdsaSigningAlgorithm,
    Ed25519KeyPair, KeyPair as _, RSA_PKCS1_SHA256, RSA_PSS_SHA256, RsaKeyPair,
};
use aws_lc_rs::{hmac, signature::RsaEncoding};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use std::sync::{Arc, LazyLock};

/// A key, for one algorithm.
#[derive(Clone)]
pub struct Signer {
    pub algorithm: &'static str,
    pub kid: String,
    pair: Arc<Pair>,
}

enum Pair {
    Secret(String),
    Ecdsa(EcdsaKeyPair),
    Ed25519(Ed25519KeyPair),
    Rsa(RsaKeyPair, &'static dyn RsaEncoding),
}

/// It takes a while to find one, and any will do.
static RSA: LazyLock<Vec<u8>> = LazyLock::new(|| {
    use aws_lc_rs::encoding::Pkcs8V1Der;
    let pair = RsaKeyPair::generate(KeySize::Rsa2048).unwrap();
    let der: Pkcs8V1Der<'_> = aws_lc_rs::encoding::AsDer::as_der(&pair).unwrap();
    der.as_ref().to_vec()
});

impl Signer {
    /// A new key for the algorithm of that name; for HS256, a new secret.
    pub fn new(algorithm: &'static str) -> Self {
        let rsa = |padding| Pair::Rsa(RsaKeyPair::from_pkcs8(&RSA).unwrap(), padding);
        let ecdsa = |curve: &'static EcdsaSigningAlgorithm| Pair::Ecdsa(EcdsaKeyPair::generate(curve).unwrap());
        let pair = match algorithm {
            "HS256" => Pair::Secret(shared::random::base62(43)),
            "ES256" => ecdsa(&ECDSA_P256_SHA256_FIXED_SIGNING),
            "ES384" => ecdsa(&ECDSA_P384_SHA384_FIXED_SIGNING),
            "EdDSA" => Pair::Ed25519(Ed25519KeyPair::generate().unwrap()),
            "RS256" => rsa(&RSA_PKCS1_SHA256),
            "PS256" => rsa(&RSA_PSS_SHA256),
            other => panic!("{other}"),
        };
        Self { algorithm, kid: shared::random::base62(8), pair: Arc::new(pair) }
    }

    /// The secret, or the public half as a JWK.
    pub fn known_by(&self) -> String {
        match &*self.pair {
            Pair::Secret(secret) => secret.clone(),
            _ => self.jwk().to_string(),
        }
    }

    /// The public half, with its name.
    pub fn jwk(&self) -> Value {
        let text = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
        let mut jwk = match &*self.pair {
            Pair::Secret(_) => panic!("a secret has no public half"),
            Pair::Ecdsa(pair) => {
                let point = &pair.public_key().as_ref()[1..];
                let (x, y) = point.split_at(point.len() / 2);
                let curve = if x.len() == 32 { "P-256" } else { "P-384" };
                json!({"kty": "EC", "crv": curve, "x": text(x), "y": text(y)})
            }
            Pair::Ed25519(pair) => json!({"kty": "OKP", "crv": "Ed25519", "x": text(pair.public_key().as_ref())}),
            Pair::Rsa(pair, _) => {
                let key = pair.public_key();
                let (n, e) = (
                    key.modulus().big_endian_without_leading_zero().to_vec(),
                    key.exponent().big_endian_without_leading_zero().to_vec(),
                );
                json!({"kty": "RSA", "n": text(&n), "e": text(&e)})
            }
        };
        jwk["kid"] = json!(self.kid);
        jwk["alg"] = json!(self.algorithm);
        jwk["use"] = json!("sig");
        jwk
    }

    /// A compact JWS with exactly this header.
    pub fn sign(&self, header: &Value, claims: &Value) -> String {
        self.sign_text(&header.to_string(), &claims.to_string())
    }

    /// The same of texts that need be no JSON.
    pub fn sign_text(&self, header: &str, claims: &str) -> String {
        let signed = format!("{}.{}", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(claims));
        let random = SystemRandom::new();
        let signature = match &*self.pair {
            Pair::Secret(secret) => hmac_sha256(secret.as_bytes(), &signed),
            Pair::Ecdsa(pair) => pair.sign(&random, signed.as_bytes()).unwrap().as_ref().to_vec(),
            Pair::Ed25519(pair) => pair.sign(signed.as_bytes()).as_ref().to_vec(),
            Pair::Rsa(pair, padding) => {
                let mut signature = vec![0; pair.public_modulus_len()];
                pair.sign(*padding, &random, signed.as_bytes(), &mut signature).unwrap();
                signature
            }
        };
        format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature))
    }
}

/// What HS256 makes of a text under a key, whatever that key was meant for.
pub fn hmac_sha256(key: &[u8], text: &str) -> Vec<u8> {
    hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key), text.as_bytes()).as_ref().to_vec()
}
