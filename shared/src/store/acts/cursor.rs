//! A place in a list, and the page that begins there.

use crate::clock::Timestamp;
use crate::store::dynamodb::item::{Attributes, Reader, number, text};
use crate::store::error::StoreError;
use crate::store::items::keys::Key;
use crate::store::items::kind::ItemKind;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// One page of a list.
#[derive(Clone, Debug)]
pub struct ListPage<T> {
    /// What a consistent read confirmed, newest first.
    pub items: Vec<T>,
    /// Where the next page begins; `None` on the last.
    pub next: Option<String>,
}

/// A cursor that this list never gave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadCursor;

/// A place in the index `by_owner`, without the owner: whose list is read is never the cursor's to say.
#[derive(Clone, Debug)]
pub struct Cursor {
    pub(super) pk: String,
    created_at: i64,
}

impl Cursor {
    /// The place of an item.
    pub(super) fn of(key: &Key, created_at: Timestamp) -> Self {
        Self { pk: key.as_str().to_owned(), created_at: created_at.millis() }
    }

    /// Reads what [`ListPage::next`] said.
    pub fn parse(text: &str) -> Result<Self, BadCursor> {
        let decoded = URL_SAFE_NO_PAD.decode(text).ok().and_then(|bytes| String::from_utf8(bytes).ok());
        let decoded = decoded.ok_or(BadCursor)?;
        let (created_at, pk) = decoded.split_once(' ').ok_or(BadCursor)?;
        let created_at = created_at.parse().map_err(|_| BadCursor)?;
        let key = Key::parse(pk, ItemKind::is_listed).filter(|_| pk.len() <= 64).ok_or(BadCursor)?;
        Ok(Self { pk: key.as_str().to_owned(), created_at })
    }

    pub(super) fn text(&self) -> String {
        URL_SAFE_NO_PAD.encode(format!("{} {}", self.created_at, self.pk))
    }

    pub(super) fn read(attributes: &Attributes) -> Result<Self, StoreError> {
        let reader = Reader::new("index entry", attributes);
        Ok(Self { pk: reader.text("pk")?.to_owned(), created_at: reader.number("created_at")? })
    }

    pub(super) fn start_key(&self, owner: &str) -> Attributes {
        Attributes::from([
            ("pk".to_owned(), text(&self.pk)),
            ("owner".to_owned(), text(owner)),
            ("created_at".to_owned(), number(self.created_at)),
        ])
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
