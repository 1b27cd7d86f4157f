//! An app, as the management API shows it.

use serde::Serialize;
use shared::config::Config;
use shared::credential::{ClientSecret, Secret};
use shared::oauth::redirect_uri::RedirectUri;
use shared::store::App;

/// The members, of which `client_secret` is there once: when it was made.
#[derive(Serialize)]
pub(crate) struct View<'a> {
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
pub(crate) struct List<'a> {
    /// Newest first.
    pub apps: Vec<View<'a>>,
    /// What goes into `cursor` for the next page.
    pub next: Option<&'a str>,
}

impl<'a> View<'a> {
    /// An app.
    pub(crate) fn of(config: &Config, app: &'a App) -> Self {
        let edit = &app.edit;
        Self {
            client_id: app.client_id.as_str(),
            client_secret: None,
            name: &edit.name,
            description: &edit.description,
            picture_url: picture_url(config, app),
            redirect_uris: edit.redirect_uris.iter().map(RedirectUri::as_str).collect(),
            scopes: edit.scopes.names().collect(),
            created_at: app.created_at.seconds(),
        }
    }

    /// With the secret, this once.
    pub(crate) fn with_secret(self, secret: &'a Secret<ClientSecret>) -> Self {
        Self { client_secret: Some(secret.expose()), ..self }
    }
}

/// Where its picture is, if it has one.
fn picture_url(config: &Config, app: &App) -> Option<String> {
    app.picture_path().map(|path| format!("{}{path}", config.public_url))
}
