//! BatchGetItem, complete or an error.

use super::item::{Attributes, Item, Reader, text};
use super::key::Key;
use super::meter::send;
use super::retry::{ATTEMPTS, longest_wait};
use crate::clock::Timestamp;
use crate::random;
use crate::store::Store;
use crate::store::error::StoreError;
use aws_sdk_dynamodb::types::KeysAndAttributes;
use std::collections::{BTreeSet, HashMap};

/// Keys one call may ask for.
const MAX_KEYS: usize = 100;

/// The items a batch found, by key. What is not in it does not exist.
pub(in crate::store) struct Found {
    items: HashMap<String, Attributes>,
    not_before: Option<Timestamp>,
}

impl Found {
    /// The item as it is, dead or not.
    pub(in crate::store) fn get(&self, key: &Key) -> Option<&Attributes> {
        self.items.get(key.as_str())
    }

    /// The item of that key, if there is one; of what was made too long ago, only what goes on for all that.
    pub(in crate::store) fn read<T: Item>(&self, key: &Key) -> Result<Option<T>, StoreError> {
        let item = self.get(key).map(T::read).transpose()?;
        Ok(match self.not_before {
            Some(moment) => item.and_then(|item| item.since(moment)),
            None => item,
        })
    }
}

impl Store {
    /// One item as it is, if there is one.
    pub(in crate::store) async fn get(&self, key: &Key) -> Result<Option<Attributes>, StoreError> {
        let mut found = self.batch_get(std::slice::from_ref(key)).await?;
        Ok(found.items.remove(key.as_str()))
    }

    /// The same, as what it is read as.
    pub(in crate::store) async fn read<T: Item>(&self, key: &Key) -> Result<Option<T>, StoreError> {
        self.batch_get(std::slice::from_ref(key)).await?.read(key)
    }

    /// Reads `keys`, of which some may be the same, in one round trip, consistently. Returns only when DynamoDB has processed every key: a key left
    /// unprocessed is trouble, not absence.
    pub(in crate::store) async fn batch_get(&self, keys: &[Key]) -> Result<Found, StoreError> {
        let mut found = HashMap::new();
        // DynamoDB refuses a batch that asks for one key twice.
        let keys: Vec<Key> = keys.iter().collect::<BTreeSet<_>>().into_iter().cloned().collect();
        for chunk in keys.chunks(MAX_KEYS) {
            self.batch_get_chunk(chunk, &mut found).await?;
        }
        Ok(Found { items: found, not_before: self.not_before })
    }

    async fn batch_get_chunk(&self, keys: &[Key], found: &mut HashMap<String, Attributes>) -> Result<(), StoreError> {
        let mut pending: Vec<Attributes> =
            keys.iter().map(|key| Attributes::from([("pk".to_owned(), text(key.as_str()))])).collect();
        for attempt in 0..ATTEMPTS {
            if pending.is_empty() {
                return Ok(());
            }
            // A batch that was processed in part is a success to the SDK.
            if let Some(wait) = longest_wait(attempt) {
                tokio::time::sleep(random::jitter(wait)).await;
            }
            let request = KeysAndAttributes::builder().set_keys(Some(pending)).consistent_read(true).build();
            let request = request
                .map_err(|error| StoreError::Unavailable { operation: "BatchGetItem", cause: error.to_string() })?;
            let batch = self.client.batch_get_item().request_items(&self.table, request);
            let output = send!(self, batch).map_err(|error| StoreError::sdk("BatchGetItem", &error))?;
            let items = output.responses.into_iter().flatten().flat_map(|(_, items)| items);
            for attributes in items {
                let pk = Reader::new("item", &attributes).text("pk")?.to_owned();
                found.insert(pk, attributes);
            }
            pending = output.unprocessed_keys.into_iter().flatten().flat_map(|(_, keys)| keys.keys).collect();
        }
        if pending.is_empty() { Ok(()) } else { Err(StoreError::Incomplete(pending.len())) }
    }
}
