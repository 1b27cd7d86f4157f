//! Making an API key.

use crate::store::dynamodb::conditional::Written;
use crate::store::dynamodb::item::Item as _;
use crate::store::error::StoreError;
use crate::store::{ApiKey, Store};

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
        let is_this = |found: &ApiKey| found.digest == key.digest;
        let is_there = |item: &_| ApiKey::read(item).map(|found| is_this(&found) || found.is_like(key));
        Ok(match self.put_new(&key.key(), key.item(), is_there).await? {
            Written::Done(Some(item)) if !is_this(&ApiKey::read(&item)?) => KeyCreated::Already,
            Written::Done(_) => KeyCreated::New,
            Written::ConditionFailed(_) => KeyCreated::Taken,
        })
    }
}
