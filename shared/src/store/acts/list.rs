//! Lists: read from an index, which lags, and confirmed by a consistent read, page by page.

use super::cursor::{Cursor, ListPage};
use crate::ids::OrgId;
use crate::store::dynamodb::index::{Entries, Index};
use crate::store::dynamodb::item::Item;
use crate::store::error::StoreError;
use crate::store::items::keys::{self, Key};
use crate::store::items::kind::ItemKind;
use crate::store::{ApiKey, App, Grant, Store};

/// Entries of the index that one query shows, however few are wanted: they are small, and those of other kinds stand among
/// them.
const ENTRIES: i32 = 200;

/// What an owner may have a list of.
pub(super) trait Listed: Item {
    /// Of what kind its items are: an owner's entries of all kinds stand in one index.
    const KIND: ItemKind;
    /// Whether the item itself, read consistently, is the owner's.
    fn is_owned_by(&self, owner: &str) -> bool;
    /// Its place in the index.
    fn cursor(&self) -> Cursor;
}

impl Listed for App {
    const KIND: ItemKind = ItemKind::App;

    fn is_owned_by(&self, owner: &str) -> bool {
        keys::owned_by_org(&self.org) == owner
    }

    fn cursor(&self) -> Cursor {
        Cursor::of(&self.key(), self.created_at)
    }
}

impl Listed for ApiKey {
    const KIND: ItemKind = ItemKind::ApiKey;

    fn is_owned_by(&self, owner: &str) -> bool {
        keys::owned_by_org(&self.org) == owner
    }

    fn cursor(&self) -> Cursor {
        Cursor::of(&self.key(), self.created_at)
    }
}

impl Listed for Grant {
    const KIND: ItemKind = ItemKind::Grant;

    fn is_owned_by(&self, owner: &str) -> bool {
        keys::owned_by_user(&self.user) == owner
    }

    fn cursor(&self) -> Cursor {
        Cursor::of(&self.key(), self.created_at)
    }
}

impl Store {
    /// The apps of `org`, newest first, up to `limit` (at most 100) from `cursor` on.
    pub async fn list_apps(
        &self,
        org: &OrgId,
        cursor: Option<Cursor>,
        limit: usize,
    ) -> Result<ListPage<App>, StoreError> {
        self.list(&keys::owned_by_org(org), cursor, limit).await
    }

    /// The API keys of `org`, newest first, up to `limit` (at most 100) from `cursor` on.
    pub async fn list_keys(
        &self,
        org: &OrgId,
        cursor: Option<Cursor>,
        limit: usize,
    ) -> Result<ListPage<ApiKey>, StoreError> {
        self.list(&keys::owned_by_org(org), cursor, limit).await
    }

    /// What `owner` has of one kind, newest first, up to `limit` (at most 100) from `cursor` on.
    pub(super) async fn list<T: Listed>(
        &self,
        owner: &str,
        cursor: Option<Cursor>,
        limit: usize,
    ) -> Result<ListPage<T>, StoreError> {
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
                for key in keys {
                    items.extend(found.read::<T>(key)?.filter(|item| item.is_owned_by(owner)));
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
        Ok(ListPage { items, next })
    }
}
