//! Editing: what an app's developer may change, and its picture.

use crate::clock::Timestamp;
use crate::oauth::redirect_uri::RedirectUri;
use crate::store::Store;
use crate::store::acts::expected::{Expected, condition};
use crate::store::dynamodb::item::{Attributes, list, moment, number, set, text};
use crate::store::error::{StoreError, condition_failed};
use crate::store::items::app::{App, AppEdit, read};
use crate::store::items::picture::PictureChange;
use aws_sdk_dynamodb::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_dynamodb::types::ReturnValue;
use std::fmt::Debug;

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
        let (condition, mut values) = condition(app, Expected::SameEdit);
        values.extend([
            (":name".to_owned(), text(&edit.name)),
            (":description".to_owned(), text(&edit.description)),
            (":redirect_uris".to_owned(), list(edit.redirect_uris.iter().map(RedirectUri::as_str))),
            (":scopes".to_owned(), set(edit.scopes.names())),
            (":now".to_owned(), moment(now)),
            (":one".to_owned(), number(1)),
        ]);
        values.extend(named.map(|digest| (":picture".to_owned(), digest)));
        let result = self
            .client
            .update_item()
            .table_name(&self.table)
            .key("pk", text(app.key().as_str()))
            .condition_expression(condition)
            .update_expression(format!(
                "SET #name = :name, description = :description, redirect_uris = :redirect_uris, scopes = :scopes, \
                 updated_at = :now{and_set} ADD shown_version :one{and_remove}"
            ))
            .expression_attribute_names("#name", "name")
            .set_expression_attribute_values(Some(values))
            .return_values(ReturnValue::AllNew)
            .customize()
            .interceptor(self.meter.clone())
            .send()
            .await;
        match result {
            Ok(output) => done(output.attributes()),
            Err(error) => self.edited_after_all(app, &error, |found| found.is_as(edit, picture)).await,
        }
    }

    /// After an edit that failed: what `happened` finds in the app is this very write, in an attempt whose answer was lost, or
    /// another one to the same end.
    pub(in crate::store) async fn edited_after_all<E, R>(
        &self,
        app: &App,
        error: &SdkError<E, R>,
        happened: impl FnOnce(&App) -> bool,
    ) -> Result<Edited, StoreError>
    where
        E: std::error::Error + ProvideErrorMetadata + 'static,
        R: Debug,
    {
        let found = read(self.batch_get(std::slice::from_ref(&app.key())).await?.get(&app.key()))?;
        match found.filter(|found| found.client_id == app.client_id && found.org == app.org) {
            Some(found) if happened(&found) => Ok(Edited::Done(Box::new(found))),
            _ if !condition_failed(error) => Err(StoreError::sdk("UpdateItem", error)),
            Some(found) => Ok(Edited::Overtaken(Box::new(found))),
            None => Ok(Edited::Gone),
        }
    }
}

/// The app as a write left it.
pub(in crate::store) fn done(attributes: Option<&Attributes>) -> Result<Edited, StoreError> {
    Ok(read(attributes)?.map_or(Edited::Gone, |app| Edited::Done(Box::new(app))))
}
