//! An OpenID Connect issuer, as the operator names it.

use crate::setting::{BadSignIn, Variables, address};
use std::fmt;

/// What belongs to it alone.
pub(crate) const VARIABLES: [&str; 4] = ["OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "OIDC_SCOPES", "OIDC_PROMPT"];

/// What is configured of one.
pub(crate) struct IssuerConfig {
    /// Its name, byte for byte as it says it itself.
    pub url: String,
    /// Who we are to it.
    pub client_id: String,
    /// How it knows us; without one we are a public client, and PKCE is what there is.
    pub client_secret: Option<String>,
    /// What it is asked for.
    pub scopes: String,
    /// What makes it ask for an account.
    pub prompt: String,
}

/// Without the secret.
impl fmt::Debug for IssuerConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "IssuerConfig({})", self.url)
    }
}

impl IssuerConfig {
    pub(crate) fn from(url: &str, variables: Variables<'_>) -> Result<Self, BadSignIn> {
        if address("OIDC_ISSUER", url)?.query().is_some() {
            return Err(BadSignIn::new(
                "OIDC_ISSUER",
                "must be the issuer's name, which has no query (OpenID Connect Discovery §3)",
            ));
        }
        let visible = |text: &String| text.bytes().all(|byte| byte.is_ascii_graphic());
        let client_id = variables("OIDC_CLIENT_ID").filter(visible).ok_or(BadSignIn::new(
            "OIDC_CLIENT_ID",
            "is not set, or has blanks: it is the id of this client at the issuer",
        ))?;
        let client_secret = variables("OIDC_CLIENT_SECRET");
        if client_secret.as_ref().is_some_and(|secret| secret.trim() != secret) {
            return Err(BadSignIn::new("OIDC_CLIENT_SECRET", "has blanks around it"));
        }
        let scopes = variables("OIDC_SCOPES").unwrap_or_else(|| "openid profile email".to_owned());
        if !scopes.split(' ').any(|scope| scope == "openid") {
            return Err(BadSignIn::new(
                "OIDC_SCOPES",
                "must be scopes with a space between them, and openid is one of them",
            ));
        }
        let prompt = variables("OIDC_PROMPT").unwrap_or_else(|| "login".to_owned());
        // `none` never asks anybody (OpenID Connect Core §3.1.2.1).
        let asks = |word: &str| {
            word != "none" && !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')
        };
        if !prompt.split(' ').all(asks) {
            return Err(BadSignIn::new(
                "OIDC_PROMPT",
                "must be what makes the issuer ask for an account, such as login or select_account",
            ));
        }
        Ok(Self { url: url.to_owned(), client_id, client_secret, scopes, prompt })
    }
}
