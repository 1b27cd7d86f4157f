//! Deleting an app: one write, and all its tokens and codes are dead.

use super::expected::{Expected, condition};
use crate::store::error::StoreError;
use crate::store::{App, Store};

impl Store {
    /// Deletes the app, if it is as `expected`; `false` if it is not. Every verification reads it, so with this one write all
    /// its tokens and codes are dead. One that is gone already is as good as deleted.
    pub async fn delete_app(&self, app: &App, expected: Expected) -> Result<bool, StoreError> {
        if !self.delete_if(&app.key(), condition(app, expected)).await?.is_gone() {
            return Ok(false);
        }
        self.drop_picture(&app.client_id, app.picture.as_ref()).await;
        Ok(true)
    }
}
