//! Lower-case hexadecimal: how digests stand in items, addresses and signatures.

use std::fmt::Write as _;

/// Two characters a byte.
pub fn encode(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut hex, byte| {
        // Writing to a String cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
