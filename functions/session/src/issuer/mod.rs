//! An OpenID Connect issuer: what it says of itself, and the authorization code flow with it (OpenID Connect Core §3.1).

mod config;
mod exchange;
mod fetch;
mod id_token;
mod known;
mod metadata;
mod userinfo;

pub(crate) use config::{IssuerConfig, VARIABLES};
pub(crate) use exchange::{NoTokens, Tokens};
pub(crate) use fetch::Trouble;
pub(crate) use id_token::NotBelieved;

use crate::setting::BadSignIn;
use fetch::Fetcher;
use known::{Cache, Known};
use shared::clock::Timestamp;
use shared::config::PublicUrl;
use shared::http::sign_in_at::SignInAt;
use shared::sign_in::Attempt;
use std::fmt;
use std::sync::Arc;

/// Where an issuer sends browsers back to.
pub(crate) const CALLBACK: &str = "/login/callback";

/// An issuer, and what is known of it.
pub(crate) struct Issuer {
    config: IssuerConfig,
    fetcher: Fetcher,
    cache: Cache,
}

impl fmt::Debug for Issuer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.config.fmt(f)
    }
}

impl Issuer {
    pub(crate) fn new(config: IssuerConfig) -> Result<Self, BadSignIn> {
        let fetcher = Fetcher::new(config.url.starts_with("https:")).map_err(|_| {
            BadSignIn::new("OIDC_ISSUER", "is https, and this system has no root certificates by which to know it")
        })?;
        Ok(Self { config, fetcher, cache: Cache::default() })
    }

    /// Its name.
    pub(crate) fn name(&self) -> &str {
        &self.config.url
    }

    /// Where a browser goes that has begun this attempt. `again`: to be asked for an account.
    pub(crate) async fn sign_in_at(
        &self,
        public_url: &PublicUrl,
        attempt: &Attempt,
        again: bool,
        now: Timestamp,
    ) -> Result<SignInAt, Trouble> {
        let known = self.known(now).await?;
        let (state, nonce, challenge) = (attempt.state(), attempt.nonce(), attempt.code_challenge());
        let redirect_uri = redirect_uri(public_url);
        let mut parameters = vec![
            ("response_type", "code"),
            ("client_id", self.config.client_id.as_str()),
            ("redirect_uri", redirect_uri.as_str()),
            ("scope", self.config.scopes.as_str()),
            ("state", state.as_str()),
            ("nonce", nonce.as_str()),
            ("code_challenge", challenge.as_str()),
            ("code_challenge_method", "S256"),
        ];
        if again {
            parameters.push(("prompt", self.config.prompt.as_str()));
        }
        Ok(known.metadata.authorization.with(&parameters))
    }

    async fn known(&self, now: Timestamp) -> Result<Arc<Known>, Trouble> {
        self.cache.known(&self.fetcher, &self.config, now).await
    }

    /// RFC 9207: whether an answer that came through the browser is this issuer's. It says so where it says so of itself.
    pub(crate) async fn has_answered(&self, said: Option<&str>, now: Timestamp) -> Result<bool, Trouble> {
        let known = self.known(now).await?;
        Ok(said.map_or(!known.metadata.says_iss, |said| said == self.config.url))
    }
}

fn redirect_uri(public_url: &PublicUrl) -> String {
    format!("{public_url}{CALLBACK}")
}
