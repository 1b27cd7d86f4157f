//! Redirect URIs: what may be registered, and what matches it afterwards: the same bytes, nothing else.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use url::{Host, Url};

/// Bytes one redirect URI may take.
pub const MAX_LENGTH: usize = 512;
/// How many redirect URIs an app may have.
pub const MAX_COUNT: usize = 10;
/// Bytes all redirect URIs of an app may take together.
pub const MAX_TOTAL: usize = 2048;

/// A redirect URI that an app has registered, or one that matched it.
///
/// Kept and compared as the registered string, never as a parsed and re-serialised one: normalisation is what lets
/// two parsers disagree about where a redirect goes (RFC 9700 §2.1, §4.1.3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RedirectUri(String);

/// Where a redirect leads, as the consent page names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RedirectTarget {
    /// A web site: its host, and its port where that is not the usual one.
    Web(String),
    /// A program on the user's own computer, by its host and port.
    Loopback(String),
    /// An app on the user's device, by the scheme it opens (RFC 8252 §7.1).
    PrivateUseScheme(String),
}

/// Why a URI cannot be registered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RegistrationError {
    /// Over [`MAX_LENGTH`].
    TooLong,
    /// This character, at this place, counted from 1, can stand in no URI, and there is no other way of writing it there.
    Character(usize, char),
    /// No scheme, or the text is no URI.
    NotAbsolute,
    /// Its host is missing, has an empty part, or is a number that readers make different addresses of.
    Host,
    /// Has a percent sign that encodes nothing.
    Percent,
    /// Neither https, nor http on a loopback host, nor a private-use scheme with a dot in it.
    Scheme,
    /// Has a `#fragment` (RFC 6749 §3.1.2).
    Fragment,
    /// Has `user:password@`.
    UserInfo,
    /// Has a `*`: every redirect URI is one URI.
    Wildcard,
    /// Its query already names what the callback adds.
    ReservedParameter,
    /// What a browser would make of it is not what is written there, so that someone could be misled: it is this, and this
    /// can be registered.
    Spelling(String),
}

impl RedirectUri {
    /// Checks what an app developer typed.
    pub fn register(text: &str) -> Result<Self, RegistrationError> {
        if text.len() > MAX_LENGTH {
            return Err(RegistrationError::TooLong);
        }
        let Ok(url) = Url::parse(text) else { return Err(unreadable(text)) };
        let written = url.as_str();
        // Looked for in both spellings: a host may be written in percent-encoded letters.
        let has = |sign| text.contains(sign) || written.contains(sign);
        if has('#') {
            return Err(RegistrationError::Fragment);
        }
        if has('*') {
            return Err(RegistrationError::Wildcard);
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(RegistrationError::UserInfo);
        }
        if !scheme_allowed(&url) {
            return Err(RegistrationError::Scheme);
        }
        if is_web(&url) && !names_its_host(text, &url) {
            return Err(RegistrationError::Host);
        }
        if !encodes_with_every_percent(text) {
            return Err(RegistrationError::Percent);
        }
        if url.query_pairs().any(|(name, _)| matches!(&*name, "code" | "state" | "error" | "iss")) {
            return Err(RegistrationError::ReservedParameter);
        }
        // After a private-use scheme a space stays one.
        if !written.bytes().all(|b| b.is_ascii_graphic()) {
            return Err(unreadable(text));
        }
        let written = encoded(written);
        // A bare origin is the one spelling every browser rewrites, harmlessly, by adding the slash.
        if written != text && written.strip_suffix('/') != Some(text) {
            let fits = written.len() <= MAX_LENGTH;
            return Err(if fits { RegistrationError::Spelling(written) } else { RegistrationError::TooLong });
        }
        Ok(Self(text.to_owned()))
    }

    /// Reads one back from an item: it was checked when it was registered.
    pub(crate) fn from_item(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// The URI as registered, or as sent where a loopback port was free to differ.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Where it leads.
    pub fn target(&self) -> RedirectTarget {
        let Ok(url) = Url::parse(&self.0) else { return RedirectTarget::Web(self.0.clone()) };
        let Some(host) = url.host_str().filter(|_| is_web(&url)) else {
            return RedirectTarget::PrivateUseScheme(format!("{}:", url.scheme()));
        };
        let place = url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"));
        if is_loopback(host) { RedirectTarget::Loopback(place) } else { RedirectTarget::Web(place) }
    }

    /// Whether `sent` is this URI: byte for byte, or for a loopback IP literal on http in all but the port
    /// (RFC 8252 §7.3: a native app takes whichever port the system gives it).
    fn matches(&self, sent: &str) -> bool {
        if self.0 == sent {
            return true;
        }
        ["http://127.0.0.1", "http://[::1]"].iter().any(|origin| {
            let registered = self.0.strip_prefix(origin).and_then(after_port);
            let sent = sent.strip_prefix(origin).and_then(after_port);
            registered.is_some() && registered == sent
        })
    }
}

/// The redirect URI a request may use: the one sent if it matches a registered one, the only one if none was sent.
/// `None` means: redirect nowhere (RFC 6749 §3.1.2.4).
pub fn resolve(registered: &[RedirectUri], sent: Option<&str>) -> Option<RedirectUri> {
    match (sent, registered) {
        (Some(sent), _) => registered.iter().any(|uri| uri.matches(sent)).then(|| RedirectUri(sent.to_owned())),
        (None, [only]) => Some(only.clone()),
        (None, _) => None,
    }
}

/// What follows `[":" port]`; `None` if what follows is no path, query or end, or the port is none.
fn after_port(rest: &str) -> Option<&str> {
    let rest = match rest.strip_prefix(':') {
        Some(ported) => {
            let end = ported.find(|c: char| !c.is_ascii_digit()).unwrap_or(ported.len());
            let (port, rest) = ported.split_at_checked(end)?;
            port.parse::<u16>().ok()?;
            rest
        }
        None => rest,
    };
    (rest.is_empty() || rest.starts_with(['/', '?'])).then_some(rest)
}

/// The character that keeps a text from being a URI, if there is one.
fn unreadable(text: &str) -> RegistrationError {
    let odd = text.chars().zip(1..).find(|(c, _)| !c.is_ascii_graphic());
    odd.map_or(RegistrationError::NotAbsolute, |(c, at)| RegistrationError::Character(at, c))
}

fn is_web(url: &Url) -> bool {
    matches!(url.scheme(), "https" | "http")
}

/// Whether it says itself which host is meant. What a browser finds elsewhere, in `https:///host`, or makes of a number, as
/// `0x7f.1`, is a guess, and other readers guess otherwise (CWE-436).
fn names_its_host(text: &str, url: &Url) -> bool {
    let after_scheme = text.split_once(':').map_or("", |(_, rest)| rest);
    let is_written = !after_scheme.starts_with("///") && !after_scheme.starts_with("//\\");
    is_written
        && match url.host() {
            Some(Host::Domain(name)) => !name.strip_suffix('.').unwrap_or(name).split('.').any(str::is_empty),
            Some(Host::Ipv4(address)) => after_scheme.contains(&address.to_string()),
            Some(Host::Ipv6(_)) => true,
            None => false,
        }
}

fn encodes_with_every_percent(text: &str) -> bool {
    let mut parts = text.split('%').skip(1);
    parts.all(|after| after.get(..2).is_some_and(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit())))
}

/// With what no URI may hold (RFC 3986 §2) percent-encoded, though browsers leave it as it is.
fn encoded(written: &str) -> String {
    const NOWHERE: &AsciiSet =
        &CONTROLS.add(b'"').add(b'<').add(b'>').add(b'\\').add(b'^').add(b'`').add(b'{').add(b'|').add(b'}');
    utf8_percent_encode(written, NOWHERE).to_string()
}

fn is_loopback(host: &str) -> bool {
    matches!(host, "localhost" | "127.0.0.1" | "[::1]")
}

fn scheme_allowed(url: &Url) -> bool {
    match url.scheme() {
        "https" => url.host_str().is_some_and(|host| !host.is_empty()),
        "http" => url.host_str().is_some_and(is_loopback),
        // RFC 8252 §7.1: a private-use scheme is a reversed domain name, so it has a dot; javascript:, data:,
        // file:, blob:, vbscript: and their like have none.
        scheme => scheme.contains('.'),
    }
}

#[cfg(test)]
#[path = "redirect_uri_tests.rs"]
mod tests;
