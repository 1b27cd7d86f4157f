//! Apps: registered OAuth clients, each in one item of at most 4 KB.

use super::keys::Key;
use super::picture::PictureChange;
use super::picture_digest::PictureDigest;
use crate::clock::Timestamp;
use crate::credential::locator::{AppLocator, hash};
use crate::credential::{ClientSecret, Digest};
use crate::ids::{ClientId, OrgId};
use crate::oauth::redirect_uri::RedirectUri;
use crate::oauth::scope::ScopeSet;
use crate::store::dynamodb::batch::Found;
use crate::store::dynamodb::item::{Attributes, Item, Reader};
use crate::store::error::StoreError;

/// Characters of a tag: 119 bits.
const TAG: usize = 20;

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
    /// Counts edits: the version of what the consent page and the settings show.
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

    /// Whether it is as an edit would leave it.
    pub fn is_as(&self, edit: &AppEdit, picture: &PictureChange) -> bool {
        self.edit == *edit && picture.is_done(self.picture.as_ref())
    }

    /// Names its state: every edit and every new secret makes another. Nothing can be learned from it.
    pub fn tag(&self) -> String {
        let version = self.shown_version.to_string();
        hash("postern app", &[self.client_id.as_str(), &version, &self.secret_or_none()], TAG)
    }

    /// Names its secret.
    pub fn secret_tag(&self) -> String {
        hash("postern secret of app", &[self.client_id.as_str(), &self.secret_or_none()], TAG)
    }

    fn secret_or_none(&self) -> String {
        self.secret.as_ref().map(Digest::hex).unwrap_or_default()
    }

    pub(in crate::store) fn key(&self) -> Key {
        Key::app(&AppLocator::of(&self.client_id))
    }

    /// Whether `other` is this app, in whatever state: another may have come into its place.
    pub(in crate::store) fn is_same_app(&self, other: &Self) -> bool {
        self.client_id == other.client_id && self.org == other.org
    }
}

impl Item for App {
    fn read(attributes: &Attributes) -> Result<Self, StoreError> {
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

    /// An app goes on with its secret, which is rotated if it must be.
    fn since(self, _: Timestamp) -> Option<Self> {
        Some(self)
    }
}

impl Found {
    /// The app of that id. One whose key only begins alike is another app.
    pub(in crate::store) fn app(&self, client_id: &ClientId) -> Result<Option<App>, StoreError> {
        let app: Option<App> = self.read(&Key::app(&AppLocator::of(client_id)))?;
        Ok(app.filter(|app| app.client_id == *client_id))
    }
}
