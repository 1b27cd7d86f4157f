//! Registering: a new app, once for every form.

use crate::clock::Timestamp;
use crate::credential::locator::{AppLocator, hash};
use crate::credential::{ClientSecret, Digest};
use crate::ids::ClientId;
use crate::oauth::redirect_uri::RedirectUri;
use crate::store::dynamodb::conditional::Written;
use crate::store::dynamodb::item::{Attributes, Item as _, ItemBuilder, list, moment, number, set, text};
use crate::store::error::StoreError;
use crate::store::items::keys::{self, Key};
use crate::store::{App, AppEdit, Picture, Registrant, Store};

/// An app that is not there yet.
#[derive(Clone, Copy, Debug)]
pub struct NewApp<'a> {
    /// On whose behalf.
    pub registrant: Registrant<'a>,
    /// What its developer says of it.
    pub edit: &'a AppEdit,
    /// What is shown beside its name, if there is something.
    pub picture: Option<&'a Picture>,
    /// What is kept of its secret.
    pub secret: &'a Digest<ClientSecret>,
    /// The place that was kept for what its form makes, if a form makes it. A form that is sent twice at once makes one app,
    /// because there is one place, and no note of it has to be kept.
    pub place: Option<&'a AppLocator>,
}

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Created {
    /// It is registered.
    New(Box<App>),
    /// The same form has made this one already.
    Already(Box<App>),
}

impl Store {
    /// Registers an app. A collision of locators draws again: no app is ever overwritten.
    pub async fn create_app(&self, new: &NewApp<'_>, now: Timestamp) -> Result<Created, StoreError> {
        let mut place = new.place.cloned();
        for _ in 0..3 {
            // An id is never given twice, even where a form's app was deleted and the form comes again: whatever was approved
            // for the first one is not the second one's.
            let client_id = place.take().map_or_else(ClientId::generate, |place| place.new_client_id());
            if let Some(picture) = new.picture {
                // First, so that no app ever names a picture that is not there.
                self.put_picture(&client_id, picture).await?;
            }
            let item = item(&client_id, new, now);
            // Another id in its place is another app, unless the same form made it.
            let is_this = |found: &Attributes| found.get("client_id") == item.get("client_id");
            let is_the_forms = |found: &Attributes| new.place.is_some() && found.get("form") == item.get("form");
            let is_there = |found: &Attributes| Ok(is_this(found) || is_the_forms(found));
            match self.put_new(&key(&client_id), item.clone(), is_there).await? {
                Written::Done(Some(made)) if !is_this(&made) => {
                    let app = App::read(&made)?;
                    self.leave_picture_to(&app, new.picture).await?;
                    return Ok(Created::Already(Box::new(app)));
                }
                Written::Done(_) => return App::read(&item).map(Box::new).map(Created::New),
                Written::ConditionFailed(_) => {}
            }
        }
        Err(StoreError::Unavailable { operation: "PutItem", cause: "three client ids in a row were taken".to_owned() })
    }

    /// The picture of a form that came again is the app's that it made first, as long as that shows it.
    async fn leave_picture_to(&self, app: &App, picture: Option<&Picture>) -> Result<(), StoreError> {
        match picture {
            Some(picture) if app.picture.as_ref() == Some(&picture.digest) => {
                self.put_picture(&app.client_id, picture).await
            }
            picture => {
                self.drop_picture(&app.client_id, picture.map(|picture| &picture.digest)).await;
                Ok(())
            }
        }
    }
}

fn key(client_id: &ClientId) -> Key {
    Key::app(&AppLocator::of(client_id))
}

fn item(client_id: &ClientId, new: &NewApp<'_>, now: Timestamp) -> Attributes {
    let NewApp { registrant, edit, picture, secret, place } = new;
    ItemBuilder::new(&key(client_id))
        .with("client_id", text(client_id.as_str()))
        .with("org", text(registrant.org.as_str()))
        .with("org_name", text(registrant.org_name))
        .with("name", text(&edit.name))
        .with("description", text(&edit.description))
        .with("redirect_uris", list(edit.redirect_uris.iter().map(RedirectUri::as_str)))
        .with("scopes", set(edit.scopes.names()))
        .with_some("picture", picture.map(|picture| text(picture.digest.as_str())))
        .with("secret", text(secret.hex()))
        .with("shown_version", number(1))
        .with_some("form", place.map(|_| text(content(new))))
        .with("owner", text(keys::owned_by_org(registrant.org)))
        .with("created_at", moment(now))
        .with("signed_in_at", moment(registrant.signed_in_at))
        .with("updated_at", moment(now))
        .build()
}

/// What the form held: one that comes again with something else in it is meant to make another app. A hash, because an app
/// can be edited before its form comes again.
fn content(new: &NewApp<'_>) -> String {
    let edit = new.edit;
    let picture = new.picture.map_or("", |picture| picture.digest.as_str());
    let beginning = [new.registrant.org.as_str(), &edit.name, &edit.description, picture];
    let uris = edit.redirect_uris.iter().map(RedirectUri::as_str);
    let scopes: Vec<&str> = edit.scopes.names().collect();
    let parts: Vec<&str> = beginning.into_iter().chain(uris).chain(scopes).collect();
    hash("postern app form", &parts, 20)
}
