//! API keys: an admin's own way into the public API, or into the management API.

use super::keys::{self, Key};
use super::kind::ItemKind;
use super::owner::Owner;
use super::session::Role;
use crate::clock::Timestamp;
use crate::credential::locator::KeyLocator;
use crate::credential::{self, Digest};
use crate::ids::{OrgId, UserId};
use crate::store::Store;
use crate::store::acts::list::{Cursor, Listed, Page};
use crate::store::dynamodb::item::{Attributes, ItemBuilder, Reader, moment, text};
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
    pub fn owner(&self) -> Owner<'_> {
        Owner { org: &self.org, org_name: &self.org_name, signed_in_at: self.signed_in_at }
    }

    /// Whether it was made by the same person for the same use, under the same label: a key is never edited.
    fn is_like(&self, other: &Self) -> bool {
        (&self.user, &self.org, &self.label, self.opens) == (&other.user, &other.org, &other.label, other.opens)
    }

    pub(in crate::store) fn read(attributes: &Attributes) -> Result<Self, StoreError> {
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
}

/// What became of a new key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyCreated {
    /// It opens what it says.
    New,
    /// There is one just like it in its place: the form that kept the place has come again. Which secret opens it is known to
    /// whoever saw the first answer.
    Already,
    /// Another key has its locator: to be drawn again, for no key is ever overwritten.
    Taken,
}

impl Store {
    /// Keeps a new key, once for every locator.
    pub async fn create_key(&self, key: &ApiKey) -> Result<KeyCreated, StoreError> {
        let item = ItemBuilder::new(&Key::api_key(&key.locator))
            .with("digest", text(key.digest.hex()))
            .with("user", text(key.user.as_str()))
            .with("org", text(key.org.as_str()))
            .with("org_name", text(&key.org_name))
            .with("role", text(key.role.as_str()))
            .with("label", text(&key.label))
            .with("use", text(key.opens.as_str()))
            .with("owner", text(keys::owned_by_org(&key.org)))
            .with("counterpart", text(keys::owned_by_user(&key.user)))
            .with("created_at", moment(key.created_at))
            .with("signed_in_at", moment(key.signed_in_at))
            .build();
        let result = self
            .client
            .put_item()
            .table_name(&self.table)
            .set_item(Some(item))
            .condition_expression("attribute_not_exists(pk)")
            .customize()
            .interceptor(self.meter.clone())
            .send()
            .await;
        let Err(error) = result else { return Ok(KeyCreated::New) };
        // The condition may have met this very write, in an attempt whose answer was lost.
        let place = Key::api_key(&key.locator);
        match self.batch_get(std::slice::from_ref(&place)).await?.get(&place).map(ApiKey::read).transpose()? {
            Some(found) if found.digest == key.digest => Ok(KeyCreated::New),
            Some(found) if found.is_like(key) => Ok(KeyCreated::Already),
            Some(_) => Ok(KeyCreated::Taken),
            None => Err(StoreError::sdk("PutItem", &error)),
        }
    }

    /// Deletes a key of `org`; from the answer on, it opens nothing. One that is gone already is as good; another org's is
    /// left alone.
    pub async fn delete_key(&self, locator: &KeyLocator, org: &OrgId) -> Result<(), StoreError> {
        let place = Key::api_key(locator);
        let result = self
            .client
            .delete_item()
            .table_name(&self.table)
            .key("pk", text(place.as_str()))
            .condition_expression("org = :org")
            .expression_attribute_values(":org", text(org.as_str()))
            .customize()
            .interceptor(self.meter.clone())
            .send()
            .await;
        self.confirm_delete(&place, result).await
    }

    /// The API keys of `org`, newest first, up to `limit` (at most 100) from `cursor` on.
    pub async fn list_keys(
        &self,
        org: &OrgId,
        cursor: Option<Cursor>,
        limit: usize,
    ) -> Result<Page<ApiKey>, StoreError> {
        self.list(&keys::owned_by_org(org), cursor, limit).await
    }
}

impl Listed for ApiKey {
    const KIND: ItemKind = ItemKind::ApiKey;

    fn read(attributes: &Attributes) -> Result<Self, StoreError> {
        ApiKey::read(attributes)
    }

    fn is_owned_by(&self, owner: &str) -> bool {
        keys::owned_by_org(&self.org) == owner
    }

    fn cursor(&self) -> Cursor {
        Cursor::of(&Key::api_key(&self.locator), self.created_at)
    }
}
