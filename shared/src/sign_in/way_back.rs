//! Where an attempt leads once somebody is signed in, and how a cookie holds that.

use crate::http::routes::paths::{SIGN_IN, SIGN_OUT};
use crate::http::routes::{self, Endpoint, Lookup, speaks_json};
use http::Method;
use percent_encoding::percent_decode_str;

/// A path of this host, with its query, and no address that shows a person nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalPath(String);

/// Where an attempt leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WayBack {
    /// Nowhere in particular.
    Home,
    /// To the page it was begun on.
    To(LocalPath),
    /// To a page whose address no cookie could hold.
    TooLong,
}

impl LocalPath {
    /// `None` for what a browser could take to another host: it reads `//host`, `/\host` and control characters before
    /// the slash as one (CWE-601).
    pub fn parse(path: &str) -> Option<Self> {
        let local = path.starts_with('/')
            && !path.starts_with("//")
            && !path.split('?').next().is_some_and(|before_query| before_query.contains('\\'))
            && path.bytes().all(|b| b.is_ascii_graphic());
        (local && may_be_a_page(path)).then(|| Self(path.to_owned()))
    }

    /// The path.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether somebody who has signed in may be led there: not to what takes only forms, is for programs, or is part of sign-in. What
/// no route takes says so on a page.
fn may_be_a_page(path: &str) -> bool {
    let path = percent_decode_str(path.split(['?', '#']).next().unwrap_or_default()).decode_utf8_lossy();
    // A browser resolves them, and is led to what the path does not say.
    if path.split('/').any(|segment| matches!(segment, "." | "..")) {
        return false;
    }
    match routes::find(&Method::GET, &path) {
        Lookup::Found { endpoint, .. } => match endpoint {
            Endpoint::Authorize(_) | Endpoint::Settings(_) | Endpoint::Picture => true,
            Endpoint::Consent | Endpoint::SignIn(_) | Endpoint::Token(_) | Endpoint::Api(_) | Endpoint::PublicApi => {
                false
            }
        },
        Lookup::WrongMethod(_) => false,
        Lookup::Unknown => {
            let is_sign_in = path.strip_prefix(SIGN_IN).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
            !speaks_json(&path) && !is_sign_in && path != SIGN_OUT
        }
    }
}

/// What a cookie may not hold though an address may (RFC 6265 §4.1.1), and what begins an escape; after it, what
/// stands for each. A percent sign is left alone: escaped, the longest of our addresses would not fit.
const ESCAPED: [(char, char); 5] = [('"', 'q'), (',', 'c'), (';', 's'), ('\\', 'b'), ('^', '^')];
const ESCAPE: char = '^';
/// Stands for an address that did not fit. No path begins with it.
const TOO_LONG: &str = "*";

impl WayBack {
    /// To `path`, if it is one of this host.
    pub fn to(path: &str) -> Self {
        LocalPath::parse(path).map_or(Self::Home, Self::To)
    }

    /// As a cookie holds it.
    pub(super) fn escaped(&self) -> String {
        let path = match self {
            Self::Home => return String::new(),
            Self::TooLong => return TOO_LONG.to_owned(),
            Self::To(path) => path.as_str(),
        };
        let mut text = String::with_capacity(path.len());
        for c in path.chars() {
            match ESCAPED.iter().find(|(escaped, _)| *escaped == c) {
                Some((_, letter)) => text.extend([ESCAPE, *letter]),
                None => text.push(c),
            }
        }
        text
    }

    /// Reads what [`escaped`](Self::escaped) wrote; `None` for anything else.
    pub(super) fn unescape(text: &str) -> Option<Self> {
        match text {
            "" => return Some(Self::Home),
            TOO_LONG => return Some(Self::TooLong),
            _ => {}
        }
        let mut path = String::with_capacity(text.len());
        let mut characters = text.chars();
        while let Some(c) = characters.next() {
            path.push(match c {
                ESCAPE => {
                    let letter = characters.next()?;
                    ESCAPED.iter().find(|(_, known)| *known == letter)?.0
                }
                other => other,
            });
        }
        LocalPath::parse(&path).map(Self::To)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a15_s7_only_a_path_of_this_host_is_a_way_back() {
        assert!(LocalPath::parse("/oauth/authorize?client_id=x&redirect_uri=https://c.example/&state=a\\b").is_some());
        for bad in
            ["//evil", "/\\evil", "https:evil", "https://evil", "", "evil", "/a\nb", "/\t/evil", " /a", "/é", "*"]
        {
            assert_eq!(WayBack::to(bad), WayBack::Home, "{bad:?}");
        }
    }

    #[test]
    fn s33_a_way_back_leads_to_what_a_person_can_read() {
        for page in [
            "/",
            "/settings/apps",
            "/settings/apps/pca_x?unsent=1",
            "/oauth/authorize?client_id=x",
            "/nowhere",
            "/loginx",
        ] {
            assert_ne!(WayBack::to(page), WayBack::Home, "{page}");
        }
        for other in [
            "/logout",
            "/settings/../logout",
            "/settings/%2e%2E/logout",
            "/./login",
            "/log%6Fut?x=1",
            "/login",
            "/login?return_to=%2F",
            "/login/callback?code=x",
            "/settings/api-keys/k/delete",
            "/settings/approved-apps/x/revoke#y",
            "/api/apps",
            "/api/nothing",
            "/oauth/token",
            "/oauth/nothing",
            "/public/v1/posts",
            "/.well-known/oauth-authorization-server",
        ] {
            assert_eq!(WayBack::to(other), WayBack::Home, "{other}");
        }
    }

    #[test]
    fn s7_a_way_back_comes_back_byte_for_byte_and_is_all_that_a_cookie_may_hold() {
        let every: String = (0x21..=0x7e_u8).map(char::from).collect();
        let path = format!("/oauth/authorize?x=%2C%5E&{every}");
        let escaped = WayBack::to(&path).escaped();
        // RFC 6265 §4.1.1: cookie-octet.
        assert!(escaped.bytes().all(|b| matches!(b, 0x21 | 0x23..=0x2b | 0x2d..=0x3a | 0x3c..=0x5b | 0x5d..=0x7e)));
        assert_eq!(escaped.len(), path.len() + 5);
        for way_back in [WayBack::to(&path), WayBack::Home, WayBack::TooLong, WayBack::to("/")] {
            assert_eq!(WayBack::unescape(&way_back.escaped()), Some(way_back));
        }
    }

    #[test]
    fn a15_s7_a_cookie_that_somebody_wrote_leads_nowhere_else() {
        for bad in ["//evil", "/^bevil", "https:evil", "/^", "/^x", "**", "/a b"] {
            assert_eq!(WayBack::unescape(bad), None, "{bad}");
        }
    }
}
