//! Lists: read from an index, which lags, and confirmed by a consistent read, page by page.

use super::Store;
use super::error::StoreError;
use super::item::{Attributes, Reader, number, text};
use super::keys::Key;
use crate::clock::Timestamp;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// The index that finds what an org or a user owns.
pub(super) const BY_OWNER: &str = "by_owner";

/// Entries of the index that one query shows, however few are wanted: they are small, and those of other kinds stand among
/// them.
const ENTRIES: usize = 200;

/// One page of a list.
#[derive(Clone, Debug)]
pub struct Page<T> {
    /// What a consistent read confirmed, newest first.
    pub items: Vec<T>,
    /// Where the next page begins; `None` on the last.
    pub next: Option<String>,
}

/// A cursor that this list never gave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadCursor;

/// What an owner may have a list of.
pub(super) trait Listed: Sized {
    /// What its items' keys begin with: an owner's entries of all kinds stand in one index.
    const PREFIX: &'static str;
    /// Reads an item.
    fn read(attributes: &Attributes) -> Result<Self, StoreError>;
    /// Whether the item itself, read consistently, is the owner's.
    fn is_owned_by(&self, owner: &str) -> bool;
    /// Its place in the index.
    fn place(&self) -> Cursor;
}

/// A place in the index `by_owner`, without the owner: whose list is read is never the cursor's to say.
#[derive(Clone, Debug)]
pub struct Cursor {
    pk: String,
    created_at: i64,
}

impl Cursor {
    /// The place of an item.
    pub(super) fn of(key: &Key, created_at: Timestamp) -> Self {
        Self { pk: key.as_str().to_owned(), created_at: created_at.millis() }
    }

    /// Reads what [`Page::next`] said.
    pub fn parse(text: &str) -> Result<Self, BadCursor> {
        let decoded = URL_SAFE_NO_PAD.decode(text).ok().and_then(|bytes| String::from_utf8(bytes).ok());
        let decoded = decoded.ok_or(BadCursor)?;
        let (created_at, pk) = decoded.split_once(' ').ok_or(BadCursor)?;
        let created_at = created_at.parse().map_err(|_| BadCursor)?;
        let key = Key::listed(pk).filter(|_| pk.len() <= 64).ok_or(BadCursor)?;
        Ok(Self { pk: key.as_str().to_owned(), created_at })
    }

    fn text(&self) -> String {
        URL_SAFE_NO_PAD.encode(format!("{} {}", self.created_at, self.pk))
    }

    fn read(attributes: &Attributes) -> Result<Self, StoreError> {
        let reader = Reader::new("index entry", attributes);
        Ok(Self { pk: reader.text("pk")?.to_owned(), created_at: reader.number("created_at")? })
    }

    fn start_key(&self, owner: &str) -> Attributes {
        Attributes::from([
            ("pk".to_owned(), text(&self.pk)),
            ("owner".to_owned(), text(owner)),
            ("created_at".to_owned(), number(self.created_at)),
        ])
    }
}

impl Store {
    /// What `owner` has of one kind, newest first, up to `limit` (at most 100) from `cursor` on.
    pub(super) async fn list<T: Listed>(
        &self,
        owner: &str,
        cursor: Option<Cursor>,
        limit: usize,
    ) -> Result<Page<T>, StoreError> {
        let mut items: Vec<T> = Vec::new();
        let mut from = cursor;
        loop {
            let (entries, rest) = self.owned(owner, from.as_ref(), ENTRIES).await?;
            let of_kind = entries.iter().filter(|entry| entry.pk.starts_with(T::PREFIX));
            let keys: Vec<Key> = of_kind.filter_map(|entry| Key::listed(&entry.pk)).collect();
            // One more than needed tells whether there is a next page.
            for keys in keys.chunks(limit + 1) {
                let found = self.batch_get(keys).await?;
                for attributes in keys.iter().filter_map(|key| found.get(key)) {
                    items.extend(Some(T::read(attributes)?).filter(|item| item.is_owned_by(owner)));
                }
                if items.len() > limit {
                    break;
                }
            }
            if items.len() > limit || rest.is_none() {
                break;
            }
            from = rest;
        }
        let more = items.len() > limit;
        items.truncate(limit);
        let next = items.last().filter(|_| more).map(|last| last.place().text());
        Ok(Page { items, next })
    }

    /// One query of the index: what it shows, and where it goes on.
    async fn owned(
        &self,
        owner: &str,
        from: Option<&Cursor>,
        limit: usize,
    ) -> Result<(Vec<Cursor>, Option<Cursor>), StoreError> {
        let output = self
            .client
            .query()
            .table_name(&self.table)
            .index_name(BY_OWNER)
            .key_condition_expression("#owner = :owner")
            .expression_attribute_names("#owner", "owner")
            .expression_attribute_values(":owner", text(owner))
            .scan_index_forward(false)
            .limit(i32::try_from(limit).unwrap_or(i32::MAX))
            .set_exclusive_start_key(from.map(|cursor| cursor.start_key(owner)))
            .customize()
            .interceptor(self.meter.clone())
            .send()
            .await
            .map_err(|error| StoreError::sdk("Query", &error))?;
        let entries = output.items().iter().map(Cursor::read).collect::<Result<_, _>>()?;
        let rest = output.last_evaluated_key().map(Cursor::read).transpose()?;
        Ok((entries, rest))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_comes_back_as_it_was_and_anything_else_is_refused() {
        let cursor = Cursor { pk: "APP#0123456789ab".into(), created_at: 7 };
        let parsed = Cursor::parse(&cursor.text()).unwrap();
        assert_eq!((parsed.pk, parsed.created_at), ("APP#0123456789ab".to_owned(), 7));
        let foreign = Cursor { pk: "CODE#x".into(), created_at: 7 }.text();
        for bad in ["", "%", "AAAA", &foreign] {
            assert!(Cursor::parse(bad).is_err(), "{bad}");
        }
    }
}
