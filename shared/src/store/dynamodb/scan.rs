//! Scan: the whole table, page by page. `infra/restore` does it, before any traffic; no function may.

use super::index::Entries;
use super::item::Attributes;
use super::meter::send;
use crate::store::Store;
use crate::store::error::StoreError;

impl Store {
    /// Up to a megabyte of whole items, as they are, from `from` on.
    pub(in crate::store) async fn scan(&self, from: Option<Attributes>) -> Result<Entries, StoreError> {
        let scan = self.client.scan().table_name(&self.table).consistent_read(true).set_exclusive_start_key(from);
        let output = send!(self, scan).map_err(|error| StoreError::sdk("Scan", &error))?;
        Ok(Entries { entries: output.items.unwrap_or_default(), rest: output.last_evaluated_key })
    }
}
