//! The key of an item.

/// The value of `pk`: says which item is meant, and of what kind.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key(String);

impl Key {
    /// Only for `items/keys.rs`, which knows what keys look like.
    pub(in crate::store) fn new(pk: String) -> Self {
        Self(pk)
    }

    /// As it stands in the table.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
