//! The `Authorization` header, before anybody reads a credential from it.

/// What it holds. One that is empty is none, alone or beside another, to which a gateway joins it with a comma: clients send it
/// so where they have nothing to put in. No credential begins or ends with a comma.
pub fn present(header: Option<&str>) -> Option<&str> {
    header.map(|header| header.trim_matches([',', ' ', '\t'])).filter(|header| !header.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s14_an_empty_header_is_none() {
        for empty in [None, Some(""), Some("  "), Some("\t"), Some(","), Some(" , ,")] {
            assert_eq!(present(empty), None, "{empty:?}");
        }
        for (header, held) in [(" Basic x ", "Basic x"), ("a,b", "a,b"), ("Basic", "Basic"), ("a,,b", "a,,b")] {
            assert_eq!(present(Some(header)), Some(held));
        }
    }

    #[test]
    fn s30_an_empty_one_beside_another_is_none() {
        for joined in [",a", "a,", ", a", "a, ", ",,a,", "a ,\t,"] {
            assert_eq!(present(Some(joined)), Some("a"), "{joined:?}");
        }
    }
}
