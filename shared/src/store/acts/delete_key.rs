//! Deleting an API key.

use crate::credential::locator::KeyLocator;
use crate::ids::OrgId;
use crate::store::Store;
use crate::store::dynamodb::expression::Expression;
use crate::store::dynamodb::item::text;
use crate::store::error::StoreError;
use crate::store::items::keys::Key;

impl Store {
    /// Deletes a key of `org`; from the answer on, it opens nothing. One that is gone already is as good. `false` is another
    /// org's, which is left alone.
    pub async fn delete_key(&self, locator: &KeyLocator, org: &OrgId) -> Result<bool, StoreError> {
        let theirs = Expression::new("org = :org").value(":org", text(org.as_str()));
        Ok(self.delete_if(&Key::api_key(locator), theirs).await?.is_gone())
    }
}
