//! Every partition key and index key, and the only place that spells their prefixes.

use super::picture::PictureDigest;
use crate::credential::locator::{AppLocator, GrantLocator, KeyLocator};
use crate::credential::{self, Digest};
use crate::ids::{OrgId, UserId};

/// What a key begins with: the kind of its item.
pub mod prefix {
    /// An app.
    pub const APP: &str = "APP#";
    /// An app's picture.
    pub const PICTURE: &str = "PICTURE#";
    /// A grant.
    pub const GRANT: &str = "GRANT#";
    /// A code.
    pub const CODE: &str = "CODE#";
    /// An API key.
    pub const KEY: &str = "KEY#";
    /// A session.
    pub const SESSION: &str = "SESSION#";
    /// The note of an offboarding.
    pub const OFFBOARDING: &str = "OFFBOARDED#";
}

/// The value of `pk`: says which item is meant, and of what kind.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key(String);

impl Key {
    /// An app's item.
    pub fn app(app: &AppLocator) -> Self {
        Self(format!("{}{}", prefix::APP, app.as_str()))
    }

    /// The item of an app's picture.
    pub fn picture(app: &AppLocator, picture: &PictureDigest) -> Self {
        Self(format!("{}{}#{}", prefix::PICTURE, app.as_str(), picture.as_str()))
    }

    /// A grant's item.
    pub fn grant(grant: &GrantLocator) -> Self {
        Self(format!("{}{}", prefix::GRANT, grant.text()))
    }

    /// A code's item.
    pub fn code(code: &Digest<credential::Code>) -> Self {
        Self(format!("{}{}", prefix::CODE, code.hex()))
    }

    /// A session's item.
    pub fn session(session: &Digest<credential::Session>) -> Self {
        Self(format!("{}{}", prefix::SESSION, session.hex()))
    }

    /// An API key's item.
    pub fn api_key(key: &KeyLocator) -> Self {
        Self(format!("{}{}", prefix::KEY, key.as_str()))
    }

    /// The note of an offboarding: one for each, so that the stream sees every one of them arrive.
    pub(in crate::store) fn offboarding(offboarding: &str) -> Self {
        Self(format!("{}{offboarding}", prefix::OFFBOARDING))
    }

    /// As it stands in the table.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A key read from the index of what an app has; `None` unless it is a grant's or a picture's.
    pub(in crate::store) fn of_app(pk: &str) -> Option<Self> {
        Self::of_kinds(&[prefix::GRANT, prefix::PICTURE], pk)
    }

    /// A key read from an index; `None` unless it is of a kind that lists show.
    pub(in crate::store) fn of_list(pk: &str) -> Option<Self> {
        Self::of_kinds(&[prefix::APP, prefix::KEY, prefix::GRANT], pk)
    }

    /// A key of a note of an offboarding, as the table's stream gives it; `None` for any other.
    pub(in crate::store) fn of_offboarding(pk: &str) -> Option<Self> {
        Self::of_kinds(&[prefix::OFFBOARDING], pk)
    }

    /// A key read from an index; `None` unless it begins with one of these.
    pub(in crate::store) fn of_kinds(kinds: &[&str], pk: &str) -> Option<Self> {
        kinds.iter().any(|kind| pk.starts_with(kind)).then(|| Self(pk.to_owned()))
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
