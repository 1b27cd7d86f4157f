//! Approved apps: what a user has said yes to, in every org, and how they take it back.

use super::list::{Cursor, Listed, Page};
use crate::credential::locator::{AppLocator, GrantLocator, PrincipalLocator};
use crate::ids::{ClientId, OrgId, UserId};
use crate::store::Store;
use crate::store::dynamodb::item::{Attributes, text};
use crate::store::error::StoreError;
use crate::store::items::app::App;
use crate::store::items::grant::Grant;
use crate::store::items::keys::{self, Key};
use crate::store::items::kind::ItemKind;

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
    ) -> Result<Page<Approved>, StoreError> {
        let page: Page<Grant> = self.list(&keys::owned_by_user(user), cursor, limit).await?;
        let key_of = |grant: &Grant| Key::app(&AppLocator::of(&grant.client_id));
        let keys: Vec<Key> = page.items.iter().map(key_of).collect();
        let found = self.batch_get(&keys).await?;
        let mut items = Vec::new();
        for grant in page.items {
            let app = found.get(&key_of(&grant)).map(App::read).transpose()?;
            items.extend(app.filter(|app| app.client_id == grant.client_id).map(|app| Approved { grant, app }));
        }
        Ok(Page { items, next: page.next })
    }

    /// Takes an approval back: with this one write its tokens are dead, and its codes. One that is gone already is as good.
    pub async fn revoke_grant(&self, client_id: &ClientId, user: &UserId, org: &OrgId) -> Result<(), StoreError> {
        let locator = GrantLocator::of(&AppLocator::of(client_id), &PrincipalLocator::of(user, org));
        let key = Key::grant(&locator);
        let result = self
            .client
            .delete_item()
            .table_name(&self.table)
            .key("pk", text(key.as_str()))
            // A locator is never trusted: only this user's own approval of this very app.
            .condition_expression("client_id = :client_id AND #user = :user AND org = :org")
            .expression_attribute_names("#user", "user")
            .expression_attribute_values(":client_id", text(client_id.as_str()))
            .expression_attribute_values(":user", text(user.as_str()))
            .expression_attribute_values(":org", text(org.as_str()))
            .customize()
            .interceptor(self.meter.clone())
            .send()
            .await;
        self.confirm_delete(&key, result).await
    }
}

impl Listed for Grant {
    const KIND: ItemKind = ItemKind::Grant;

    fn read(attributes: &Attributes) -> Result<Self, StoreError> {
        Grant::read(attributes)
    }

    fn is_owned_by(&self, owner: &str) -> bool {
        keys::owned_by_user(&self.user) == owner
    }

    fn cursor(&self) -> Cursor {
        let principal = PrincipalLocator::of(&self.user, &self.org);
        let locator = GrantLocator::of(&AppLocator::of(&self.client_id), &principal);
        Cursor::of(&Key::grant(&locator), self.created_at)
    }
}
