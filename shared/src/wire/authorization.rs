//! The `Authorization` header, before anybody reads a credential from it.

/// What it holds. One that is empty is none, and so are several empty ones, which a gateway joins with commas: clients send
/// it so where they have nothing to put in.
pub fn present(header: Option<&str>) -> Option<&str> {
    header.map(str::trim).filter(|header| !header.trim_matches([',', ' ', '\t']).is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s14_an_empty_header_is_none() {
        for empty in [None, Some(""), Some("  "), Some("\t"), Some(","), Some(" , ,")] {
            assert_eq!(present(empty), None, "{empty:?}");
        }
        for (header, held) in [(" Basic x ", "Basic x"), ("a,b", "a,b"), (",a", ",a"), ("Basic", "Basic")] {
            assert_eq!(present(Some(header)), Some(held));
        }
    }
}
