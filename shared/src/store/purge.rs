//! What a deleted app leaves behind, and how it is reclaimed. Nothing here ends a token: that is what deleting the app did.

use super::Store;
use super::app::App;
use super::error::StoreError;
use super::item::{Attributes, Reader, text};
use super::keys::{Key, prefix};
use crate::credential::locator::AppLocator;
use crate::ids::ClientId;
use aws_sdk_dynamodb::operation::delete_item::DeleteItemError;

/// The index that finds an app's grants.
const BY_APP: &str = "by_app";
/// Entries of the index that one call shows.
const PAGE: i32 = 100;

/// What the index shows of an app: as of a moment ago, so to be believed only under a condition.
#[derive(Clone, Debug)]
pub struct GrantsOfApp {
    /// Items that may be its grants.
    pub grants: Vec<LeftBehind>,
    /// Where the next page begins; `None` on the last.
    pub next: Option<AppCursor>,
}

/// A place in the index `by_app`.
#[derive(Clone, Debug)]
pub struct AppCursor(Attributes);

/// An item that a deleted app has left behind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftBehind(Key);

impl LeftBehind {
    /// An app's picture; `None` unless `digest` is the SHA-256 of one, in hexadecimal.
    pub fn picture(client_id: &ClientId, digest: &str) -> Option<Self> {
        let well_formed = digest.len() == 64 && digest.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        well_formed.then(|| Self(Key::picture(&AppLocator::of(client_id), digest)))
    }
}

impl Store {
    /// Whether the app is gone: by a consistent read, whatever an event may say of it. One that only begins alike is
    /// another app.
    pub async fn is_gone(&self, client_id: &ClientId) -> Result<bool, StoreError> {
        let key = Key::app(&AppLocator::of(client_id));
        let found = self.batch_get(std::slice::from_ref(&key)).await?;
        let app = found.get(&key).map(App::read).transpose()?;
        Ok(app.is_none_or(|app| app.client_id != *client_id))
    }

    /// The next page of what the index shows of an app's grants.
    pub async fn grants_of_app(
        &self,
        client_id: &ClientId,
        from: Option<AppCursor>,
    ) -> Result<GrantsOfApp, StoreError> {
        let output = self
            .client
            .query()
            .table_name(&self.table)
            .index_name(BY_APP)
            .key_condition_expression("app = :app")
            .expression_attribute_values(":app", text(client_id.as_str()))
            .limit(PAGE)
            .set_exclusive_start_key(from.map(|AppCursor(place)| place))
            .customize()
            .interceptor(self.meter.clone())
            .send()
            .await
            .map_err(|error| StoreError::sdk("Query", &error))?;
        let mut grants = Vec::new();
        for entry in output.items() {
            let key = Key::listed(Reader::new("index entry", entry).text("pk")?);
            grants.extend(key.filter(|key| key.as_str().starts_with(prefix::GRANT)).map(LeftBehind));
        }
        Ok(GrantsOfApp { grants, next: output.last_evaluated_key.map(AppCursor) })
    }

    /// Deletes a grant if it is that app's; says whether there was one. The index may be behind, and never decides.
    pub async fn reclaim_grant(&self, grant: &LeftBehind, client_id: &ClientId) -> Result<bool, StoreError> {
        let result = self
            .client
            .delete_item()
            .table_name(&self.table)
            .key("pk", text(grant.0.as_str()))
            .condition_expression("client_id = :client_id")
            .expression_attribute_values(":client_id", text(client_id.as_str()))
            .customize()
            .interceptor(self.meter.clone())
            .send()
            .await;
        match result {
            Ok(_) => Ok(true),
            Err(error)
                if error.as_service_error().is_some_and(DeleteItemError::is_conditional_check_failed_exception) =>
            {
                Ok(false)
            }
            Err(error) => Err(StoreError::sdk("DeleteItem", &error)),
        }
    }

    /// Deletes a picture. Its key names the app and the bytes: there is nothing else it could be.
    pub async fn reclaim_picture(&self, picture: &LeftBehind) -> Result<(), StoreError> {
        let delete = self.client.delete_item().table_name(&self.table).key("pk", text(picture.0.as_str()));
        let result = delete.customize().interceptor(self.meter.clone()).send().await;
        result.map(|_| ()).map_err(|error| StoreError::sdk("DeleteItem", &error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_named_by_its_app_and_the_digest_of_its_bytes() {
        let client_id = ClientId::generate();
        let digest = "0f".repeat(32);
        let picture = LeftBehind::picture(&client_id, &digest).unwrap();
        assert_eq!(picture.0.as_str(), format!("PICTURE#{}#{digest}", &client_id.as_str()[4..16]));
        for bad in ["", "x", &"0F".repeat(32), &"0f".repeat(33), "../../APP#"] {
            assert_eq!(LeftBehind::picture(&client_id, bad), None, "{bad}");
        }
    }
}
