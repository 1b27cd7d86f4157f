//! SHA-256 of a credential: all that is ever stored of one.

use super::kind::Kind;
use crate::hex;
use sha2::{Digest as _, Sha256};
use std::fmt;
use std::marker::PhantomData;
use subtle::ConstantTimeEq;

/// Digits of a digest that the log names.
const BEGINNING: usize = 12;

/// The SHA-256 of a whole credential of kind `K`.
///
/// A plain hash suffices, without salt or stretching: what is hashed carries at least 128 bits of randomness.
/// `==` compares in constant time.
///
/// A digest of one kind is not one of another:
/// ```compile_fail
/// use shared::credential::{AccessToken, Code, Digest, Secret};
/// fn look_up_token(_: &Digest<AccessToken>) {}
/// let code: Secret<Code> = Secret::generate("");
/// look_up_token(&code.digest());
/// ```
pub struct Digest<K> {
    bytes: [u8; 32],
    kind: PhantomData<fn() -> K>,
}

impl<K: Kind> Digest<K> {
    /// Hashes a credential's whole text.
    pub(super) fn of(text: &str) -> Self {
        Self { bytes: Sha256::digest(text.as_bytes()).into(), kind: PhantomData }
    }

    /// A digest that no credential has: what an unknown client's secret is compared with, so that
    /// an unknown client takes the same steps as a wrong secret.
    pub const fn zero() -> Self {
        Self { bytes: [0; 32], kind: PhantomData }
    }

    /// 64 lower-case hexadecimal characters, as stored.
    pub fn hex(&self) -> String {
        hex::encode(&self.bytes)
    }

    /// The first twelve of them, which name a credential in the log: 48 bits lead nowhere, and tell two apart.
    pub fn beginning(&self) -> String {
        self.hex().chars().take(BEGINNING).collect()
    }

    /// Reads what [`hex`](Self::hex) wrote; `None` for anything else.
    pub fn from_hex(hex: &str) -> Option<Self> {
        if !is_hex(hex) {
            return None;
        }
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().zip(hex.as_bytes().chunks_exact(2)) {
            *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
        }
        Some(Self { bytes, kind: PhantomData })
    }
}

/// Whether `text` could be what [`hex`] wrote.
pub(crate) fn is_hex(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

impl<K> Clone for Digest<K> {
    fn clone(&self) -> Self {
        Self { bytes: self.bytes, kind: PhantomData }
    }
}

impl<K> PartialEq for Digest<K> {
    /// Constant time: how many bytes match must not show in how long it takes (CWE-208).
    fn eq(&self, other: &Self) -> bool {
        self.bytes.ct_eq(&other.bytes).into()
    }
}

impl<K> Eq for Digest<K> {}

impl<K: Kind> fmt::Debug for Digest<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Digest<{}>([redacted])", K::NAME)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::credential::Code;

    #[test]
    fn hex_comes_back_as_the_same_digest() {
        let digest = Digest::<Code>::of("abc");
        assert_eq!(digest.hex(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(Digest::from_hex(&digest.hex()), Some(digest));
    }

    #[test]
    fn r5_the_log_names_twelve_digits() {
        assert_eq!(Digest::<Code>::of("abc").beginning(), "ba7816bf8f01");
    }

    #[test]
    fn anything_but_64_lower_case_hex_characters_is_no_digest() {
        let hex = Digest::<Code>::of("abc").hex();
        for bad in ["", "ba78", &hex.to_uppercase(), &format!("{hex}0"), &"g".repeat(64), &"é".repeat(32)] {
            assert_eq!(Digest::<Code>::from_hex(bad), None, "{bad}");
        }
    }

    #[test]
    fn digests_that_differ_in_one_bit_are_not_equal() {
        let digest = Digest::<Code>::of("abc");
        for position in 0..32 {
            let mut other = digest.clone();
            other.bytes[position] ^= 1;
            assert_ne!(digest, other);
        }
    }

    #[test]
    fn debug_shows_no_part_of_it() {
        assert_eq!(format!("{:?}", Digest::<Code>::of("abc")), "Digest<Code>([redacted])");
    }
}
