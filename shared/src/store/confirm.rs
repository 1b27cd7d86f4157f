//! After a write whose answer was lost: a consistent read tells what happened.

use super::Store;
use super::error::StoreError;
use super::item::Attributes;
use super::keys::Key;

impl Store {
    /// `Ok` if the item shows that the write happened; otherwise the `trouble` that it met.
    pub(super) async fn confirm_write(
        &self,
        key: &Key,
        trouble: StoreError,
        happened: impl FnOnce(Option<&Attributes>) -> Result<bool, StoreError>,
    ) -> Result<(), StoreError> {
        let found = self.batch_get(std::slice::from_ref(key)).await?;
        if happened(found.get(key))? { Ok(()) } else { Err(trouble) }
    }
}
