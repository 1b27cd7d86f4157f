//! Deleting an app: one write, and all its tokens and codes are dead.

use super::expected::{Expected, condition};
use crate::store::dynamodb::conditional::Written;
use crate::store::dynamodb::item::Item as _;
use crate::store::error::StoreError;
use crate::store::{App, Store};

/// How the deletion of an app ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deleted {
    /// It is gone. One that was gone already is as good as deleted.
    Done,
    /// It is there, and not as it was expected.
    Overtaken,
    /// Another app has its place, and is left alone.
    NotThere,
}

impl Store {
    /// Deletes the app, if it is as `expected`. Every verification reads it, so with this one write all its tokens and codes are
    /// dead.
    pub async fn delete_app(&self, app: &App, expected: Expected) -> Result<Deleted, StoreError> {
        match self.delete_if(&app.key(), condition(app, expected)).await? {
            Written::ConditionFailed(Some(item)) if App::read(&item)?.is_same_app(app) => {
                return Ok(Deleted::Overtaken);
            }
            Written::ConditionFailed(Some(_)) => return Ok(Deleted::NotThere),
            Written::Done(_) | Written::ConditionFailed(None) => {}
        }
        self.drop_picture(&app.client_id, app.picture.as_ref()).await;
        Ok(Deleted::Done)
    }
}
