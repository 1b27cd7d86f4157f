//! The indexes. What they show lags behind the table, so that nothing is ever decided by them: whatever they find is read
//! again consistently, or written under a condition.

use super::item::{Attributes, text};
use super::meter::send;
use crate::store::Store;
use crate::store::error::StoreError;

/// One index of the table, named as in `template.yaml`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::store) enum Index {
    /// What lists show: what a user or an org owns.
    Owner,
    /// The other of the two that an item belongs to: what a user has by its org, and an org's by the user who made it.
    Counterpart,
    /// What an app has: grants and pictures.
    App,
}

/// What one query shows.
pub(in crate::store) struct Entries {
    /// Keys and sort keys of items, newest first.
    pub entries: Vec<Attributes>,
    /// Where the next query begins; `None` at the end.
    pub rest: Option<Attributes>,
}

impl Index {
    /// Its name, and the attribute by which it finds.
    fn name_and_attribute(self) -> (&'static str, &'static str) {
        match self {
            Self::Owner => ("by_owner", "owner"),
            Self::Counterpart => ("by_counterpart", "counterpart"),
            Self::App => ("by_app", "app"),
        }
    }
}

impl Store {
    /// One query: up to `limit` entries for `value`, from `from` on.
    pub(in crate::store) async fn query(
        &self,
        index: Index,
        value: &str,
        limit: i32,
        from: Option<Attributes>,
    ) -> Result<Entries, StoreError> {
        let (name, attribute) = index.name_and_attribute();
        let query = self
            .client
            .query()
            .table_name(&self.table)
            .index_name(name)
            .key_condition_expression("#attribute = :value")
            .expression_attribute_names("#attribute", attribute)
            .expression_attribute_values(":value", text(value))
            .scan_index_forward(false)
            .limit(limit)
            .set_exclusive_start_key(from);
        let output = send!(self, query).map_err(|error| StoreError::sdk("Query", &error))?;
        Ok(Entries { entries: output.items.unwrap_or_default(), rest: output.last_evaluated_key })
    }
}
