//! One setting: where it is read from, and what can be wrong with it.

use shared::outgoing::is_loopback;
use std::fmt;
use url::Url;

/// Where variables come from.
pub(crate) type Variables<'a> = &'a dyn Fn(&str) -> Option<String>;

/// Why the function does not start.
#[derive(Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{variable} {problem}")]
pub struct BadSignIn {
    pub(crate) variable: &'static str,
    problem: &'static str,
}

/// The sentence itself: it is what `main` prints.
impl fmt::Debug for BadSignIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl BadSignIn {
    pub(crate) const fn new(variable: &'static str, problem: &'static str) -> Self {
        Self { variable, problem }
    }
}

/// An address that browsers are sent to, and that nobody on the way can change.
pub(crate) fn address(variable: &'static str, text: &str) -> Result<Url, BadSignIn> {
    let url = Url::parse(text)
        .map_err(|_| BadSignIn::new(variable, "must be an address such as https://app.example.com/login"))?;
    if !is_safe(&url) {
        return Err(BadSignIn::new(
            variable,
            "must be https (http only on this machine), without a user or a fragment",
        ));
    }
    Ok(url)
}

/// https, or http to this very machine; and nothing that a browser would not show, or not send.
pub(crate) fn is_safe(url: &Url) -> bool {
    let private = url.scheme() == "https" || (url.scheme() == "http" && is_loopback(url));
    private && url.has_host() && url.username().is_empty() && url.password().is_none() && url.fragment().is_none()
}
