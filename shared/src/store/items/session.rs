//! Sessions: who is signed in, for twelve hours.

use super::keys::{self, Key};
use super::registrant::Registrant;
use crate::clock::Timestamp;
use crate::credential::{Digest, Session as SessionKind};
use crate::ids::{BillingId, OrgId, UserId};
use crate::store::dynamodb::item::{Attributes, Item, ItemBuilder, Reader, moment, number, text};
use crate::store::error::StoreError;
use std::time::Duration;

/// How long a session lasts, however much it is used.
pub const LIFETIME: Duration = Duration::from_hours(12);

/// What a user may do in their org.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Manages the org's apps and API keys, and approves for themselves.
    Admin,
    /// Approves for themselves.
    Member,
}

impl Role {
    pub(in crate::store) fn as_str(self) -> &'static str {
        match self {
            Self::Admin => "admin",
            Self::Member => "member",
        }
    }

    pub(in crate::store) fn parse(text: &str) -> Option<Self> {
        match text {
            "admin" => Some(Self::Admin),
            "member" => Some(Self::Member),
            _ => None,
        }
    }
}

/// A signed-in user, acting in one org.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Who.
    pub user: UserId,
    /// In which org.
    pub org: OrgId,
    /// The org's name, for people.
    pub org_name: String,
    /// What they may do there.
    pub role: Role,
    /// The org's billing customer, if it has one.
    pub cus: Option<BillingId>,
    /// The user's name, for people.
    pub display_name: String,
    /// The user's e-mail address, shown on their own pages only.
    pub email: String,
    /// When they signed in. What is done in the session rests on what the product said of them at that moment.
    pub signed_in_at: Timestamp,
    /// When it ends.
    pub expires_at: Timestamp,
}

impl Session {
    /// On whose behalf an app is registered here.
    pub fn registrant(&self) -> Registrant<'_> {
        Registrant { org: &self.org, org_name: &self.org_name, signed_in_at: self.signed_in_at }
    }

    /// The item of a new one.
    pub(in crate::store) fn item(&self, digest: &Digest<SessionKind>) -> Attributes {
        ItemBuilder::new(&Key::session(digest))
            .with("user", text(self.user.as_str()))
            .with("org", text(self.org.as_str()))
            .with("org_name", text(&self.org_name))
            .with("role", text(self.role.as_str()))
            .with_some("cus", self.cus.as_ref().map(|cus| text(cus.as_str())))
            .with("display_name", text(&self.display_name))
            .with("email", text(&self.email))
            .with("expires_at", moment(self.expires_at))
            .with("owner", text(keys::owned_by_user(&self.user)))
            .with("counterpart", text(keys::owned_by_org(&self.org)))
            .with("created_at", moment(self.signed_in_at))
            .with("signed_in_at", moment(self.signed_in_at))
            .with("ttl", number(self.expires_at.seconds()))
            .build()
    }

    /// Whether it has not ended yet. Asked on every read: DynamoDB deletes expired items late.
    pub fn is_live(&self, now: Timestamp) -> bool {
        now < self.expires_at
    }

    /// Whether it is of the same user, acting in the same org with the same rights.
    pub fn says_the_same_as(&self, other: &Self) -> bool {
        (&self.user, &self.org, self.role, &self.cus) == (&other.user, &other.org, other.role, &other.cus)
    }
}

impl Item for Session {
    fn read(attributes: &Attributes) -> Result<Self, StoreError> {
        let reader = Reader::new("session", attributes);
        Ok(Self {
            user: reader.parsed("user", UserId::parse)?,
            org: reader.parsed("org", OrgId::parse)?,
            org_name: reader.text("org_name")?.to_owned(),
            role: reader.parsed("role", Role::parse)?,
            cus: reader.optional_parsed("cus", BillingId::parse)?,
            display_name: reader.text("display_name")?.to_owned(),
            email: reader.text("email")?.to_owned(),
            signed_in_at: reader.moment("created_at")?,
            expires_at: reader.moment("expires_at")?,
        })
    }

    /// A session is as old as the sign-in that it rests on.
    fn since(self, moment: Timestamp) -> Option<Self> {
        (self.signed_in_at >= moment).then_some(self)
    }
}
