//! Lists: read from an index, which lags, and confirmed by a consistent read, page by page.

use crate::clock::Timestamp;
use crate::store::Store;
use crate::store::dynamodb::index::{Entries, Index};
use crate::store::dynamodb::item::{Attributes, Reader, number, text};
use crate::store::error::StoreError;
use crate::store::items::keys::Key;
use crate::store::items::kind::ItemKind;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// Entries of the index that one query shows, however few are wanted: they are small, and those of other kinds stand among
/// them.
const ENTRIES: i32 = 200;

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
pub(in crate::store) trait Listed: Sized {
    /// Of what kind its items are: an owner's entries of all kinds stand in one index.
    const KIND: ItemKind;
    /// Reads an item.
    fn read(attributes: &Attributes) -> Result<Self, StoreError>;
    /// Whether the item itself, read consistently, is the owner's.
    fn is_owned_by(&self, owner: &str) -> bool;
    /// Its place in the index.
    fn cursor(&self) -> Cursor;
}

/// A place in the index `by_owner`, without the owner: whose list is read is never the cursor's to say.
#[derive(Clone, Debug)]
pub struct Cursor {
    pk: String,
    created_at: i64,
}

impl Cursor {
    /// The place of an item.
    pub(in crate::store) fn of(key: &Key, created_at: Timestamp) -> Self {
        Self { pk: key.as_str().to_owned(), created_at: created_at.millis() }
    }

    /// Reads what [`Page::next`] said.
    pub fn parse(text: &str) -> Result<Self, BadCursor> {
        let decoded = URL_SAFE_NO_PAD.decode(text).ok().and_then(|bytes| String::from_utf8(bytes).ok());
        let decoded = decoded.ok_or(BadCursor)?;
        let (created_at, pk) = decoded.split_once(' ').ok_or(BadCursor)?;
        let created_at = created_at.parse().map_err(|_| BadCursor)?;
        let key = Key::parse(pk, ItemKind::is_listed).filter(|_| pk.len() <= 64).ok_or(BadCursor)?;
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
    pub(in crate::store) async fn list<T: Listed>(
        &self,
        owner: &str,
        cursor: Option<Cursor>,
        limit: usize,
    ) -> Result<Page<T>, StoreError> {
        let mut items: Vec<T> = Vec::new();
        let mut from = cursor;
        loop {
            let start = from.map(|cursor| cursor.start_key(owner));
            let Entries { entries, rest } = self.query(Index::Owner, owner, ENTRIES, start).await?;
            let entries = entries.iter().map(Cursor::read).collect::<Result<Vec<_>, _>>()?;
            let of_kind = |entry: &Cursor| Key::parse(&entry.pk, |kind| kind == T::KIND);
            let keys: Vec<Key> = entries.iter().filter_map(of_kind).collect();
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
            from = rest.as_ref().map(Cursor::read).transpose()?;
        }
        let more = items.len() > limit;
        items.truncate(limit);
        let next = items.last().filter(|_| more).map(|last| last.cursor().text());
        Ok(Page { items, next })
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
