//! The callback: the only way a browser is ever sent to a client.
//!
//! A [`Callback`] exists only once a redirect URI has been verified against the app (RFC 9700 §4.11). Before that
//! an error is a page; after it, errors and codes alike travel through here.

use super::redirect_uri::RedirectUri;
use super::state::State;
use crate::credential::{Code, Secret};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Everything but RFC 3986's unreserved characters: right in a query for every decoder there is.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A verified place to send the user back to, and what the client gave us to recognise its request by.
#[derive(Clone, Debug)]
pub struct Callback {
    redirect_uri: RedirectUri,
    state: Option<State>,
    issuer: String,
}

/// A location off this site. Only a [`Callback`] makes one, and only one of these can leave (see `Answer::redirect_to_client`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Destination(String);

impl Destination {
    /// An absolute URI in ASCII.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What an authorization request can be refused with, at the client (RFC 6749 §4.1.2.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuthorizationError {
    /// `invalid_request`, and which rule was broken.
    InvalidRequest(&'static str),
    /// `unsupported_response_type`: only `code` is.
    UnsupportedResponseType,
    /// `invalid_scope`, and what is wrong with it.
    InvalidScope(&'static str),
    /// `access_denied`: the user said no.
    AccessDenied,
}

impl AuthorizationError {
    /// The RFC's word for it.
    pub fn code(self) -> &'static str {
        match self {
            Self::InvalidRequest(_) => "invalid_request",
            Self::UnsupportedResponseType => "unsupported_response_type",
            Self::InvalidScope(_) => "invalid_scope",
            Self::AccessDenied => "access_denied",
        }
    }

    /// Static text for the client's developer; `None` where the code says it all.
    fn description(self) -> Option<&'static str> {
        match self {
            Self::InvalidRequest(rule) | Self::InvalidScope(rule) => Some(rule),
            Self::UnsupportedResponseType => Some("response_type must be code"),
            Self::AccessDenied => None,
        }
    }
}

impl Callback {
    /// `redirect_uri` must come from [`resolve`](super::redirect_uri::resolve). `issuer` is the public URL.
    pub fn new(redirect_uri: RedirectUri, state: Option<State>, issuer: &str) -> Self {
        Self { redirect_uri, state, issuer: issuer.to_owned() }
    }

    /// Where it leads.
    pub fn redirect_uri(&self) -> &RedirectUri {
        &self.redirect_uri
    }

    /// The location that hands over a code (RFC 6749 §4.1.2).
    pub fn with_code(&self, code: &Secret<Code>) -> Destination {
        self.location(&[("code", code.expose())])
    }

    /// The location that tells of an error (RFC 6749 §4.1.2.1).
    pub fn with_error(&self, error: AuthorizationError) -> Destination {
        match error.description() {
            Some(description) => self.location(&[("error", error.code()), ("error_description", description)]),
            None => self.location(&[("error", error.code())]),
        }
    }

    /// Appends to the registered bytes, never re-serialising them (RFC 6749 §3.1.2): `pairs`, then `state` as it
    /// was sent, then `iss`, so that a client of several servers can tell whom it came from (RFC 9207 §2).
    fn location(&self, pairs: &[(&str, &str)]) -> Destination {
        let mut location = self.redirect_uri.as_str().to_owned();
        for (name, value) in pairs {
            append(&mut location, name, &encoded(value));
        }
        if let Some(state) = &self.state {
            append(&mut location, "state", state.as_str());
        }
        append(&mut location, "iss", &encoded(&self.issuer));
        Destination(location)
    }
}

fn append(location: &mut String, name: &str, value: &str) {
    let separator = match location.split_once('?') {
        None => "?",
        Some((_, query)) if query.is_empty() || query.ends_with('&') => "",
        Some(_) => "&",
    };
    for part in [separator, name, "=", value] {
        location.push_str(part);
    }
}

fn encoded(value: &str) -> String {
    utf8_percent_encode(value, ENCODED).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random;

    fn callback(uri: &str, state: Option<&str>) -> Callback {
        let state = state.map(|state| State::as_sent(state).unwrap());
        Callback::new(RedirectUri::register(uri).unwrap(), state, "https://auth.example")
    }

    #[test]
    fn b6_the_registered_bytes_are_kept() {
        let denied = AuthorizationError::AccessDenied;
        for (uri, expected) in [
            ("https://c.example/cb?a=%20b+c", "https://c.example/cb?a=%20b+c&error=access_denied"),
            ("https://c.example/cb", "https://c.example/cb?error=access_denied"),
            ("https://c.example/cb?", "https://c.example/cb?error=access_denied"),
            ("https://c.example/cb?a&", "https://c.example/cb?a&error=access_denied"),
            ("com.example.app:/cb", "com.example.app:/cb?error=access_denied"),
        ] {
            let location = callback(uri, None).with_error(denied);
            assert_eq!(location.as_str(), format!("{expected}&iss=https%3A%2F%2Fauth.example"));
        }
    }

    #[test]
    fn c1_c2_any_state_comes_back_as_it_was_and_injects_nothing() {
        let hostile = ["a+b%2Bc&d=e#f", "x\r\nSet-Cookie: a=b", "\"><script>", "é\u{202e}🦀", " ", "\0"];
        let drawn: Vec<String> = (0..1000).map(|_| random::base62(40)).collect();
        for state in hostile.into_iter().chain(drawn.iter().map(String::as_str)) {
            let callback = callback("https://c.example/cb", Some(&encoded(state)));
            let location = callback.with_error(AuthorizationError::AccessDenied);
            let location = location.as_str();
            assert!(location.bytes().all(|b| b.is_ascii_graphic()), "{location}");
            let url = url::Url::parse(location).unwrap();
            let returned: Vec<_> = url.query_pairs().filter(|(name, _)| name == "state").collect();
            assert_eq!(returned.len(), 1);
            assert_eq!(returned[0].1, state);
        }
    }

    #[test]
    fn s12_state_comes_back_byte_for_byte() {
        for state in ["a+b", "a%20b", "a%2bb", "%zz", "a=b/?:@!$'()*,;", "{\"a\":[1]}"] {
            let location = callback("https://c.example/cb?x=%20y+z", Some(state));
            let denied = location.with_error(AuthorizationError::AccessDenied);
            let before = "https://c.example/cb?x=%20y+z&error=access_denied";
            assert_eq!(denied.as_str(), format!("{before}&state={state}&iss=https%3A%2F%2Fauth.example"));
        }
    }

    #[test]
    fn an_error_says_which_rule_was_broken() {
        let location = |error| callback("https://c.example/cb", None).with_error(error).as_str().to_owned();
        let broken = location(AuthorizationError::InvalidRequest("response_type is missing"));
        assert!(broken.contains("?error=invalid_request&error_description=response_type%20is%20missing&"), "{broken}");
        let scope = AuthorizationError::InvalidScope("scope names");
        assert!(location(scope).contains("?error=invalid_scope&error_description=scope%20names&"));
        assert!(
            location(AuthorizationError::UnsupportedResponseType).contains("&error_description=response_type%20must")
        );
        assert!(!location(AuthorizationError::AccessDenied).contains("error_description"));
    }

    #[test]
    fn c4_no_state_in_no_state_out() {
        let location = callback("https://c.example/cb", None).with_error(AuthorizationError::AccessDenied);
        assert!(!location.as_str().contains("state="), "{location:?}");
    }

    #[test]
    fn c6_iss_is_there_exactly_once() {
        let code = Secret::<Code>::generate(&random::base62(32));
        let location = callback("https://c.example/cb", Some("s")).with_code(&code);
        assert_eq!(
            location.as_str(),
            format!("https://c.example/cb?code={}&state=s&iss=https%3A%2F%2Fauth.example", code.expose())
        );
    }
}
