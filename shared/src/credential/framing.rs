//! Several texts as one input to a hash or a MAC.

/// Each part, preceded by its length in eight bytes: no two lists of parts make the same input, wherever a letter is moved
/// across a border (CWE-345).
pub fn length_prefixed<T: AsRef<str>>(parts: &[T]) -> Vec<u8> {
    let mut input = Vec::new();
    for part in parts.iter().map(AsRef::as_ref) {
        input.extend_from_slice(&u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
        input.extend_from_slice(part.as_bytes());
    }
    input
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_lists_make_the_same_input() {
        let lists: [&[&str]; 7] = [&[], &[""], &["", ""], &["ab", "c"], &["a", "bc"], &["abc"], &["abc", ""]];
        for (at, list) in lists.iter().enumerate() {
            assert!(lists.iter().skip(at + 1).all(|other| length_prefixed(other) != length_prefixed(list)), "{list:?}");
        }
        assert_eq!(length_prefixed(&["é"]), [0, 0, 0, 0, 0, 0, 0, 2, 0xc3, 0xa9]);
    }
}
