//! HMAC-SHA-256 under a key that fits its block.

use hmac::{Hmac, KeyInit as _};
use sha2::Sha256;

/// The longest key.
pub(crate) const BLOCK: usize = 64;

/// HMAC pads a key shorter than its block with zeros (RFC 2104 §2). A longer one is cut: who calls this has made sure
/// that there is none.
pub(crate) fn keyed(key: &[u8]) -> Hmac<Sha256> {
    let mut block = [0; BLOCK];
    for (slot, byte) in block.iter_mut().zip(key) {
        *slot = *byte;
    }
    Hmac::new(&block.into())
}
