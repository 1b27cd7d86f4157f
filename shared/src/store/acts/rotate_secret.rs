//! Rotating: a new secret for an app.

use crate::clock::Timestamp;
use crate::credential::{ClientSecret, Digest};
use crate::store::Store;
use crate::store::dynamodb::item::{Attributes, moment, text};
use crate::store::error::{StoreError, condition_failed};
use crate::store::items::app::{App, read};

/// What became of a rotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rotation {
    /// The new secret is in force.
    Done,
    /// Somebody else made a new secret since the app was read; that one is in force.
    Overtaken,
    /// The app is gone.
    Gone,
}

impl Store {
    /// Replaces the secret that `app` was read with. From the answer on, the old one is dead: every authentication reads
    /// the app.
    pub async fn rotate_secret(
        &self,
        app: &App,
        secret: &Digest<ClientSecret>,
        now: Timestamp,
    ) -> Result<Rotation, StoreError> {
        let mut values = Attributes::from([
            (":client_id".to_owned(), text(app.client_id.as_str())),
            (":org".to_owned(), text(app.org.as_str())),
            (":secret".to_owned(), text(secret.hex())),
            (":now".to_owned(), moment(now)),
        ]);
        values.extend(app.secret.as_ref().map(|seen| (":seen".to_owned(), text(seen.hex()))));
        let result = self
            .client
            .update_item()
            .table_name(&self.table)
            .key("pk", text(app.key().as_str()))
            // Still the secret that was read: an attempt given up long ago must not undo a later rotation.
            .condition_expression(match app.secret {
                Some(_) => "client_id = :client_id AND org = :org AND secret = :seen",
                None => "client_id = :client_id AND org = :org AND attribute_not_exists(secret)",
            })
            .update_expression("SET secret = :secret, updated_at = :now")
            .set_expression_attribute_values(Some(values))
            .customize()
            .interceptor(self.meter.clone())
            .send()
            .await;
        let Err(error) = result else { return Ok(Rotation::Done) };
        // The condition may have met this very write, in an attempt whose answer was lost.
        let found = self.batch_get(std::slice::from_ref(&app.key())).await?;
        match read(found.get(&app.key()))? {
            Some(found) if found.secret.as_ref() == Some(secret) => Ok(Rotation::Done),
            _ if !condition_failed(&error) => Err(StoreError::sdk("UpdateItem", &error)),
            Some(found) if found.client_id == app.client_id => Ok(Rotation::Overtaken),
            _ => Ok(Rotation::Gone),
        }
    }
}
