//! Configuration: read from the environment once, when a function starts, and passed down.

use crate::accent::Accent;
use crate::clock::Timestamp;
use crate::ids::OrgId;
use std::fmt;

/// What the operator decides.
#[derive(Clone, Debug)]
pub struct Config {
    /// The public URL: issuer, and origin of every absolute URL. Never taken from a request's headers.
    pub public_url: PublicUrl,
    /// The product's name, as users know it.
    pub product: String,
    /// The product's colour.
    pub accent: Accent,
    /// The org of whoever runs this: its `manage` keys may introspect any credential. Nobody's, unless it is set.
    pub operator_org: Option<OrgId>,
}

/// `https://host[:port]`, or `http://` for local work: no path, query, fragment or trailing slash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicUrl(String);

/// Why a function does not start.
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
pub enum ConfigError {
    /// A variable that has no safe default is not set.
    #[error("the environment variable {0} is not set")]
    Missing(&'static str),
    /// `PUBLIC_URL` is no origin.
    #[error("PUBLIC_URL must be https://host or http://localhost:port, without a path; it is {0:?}")]
    PublicUrl(String),
    /// `PRODUCT_ACCENT` is no colour.
    #[error("PRODUCT_ACCENT must be a colour as #rrggbb, such as #3b4ccf; it is {0:?}")]
    Accent(String),
    /// `OPERATOR_ORG` is no org's id.
    #[error("OPERATOR_ORG must be 1 to 128 visible ASCII characters, without / ? # % ; or a backslash")]
    OperatorOrg,
    /// `NOT_BEFORE` is no time.
    #[error("NOT_BEFORE must be a time in UTC such as 2026-11-27T03:00:00Z, or empty; it is {0:?}")]
    NotBefore(String),
    /// `API_PREFIX` is no path.
    #[error("API_PREFIX must be a path such as /public/v1, without a slash at its end, or / alone; it is {0:?}")]
    ApiPrefix(String),
}

/// The sentence itself: it is what `main` prints.
impl fmt::Debug for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl Config {
    /// From `PUBLIC_URL`, `PRODUCT_NAME` (default "Postern"), `PRODUCT_ACCENT` and `OPERATOR_ORG` (no default).
    pub fn from_env() -> Result<Self, ConfigError> {
        let public_url = variable("PUBLIC_URL").ok_or(ConfigError::Missing("PUBLIC_URL"))?;
        Ok(Self {
            public_url: PublicUrl::parse(&public_url)?,
            product: product(),
            accent: accent()?,
            operator_org: variable("OPERATOR_ORG")
                .map(|org| OrgId::parse(&org).ok_or(ConfigError::OperatorOrg))
                .transpose()?,
        })
    }
}

#[cfg(test)]
impl Config {
    /// For tests of rules: a product at `url`, run by nobody.
    pub(crate) fn at(url: &str) -> Self {
        Self {
            public_url: PublicUrl::parse(url).unwrap(),
            product: "P".into(),
            accent: Accent::default(),
            operator_org: None,
        }
    }
}

/// The product's name, from `PRODUCT_NAME`.
pub fn product() -> String {
    variable("PRODUCT_NAME").unwrap_or_else(|| "Postern".to_owned())
}

/// Its colour, from `PRODUCT_ACCENT`.
pub fn accent() -> Result<Accent, ConfigError> {
    let Some(text) = variable("PRODUCT_ACCENT") else { return Ok(Accent::default()) };
    Accent::parse(&text).ok_or(ConfigError::Accent(text))
}

/// The table's name, from `TABLE_NAME`.
pub fn table_name() -> Result<String, ConfigError> {
    variable("TABLE_NAME").ok_or(ConfigError::Missing("TABLE_NAME"))
}

/// When whatever opens something must have been made, not to be dead: `NOT_BEFORE`; without it, at any time. What is read as a
/// time by mistake would let everything live that somebody wants dead, so nothing starts with what is none.
pub fn not_before() -> Result<Option<Timestamp>, ConfigError> {
    let Some(text) = variable("NOT_BEFORE") else { return Ok(None) };
    Timestamp::parse(&text).map(Some).ok_or(ConfigError::NotBefore(text))
}

/// The stack's name, which its metrics bear, from `STACK_NAME`.
pub fn stack_name() -> Result<String, ConfigError> {
    variable("STACK_NAME").ok_or(ConfigError::Missing("STACK_NAME"))
}

/// A variable that is set and not empty.
#[expect(clippy::disallowed_methods, reason = "this is the one home of the environment in a function")]
pub fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// Whether a secret that the product holds too is long enough not to be guessed, and the same bytes for everything that reads
/// it: at least 32 visible ASCII characters.
pub fn is_shared_secret(text: &str) -> bool {
    text.len() >= 32 && text.bytes().all(|byte| byte.is_ascii_graphic())
}

impl PublicUrl {
    /// Checks it: everything else is built on it.
    pub fn parse(text: &str) -> Result<Self, ConfigError> {
        let refuse = || ConfigError::PublicUrl(text.to_owned());
        let url = url::Url::parse(text).map_err(|_| refuse())?;
        let secure = url.scheme() == "https"
            || (url.scheme() == "http" && matches!(url.host_str(), Some("localhost" | "127.0.0.1")));
        let origin = url.origin().ascii_serialization();
        // The parser is lenient (`https:host` is a URL to it): what is configured must be the origin as it will be compared.
        let with_port = url.port_or_known_default().map(|port| format!("{origin}:{port}"));
        let bare = text.strip_suffix('/').unwrap_or(text);
        if secure && (bare == origin || Some(bare) == with_port.as_deref()) { Ok(Self(origin)) } else { Err(refuse()) }
    }

    /// Without a trailing slash.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether cookies can be `Secure` and have the `__Host-` prefix.
    pub fn is_https(&self) -> bool {
        self.0.starts_with("https:")
    }

    /// The port of a local server.
    pub(crate) fn port(&self) -> Option<u16> {
        url::Url::parse(&self.0).ok()?.port_or_known_default()
    }
}

impl fmt::Display for PublicUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_public_url_is_an_origin() {
        assert_eq!(PublicUrl::parse("https://auth.example/").unwrap().as_str(), "https://auth.example");
        assert_eq!(PublicUrl::parse("http://localhost:9000").unwrap().as_str(), "http://localhost:9000");
        assert_eq!(PublicUrl::parse("http://localhost:80").unwrap().as_str(), "http://localhost");
        assert_eq!(PublicUrl::parse("https://auth.example:443").unwrap().as_str(), "https://auth.example");
        for bad in [
            "",
            "https://u@auth.example",
            "https://auth.example#f",
            "auth.example",
            "https:auth.example",
            "https:/auth.example",
            "https://Auth.example",
            "https://auth.example//",
            "http://auth.example",
            "https://auth.example/prod",
            "https://a.example?x",
            "ftp://a.example",
        ] {
            assert!(PublicUrl::parse(bad).is_err(), "{bad}");
        }
    }
}
