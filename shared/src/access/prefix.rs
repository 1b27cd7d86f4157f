//! Where the public API lies behind a gateway of the product's own.

use super::path::CanonicalPath;
use crate::config::{ConfigError, variable};

/// Where a gateway of the product's own has the public API: its paths begin with this, in place of `/public/v1`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiPrefix(String);

impl ApiPrefix {
    /// From `API_PREFIX`; without it, `/public/v1`.
    pub fn from_env() -> Result<Self, ConfigError> {
        Self::parse(&variable("API_PREFIX").unwrap_or_else(|| "/public/v1".to_owned()))
    }

    /// Checks it; `/` is an API at the root.
    pub fn parse(text: &str) -> Result<Self, ConfigError> {
        if text == "/" {
            return Ok(Self(String::new()));
        }
        let path = CanonicalPath::of(text).map_err(|_| ConfigError::ApiPrefix(text.to_owned()))?;
        Ok(Self(path.as_str().to_owned()))
    }

    /// The path as the catalogue of scopes spells it; `None` for one that lies elsewhere.
    pub fn to_public_path(&self, path: &CanonicalPath) -> Option<String> {
        let rest = path.as_str().strip_prefix(&self.0)?;
        rest.starts_with('/').then(|| format!("/public/v1{rest}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn q2_a_path_below_the_prefix_is_the_catalogues_and_any_other_is_none() {
        let path = |text| CanonicalPath::of(text).unwrap();
        for (prefix, asked, catalogued) in [
            ("/public/v1", "/public/v1/posts", Some("/public/v1/posts")),
            ("/public/v1", "/public/v1", None),
            ("/public/v1", "/public/v12/posts", None),
            ("/api", "/api/posts/1", Some("/public/v1/posts/1")),
            ("/api", "/public/v1/posts", None),
            ("/", "/posts", Some("/public/v1/posts")),
            ("/a b", "/a b/posts", Some("/public/v1/posts")),
        ] {
            let prefix = ApiPrefix::parse(prefix).unwrap();
            assert_eq!(prefix.to_public_path(&path(asked)).as_deref(), catalogued, "{prefix:?} {asked}");
        }
        for bad in ["", "api", "/api/", "//", "/a/../b", "/a%20b"] {
            assert!(ApiPrefix::parse(bad).is_err(), "{bad}");
        }
    }
}
