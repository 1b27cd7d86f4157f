//! What is asked for, in the one spelling that is checked, signed and sent.

use http::Method;
use http::uri::PathAndQuery;
use shared::access::path::CanonicalPath;
use shared::http::request::Request;

/// What a gateway's `ANY` delivers.
pub(crate) const FORWARDED: [&Method; 7] =
    [&Method::GET, &Method::HEAD, &Method::POST, &Method::PUT, &Method::PATCH, &Method::DELETE, &Method::OPTIONS];

/// Canonical path, and raw query.
#[derive(Debug)]
pub(crate) struct Target {
    path: CanonicalPath,
    whole: PathAndQuery,
}

/// What is refused, because the next reader could take it for something else (CWE-436).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BadTarget {
    /// A path that two readers could take for two.
    Path,
    /// A query that is none.
    Query,
    /// A method that is not forwarded.
    Method,
}

impl Target {
    /// Reads it from a request.
    pub(crate) fn of(request: &Request) -> Result<Self, BadTarget> {
        // What else there may be, the next reader could take for one of these: it upper-cases `delete`, say. CONNECT is no
        // request for a path but for a tunnel, and TRACE would show our signature.
        if !FORWARDED.contains(&request.method()) {
            return Err(BadTarget::Method);
        }
        let path = CanonicalPath::of(request.path()).map_err(|_| BadTarget::Path)?;
        let query = &request.raw_query;
        if !query.bytes().all(may_stand_in_query) {
            return Err(BadTarget::Query);
        }
        let whole = if query.is_empty() { path.as_str().to_owned() } else { format!("{}?{query}", path.as_str()) };
        let whole = PathAndQuery::try_from(whole).map_err(|_| BadTarget::Query)?;
        Ok(Self { path, whole })
    }

    /// The canonical path.
    pub(crate) fn path(&self) -> &str {
        self.path.as_str()
    }

    /// The path, and after a `?` the query if there is one.
    pub(crate) fn path_and_query(&self) -> &PathAndQuery {
        &self.whole
    }
}

/// Visible ASCII that no reader takes for an end of the query or of the line. `#` would cut off what follows it.
fn may_stand_in_query(byte: u8) -> bool {
    byte.is_ascii_graphic() && !matches!(byte, b'"' | b'#' | b'<' | b'>')
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use shared::clock::Timestamp;

    fn request(method: &str, path: &str, query: &str) -> Request {
        let event = json!({"rawPath": path, "rawQueryString": query, "headers": {},
            "requestContext": {"http": {"method": method, "path": path}}});
        Request::from_event(event, Timestamp::from_millis(0)).unwrap()
    }

    #[test]
    fn q2_what_is_checked_is_what_is_sent() {
        let every: String = (b'!'..=b'~').map(char::from).filter(|c| !"\"#<>".contains(*c)).collect();
        for (query, whole) in [
            ("", "/public/v1/a%20b"),
            ("x", "/public/v1/a%20b?x"),
            ("?a=%2e%2E/../&b=%", "/public/v1/a%20b??a=%2e%2E/../&b=%"),
            (&every, &format!("/public/v1/a%20b?{every}")),
        ] {
            let target = Target::of(&request("GET", "/public/v1/a b", query)).unwrap();
            assert_eq!((target.path(), target.path_and_query().as_str()), ("/public/v1/a%20b", whole));
        }
    }

    #[test]
    fn q1_what_could_end_a_query_or_a_line_is_refused() {
        for query in ["a#b", "a b", "a\r\nb", "a\tb", "a\0", "é", "a\"", "<", ">", "\u{7f}"] {
            assert!(matches!(Target::of(&request("GET", "/public/v1/a", query)), Err(BadTarget::Query)), "{query:?}");
        }
        for path in ["/public/v1/../x", "/public/v1/", "/public/v1/a%2fb", ""] {
            assert!(matches!(Target::of(&request("GET", path, "")), Err(BadTarget::Path)), "{path:?}");
        }
        for method in ["CONNECT", "TRACE"] {
            assert!(matches!(Target::of(&request(method, "/public/v1/a", "")), Err(BadTarget::Method)), "{method}");
        }
    }
}
