//! The path of a request to the public API, in one spelling: what is matched against the permissions is, byte for byte,
//! what is sent on. Two readers of one path is how checks are walked around (CWE-436).

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use std::borrow::Cow;

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
        Self::of_segments(decoded, |segment| Ok(Cow::Borrowed(segment)))
    }

    /// From a path as it was sent: each segment is decoded once, after the path was taken apart.
    pub fn of_encoded(encoded: &str) -> Result<Self, BadPath> {
        Self::of_segments(encoded, |segment| {
            // A `%` that begins no escape stays one, and is refused with the others below.
            let decoded = percent_decode_str(segment).decode_utf8().map_err(|_| BadPath)?;
            if has_needless_escape(segment) { Err(BadPath) } else { Ok(decoded) }
        })
    }

    fn of_segments<'a>(
        path: &'a str,
        read: impl Fn(&'a str) -> Result<Cow<'a, str>, BadPath>,
    ) -> Result<Self, BadPath> {
        let mut canonical = String::with_capacity(path.len());
        for segment in path.strip_prefix('/').ok_or(BadPath)?.split('/') {
            let segment = read(segment)?;
            if matches!(&*segment, "" | "." | "..") || segment.chars().any(is_ambiguous) {
                return Err(BadPath);
            }
            canonical.push('/');
            canonical.extend(utf8_percent_encode(&segment, ENCODED));
        }
        Ok(Self(canonical))
    }

    /// The path, each segment percent-encoded.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// `%` would be decoded a second time, `;` starts a parameter to some, `\` is a `/` to others, `?` and `#` end the path. A `/`
/// inside a segment was an escape.
fn is_ambiguous(c: char) -> bool {
    matches!(c, '/' | '\\' | ';' | '%' | '?' | '#') || c.is_control()
}

/// Whether it encodes what the paths of permissions are made of. `%70osts` is `posts` to a reader who decodes, and another path
/// to one who does not; no client writes it so (RFC 3986 §2.3).
fn has_needless_escape(segment: &str) -> bool {
    let mut escaped = segment.split('%').skip(1).filter_map(|rest| u8::from_str_radix(rest.get(..2)?, 16).ok());
    escaped.any(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
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

    #[test]
    fn s17_a_path_as_it_was_sent_is_decoded_once_segment_by_segment() {
        for (sent, decoded) in [
            ("/public/v1/posts/a%20b", "/public/v1/posts/a b"),
            ("/public/v1/posts/caf%C3%A9%40x", "/public/v1/posts/café@x"),
            ("/public/v1/posts/a+b~%7E", "/public/v1/posts/a+b~~"),
            ("/public/v1/posts/a b", "/public/v1/posts/a b"),
        ] {
            assert_eq!(CanonicalPath::of_encoded(sent), CanonicalPath::of(decoded), "{sent}");
        }
        for bad in [
            "/public/v1/a%2Fb",
            "/public/v1/a%5cb",
            "/public/v1/a%3Bb",
            "/public/v1/a%3Fb",
            "/public/v1/a%23b",
            "/public/v1/a%00b",
            "/public/v1/%2e%2e/posts",
            "/public/v1/%2E",
            "/public/v1/a%252Fb",
            "/public/v1/a%25b",
            "/public/v1/100%",
            "/public/v1/%zz",
            "/public/v1/%E9",
            "/public/v1/%70osts",
            "/public/v1/p%4Fsts",
            "/public/v1/upload%2Dfrom-url",
            "/public/v1//x",
        ] {
            assert_eq!(CanonicalPath::of_encoded(bad), Err(BadPath), "{bad}");
        }
    }
}
