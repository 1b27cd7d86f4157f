//! Sessions: who is signed in, for twelve hours.

use super::keys::{self, Key};
use super::owner::Owner;
use crate::clock::Timestamp;
use crate::credential::{Digest, Session as SessionKind};
use crate::ids::{BillingId, OrgId, UserId};
use crate::store::Store;
use crate::store::dynamodb::item::{Attributes, ItemBuilder, Reader, moment, number, text};
use crate::store::dynamodb::transaction::incomplete_request;
use crate::store::error::StoreError;
use aws_sdk_dynamodb::types::{Delete, Put, TransactWriteItem};
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
    pub fn owner(&self) -> Owner<'_> {
        Owner { org: &self.org, org_name: &self.org_name, signed_in_at: self.signed_in_at }
    }

    /// Whether it has not ended yet. Asked on every read: DynamoDB deletes expired items late.
    pub fn is_live(&self, now: Timestamp) -> bool {
        now < self.expires_at
    }

    /// Whether it is of the same user, acting in the same org with the same rights.
    pub fn says_the_same_as(&self, other: &Self) -> bool {
        (&self.user, &self.org, self.role, &self.cus) == (&other.user, &other.org, other.role, &other.cus)
    }

    pub(in crate::store) fn read(attributes: &Attributes) -> Result<Self, StoreError> {
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
}

impl Store {
    /// Keeps a new session, and with the same write ends the one that it takes the place of. Its digest is drawn afresh
    /// at every sign-in, so there is nothing to overwrite, and done twice it is done.
    pub async fn start_session(
        &self,
        digest: &Digest<SessionKind>,
        session: &Session,
        former: Option<&Digest<SessionKind>>,
    ) -> Result<(), StoreError> {
        let item = Self::session_item(digest, session);
        let Some(former) = former else { return self.put(item).await };
        let put = Put::builder().table_name(&self.table).set_item(Some(item)).build().map_err(incomplete_request)?;
        let delete = Delete::builder().table_name(&self.table).key("pk", text(Key::session(former).as_str()));
        let delete = delete.build().map_err(incomplete_request)?;
        self.client
            .transact_write_items()
            .transact_items(TransactWriteItem::builder().put(put).build())
            .transact_items(TransactWriteItem::builder().delete(delete).build())
            .customize()
            .interceptor(self.meter.clone())
            .send()
            .await
            .map_err(|error| StoreError::sdk("TransactWriteItems", &error))?;
        Ok(())
    }

    fn session_item(digest: &Digest<SessionKind>, session: &Session) -> Attributes {
        ItemBuilder::new(&Key::session(digest))
            .with("user", text(session.user.as_str()))
            .with("org", text(session.org.as_str()))
            .with("org_name", text(&session.org_name))
            .with("role", text(session.role.as_str()))
            .with_some("cus", session.cus.as_ref().map(|cus| text(cus.as_str())))
            .with("display_name", text(&session.display_name))
            .with("email", text(&session.email))
            .with("expires_at", moment(session.expires_at))
            .with("owner", text(keys::owned_by_user(&session.user)))
            .with("counterpart", text(keys::owned_by_org(&session.org)))
            .with("created_at", moment(session.signed_in_at))
            .with("signed_in_at", moment(session.signed_in_at))
            .with("ttl", number(session.expires_at.seconds()))
            .build()
    }

    /// Ends a session. One that is gone already has ended.
    pub async fn end_session(&self, digest: &Digest<SessionKind>) -> Result<(), StoreError> {
        self.client
            .delete_item()
            .table_name(&self.table)
            .key("pk", text(Key::session(digest).as_str()))
            .customize()
            .interceptor(self.meter.clone())
            .send()
            .await
            .map_err(|error| StoreError::sdk("DeleteItem", &error))?;
        Ok(())
    }
}
