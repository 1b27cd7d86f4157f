//! Grants: a user's approval of an app inside one org, with the tokens it has given.

use super::keys::{self, Key};
use crate::clock::Timestamp;
use crate::credential::locator::{AppLocator, GrantLocator, PrincipalLocator};
use crate::credential::{AccessToken, Code, Digest};
use crate::ids::{BillingId, ClientId, OrgId, UserId};
use crate::oauth::scope::ScopeSet;
use crate::store::dynamodb::item::{Attributes, Item, ItemBuilder, Reader, moment, set, text};
use crate::store::error::StoreError;
use aws_sdk_dynamodb::types::AttributeValue;
use std::collections::HashMap;

/// Live tokens a grant keeps.
pub const MAX_TOKENS: usize = 10;

/// An approval, as read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// The app that was approved.
    pub client_id: ClientId,
    /// Who approved it.
    pub user: UserId,
    /// In which org.
    pub org: OrgId,
    /// That org's name when the grant was created, for people.
    pub org_name: String,
    /// The org's billing customer at the last approval.
    pub cus: Option<BillingId>,
    /// Every permission approved so far.
    pub scopes: ScopeSet,
    /// Drawn when the grant was created. A code carries it, so that revoking kills codes not yet redeemed even if
    /// the user approves again.
    pub generation: String,
    /// When whoever approved it last had signed in.
    pub signed_in_at: Timestamp,
    /// The first approval.
    pub created_at: Timestamp,
    /// The last approval.
    pub approved_at: Timestamp,
    /// The live tokens, oldest first: the ten newest that the item holds.
    pub tokens: Vec<Token>,
    /// What else it holds, oldest first. Redeemed at once, a grant's codes leave more in it than it keeps: these are dead.
    pub surplus: Vec<Digest<AccessToken>>,
}

/// A live access token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// What is kept of it.
    pub digest: Digest<AccessToken>,
    /// When its code was redeemed.
    pub issued_at: Timestamp,
    /// What it may do.
    pub scopes: ScopeSet,
    /// The code it was given for.
    pub code: Digest<Code>,
}

impl Grant {
    /// Its key.
    pub(in crate::store) fn key(&self) -> Key {
        let principal = PrincipalLocator::of(&self.user, &self.org);
        Key::grant(&GrantLocator::of(&AppLocator::of(&self.client_id), &principal))
    }

    /// Whether it still holds one of these tokens, alive or not.
    pub(in crate::store) fn holds(&self, tokens: &[&Digest<AccessToken>]) -> bool {
        let held = |digest: &Digest<AccessToken>| tokens.contains(&digest);
        self.surplus.iter().any(held) || self.tokens.iter().any(|token| held(&token.digest))
    }

    /// The item of a new one, which has no tokens.
    pub(in crate::store) fn new_item(&self) -> Attributes {
        ItemBuilder::new(&self.key())
            .with("client_id", text(self.client_id.as_str()))
            .with("user", text(self.user.as_str()))
            .with("org", text(self.org.as_str()))
            .with("org_name", text(&self.org_name))
            .with_some("cus", self.cus.as_ref().map(|cus| text(cus.as_str())))
            .with("scopes", set(self.scopes.names()))
            .with("generation", text(&self.generation))
            .with("approved_at", moment(self.approved_at))
            .with("tokens", AttributeValue::M(HashMap::new()))
            .with("owner", text(keys::owned_by_user(&self.user)))
            .with("counterpart", text(keys::owned_by_org(&self.org)))
            .with("created_at", moment(self.created_at))
            .with("signed_in_at", moment(self.signed_in_at))
            .with("app", text(self.client_id.as_str()))
            .build()
    }
}

impl Item for Grant {
    fn read(attributes: &Attributes) -> Result<Self, StoreError> {
        let reader = Reader::new("grant", attributes);
        let mut tokens = reader
            .map("tokens")?
            .iter()
            .map(|(digest, entry)| {
                let digest = Digest::from_hex(digest).ok_or_else(|| reader.unreadable("tokens"))?;
                Token::read(digest, entry.as_m().map_err(|_| reader.unreadable("tokens"))?)
            })
            .collect::<Result<Vec<_>, _>>()?;
        // By digest where two are of one moment: whoever asks must count the same ten.
        tokens.sort_by_cached_key(|token| (token.issued_at, token.digest.hex()));
        let live = tokens.split_off(tokens.len().saturating_sub(MAX_TOKENS));
        let approved_at = reader.moment("approved_at")?;
        Ok(Self {
            client_id: reader.parsed("client_id", ClientId::parse)?,
            user: reader.parsed("user", UserId::parse)?,
            org: reader.parsed("org", OrgId::parse)?,
            org_name: reader.text("org_name")?.to_owned(),
            cus: reader.optional_parsed("cus", BillingId::parse)?,
            scopes: ScopeSet::from_names(reader.set("scopes")?),
            generation: reader.text("generation")?.to_owned(),
            signed_in_at: reader.optional_moment("signed_in_at")?.unwrap_or(approved_at),
            created_at: reader.moment("created_at")?,
            approved_at,
            tokens: live,
            surplus: tokens.into_iter().map(|token| token.digest).collect(),
        })
    }

    /// The approval goes on, without the tokens: by itself it opens nothing. A token stands on the sign-in in which its app was
    /// approved, too: a session of before may have approved since.
    fn since(self, moment: Timestamp) -> Option<Self> {
        let is_since = |token: &Token| token.issued_at >= moment && self.signed_in_at >= moment;
        let (tokens, dead): (Vec<_>, Vec<_>) = self.tokens.into_iter().partition(is_since);
        let surplus = self.surplus.into_iter().chain(dead.into_iter().map(|token| token.digest)).collect();
        Some(Self { tokens, surplus, ..self })
    }
}

impl Token {
    fn read(digest: Digest<AccessToken>, attributes: &Attributes) -> Result<Self, StoreError> {
        let reader = Reader::new("token", attributes);
        Ok(Self {
            digest,
            issued_at: reader.moment("issued_at")?,
            scopes: ScopeSet::from_names(reader.set("scopes")?),
            code: reader.parsed("code", Digest::from_hex)?,
        })
    }
}
