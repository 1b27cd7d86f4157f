//! What a deleted app leaves behind, and how it is reclaimed. Nothing here ends a token: that is what deleting the app did.

use crate::credential::locator::AppLocator;
use crate::ids::ClientId;
use crate::store::Store;
use crate::store::dynamodb::expression::Expression;
use crate::store::dynamodb::index::{Entries, Index};
use crate::store::dynamodb::item::{Attributes, Reader, text};
use crate::store::error::StoreError;
use crate::store::items::keys::Key;
use crate::store::items::kind::ItemKind;

/// Entries of the index that one call shows.
const PAGE: i32 = 100;

/// What the index shows of an app: as of a moment ago, so to be believed only under a condition.
#[derive(Clone, Debug)]
pub struct OrphanPage {
    /// Items that may be its grants, or pictures of it.
    pub items: Vec<Orphan>,
    /// Where the next page begins; `None` on the last.
    pub next: Option<AppCursor>,
}

/// A place in the index `by_app`.
#[derive(Clone, Debug)]
pub struct AppCursor(Attributes);

/// An item that a deleted app has left behind: a grant, or a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Orphan(Key);

impl Store {
    /// Whether the app is gone: by a consistent read, whatever an event may say of it. One that only begins alike is
    /// another app.
    pub async fn app_is_deleted(&self, client_id: &ClientId) -> Result<bool, StoreError> {
        let key = Key::app(&AppLocator::of(client_id));
        Ok(self.batch_get(&[key]).await?.app(client_id)?.is_none())
    }

    /// The next page of what the index shows of an app.
    pub async fn orphans_of(&self, client_id: &ClientId, from: Option<AppCursor>) -> Result<OrphanPage, StoreError> {
        let start = from.map(|AppCursor(place)| place);
        let Entries { entries, rest } = self.query(Index::App, client_id.as_str(), PAGE, start).await?;
        let mut items = Vec::new();
        for entry in &entries {
            items.extend(
                Key::parse(Reader::new("index entry", entry).text("pk")?, ItemKind::goes_with_its_app).map(Orphan),
            );
        }
        Ok(OrphanPage { items, next: rest.map(AppCursor) })
    }

    /// Deletes an item if it is that app's; says whether there was one. The index may be behind, and never decides.
    pub async fn delete_orphan(&self, left: &Orphan, client_id: &ClientId) -> Result<bool, StoreError> {
        // A grant says itself whose it is; a picture has only the attribute that the index reads.
        let its = Expression::new("app = :app AND (attribute_not_exists(client_id) OR client_id = :app)")
            .value(":app", text(client_id.as_str()));
        self.delete_if_told(&left.0, its).await
    }
}
