//! Codes: an approval on its way to the client, for ten minutes and one use.

use super::keys::Key;
use crate::clock::Timestamp;
use crate::credential::locator::GrantLocator;
use crate::credential::{self, AccessToken, Digest};
use crate::ids::ClientId;
use crate::oauth::pkce::CodeChallenge;
use crate::oauth::redirect_uri::RedirectUri;
use crate::oauth::scope::ScopeSet;
use crate::store::dynamodb::item::{Attributes, Item, ItemBuilder, Reader, moment, number, set, text};
use crate::store::error::StoreError;
use aws_sdk_dynamodb::types::AttributeValue;
use std::time::Duration;

/// How long a code may be redeemed (RFC 6749 §4.1.2 recommends at most ten minutes).
pub(in crate::store) const LIFETIME: Duration = Duration::from_mins(10);
/// How long a code is kept after it has expired, so that a replay is still recognised.
const KEPT: Duration = Duration::from_hours(24);

/// A code's item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// The app it was issued to.
    pub client_id: ClientId,
    /// The grant it comes from.
    pub grant: GrantLocator,
    /// That grant's generation when it was issued.
    pub generation: String,
    /// Where it was sent.
    pub redirect_uri: RedirectUri,
    /// Whether the client named the redirect URI, so that it must name it again.
    pub redirect_uri_sent: bool,
    /// The permissions on the page that the user approved.
    pub scopes: ScopeSet,
    /// What the verifier must meet, if the client used PKCE.
    pub code_challenge: Option<CodeChallenge>,
    /// When it was issued.
    pub issued_at: Timestamp,
    /// From when on it is worthless.
    pub expires_at: Timestamp,
    /// What became of it.
    pub redeemed: Option<Redeemed>,
}

/// A code that has been used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redeemed {
    /// When.
    pub at: Timestamp,
    /// The token it gave.
    pub token: Digest<AccessToken>,
}

impl Code {
    /// The item of a new code.
    pub(in crate::store) fn item(&self, digest: &Digest<credential::Code>) -> Attributes {
        ItemBuilder::new(&Key::code(digest))
            .with("client_id", text(self.client_id.as_str()))
            .with("grant", text(self.grant.text()))
            .with("generation", text(&self.generation))
            .with("redirect_uri", text(self.redirect_uri.as_str()))
            .with("redirect_uri_sent", AttributeValue::Bool(self.redirect_uri_sent))
            .with("scopes", set(self.scopes.names()))
            .with_some("code_challenge", self.code_challenge.as_ref().map(|challenge| text(challenge.as_str())))
            .with("issued_at", moment(self.issued_at))
            .with("expires_at", moment(self.expires_at))
            .with("ttl", number(self.expires_at.plus(KEPT).seconds()))
            .build()
    }
}

impl Item for Code {
    fn read(attributes: &Attributes) -> Result<Self, StoreError> {
        let reader = Reader::new("code", attributes);
        Ok(Self {
            client_id: reader.parsed("client_id", ClientId::parse)?,
            grant: reader.parsed("grant", GrantLocator::parse)?,
            generation: reader.text("generation")?.to_owned(),
            redirect_uri: RedirectUri::from_item(reader.text("redirect_uri")?),
            redirect_uri_sent: reader.flag("redirect_uri_sent")?,
            scopes: ScopeSet::from_names(reader.set("scopes")?),
            code_challenge: reader.optional_parsed("code_challenge", CodeChallenge::parse)?,
            issued_at: reader.moment("issued_at")?,
            expires_at: reader.moment("expires_at")?,
            redeemed: reader.optional_map("redeemed")?.map(Redeemed::read).transpose()?,
        })
    }

    fn since(self, moment: Timestamp) -> Option<Self> {
        (self.issued_at >= moment).then_some(self)
    }
}

impl Redeemed {
    fn read(attributes: &Attributes) -> Result<Self, StoreError> {
        let reader = Reader::new("redeemed code", attributes);
        Ok(Self { at: reader.moment("at")?, token: reader.parsed("token", Digest::from_hex)? })
    }
}
