//! The product's API: where it is, how it knows our requests from anyone's, and the connections to it.

use crate::signature::Signer;
use http::Uri;
use http::uri::{Authority, PathAndQuery, Scheme};
use shared::config::variable;
use shared::outgoing::{self, HttpClient, NoRoots, is_loopback};
use std::fmt;
use url::Url;

/// One product's API.
pub struct Upstream {
    scheme: Scheme,
    authority: Authority,
    signer: Option<Signer>,
    client: HttpClient,
}

/// Why the function does not start.
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
pub enum UpstreamConfigError {
    /// Nowhere to forward to.
    #[error("UPSTREAM_URL is not set: it is where the product's API is, such as https://api.example.com")]
    NoUrl,
    /// An address that cannot be used.
    #[error("UPSTREAM_URL must be https://host or https://host:port, without a path, query or user")]
    Url,
    /// Whoever is on the way could read the requests, and forge answers.
    #[error(
        "UPSTREAM_URL is plain http, which only this machine's own addresses may be; where nobody else can reach the \
         upstream or listen on the way, set UPSTREAM_TRUST=network"
    )]
    Plain,
    /// The product could not tell our requests from anyone's.
    #[error(
        "UPSTREAM_SECRET is not set: by it the product's API knows our requests from anyone's (openssl rand -hex 32 \
         makes one); where nobody else can reach the upstream, set UPSTREAM_TRUST=network instead"
    )]
    NoSecret,
    /// A secret that could be guessed, or that cannot be read the same way everywhere.
    #[error("UPSTREAM_SECRET must be at least 32 visible ASCII characters; openssl rand -hex 32 makes one")]
    Secret,
    /// A word that means nothing.
    #[error("UPSTREAM_TRUST can only be `network`, or not set")]
    Trust,
    /// There is nothing to hold the upstream's certificate against.
    #[error(transparent)]
    Roots(#[from] NoRoots),
}

/// The sentence itself: it is what `main` prints.
impl fmt::Debug for UpstreamConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl fmt::Debug for Upstream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Upstream({}://{})", self.scheme, self.authority)
    }
}

impl Upstream {
    /// From `UPSTREAM_URL`, `UPSTREAM_SECRET` and `UPSTREAM_TRUST`.
    pub fn from_env() -> Result<Self, UpstreamConfigError> {
        let url = variable("UPSTREAM_URL").ok_or(UpstreamConfigError::NoUrl)?;
        Self::new(&url, variable("UPSTREAM_SECRET").as_deref(), variable("UPSTREAM_TRUST").as_deref())
    }

    /// Checks everything that the operator decided, before the first request.
    pub fn new(url: &str, secret: Option<&str>, trust: Option<&str>) -> Result<Self, UpstreamConfigError> {
        let trusted = match trust {
            None => false,
            Some("network") => true,
            Some(_) => return Err(UpstreamConfigError::Trust),
        };
        let (scheme, authority) = origin(url, trusted)?;
        let signer = match secret {
            Some(secret) => Some(Signer::new(secret).ok_or(UpstreamConfigError::Secret)?),
            None if trusted => None,
            None => return Err(UpstreamConfigError::NoSecret),
        };
        let client = outgoing::client(scheme == Scheme::HTTPS)?;
        Ok(Self { scheme, authority, signer, client })
    }

    /// Signs what is forwarded; `None` where the network alone is trusted.
    pub(crate) fn signer(&self) -> Option<&Signer> {
        self.signer.as_ref()
    }

    pub(crate) fn client(&self) -> &HttpClient {
        &self.client
    }

    /// A path and query there. `None` cannot be: all three parts are there.
    pub(crate) fn uri(&self, path_and_query: &PathAndQuery) -> Option<Uri> {
        let uri = Uri::builder().scheme(self.scheme.clone()).authority(self.authority.clone());
        uri.path_and_query(path_and_query.clone()).build().ok()
    }
}

/// An origin and nothing more: a path before ours would make what is sent another string than the one that was checked.
fn origin(text: &str, trusted: bool) -> Result<(Scheme, Authority), UpstreamConfigError> {
    let url = Url::parse(text).map_err(|_| UpstreamConfigError::Url)?;
    let bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
    let anonymous = url.username().is_empty() && url.password().is_none();
    let scheme = match url.scheme() {
        "https" => Scheme::HTTPS,
        "http" => Scheme::HTTP,
        _ => return Err(UpstreamConfigError::Url),
    };
    if !bare || !anonymous {
        return Err(UpstreamConfigError::Url);
    }
    if scheme == Scheme::HTTP && !trusted && !is_loopback(&url) {
        return Err(UpstreamConfigError::Plain);
    }
    let authority = url.authority().parse().map_err(|_| UpstreamConfigError::Url)?;
    Ok((scheme, authority))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "0123456789abcdef0123456789abcdef";

    fn problem(url: &str, secret: Option<&str>, trust: Option<&str>) -> Option<UpstreamConfigError> {
        Upstream::new(url, secret, trust).err()
    }

    #[test]
    fn an_upstream_is_an_origin_on_https_or_on_this_machine() {
        for good in ["http://127.0.0.1:9000", "http://localhost:1/", "http://[::1]:9000", "http://127.9.9.9"] {
            assert_eq!(problem(good, Some(SECRET), None), None, "{good}");
        }
        for bad in [
            "",
            "api.example",
            "ftp://api.example",
            "https://api.example/base",
            "https://api.example?x",
            "https://api.example#x",
            "https://u@api.example",
            "https://u:p@api.example",
            "https://",
        ] {
            assert_eq!(problem(bad, Some(SECRET), None), Some(UpstreamConfigError::Url), "{bad}");
        }
        for plain in ["http://api.example", "http://10.0.0.1", "http://localhost.example", "http://169.254.169.254"] {
            assert_eq!(problem(plain, Some(SECRET), None), Some(UpstreamConfigError::Plain), "{plain}");
            assert_eq!(problem(plain, Some(SECRET), Some("network")), None, "{plain}");
        }
    }

    #[test]
    fn q4_without_a_secret_only_a_trusted_network_will_do() {
        let url = "http://localhost:1";
        assert_eq!(problem(url, None, None), Some(UpstreamConfigError::NoSecret));
        assert_eq!(problem(url, None, Some("network")), None);
        for trust in ["", "yes", "Network", "network "] {
            assert_eq!(problem(url, Some(SECRET), Some(trust)), Some(UpstreamConfigError::Trust), "{trust:?}");
        }
        for short in [&"x".repeat(31), "", &"é".repeat(32), &format!("{SECRET}\n"), &format!("{SECRET} ")] {
            assert_eq!(problem(url, Some(short), None), Some(UpstreamConfigError::Secret), "{short:?}");
            assert_eq!(problem(url, Some(short), Some("network")), Some(UpstreamConfigError::Secret), "{short:?}");
        }
    }

    #[test]
    fn neither_secret_nor_user_is_in_what_debug_says() {
        let upstream = Upstream::new("http://localhost:1/", Some(SECRET), None).unwrap();
        assert_eq!(format!("{upstream:?}"), "Upstream(http://localhost:1)");
        assert!(!format!("{:?}", upstream.signer()).contains(SECRET));
    }
}
