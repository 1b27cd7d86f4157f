//! Deleting an app: one write, and all its tokens and codes are dead.

use crate::store::Store;
use crate::store::acts::expected::{Expected, condition};
use crate::store::dynamodb::item::text;
use crate::store::error::{StoreError, condition_failed};
use crate::store::items::app::{App, read};

impl Store {
    /// Deletes the app, if it is as `expected`; `false` if it is not. Every verification reads it, so with this one write all
    /// its tokens and codes are dead. One that is gone already is as good as deleted.
    pub async fn delete_app(&self, app: &App, expected: Expected) -> Result<bool, StoreError> {
        let (condition, values) = condition(app, expected);
        let result = self
            .client
            .delete_item()
            .table_name(&self.table)
            .key("pk", text(app.key().as_str()))
            .condition_expression(condition)
            .set_expression_attribute_values(Some(values))
            .customize()
            .interceptor(self.meter.clone())
            .send()
            .await;
        if let Err(error) = result {
            let found = read(self.batch_get(std::slice::from_ref(&app.key())).await?.get(&app.key()))?;
            match found {
                None => {}
                Some(found) if condition_failed(&error) && found.client_id == app.client_id && found.org == app.org => {
                    return Ok(false);
                }
                Some(_) => return Err(StoreError::sdk("DeleteItem", &error)),
            }
        }
        self.drop_picture(&app.client_id, app.picture.as_ref()).await;
        Ok(true)
    }
}
