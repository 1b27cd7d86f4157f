//! Rotating: a new secret for an app.

use crate::clock::Timestamp;
use crate::credential::{ClientSecret, Digest};
use crate::store::Store;
use crate::store::acts::expected::{Expected, condition};
use crate::store::dynamodb::item::{moment, text};
use crate::store::error::{StoreError, condition_failed};
use crate::store::items::app::{App, read};
use aws_sdk_dynamodb::types::ReturnValue;

/// What became of a rotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rotation {
    /// The new secret is in force, and this is the app.
    Done(Box<App>),
    /// Somebody else made a new secret since the app was read, and that one is in force; or the app is otherwise not in the
    /// state that was expected.
    Overtaken,
    /// The app is gone.
    Gone,
}

impl Store {
    /// Replaces the secret that `app` was read with; and only if the app is otherwise as `expected`. From the answer on,
    /// the old secret is dead: every authentication reads the app.
    pub async fn rotate_secret(
        &self,
        app: &App,
        secret: &Digest<ClientSecret>,
        expected: Expected,
        now: Timestamp,
    ) -> Result<Rotation, StoreError> {
        // Still the secret that was read, in any case: an attempt given up long ago must not undo a later rotation.
        let (condition, mut values) = condition(app, expected.and_secret());
        values.extend([(":secret".to_owned(), text(secret.hex())), (":now".to_owned(), moment(now))]);
        let result = self
            .client
            .update_item()
            .table_name(&self.table)
            .key("pk", text(app.key().as_str()))
            .condition_expression(condition)
            .update_expression("SET secret = :secret, updated_at = :now")
            .set_expression_attribute_values(Some(values))
            .return_values(ReturnValue::AllNew)
            .customize()
            .interceptor(self.meter.clone())
            .send()
            .await;
        let done = |app: Option<App>| app.map_or(Rotation::Gone, |app| Rotation::Done(Box::new(app)));
        let error = match result {
            Ok(output) => return read(output.attributes()).map(done),
            Err(error) => error,
        };
        // The condition may have met this very write, in an attempt whose answer was lost.
        match read(self.batch_get(std::slice::from_ref(&app.key())).await?.get(&app.key()))? {
            Some(found) if found.secret.as_ref() == Some(secret) => Ok(done(Some(found))),
            _ if !condition_failed(&error) => Err(StoreError::sdk("UpdateItem", &error)),
            Some(found) if found.client_id == app.client_id => Ok(Rotation::Overtaken),
            _ => Ok(Rotation::Gone),
        }
    }
}
