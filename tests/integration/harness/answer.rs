//! An answer, read whole.

use reqwest::header::HeaderMap;
use serde_json::Value;
use shared::html::script::{COPY, SIZE, WAIT};
use std::collections::HashMap;
use url::Url;

/// Status, headers and body of a response.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: String,
    /// The body as it came, for what is no text.
    pub bytes: Vec<u8>,
}

impl Answer {
    pub async fn read(response: reqwest::Response) -> Self {
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let bytes = response.bytes().await.unwrap().to_vec();
        Self { status, headers, body: String::from_utf8_lossy(&bytes).into_owned(), bytes }
    }

    /// A header that is there exactly once; empty if it is not there.
    pub fn header(&self, name: &str) -> &str {
        let values: Vec<_> = self.headers.get_all(name).iter().collect();
        assert!(values.len() <= 1, "{name} is there {} times", values.len());
        values.first().map_or("", |value| value.to_str().unwrap())
    }

    pub fn location(&self) -> &str {
        self.header("location")
    }

    /// To the sign-in of this host, to an attempt of its own.
    #[track_caller]
    pub fn assert_asks_to_sign_in(&self) {
        assert_eq!(self.status, 303, "{}", self.body);
        let attempt = self.location().strip_prefix("/login?attempt=").unwrap_or_else(|| panic!("{self:?}"));
        assert!(attempt.len() == 8 && attempt.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b)));
    }

    /// To a page of this host that leads on to sign-in by a link.
    #[track_caller]
    pub fn assert_asks_by_link(&self) {
        assert_eq!(self.status, 303, "{}", self.body);
        assert!(self.location().starts_with("/login/ask?attempt="), "{self:?}");
    }

    /// The parameters of the location's query, each of which must be there once.
    pub fn callback(&self) -> HashMap<String, String> {
        assert_eq!(self.status, 303, "{}", self.body);
        let url = Url::parse(self.location()).unwrap();
        assert_eq!(url.fragment(), None);
        let mut found = HashMap::new();
        for (name, value) in url.query_pairs() {
            assert!(found.insert(name.to_string(), value.to_string()).is_none(), "{name} is there twice");
        }
        found
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("no JSON: {}", self.body))
    }

    /// Whether a page says this; values in a sentence stand in an element of their own.
    pub fn says(&self, text: &str) -> bool {
        unescape(&self.body).replace("<bdi>", "").replace("</bdi>", "").contains(text)
    }

    /// The value of a hidden input, unescaped.
    pub fn hidden(&self, name: &str) -> String {
        let marker = format!("name=\"{name}\" value=\"");
        let (_, rest) = self.body.split_once(&marker).unwrap_or_else(|| panic!("no input {name} in {}", self.body));
        unescape(rest.split_once('"').unwrap().0)
    }

    /// Where the link leads that begins like this.
    pub fn link(&self, start: &str) -> String {
        let mut links = self.body.split("href=\"").skip(1).map(|rest| unescape(rest.split('"').next().unwrap()));
        links.find(|link| link.starts_with(start)).unwrap_or_else(|| panic!("no link {start} in {}", self.body))
    }

    /// The text of the element with that id.
    pub fn element(&self, id: &str) -> String {
        let marker = format!("id=\"{id}\">");
        let (_, rest) = self.body.split_once(&marker).unwrap_or_else(|| panic!("no element {id} in {}", self.body));
        unescape(rest.split_once('<').unwrap().0)
    }

    /// A page: HTML of ours, all its headers, no redirect.
    #[track_caller]
    pub fn assert_page(&self, status: u16) {
        assert_eq!(self.status, status, "{}", self.body);
        assert_eq!(self.header("content-type"), "text/html; charset=utf-8");
        assert_eq!(self.header("cache-control"), "no-store");
        assert_eq!(self.header("x-frame-options"), "DENY");
        assert_eq!(self.header("x-content-type-options"), "nosniff");
        assert_eq!(self.header("referrer-policy"), "same-origin");
        assert!(self.header("strict-transport-security").starts_with("max-age="));
        let policy = self.header("content-security-policy");
        for rule in ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "style-src 'sha256-"] {
            assert!(policy.contains(rule), "{policy}");
        }
        assert!(!policy.contains("unsafe"), "{policy}");
        // At most one script: one of ours, allowed by its hash.
        let (allowed, there) = (policy.contains("script-src"), self.body.matches("<script>").count());
        let ours = [WAIT, COPY, SIZE].map(|script| format!("script-src '{}'; ", script.hash()));
        assert!(!allowed || ours.iter().any(|source| policy.contains(source)), "{policy}");
        assert_eq!(there, usize::from(allowed), "{}", self.body);
        assert_eq!(self.header("vary"), "Accept-Language");
        assert_eq!(self.location(), "");
    }

    /// A JSON error of ours, with nothing of the request in it.
    #[track_caller]
    pub fn assert_error(&self, status: u16, code: &str) {
        assert_eq!((self.status, self.json()["error"].as_str()), (status, Some(code)), "{}", self.body);
        self.assert_json();
        assert_describes(self.json()["error_description"].as_str().unwrap());
        assert_eq!(self.json().as_object().unwrap().len(), 2, "{}", self.body);
        if status == 401 {
            assert_eq!(self.header("www-authenticate"), "Basic realm=\"oauth\"");
        }
        if status == 503 {
            assert_ne!(self.header("retry-after"), "");
        }
    }

    /// JSON that no cache keeps and that sets no cookie.
    #[track_caller]
    pub fn assert_json(&self) {
        assert_eq!(self.header("content-type"), "application/json");
        assert_eq!(self.header("cache-control"), "no-store");
        assert_eq!(self.header("pragma"), "no-cache");
        assert_eq!(self.header("x-content-type-options"), "nosniff");
        assert_eq!(self.header("set-cookie"), "");
    }

    /// The client is told: to `redirect_uri` with the error, the issuer, and `state` if one was sent.
    #[track_caller]
    pub fn assert_refused(&self, redirect_uri: &str, code: &str, state: Option<&str>) {
        assert!(self.location().starts_with(redirect_uri), "{self:?}");
        let callback = self.callback();
        assert_eq!(callback["error"], code);
        assert_eq!(callback.get("state").map(String::as_str), state);
        assert!(callback.contains_key("iss") && !callback.contains_key("code"), "{callback:?}");
        assert_describes(callback.get("error_description").map_or("", String::as_str));
    }
}

/// C7: the alphabet of error descriptions (RFC 6749 §4.1.2.1, §5.2).
#[track_caller]
fn assert_describes(description: &str) {
    assert!(description.bytes().all(|b| matches!(b, 0x20..=0x21 | 0x23..=0x5b | 0x5d..=0x7e)), "{description}");
}

fn unescape(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}
