//! What an offboarding is: what is ended and of whom, which items that is true of, and the note that is kept of it.
//!
//! What is ended rests on a sign-in of before the offboarding. Who signs in after it was let in again by the product, which
//! is the authority, and what they do from then on is left alone, whichever pass comes later.

use super::keys::{self, Key};
use super::kind::{Basis, ItemKind};
use crate::clock::Timestamp;
use crate::credential::{length, locator};
use crate::ids::{OrgId, UserId};
use crate::store::dynamodb::expression::Expression;
use crate::store::dynamodb::item::{Attributes, Item, ItemBuilder, Reader, moment, number, text};
use crate::store::error::StoreError;
use std::time::Duration;

/// How long after the first pass the next one comes: far longer than an index lags or a request takes.
const NEXT_PASS: Duration = Duration::from_mins(1);
/// How long the note of an offboarding is kept, should its passes never succeed: longer than the table's stream repeats
/// itself.
const NOTE_LIFETIME: Duration = Duration::from_hours(48);
/// Tolerated difference between the clocks of two servers.
const SKEW: Duration = Duration::from_secs(1);

/// What ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ending {
    /// A user, in every org: their sessions, API keys and approvals.
    User(UserId),
    /// A user, in one org: the same of theirs there.
    Member(UserId, OrgId),
    /// An org: its apps, and the same of everybody in it.
    Org(OrgId),
    /// A user's sessions, in every org, and nothing else.
    Sessions(UserId),
    /// What a user's role in one org opens: their sessions and API keys there. What they approved stays.
    Rights(UserId, OrgId),
}

/// That something ends, and when that was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offboarding {
    /// What.
    pub ending: Ending,
    /// The moment of the call.
    pub at: Timestamp,
}

/// The last sign-in that counts as one of before an offboarding of this moment.
pub(in crate::store) fn until(at: Timestamp) -> Timestamp {
    at.plus(SKEW)
}

impl Ending {
    /// What both indexes are asked for.
    pub(in crate::store) fn subject(&self) -> String {
        match self {
            Self::User(user) | Self::Member(user, _) | Self::Sessions(user) | Self::Rights(user, _) => {
                keys::owned_by_user(user)
            }
            Self::Org(org) => keys::owned_by_org(org),
        }
    }

    /// Whose it is.
    pub fn user(&self) -> Option<&UserId> {
        match self {
            Self::User(user) | Self::Member(user, _) | Self::Sessions(user) | Self::Rights(user, _) => Some(user),
            Self::Org(_) => None,
        }
    }

    /// In which org; `None` is in every one.
    pub fn org(&self) -> Option<&OrgId> {
        match self {
            Self::Org(org) | Self::Member(_, org) | Self::Rights(_, org) => Some(org),
            Self::User(_) | Self::Sessions(_) => None,
        }
    }

    /// Whether it ends items of a kind.
    pub(in crate::store) fn ends(&self, kind: ItemKind) -> bool {
        match kind.basis() {
            Basis::SignIn => true,
            Basis::Role => match self {
                Self::User(_) | Self::Member(..) | Self::Org(_) | Self::Rights(..) => true,
                Self::Sessions(_) => false,
            },
            Basis::Membership => match self {
                Self::User(_) | Self::Member(..) | Self::Org(_) => true,
                Self::Sessions(_) | Self::Rights(..) => false,
            },
            Basis::Org => match self {
                Self::Org(_) => true,
                Self::User(_) | Self::Member(..) | Self::Sessions(_) | Self::Rights(..) => false,
            },
            Basis::OtherItem | Basis::Time => false,
        }
    }

    fn kind(&self) -> &'static str {
        match self {
            Self::User(_) => "user",
            Self::Member(..) => "member",
            Self::Org(_) => "org",
            Self::Sessions(_) => "sessions",
            Self::Rights(..) => "rights",
        }
    }
}

impl Offboarding {
    /// How long it is until its second pass.
    pub fn second_pass_in(&self, now: Timestamp) -> Duration {
        NEXT_PASS.saturating_sub(now.since(self.at))
    }

    /// The key of its note: one for each, so that the table's stream sees every one arrive.
    pub(in crate::store) fn key(&self) -> Key {
        let (user, org) = (self.ending.user().map_or("", UserId::as_str), self.ending.org().map_or("", OrgId::as_str));
        let at = self.at.millis().to_string();
        Key::offboarding(&locator::hash("postern offboarding", &[self.ending.kind(), user, org, &at], length::GRANT))
    }

    /// Its note.
    pub(in crate::store) fn item(&self) -> Attributes {
        ItemBuilder::new(&self.key())
            .with("kind", text(self.ending.kind()))
            .with_some("user", self.ending.user().map(|user| text(user.as_str())))
            .with_some("org", self.ending.org().map(|org| text(org.as_str())))
            .with("at", moment(self.at))
            .with("ttl", number(self.at.plus(NOTE_LIFETIME).seconds()))
            .build()
    }

    /// The last sign-in that counts as one of before.
    fn until(&self) -> Timestamp {
        until(self.at)
    }

    /// Whether an item, read consistently, is theirs and rests on a sign-in of before. What does not say on which one it
    /// rests does.
    pub(in crate::store) fn ends(&self, attributes: &Attributes) -> Result<bool, StoreError> {
        let reader = Reader::new("item to end", attributes);
        let user = reader.optional_parsed("user", UserId::parse)?;
        let org = reader.parsed("org", OrgId::parse)?;
        let signed_in_at = reader.optional_moment("signed_in_at")?;
        Ok(self.ending.user().is_none_or(|leaver| user.as_ref() == Some(leaver))
            && self.ending.org().is_none_or(|leaver| org == *leaver)
            && signed_in_at.is_none_or(|moment| moment <= self.until()))
    }

    /// The same as a condition of the write.
    pub(in crate::store) fn condition(&self) -> Expression {
        let until = Expression::new("(attribute_not_exists(signed_in_at) OR signed_in_at <= :until)")
            .value(":until", moment(self.until()));
        let user = self.ending.user().map_or_else(Expression::default, |user| {
            Expression::new("#user = :user").name("#user", "user").value(":user", text(user.as_str()))
        });
        let org = self
            .ending
            .org()
            .map_or_else(Expression::default, |org| Expression::new("org = :org").value(":org", text(org.as_str())));
        until.and(user).and(org)
    }
}

impl Item for Offboarding {
    fn read(attributes: &Attributes) -> Result<Self, StoreError> {
        let reader = Reader::new("offboarding", attributes);
        let (user, org) = (|| reader.parsed("user", UserId::parse), || reader.parsed("org", OrgId::parse));
        let ending = match reader.text("kind")? {
            "user" => Ending::User(user()?),
            "member" => Ending::Member(user()?, org()?),
            "org" => Ending::Org(org()?),
            "sessions" => Ending::Sessions(user()?),
            "rights" => Ending::Rights(user()?, org()?),
            _ => return Err(reader.unreadable("kind")),
        };
        Ok(Self { ending, at: reader.moment("at")? })
    }

    /// A note opens nothing.
    fn since(self, _: Timestamp) -> Option<Self> {
        Some(self)
    }
}
