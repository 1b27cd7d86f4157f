//! Approved apps: what a user has said yes to, in every org.

use super::cursor::{Cursor, ListPage};
use crate::credential::locator::AppLocator;
use crate::ids::UserId;
use crate::store::Store;
use crate::store::error::StoreError;
use crate::store::items::app::App;
use crate::store::items::grant::Grant;
use crate::store::items::keys::{self, Key};

/// An approval, and the app that got it.
#[derive(Clone, Debug)]
pub struct Approved {
    /// The approval.
    pub grant: Grant,
    /// The app, as it is now.
    pub app: App,
}

impl Store {
    /// What `user` has approved, newest first, up to `limit` (at most 100) from `cursor` on. What a deleted app left behind
    /// is not shown: it opens nothing.
    pub async fn list_approved(
        &self,
        user: &UserId,
        cursor: Option<Cursor>,
        limit: usize,
    ) -> Result<ListPage<Approved>, StoreError> {
        let page: ListPage<Grant> = self.list(&keys::owned_by_user(user), cursor, limit).await?;
        let keys: Vec<Key> = page.items.iter().map(|grant| Key::app(&AppLocator::of(&grant.client_id))).collect();
        let found = self.batch_get(&keys).await?;
        let mut items = Vec::new();
        for grant in page.items {
            items.extend(found.app(&grant.client_id)?.map(|app| Approved { grant, app }));
        }
        Ok(ListPage { items, next: page.next })
    }
}
