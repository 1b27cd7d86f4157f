//! Every partition key and index key, and the only place where one is put together.

use super::kind::ItemKind;
use super::picture_digest::PictureDigest;
use crate::credential::locator::{AppLocator, GrantLocator, KeyLocator};
use crate::credential::{self, Digest};
use crate::ids::{OrgId, UserId};

pub use crate::store::dynamodb::key::Key;

impl Key {
    /// An app's item.
    pub fn app(app: &AppLocator) -> Self {
        Self::of(ItemKind::App, app.as_str())
    }

    /// The item of an app's picture.
    pub fn picture(app: &AppLocator, picture: &PictureDigest) -> Self {
        Self::of(ItemKind::Picture, &format!("{}#{}", app.as_str(), picture.as_str()))
    }

    /// A grant's item.
    pub fn grant(grant: &GrantLocator) -> Self {
        Self::of(ItemKind::Grant, &grant.text())
    }

    /// A code's item.
    pub fn code(code: &Digest<credential::Code>) -> Self {
        Self::of(ItemKind::Code, &code.hex())
    }

    /// A session's item.
    pub fn session(session: &Digest<credential::Session>) -> Self {
        Self::of(ItemKind::Session, &session.hex())
    }

    /// An API key's item.
    pub fn api_key(key: &KeyLocator) -> Self {
        Self::of(ItemKind::ApiKey, key.as_str())
    }

    /// The note of an offboarding: one for each, so that the stream sees every one of them arrive.
    pub(in crate::store) fn offboarding(offboarding: &str) -> Self {
        Self::of(ItemKind::Offboarding, offboarding)
    }

    /// That sign-ins have ended.
    pub(in crate::store) fn ended(whose: &str) -> Self {
        Self::of(ItemKind::Ended, whose)
    }

    /// A key that an index or the table's stream gave; `None` unless it is of a kind that is meant.
    pub(in crate::store) fn parse(pk: &str, is_meant: impl Fn(ItemKind) -> bool) -> Option<Self> {
        let kind = ItemKind::ALL.iter().find(|kind| pk.starts_with(kind.prefix()))?;
        is_meant(*kind).then(|| Self::new(pk.to_owned()))
    }

    fn of(kind: ItemKind, name: &str) -> Self {
        Self::new(format!("{}{name}", kind.prefix()))
    }
}

/// `owner` of the index `by_owner`, for what an org owns; `counterpart` of `by_counterpart`, for what is its members'.
pub fn owned_by_org(org: &OrgId) -> String {
    format!("ORG#{org}")
}

/// `owner` of the index `by_owner`, for what a user owns; `counterpart` of `by_counterpart`, for what they made for an org.
pub fn owned_by_user(user: &UserId) -> String {
    format!("USER#{user}")
}
