//! The path of a request to the public API, in one spelling: what is matched against the permissions is, byte for byte,
//! what is sent on. Two readers of one path is how checks are walked around (CWE-436).

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What stands for itself in a path segment (RFC 3986 §3.3: unreserved, and of the rest only what no reader takes for a
/// border).
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A path without anything that the next reader could understand differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CanonicalPath(String);

/// A path that is not passed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadPath;

impl CanonicalPath {
    /// From a path that has been percent-decoded once, by the gateway.
    pub fn of(decoded: &str) -> Result<Self, BadPath> {
        let segments = decoded.strip_prefix('/').ok_or(BadPath)?;
        let mut path = String::with_capacity(decoded.len());
        for segment in segments.split('/') {
            if matches!(segment, "" | "." | "..") || segment.chars().any(is_ambiguous) {
                return Err(BadPath);
            }
            path.push('/');
            path.extend(utf8_percent_encode(segment, ENCODED));
        }
        Ok(Self(path))
    }

    /// The path, each segment percent-encoded.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// `%` would be decoded a second time, `;` starts a parameter to some, `\` is a `/` to others, `?` and `#` end the path.
fn is_ambiguous(c: char) -> bool {
    matches!(c, '\\' | ';' | '%' | '?' | '#') || c.is_control()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_plain_stays_and_what_is_not_is_encoded_again() {
        for (decoded, canonical) in [
            ("/public/v1/posts", "/public/v1/posts"),
            ("/public/v1/a b", "/public/v1/a%20b"),
            ("/public/v1/é:@&=+$,!'()*", "/public/v1/%C3%A9%3A%40%26%3D%2B%24%2C%21%27%28%29%2A"),
            ("/public/v1/...", "/public/v1/..."),
            ("/public/v1/a-b_c~d.e", "/public/v1/a-b_c~d.e"),
        ] {
            assert_eq!(CanonicalPath::of(decoded).unwrap().as_str(), canonical);
        }
    }

    #[test]
    fn q1_whatever_two_readers_could_take_differently_is_refused() {
        for bad in [
            "",
            "public/v1/x",
            "/public/v1/../../admin",
            "/public/v1/.",
            "/public/v1//x",
            "/public/v1/x/",
            "/public/v1/a\\b",
            "/public/v1/a;b",
            "/public/v1/a%2fb",
            "/public/v1/a?b",
            "/public/v1/a#b",
            "/public/v1/a\0b",
            "/public/v1/a\u{85}b",
            "/public/v1/a\u{7f}",
        ] {
            assert_eq!(CanonicalPath::of(bad), Err(BadPath), "{bad:?}");
        }
    }
}
