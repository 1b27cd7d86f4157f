//! `PutItem`, where there is nothing to overwrite: the key is drawn afresh, or named by what is put.

use super::item::Attributes;
use crate::store::Store;
use crate::store::error::StoreError;

impl Store {
    /// Writes an item, whether or not there was one. Done twice, it is done.
    pub(in crate::store) async fn put(&self, item: Attributes) -> Result<(), StoreError> {
        self.client
            .put_item()
            .table_name(&self.table)
            .set_item(Some(item))
            .customize()
            .interceptor(self.meter.clone())
            .send()
            .await
            .map_err(|error| StoreError::sdk("PutItem", &error))?;
        Ok(())
    }
}
