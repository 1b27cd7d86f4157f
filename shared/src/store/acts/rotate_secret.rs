//! Rotating: a new secret for an app.

use super::expected::{Expected, condition};
use crate::clock::Timestamp;
use crate::credential::{ClientSecret, Digest};
use crate::store::dynamodb::conditional::Written;
use crate::store::dynamodb::expression::Expression;
use crate::store::dynamodb::item::{Item as _, moment, text};
use crate::store::error::StoreError;
use crate::store::{App, Store};

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
        let condition = condition(app, expected.and_secret());
        let change = Expression::new("SET secret = :secret, updated_at = :now")
            .value(":secret", text(secret.hex()))
            .value(":now", moment(now));
        let is_in_force = |item: &_| App::read(item).map(|found| found.secret.as_ref() == Some(secret));
        let (found, done) = match self.update_if(&app.key(), condition, change, is_in_force).await? {
            Written::Done(item) => (item, true),
            Written::ConditionFailed(item) => (item, false),
        };
        Ok(match found.as_ref().map(App::read).transpose()? {
            Some(found) if done => Rotation::Done(Box::new(found)),
            Some(found) if found.client_id == app.client_id => Rotation::Overtaken,
            Some(_) | None => Rotation::Gone,
        })
    }
}
