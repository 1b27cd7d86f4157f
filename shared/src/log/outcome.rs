//! What came of a request, as the log tells it.

use crate::credential::locator::KeyLocator;
use crate::credential::{AccessToken, ClientSecret, Code, Digest, Session};
use crate::ids::{ClientId, OrgId, UserId};
use serde::Serialize;

/// What came of a request. Credentials are named by what is no secret: an API key by its locator, every other by the first
/// digits of its digest.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Outcome {
    /// The event, in a word or two: `code_issued`, `invalid_grant`.
    #[serde(rename = "outcome")]
    pub event: &'static str,
    /// Which of several reasons it was; for storage trouble, the chain of causes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// The app concerned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_id: Option<String>,
    /// The user concerned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user: Option<String>,
    /// The org concerned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub org: Option<String>,
    /// By what right the public API was called: `token` or `key`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    session: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    replaced: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    secret: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<String>,
}

impl Outcome {
    /// Just the event.
    pub fn new(event: &'static str) -> Self {
        Self { event, ..Self::default() }
    }

    /// With a reason that clients are not told.
    #[must_use]
    pub fn detail(mut self, detail: &(impl ToString + ?Sized)) -> Self {
        self.detail = Some(detail.to_string());
        self
    }

    /// With the app concerned.
    #[must_use]
    pub fn client(mut self, client_id: &ClientId) -> Self {
        self.client_id = Some(client_id.to_string());
        self
    }

    /// With the user and org concerned.
    #[must_use]
    pub fn principal(mut self, user: &UserId, org: &OrgId) -> Self {
        self.user = Some(user.to_string());
        self.org = Some(org.to_string());
        self
    }

    /// With the kind of credential.
    #[must_use]
    pub fn kind(mut self, kind: &'static str) -> Self {
        self.kind = Some(kind);
        self
    }

    /// With the code that was issued or redeemed.
    #[must_use]
    pub fn code(mut self, code: &Digest<Code>) -> Self {
        self.code = Some(code.beginning());
        self
    }

    /// With the token that was issued or ended.
    #[must_use]
    pub fn token(mut self, token: &Digest<AccessToken>) -> Self {
        self.token = Some(token.beginning());
        self
    }

    /// With the session that began, goes on or ended.
    #[must_use]
    pub fn session(mut self, session: &Digest<Session>) -> Self {
        self.session = Some(session.beginning());
        self
    }

    /// With the session whose place that one took.
    #[must_use]
    pub fn replaced(mut self, former: &Digest<Session>) -> Self {
        self.replaced = Some(former.beginning());
        self
    }

    /// With the secret that is in force from here on.
    #[must_use]
    pub fn secret(mut self, secret: &Digest<ClientSecret>) -> Self {
        self.secret = Some(secret.beginning());
        self
    }

    /// With the API key that was made or deleted, or by which it was done.
    #[must_use]
    pub fn key(mut self, key: &KeyLocator) -> Self {
        self.key = Some(key.as_str().to_owned());
        self
    }
}
