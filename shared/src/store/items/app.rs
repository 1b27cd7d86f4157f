//! Apps: registered OAuth clients, each in one item of at most 4 KB.

use super::keys::{self, Key};
use super::kind::ItemKind;
use super::owner::Owner;
use super::picture::{Picture, PictureChange, PictureDigest};
use crate::clock::Timestamp;
use crate::credential::locator::AppLocator;
use crate::credential::{self, ClientSecret, Digest, Secret};
use crate::ids::{ClientId, OrgId};
use crate::oauth::redirect_uri::RedirectUri;
use crate::oauth::scope::ScopeSet;
use crate::store::acts::list::{Cursor, Listed, Page};
use crate::store::dynamodb::item::{Attributes, ItemBuilder, Reader, list, moment, number, set, text};
use crate::store::error::{StoreError, condition_failed};
use crate::store::{Session, Store};
use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::operation::put_item::PutItemError;
use aws_sdk_dynamodb::types::ReturnValuesOnConditionCheckFailure;

/// A registered app.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct App {
    /// Its public id.
    pub client_id: ClientId,
    /// The org it belongs to.
    pub org: OrgId,
    /// That org's name when the app was made, for people.
    pub org_name: String,
    /// What its developer may change.
    pub edit: AppEdit,
    /// What is shown beside its name, if there is one.
    pub picture: Option<PictureDigest>,
    /// What is kept of its secret. An app without one never authenticates.
    pub secret: Option<Digest<ClientSecret>>,
    /// Counts edits of what the consent page shows. Only consent tickets use it.
    pub shown_version: i64,
    /// When it was registered.
    pub created_at: Timestamp,
}

/// The part of an app that its developer writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AppEdit {
    /// Its name, as users see it.
    pub name: String,
    /// What it is for, as users see it. May be empty.
    pub description: String,
    /// Where users may be sent back to: one to ten.
    pub redirect_uris: Vec<RedirectUri>,
    /// What it may ask for.
    pub scopes: ScopeSet,
}

impl App {
    /// Where its picture is served, if it has one.
    pub fn picture_path(&self) -> Option<String> {
        let digest = self.picture.as_ref()?;
        Some(format!("/pictures/{}/{}", AppLocator::of(&self.client_id).as_str(), digest.as_str()))
    }

    pub(in crate::store) fn key(&self) -> Key {
        Key::app(&AppLocator::of(&self.client_id))
    }

    pub(in crate::store) fn read(attributes: &Attributes) -> Result<Self, StoreError> {
        let reader = Reader::new("app", attributes);
        Ok(Self {
            client_id: reader.parsed("client_id", ClientId::parse)?,
            org: reader.parsed("org", OrgId::parse)?,
            org_name: reader.text("org_name")?.to_owned(),
            edit: AppEdit {
                name: reader.text("name")?.to_owned(),
                description: reader.text("description")?.to_owned(),
                redirect_uris: reader.list("redirect_uris")?.into_iter().map(RedirectUri::from_item).collect(),
                scopes: ScopeSet::from_names(reader.set("scopes")?),
            },
            picture: reader.optional_parsed("picture", PictureDigest::parse)?,
            secret: reader.optional_parsed("secret", Digest::from_hex)?,
            shown_version: reader.number("shown_version")?,
            created_at: reader.moment("created_at")?,
        })
    }
}

impl Store {
    /// Registers an app. A collision of locators draws again: no app is ever overwritten.
    pub async fn create_app(
        &self,
        owner: Owner<'_>,
        edit: &AppEdit,
        picture: Option<&Picture>,
        secret: &Digest<ClientSecret>,
        now: Timestamp,
    ) -> Result<ClientId, StoreError> {
        for _ in 0..3 {
            let client_id = ClientId::generate();
            if let Some(picture) = picture {
                // First, so that no app ever names a picture that is not there.
                self.put_picture(&client_id, picture).await?;
            }
            let item = ItemBuilder::new(&Key::app(&AppLocator::of(&client_id)))
                .with("client_id", text(client_id.as_str()))
                .with("org", text(owner.org.as_str()))
                .with("org_name", text(owner.org_name))
                .with("name", text(&edit.name))
                .with("description", text(&edit.description))
                .with("redirect_uris", list(edit.redirect_uris.iter().map(RedirectUri::as_str)))
                .with("scopes", set(edit.scopes.names()))
                .with_some("picture", picture.map(|picture| text(picture.digest.as_str())))
                .with("secret", text(secret.hex()))
                .with("shown_version", number(1))
                .with("owner", text(keys::owned_by_org(owner.org)))
                .with("created_at", moment(now))
                .with("signed_in_at", moment(owner.signed_in_at))
                .with("updated_at", moment(now))
                .build();
            let result = self
                .client
                .put_item()
                .table_name(&self.table)
                .set_item(Some(item))
                .condition_expression("attribute_not_exists(pk)")
                .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
                .customize()
                .interceptor(self.meter.clone())
                .send()
                .await;
            match result {
                Ok(_) => return Ok(client_id),
                Err(error) if is_own_write(&error, &client_id) => return Ok(client_id),
                Err(error) if condition_failed(&error) => {}
                Err(error) => {
                    let key = Key::app(&AppLocator::of(&client_id));
                    let trouble = StoreError::sdk("PutItem", &error);
                    self.confirm_write(&key, trouble, |item| {
                        Ok(read(item)?.is_some_and(|app| app.client_id == client_id))
                    })
                    .await?;
                    return Ok(client_id);
                }
            }
        }
        Err(StoreError::Unavailable { operation: "PutItem", cause: "three client ids in a row were taken".to_owned() })
    }

    /// Session and app in one round trip. An app whose locator matches but whose id does not is another app.
    pub async fn session_and_app(
        &self,
        session: &Secret<credential::Session>,
        client_id: Option<&ClientId>,
    ) -> Result<(Option<Session>, Option<App>), StoreError> {
        let session_key = Key::session(&session.digest());
        let app_key = client_id.map(|id| Key::app(&AppLocator::of(id)));
        let keys: Vec<Key> = std::iter::once(session_key.clone()).chain(app_key.clone()).collect();
        let found = self.batch_get(&keys).await?;
        let session = found.get(&session_key).map(Session::read).transpose()?;
        let app = app_key.and_then(|key| found.get(&key)).map(App::read).transpose()?;
        Ok((session, app.filter(|app| Some(&app.client_id) == client_id)))
    }

    /// Replaces what the developer may change; `false` if the app is gone. Whatever a user is looking at meanwhile
    /// is out of date, and `shown_version` tells.
    ///
    /// A new picture is there before the app names it, and the old one until the app no longer does: whatever fails in
    /// between, the app shows one of the two.
    pub async fn edit_app(
        &self,
        app: &App,
        edit: &AppEdit,
        picture: &PictureChange,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        if let PictureChange::Replace(new) = picture {
            self.put_picture(&app.client_id, new).await?;
        }
        let edited = self.try_edit(app, edit, picture, now).await?;
        let unnamed = match (picture, &app.picture) {
            (PictureChange::Replace(new), _) if !edited => Some(&new.digest),
            (PictureChange::Replace(new), Some(old)) if edited && *old != new.digest => Some(old),
            (PictureChange::Remove, old) if edited => old.as_ref(),
            _ => None,
        };
        self.drop_picture(&app.client_id, unnamed).await;
        Ok(edited)
    }

    async fn try_edit(
        &self,
        app: &App,
        edit: &AppEdit,
        picture: &PictureChange,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        // Kept is not written: a picture that somebody else has replaced since must not come back.
        let (and_set, and_remove, named) = match picture {
            PictureChange::Keep => ("", "", None),
            PictureChange::Remove => ("", " REMOVE picture", None),
            PictureChange::Replace(new) => (", picture = :picture", "", Some(text(new.digest.as_str()))),
        };
        let mut values = Attributes::from([
            (":client_id".to_owned(), text(app.client_id.as_str())),
            (":org".to_owned(), text(app.org.as_str())),
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
            .condition_expression("client_id = :client_id AND org = :org")
            .update_expression(format!(
                "SET #name = :name, description = :description, redirect_uris = :redirect_uris, scopes = :scopes, \
                 updated_at = :now{and_set} ADD shown_version :one{and_remove}"
            ))
            .expression_attribute_names("#name", "name")
            .set_expression_attribute_values(Some(values))
            .customize()
            .interceptor(self.meter.clone())
            .send()
            .await;
        match result {
            Ok(_) => Ok(true),
            Err(error) if condition_failed(&error) => Ok(false),
            Err(error) => {
                let trouble = StoreError::sdk("UpdateItem", &error);
                let happened = |item: Option<&Attributes>| {
                    Ok(read(item)?.is_some_and(|app| app.edit == *edit && picture.is_done(app.picture.as_ref())))
                };
                self.confirm_write(&app.key(), trouble, happened).await?;
                Ok(true)
            }
        }
    }

    /// Deletes the app. Every verification reads it, so with this one write all its tokens and codes are dead.
    pub async fn delete_app(&self, app: &App) -> Result<(), StoreError> {
        let result = self
            .client
            .delete_item()
            .table_name(&self.table)
            .key("pk", text(app.key().as_str()))
            // Gone already fails it too, and is as good: `confirm_delete` looks.
            .condition_expression("client_id = :client_id AND org = :org")
            .expression_attribute_values(":client_id", text(app.client_id.as_str()))
            .expression_attribute_values(":org", text(app.org.as_str()))
            .customize()
            .interceptor(self.meter.clone())
            .send()
            .await;
        self.confirm_delete(&app.key(), result).await?;
        self.drop_picture(&app.client_id, app.picture.as_ref()).await;
        Ok(())
    }

    /// The apps of `org`, newest first, up to `limit` (at most 100) from `cursor` on.
    pub async fn list_apps(&self, org: &OrgId, cursor: Option<Cursor>, limit: usize) -> Result<Page<App>, StoreError> {
        self.list(&keys::owned_by_org(org), cursor, limit).await
    }
}

impl Listed for App {
    const KIND: ItemKind = ItemKind::App;

    fn read(attributes: &Attributes) -> Result<Self, StoreError> {
        App::read(attributes)
    }

    fn is_owned_by(&self, owner: &str) -> bool {
        keys::owned_by_org(&self.org) == owner
    }

    fn cursor(&self) -> Cursor {
        Cursor::of(&self.key(), self.created_at)
    }
}

/// An app, if there is an item.
pub(in crate::store) fn read(item: Option<&Attributes>) -> Result<Option<App>, StoreError> {
    item.map(App::read).transpose()
}

/// Whether what stands in the way is what this very call wrote, in an attempt whose answer was lost.
fn is_own_write<R>(error: &SdkError<PutItemError, R>, client_id: &ClientId) -> bool {
    let Some(PutItemError::ConditionalCheckFailedException(failed)) = error.as_service_error() else { return false };
    failed.item().and_then(|item| item.get("client_id")?.as_s().ok()) == Some(&client_id.as_str().to_owned())
}
