//! Where users sign in: the one way off this site for somebody who is signed out.

use url::Url;

/// An address of the configured issuer, or of the product's login page, and of nobody else: made only of the configuration,
/// or of what the configured issuer says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignInAt(Url);

impl SignInAt {
    /// From the configuration, or the issuer's own metadata.
    pub fn new(url: Url) -> Self {
        Self(url)
    }

    /// The same with parameters, behind the query that it has.
    #[must_use]
    pub fn with(&self, parameters: &[(&str, &str)]) -> Self {
        let mut url = self.0.clone();
        url.query_pairs_mut().extend_pairs(parameters);
        Self(url)
    }

    /// As a `Location`.
    pub(crate) fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_stand_behind_what_is_there() {
        let at = |url: &str| SignInAt::new(Url::parse(url).unwrap()).with(&[("nonce", "a&b=c"), ("scope", "x y")]);
        assert_eq!(at("https://app.example/login").as_str(), "https://app.example/login?nonce=a%26b%3Dc&scope=x+y");
        assert_eq!(at("https://app.example/?t=%2F").as_str(), "https://app.example/?t=%2F&nonce=a%26b%3Dc&scope=x+y");
    }
}
