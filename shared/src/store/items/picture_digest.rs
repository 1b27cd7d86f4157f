//! What a picture is called.

use crate::credential::digest::is_hex;
use crate::hex;
use sha2::{Digest as _, Sha256};

/// The SHA-256 of a picture's bytes in lower-case hexadecimal. No secret: it is in the picture's address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureDigest(String);

impl PictureDigest {
    /// `None` unless it is 64 lower-case hexadecimal characters.
    pub fn parse(text: &str) -> Option<Self> {
        is_hex(text).then(|| Self(text.to_owned()))
    }

    /// Of these bytes.
    pub(super) fn of(bytes: &[u8]) -> Self {
        Self(hex::encode(&Sha256::digest(bytes)))
    }

    /// The 64 characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn e16_anything_but_64_lower_case_hex_characters_names_no_picture() {
        let hex = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        for bad in ["", "ba", &hex.to_uppercase(), &format!("{hex}0"), &hex.replace('b', "#"), &"é".repeat(32)] {
            assert_eq!(PictureDigest::parse(bad), None, "{bad}");
        }
    }
}
