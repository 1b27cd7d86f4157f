//! An app, as the management API shows it.

use serde::Serialize;
use shared::config::Config;
use shared::credential::{ClientSecret, Secret};
use shared::ids::ClientId;
use shared::oauth::redirect_uri::RedirectUri;
use shared::store::{App, AppEdit};

/// The members, of which `client_secret` is there once: when it was made.
#[derive(Serialize)]
pub struct View<'a> {
    client_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    client_secret: Option<&'a str>,
    name: &'a str,
    description: &'a str,
    picture_url: Option<String>,
    redirect_uris: Vec<&'a str>,
    scopes: Vec<&'static str>,
    created_at: i64,
}

/// One page of a list.
#[derive(Serialize)]
pub struct List<'a> {
    /// Newest first.
    pub apps: Vec<View<'a>>,
    /// What goes into `cursor` for the next page.
    pub next: Option<&'a str>,
}

impl<'a> View<'a> {
    /// An app.
    pub fn of(config: &Config, app: &'a App) -> Self {
        Self { picture_url: picture_url(config, app), ..Self::new(&app.client_id, &app.edit, app.created_at.seconds()) }
    }

    /// An app that has just been registered.
    pub fn new(client_id: &'a ClientId, edit: &'a AppEdit, created_at: i64) -> Self {
        Self {
            client_id: client_id.as_str(),
            client_secret: None,
            name: &edit.name,
            description: &edit.description,
            picture_url: None,
            redirect_uris: edit.redirect_uris.iter().map(RedirectUri::as_str).collect(),
            scopes: edit.scopes.names().collect(),
            created_at,
        }
    }

    /// With the secret, this once.
    pub fn with_secret(self, secret: &'a Secret<ClientSecret>) -> Self {
        Self { client_secret: Some(secret.expose()), ..self }
    }
}

/// Where its picture is, if it has one.
fn picture_url(config: &Config, app: &App) -> Option<String> {
    app.picture_path().map(|path| format!("{}{path}", config.public_url))
}
