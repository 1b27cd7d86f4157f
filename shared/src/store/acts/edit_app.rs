//! Editing: what an app's developer may change, and its picture.

use super::expected::{Expected, condition};
use crate::clock::Timestamp;
use crate::oauth::redirect_uri::RedirectUri;
use crate::store::dynamodb::conditional::Written;
use crate::store::dynamodb::expression::Expression;
use crate::store::dynamodb::item::{Item as _, list, moment, number, set, text};
use crate::store::error::StoreError;
use crate::store::{App, AppEdit, PictureChange, Store};

/// What became of an edit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edited {
    /// It is in force, and this is the app.
    Done(Box<App>),
    /// The app is no longer in the state that was expected, but in this one. Nothing was written.
    Overtaken(Box<App>),
    /// The app is gone.
    Gone,
}

impl Store {
    /// Replaces what the developer may change, unless somebody else has edited `app` since it was read. Whatever a user is
    /// looking at meanwhile is out of date, and `shown_version` tells.
    ///
    /// A new picture is there before the app names it, and the old one until the app no longer does: whatever fails in
    /// between, the app shows one of the two.
    pub async fn edit_app(
        &self,
        app: &App,
        edit: &AppEdit,
        picture: &PictureChange,
        now: Timestamp,
    ) -> Result<Edited, StoreError> {
        if let PictureChange::Replace(new) = picture {
            self.put_picture(&app.client_id, new).await?;
        }
        let edited = self.try_edit(app, edit, picture, now).await?;
        let (shown, spare) = match (&edited, picture) {
            (Edited::Done(after), _) => (after.picture.as_ref(), app.picture.as_ref()),
            (Edited::Overtaken(found), PictureChange::Replace(new)) => (found.picture.as_ref(), Some(&new.digest)),
            (Edited::Gone, PictureChange::Replace(new)) => (None, Some(&new.digest)),
            (Edited::Overtaken(_) | Edited::Gone, PictureChange::Keep | PictureChange::Remove) => (None, None),
        };
        self.drop_picture(&app.client_id, spare.filter(|spare| Some(*spare) != shown)).await;
        Ok(edited)
    }

    async fn try_edit(
        &self,
        app: &App,
        edit: &AppEdit,
        picture: &PictureChange,
        now: Timestamp,
    ) -> Result<Edited, StoreError> {
        let (and_set, and_remove, named) = match picture {
            PictureChange::Keep => ("", "", None),
            PictureChange::Remove => ("", " REMOVE picture", None),
            PictureChange::Replace(new) => (", picture = :picture", "", Some(text(new.digest.as_str()))),
        };
        let change = Expression::new(format!(
            "SET #name = :name, description = :description, redirect_uris = :redirect_uris, scopes = :scopes, \
             updated_at = :now{and_set} ADD shown_version :one{and_remove}"
        ))
        .name("#name", "name")
        .value(":name", text(&edit.name))
        .value(":description", text(&edit.description))
        .value(":redirect_uris", list(edit.redirect_uris.iter().map(RedirectUri::as_str)))
        .value(":scopes", set(edit.scopes.names()))
        .value(":now", moment(now))
        .value(":one", number(1))
        .some_value(":picture", named);
        self.write_edit(app, Expected::SameEdit, change, |found| found.is_as(edit, picture)).await
    }

    /// Makes a change, if the app is as `expected`. What `happened` finds in the app afterwards is this very write, in an
    /// attempt whose answer was lost, or another one to the same end.
    pub(super) async fn write_edit(
        &self,
        app: &App,
        expected: Expected,
        change: Expression,
        happened: impl FnOnce(&App) -> bool,
    ) -> Result<Edited, StoreError> {
        let is_done = |item: &_| App::read(item).map(|found| found.is_same_app(app) && happened(&found));
        let (found, done) = match self.update_if(&app.key(), condition(app, expected), change, is_done).await? {
            Written::Done(item) => (item, true),
            Written::ConditionFailed(item) => (item, false),
        };
        let found = found.as_ref().map(App::read).transpose()?.filter(|found| found.is_same_app(app)).map(Box::new);
        Ok(match found {
            Some(found) if done => Edited::Done(found),
            Some(found) => Edited::Overtaken(found),
            None => Edited::Gone,
        })
    }
}
