//! What a `Content-Type` says.

/// The form that browsers and clients send.
pub const FORM: &str = "application/x-www-form-urlencoded";
/// JSON.
pub const JSON: &str = "application/json";

/// The media type of a `Content-Type`, in lower case: it is case-insensitive and may carry parameters, of which only
/// `charset=utf-8` changes nothing. `None` for any other charset.
pub fn media_type(content_type: &str) -> Option<String> {
    let mut parts = content_type.split(';').map(|part| part.trim().to_ascii_lowercase());
    let media_type = parts.next()?;
    parts
        .all(|parameter| match parameter.split_once('=') {
            Some((name, charset)) if name.trim() == "charset" => {
                matches!(charset.trim().trim_matches('"'), "utf-8" | "utf8")
            }
            _ => true,
        })
        .then_some(media_type)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_change_nothing_but_a_charset_does() {
        for same in ["application/json", "Application/JSON; charset=UTF-8", "application/json;charset=\"utf8\";x=y"] {
            assert_eq!(media_type(same).as_deref(), Some(JSON), "{same}");
        }
        assert_eq!(media_type("application/json; charset=utf-16"), None);
        assert_eq!(media_type(""), Some(String::new()));
    }
}
