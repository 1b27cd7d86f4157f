//! Offboarding: what a user, a member or an org has is ended, at once and once more a minute later.
//!
//! Everything a user has in an org (grants, sessions, API keys) carries both their ids and stands in two indexes: in
//! `by_owner` with the one that lists it, in `by_other_owner` with the other. So one walk over each index finds it all from
//! either side. An index lags, and a request that had read the session may still be on its way: therefore the second pass.
//!
//! What is ended rests on a sign-in of before the offboarding. Who signs in after it was let in again by the product, which
//! is the authority, and what they do from then on is left alone by the second pass.

use super::Store;
use super::error::{StoreError, condition_failed};
use super::index::{Entries, Index};
use super::item::{Attributes, ItemBuilder, Reader, moment, number, text};
use super::keys::{self, Key};
use crate::clock::Timestamp;
use crate::credential::locator;
use crate::ids::{OrgId, UserId};
use futures_util::future::try_join_all;
use std::time::Duration;

/// How long after the first pass the second one comes: far longer than an index lags or a request takes.
const SECOND_PASS: Duration = Duration::from_mins(1);
/// How long the note of an offboarding is kept, should the second pass never succeed: longer than the table's stream
/// repeats itself.
const NOTE_LIFETIME: Duration = Duration::from_hours(48);
/// Tolerated difference between the clocks of two servers.
const SKEW: Duration = Duration::from_secs(1);
/// Entries one page of an index shows: as many as one BatchGetItem takes.
const PAGE: i32 = 100;
/// Deletions at the same time.
const AT_ONCE: usize = 25;

/// Who leaves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Leaver {
    /// A user, in every org.
    User(UserId),
    /// A user, in one org.
    Member(UserId, OrgId),
    /// An org, with its apps and with everybody in it.
    Org(OrgId),
}

/// That somebody leaves, and when that was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offboarding {
    /// Who.
    pub who: Leaver,
    /// The moment of the call.
    pub at: Timestamp,
}

/// What became of a second pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Again {
    /// The minute is not over; this much is left of it.
    NotYet(Duration),
    /// It is done, and the note is gone. It ended this many things.
    Done(usize),
    /// There is no such note: it was done before.
    Gone,
}

impl Leaver {
    /// What both indexes are asked for.
    fn subject(&self) -> String {
        match self {
            Self::User(user) | Self::Member(user, _) => keys::owned_by_user(user),
            Self::Org(org) => keys::owned_by_org(org),
        }
    }

    fn user(&self) -> Option<&UserId> {
        match self {
            Self::User(user) | Self::Member(user, _) => Some(user),
            Self::Org(_) => None,
        }
    }

    fn org(&self) -> Option<&OrgId> {
        match self {
            Self::Org(org) | Self::Member(_, org) => Some(org),
            Self::User(_) => None,
        }
    }

    fn kind(&self) -> &'static str {
        match self {
            Self::User(_) => "user",
            Self::Member(..) => "member",
            Self::Org(_) => "org",
        }
    }
}

impl Offboarding {
    fn key(&self) -> Key {
        let (user, org) = (self.who.user().map_or("", UserId::as_str), self.who.org().map_or("", OrgId::as_str));
        let at = self.at.millis().to_string();
        Key::offboarding(&locator::hash("postern offboarding", &[self.who.kind(), user, org, &at], locator::GRANT))
    }

    fn read(attributes: &Attributes) -> Result<Self, StoreError> {
        let reader = Reader::new("offboarding", attributes);
        let (user, org) = (|| reader.parsed("user", UserId::parse), || reader.parsed("org", OrgId::parse));
        let who = match reader.text("kind")? {
            "user" => Leaver::User(user()?),
            "member" => Leaver::Member(user()?, org()?),
            "org" => Leaver::Org(org()?),
            _ => return Err(reader.unreadable("kind")),
        };
        Ok(Self { who, at: reader.moment("at")? })
    }

    /// The last sign-in that counts as one of before.
    fn until(&self) -> Timestamp {
        self.at.plus(SKEW)
    }

    /// Whether an item, read consistently, is theirs and rests on a sign-in of before. What does not say on which one it
    /// rests does.
    fn ends(&self, attributes: &Attributes) -> Result<bool, StoreError> {
        let reader = Reader::new("item to end", attributes);
        let user = reader.optional_parsed("user", UserId::parse)?;
        let org = reader.parsed("org", OrgId::parse)?;
        let signed_in_at = reader.optional_moment("signed_in_at")?;
        Ok(self.who.user().is_none_or(|leaver| user.as_ref() == Some(leaver))
            && self.who.org().is_none_or(|leaver| org == *leaver)
            && signed_in_at.is_none_or(|moment| moment <= self.until()))
    }

    /// The same as a condition of the write.
    fn condition(&self) -> (String, Attributes) {
        let mut condition = "(attribute_not_exists(signed_in_at) OR signed_in_at <= :until)".to_owned();
        let mut values = Attributes::from([(":until".to_owned(), moment(self.until()))]);
        if let Some(user) = self.who.user() {
            condition.push_str(" AND #user = :user");
            values.insert(":user".to_owned(), text(user.as_str()));
        }
        if let Some(org) = self.who.org() {
            condition.push_str(" AND org = :org");
            values.insert(":org".to_owned(), text(org.as_str()));
        }
        (condition, values)
    }
}

impl Store {
    /// Notes an offboarding, so that the table's stream brings on its second pass. Before the first one: whatever becomes of
    /// that, the second one comes.
    pub async fn note_offboarding(&self, offboarding: &Offboarding) -> Result<(), StoreError> {
        let item = ItemBuilder::new(&offboarding.key())
            .with("kind", text(offboarding.who.kind()))
            .with_some("user", offboarding.who.user().map(|user| text(user.as_str())))
            .with_some("org", offboarding.who.org().map(|org| text(org.as_str())))
            .with("at", moment(offboarding.at))
            .with("ttl", number(offboarding.at.plus(NOTE_LIFETIME).seconds()));
        self.put(item.build()).await
    }

    /// One pass: ends everything of theirs that the indexes show, and says how much that was. Wherever it is interrupted, the
    /// next one goes on. An item that cannot be read stays, and is told once everything else has been ended.
    pub async fn offboard(&self, offboarding: &Offboarding) -> Result<usize, StoreError> {
        let (mut ended, mut unreadable) = (0, None);
        let subject = offboarding.who.subject();
        for index in [Index::Owner, Index::OtherOwner] {
            let mut from = None;
            loop {
                let Entries { entries, rest } = self.query(index, &subject, PAGE, from).await?;
                let pk_of = |entry| Reader::new("index entry", entry).text("pk").map(Key::of_owner);
                let keys: Vec<Option<Key>> = entries.iter().map(pk_of).collect::<Result<_, _>>()?;
                let keys: Vec<Key> = keys.into_iter().flatten().collect();
                ended += self.end_all(&keys, offboarding, &mut unreadable).await?;
                from = rest;
                if from.is_none() {
                    break;
                }
            }
        }
        unreadable.map_or(Ok(ended), Err)
    }

    /// The second pass of the offboarding whose note has this `pk`, once its minute is over. Done twice, it does no harm.
    pub async fn offboard_again(&self, pk: &str, now: Timestamp) -> Result<Again, StoreError> {
        let Some(key) = Key::of_offboarding(pk) else { return Ok(Again::Gone) };
        let found = self.batch_get(std::slice::from_ref(&key)).await?;
        let Some(offboarding) = found.get(&key).map(Offboarding::read).transpose()? else { return Ok(Again::Gone) };
        let since = now.since(offboarding.at);
        if let Some(left) = SECOND_PASS.checked_sub(since).filter(|left| !left.is_zero()) {
            return Ok(Again::NotYet(left));
        }
        let ended = self.offboard(&offboarding).await?;
        let result = self
            .client
            .delete_item()
            .table_name(&self.table)
            .key("pk", text(key.as_str()))
            .customize()
            .interceptor(self.meter.clone())
            .send()
            .await;
        self.confirm_delete(&key, result).await?;
        Ok(Again::Done(ended))
    }

    /// Ends those of `keys` that a consistent read finds to be theirs.
    async fn end_all(
        &self,
        keys: &[Key],
        offboarding: &Offboarding,
        unreadable: &mut Option<StoreError>,
    ) -> Result<usize, StoreError> {
        let found = self.batch_get(keys).await?;
        let mut theirs = Vec::new();
        for (key, attributes) in keys.iter().filter_map(|key| Some((key, found.get(key)?))) {
            match offboarding.ends(attributes) {
                Ok(true) => theirs.push(key),
                Ok(false) => {}
                Err(error) => *unreadable = Some(error),
            }
        }
        for group in theirs.chunks(AT_ONCE) {
            try_join_all(group.iter().map(|key| self.end(key, offboarding))).await?;
        }
        Ok(theirs.len())
    }

    /// Deletes an item, unless it has come to rest on another sign-in since it was read: then it is left alone.
    async fn end(&self, key: &Key, offboarding: &Offboarding) -> Result<(), StoreError> {
        let (condition, values) = offboarding.condition();
        let names = offboarding.who.user().map(|_| [("#user".to_owned(), "user".to_owned())].into());
        let result = self
            .client
            .delete_item()
            .table_name(&self.table)
            .key("pk", text(key.as_str()))
            .condition_expression(condition)
            .set_expression_attribute_names(names)
            .set_expression_attribute_values(Some(values))
            .customize()
            .interceptor(self.meter.clone())
            .send()
            .await;
        match result {
            Err(error) if condition_failed(&error) => Ok(()),
            result => self.confirm_delete(key, result).await,
        }
    }
}
