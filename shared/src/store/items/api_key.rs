//! API keys: an admin's own way into the public API, or into the management API.

use super::keys::{self, Key};
use super::kind::ItemKind;
use super::registrant::Registrant;
use super::session::Role;
use crate::clock::Timestamp;
use crate::credential::locator::KeyLocator;
use crate::credential::{self, Digest};
use crate::ids::{OrgId, UserId};
use crate::store::dynamodb::item::{Attributes, Item, ItemBuilder, Reader, moment, text};
use crate::store::error::StoreError;

/// An API key's item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiKey {
    /// Names it, in lists and in its own first characters.
    pub locator: KeyLocator,
    /// What is kept of it.
    pub digest: Digest<credential::ApiKey>,
    /// Who made it, and whom it acts as.
    pub user: UserId,
    /// In which org.
    pub org: OrgId,
    /// That org's name when it was made, for people.
    pub org_name: String,
    /// That user's role when they made it.
    pub role: Role,
    /// What it is for, in the words of whoever made it.
    pub label: String,
    /// What it opens.
    pub opens: KeyUse,
    /// When it was made.
    pub created_at: Timestamp,
    /// When whoever made it had signed in.
    pub signed_in_at: Timestamp,
}

/// What an API key opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyUse {
    /// The public API, all of it.
    Api,
    /// The management API; and, in the operator's org, introspection and offboarding.
    Manage,
}

impl KeyUse {
    /// As forms and items spell it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Api => "api",
            Self::Manage => "manage",
        }
    }

    /// `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "api" => Some(Self::Api),
            "manage" => Some(Self::Manage),
            _ => None,
        }
    }
}

impl ApiKey {
    /// On whose behalf an app is registered with it.
    pub fn registrant(&self) -> Registrant<'_> {
        Registrant { org: &self.org, org_name: &self.org_name, signed_in_at: self.signed_in_at }
    }
}

impl ApiKey {
    /// Whether it was made by the same person for the same use, under the same label: a key is never edited.
    pub(in crate::store) fn is_like(&self, other: &Self) -> bool {
        (&self.user, &self.org, &self.label, self.opens) == (&other.user, &other.org, &other.label, other.opens)
    }

    /// Its key in the table.
    pub(in crate::store) fn key(&self) -> Key {
        Key::api_key(&self.locator)
    }

    /// Its item.
    pub(in crate::store) fn item(&self) -> Attributes {
        ItemBuilder::new(&self.key())
            .with("digest", text(self.digest.hex()))
            .with("user", text(self.user.as_str()))
            .with("org", text(self.org.as_str()))
            .with("org_name", text(&self.org_name))
            .with("role", text(self.role.as_str()))
            .with("label", text(&self.label))
            .with("use", text(self.opens.as_str()))
            .with("owner", text(keys::owned_by_org(&self.org)))
            .with("counterpart", text(keys::owned_by_user(&self.user)))
            .with("created_at", moment(self.created_at))
            .with("signed_in_at", moment(self.signed_in_at))
            .build()
    }
}

impl Item for ApiKey {
    fn read(attributes: &Attributes) -> Result<Self, StoreError> {
        let reader = Reader::new("API key", attributes);
        Ok(Self {
            locator: reader.parsed("pk", |pk| KeyLocator::parse(pk.strip_prefix(ItemKind::ApiKey.prefix())?))?,
            digest: reader.parsed("digest", Digest::from_hex)?,
            user: reader.parsed("user", UserId::parse)?,
            org: reader.parsed("org", OrgId::parse)?,
            org_name: reader.text("org_name")?.to_owned(),
            role: reader.parsed("role", Role::parse)?,
            label: reader.text("label")?.to_owned(),
            opens: reader.parsed("use", KeyUse::parse)?,
            created_at: reader.moment("created_at")?,
            signed_in_at: reader.moment("signed_in_at")?,
        })
    }

    /// It stands on the sign-in of whoever made it: a session of before may have made it since.
    fn since(self, moment: Timestamp) -> Option<Self> {
        (self.signed_in_at >= moment).then_some(self)
    }
}
