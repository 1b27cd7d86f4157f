//! What is a secret, and what only looks like one.
//!
//! A public key in the place of a secret is the oldest attack on signed tokens: HS256 "by" a key that anybody has.

use crate::jose::object;
use base64::Engine as _;
use base64::alphabet::{STANDARD, URL_SAFE};
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

/// What a secret must be, for whoever set another.
pub(super) const SECRET_PROBLEM: &str = "must be at least 32 visible ASCII characters; openssl rand -hex 32 makes one";

/// Base64 as people paste it: either alphabet, padded or not.
const LENIENT: GeneralPurposeConfig = GeneralPurposeConfig::new()
    .with_decode_padding_mode(DecodePaddingMode::Indifferent)
    .with_decode_allow_trailing_bits(true);

/// Whether it is a key, in itself or in base64.
pub(super) fn reads_as_a_key(text: &str) -> bool {
    let decoded = [STANDARD, URL_SAFE].map(|alphabet| GeneralPurpose::new(&alphabet, LENIENT).decode(text));
    is_key(text.as_bytes()) || decoded.iter().flatten().any(|bytes| is_key(bytes))
}

fn is_key(bytes: &[u8]) -> bool {
    is_pem(bytes) || is_jwk(bytes) || is_der(bytes) || is_ssh(bytes)
}

fn is_pem(bytes: &[u8]) -> bool {
    const BEGIN: &[u8] = b"-----BEGIN";
    bytes.windows(BEGIN.len()).any(|window| window == BEGIN)
}

/// One key, or a set of them.
fn is_jwk(bytes: &[u8]) -> bool {
    object(bytes).is_some_and(|object| object.contains_key("kty") || object.contains_key("keys"))
}

/// One `SEQUENCE` that is all there is, and begins with another or with a version (X.509, PKCS #1, PKCS #8): 32 random bytes
/// do so once in millions.
fn is_der(bytes: &[u8]) -> bool {
    let (length, header) = match bytes {
        [0x30, length @ ..=0x7f, ..] => (usize::from(*length), 2),
        [0x30, 0x81, length, ..] => (usize::from(*length), 3),
        [0x30, 0x82, high, low, ..] => (usize::from(*high) << 8 | usize::from(*low), 4),
        _ => return false,
    };
    bytes.len() == header + length && matches!(bytes.get(header), Some(0x02 | 0x30))
}

/// A public key of SSH's (RFC 4253 §6.6).
fn is_ssh(bytes: &[u8]) -> bool {
    [&b"\0\0\0\x07ssh-"[..], b"\0\0\0\x0bssh-", b"\0\0\0\x13ecdsa-"].iter().any(|start| bytes.starts_with(start))
}
