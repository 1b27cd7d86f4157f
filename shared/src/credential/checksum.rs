//! CRC-32 in six base62 characters: tells a mistyped or truncated credential from a real one without a look-up,
//! and lets secret scanners tell a leaked one from look-alike text. It protects against nothing else.

const ALPHABET: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// Characters the checksum takes: 62^6 exceeds 2^32.
pub(super) const LENGTH: usize = 6;

/// The checksum of everything that stands before it, prefix included.
pub(super) fn of(text: &str) -> String {
    base62(u64::from(crc32fast::hash(text.as_bytes())), LENGTH)
}

/// The `length` lowest base62 digits of `number`, most significant first.
pub(super) fn base62(mut number: u64, length: usize) -> String {
    let mut digits = Vec::with_capacity(length);
    for _ in 0..length {
        let digit = usize::try_from(number % 62).unwrap_or(0);
        digits.push(ALPHABET.get(digit).copied().unwrap_or(b'0'));
        number /= 62;
    }
    digits.iter().rev().map(|&digit| char::from(digit)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_padded_to_six_characters() {
        assert_eq!(base62(0, 6), "000000");
        assert_eq!(base62(61, 6), "00000z");
        assert_eq!(base62(62, 6), "000010");
        assert_eq!(base62(u64::from(u32::MAX), 6), "4gfFC3");
    }

    #[test]
    fn is_the_crc_32_that_everyone_else_computes() {
        // The check value of CRC-32/ISO-HDLC: crc32("123456789") = 0xCBF43926.
        assert_eq!(of("123456789"), base62(0xCBF4_3926, 6));
    }
}
