//! `If-Match` (RFC 9110 §13.1.1): what a caller has read of an app is what the act changes, or nothing happens.

use super::error::Error;
use shared::http::request::Request;
use shared::store::{App, Expected};

/// What the write insists on, once it is sure that the app is as the caller has seen it. Without the header, nothing.
pub(crate) fn expected(request: &Request, app: &App) -> Result<Expected, Error> {
    let Some(header) = request.header("if-match") else { return Ok(Expected::AnyState) };
    if header.trim() == "*" {
        // Any app that is there; and it is.
        return Ok(Expected::AnyState);
    }
    let mut tags = strong_tags(header).ok_or(Error::IfMatch)?;
    if tags.any(|tag| tag == app.tag()) { Ok(Expected::SameState) } else { Err(Error::PreconditionFailed) }
}

/// The strong ones of a list of entity tags (§8.8.3): the comparison is strong, so a weak one matches nothing. `None` if it
/// is no such list, or empty.
fn strong_tags(header: &str) -> Option<impl Iterator<Item = &str>> {
    let mut tags = Vec::new();
    let mut rest = header.trim_matches(BLANKS);
    while !rest.is_empty() {
        // A list may have empty elements (§5.6.1.2).
        if let Some(after) = rest.strip_prefix(',') {
            rest = after.trim_start_matches(BLANKS);
            continue;
        }
        let (is_weak, quoted) = rest.strip_prefix("W/").map_or((false, rest), |quoted| (true, quoted));
        let (tag, after) = quoted.strip_prefix('"')?.split_once('"')?;
        let after = after.trim_start_matches(BLANKS);
        if !tag.chars().all(|c| !c.is_control() && c != ' ') || !(after.is_empty() || after.starts_with(',')) {
            return None;
        }
        tags.push(Some(tag).filter(|_| !is_weak));
        rest = after;
    }
    (!tags.is_empty()).then(|| tags.into_iter().flatten())
}

const BLANKS: [char; 2] = [' ', '\t'];

#[cfg(test)]
mod tests {
    use super::*;

    fn read(header: &str) -> Option<Vec<&str>> {
        strong_tags(header).map(Iterator::collect)
    }

    #[test]
    fn s5_a_list_of_entity_tags_is_read_and_weak_ones_match_nothing() {
        for (header, tags) in [
            (r#""a""#, &["a"][..]),
            (r#" "a" , "b,c" ,, "d""#, &["a", "b,c", "d"]),
            (r#""""#, &[""]),
            (r#"W/"a""#, &[]),
            (r#"W/"a","b""#, &["b"]),
            (",\t\"a\"\t,", &["a"]),
        ] {
            assert_eq!(read(header).as_deref(), Some(tags), "{header}");
        }
        for bad in
            ["", ",", "a", r#""a"#, r#"a""#, r#""a" "b""#, r#""a"b"#, r#"w/"a""#, r#"W/ "a""#, r#"*, "a""#, "\"a b\""]
        {
            assert_eq!(read(bad), None, "{bad}");
        }
    }
}
