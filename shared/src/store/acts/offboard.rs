//! Offboarding: what a user, a member or an org has is ended, at once, and again later for what was on its way.
//!
//! Everything a user has in an org (grants, sessions, API keys) carries both their ids and stands in two indexes: in
//! `by_owner` with the one that lists it, in `by_counterpart` with the other. So one walk over each index finds it all from
//! either side. An index lags, and a request that had read the session may still be on its way: therefore more passes, until
//! nothing is left to find.

use crate::store::Store;
use crate::store::dynamodb::conditional::Written;
use crate::store::dynamodb::index::{Entries, Index};
use crate::store::dynamodb::item::Reader;
use crate::store::dynamodb::transaction::{Step, unconditional};
use crate::store::error::StoreError;
use crate::store::items::ended;
use crate::store::items::keys::Key;
use crate::store::items::kind::ItemKind;
use crate::store::items::offboarding::Offboarding;
use futures_util::future::try_join_all;

/// Entries one page of an index shows: as many as one BatchGetItem takes.
const PAGE: i32 = 100;
/// Deletions at the same time.
const AT_ONCE: usize = 25;

impl Store {
    /// Notes an offboarding, so that the table's stream brings on its later passes; and that sign-ins of before have ended,
    /// for what a browser has kept. Before the first pass: whatever becomes of that, the others come.
    pub async fn record_offboarding(&self, offboarding: &Offboarding) -> Result<(), StoreError> {
        unconditional(self.transact([Step::Put(offboarding.item()), Step::Put(ended::item(offboarding))]).await?)
    }

    /// The offboarding whose note has this `pk`; `None` if there is no such note: its passes are over.
    pub async fn recorded_offboarding(&self, pk: &str) -> Result<Option<Offboarding>, StoreError> {
        let Some(key) = Key::parse(pk, |kind| kind == ItemKind::Offboarding) else { return Ok(None) };
        self.read(&key).await
    }

    /// Deletes the note of an offboarding: its passes are over.
    pub async fn forget_offboarding(&self, offboarding: &Offboarding) -> Result<(), StoreError> {
        self.delete(&offboarding.key()).await
    }

    /// One pass: ends everything of theirs that the indexes show, and says how much that was. Wherever it is interrupted, the
    /// next one goes on. An item that cannot be read stays, and is told once everything else has been ended.
    pub async fn offboard(&self, offboarding: &Offboarding) -> Result<usize, StoreError> {
        let (mut ended, mut unreadable) = (0, None);
        let (subject, is_theirs) = (offboarding.ending.subject(), |kind| offboarding.ending.ends(kind));
        for index in [Index::Owner, Index::Counterpart] {
            let mut from = None;
            loop {
                let Entries { entries, rest } = self.query(index, &subject, PAGE, from).await?;
                let pk_of = |entry| Reader::new("index entry", entry).text("pk").map(|pk| Key::parse(pk, is_theirs));
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
        match self.delete_if(key, offboarding.condition()).await? {
            Written::Done(_) | Written::ConditionFailed(_) => Ok(()),
        }
    }
}
