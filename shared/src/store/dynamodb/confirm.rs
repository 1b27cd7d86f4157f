//! After a write whose answer was lost: a consistent read tells what happened.

use super::item::Attributes;
use super::key::Key;
use crate::store::Store;
use crate::store::error::StoreError;
use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::operation::delete_item::DeleteItemError;
use std::fmt::Debug;

impl Store {
    /// `Ok` if the item shows that the write happened; otherwise the `trouble` that it met.
    pub(in crate::store) async fn confirm_write(
        &self,
        key: &Key,
        trouble: StoreError,
        happened: impl FnOnce(Option<&Attributes>) -> Result<bool, StoreError>,
    ) -> Result<(), StoreError> {
        let found = self.batch_get(std::slice::from_ref(key)).await?;
        if happened(found.get(key))? { Ok(()) } else { Err(trouble) }
    }

    /// The end of every conditional delete: an item that is gone, whoever deleted it, is as good as deleted.
    pub(in crate::store) async fn confirm_delete<T, R: Debug>(
        &self,
        key: &Key,
        result: Result<T, SdkError<DeleteItemError, R>>,
    ) -> Result<(), StoreError> {
        let Err(error) = result else { return Ok(()) };
        let trouble = StoreError::sdk("DeleteItem", &error);
        self.confirm_write(key, trouble, |item| Ok(item.is_none())).await
    }
}
