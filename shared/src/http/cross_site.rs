//! Whether a POST may come from our own pages: the first of two locks; the ticket is the second, and decides.

use crate::config::Config;
use crate::http::request::Request;

/// `true` where the browser itself says that another site sent this.
///
/// A privacy setting can make browsers send `Origin: null` from our own forms; it counts as ours only if
/// `Sec-Fetch-Site` says so too. A request with neither header comes from no current browser and is left to the ticket.
pub fn is_cross_site(request: &Request, config: &Config) -> bool {
    let fetch_site = request.header("sec-fetch-site");
    if matches!(fetch_site, Some("cross-site" | "same-site")) {
        return true;
    }
    // An Origin that is no text is nobody's we know.
    match request.headers().get("origin").map(http::HeaderValue::as_bytes) {
        None => false,
        Some(b"null") => fetch_site != Some("same-origin"),
        Some(origin) => origin != config.public_url.as_str().as_bytes(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Timestamp;
    use serde_json::{Map, Value, json};

    fn cross_site(headers: &[(&str, &str)]) -> bool {
        let headers: Map<String, Value> =
            headers.iter().map(|(name, value)| ((*name).to_owned(), json!(value))).collect();
        let event = json!({"rawPath": "/", "headers": headers, "requestContext": {"http": {"method": "POST"}}, "isBase64Encoded": false});
        let request = Request::from_event(event, Timestamp::from_millis(0)).unwrap();
        is_cross_site(&request, &Config::at("https://auth.example"))
    }

    #[test]
    fn e3_what_the_browser_says_of_the_sender() {
        for (headers, expected) in [
            (&[][..], false),
            (&[("origin", "https://auth.example")][..], false),
            (&[("origin", "https://auth.example"), ("sec-fetch-site", "same-origin")], false),
            (&[("origin", "null"), ("sec-fetch-site", "same-origin")], false),
            (&[("sec-fetch-site", "none")], false),
            (&[("origin", "https://evil.example")], true),
            (&[("origin", "http://auth.example")], true),
            (&[("origin", "https://auth.example.evil")], true),
            (&[("origin", "null")], true),
            (&[("origin", "null"), ("sec-fetch-site", "none")], true),
            (&[("sec-fetch-site", "cross-site")], true),
            (&[("sec-fetch-site", "same-site"), ("origin", "https://auth.example")], true),
        ] {
            assert_eq!(cross_site(headers), expected, "{headers:?}");
        }
    }
}
