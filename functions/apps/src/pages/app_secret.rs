//! A new secret for an app: the old one is dead at once.

use super::parts::{confirmation, secret as shown};
use crate::error::Error;
use crate::paths;
use crate::session::AdminSession;
use http::StatusCode;
use maud::html;
use shared::config::Config;
use shared::credential::{ClientSecret, Secret};
use shared::deps::Deps;
use shared::html::NavItem;
use shared::html::script::COPY;
use shared::http::answer::{Answer, Forms};
use shared::http::request::Request;
use shared::ids::ClientId;
use shared::store::{Expected, Rotation};
use shared::text::{Text, fill};

/// `GET /settings/apps/{client_id}/rotate-secret`
pub(crate) async fn ask(deps: &Deps, request: &Request, client_id: &str) -> Result<Answer, Error> {
    let (admin, app) = AdminSession::for_app(deps, request, client_id).await?;
    // It tells which secret is to be replaced, so that sending the form again does not replace the new one, which somebody
    // may just have copied.
    let ticket = admin.telling_ticket(request.path(), &app.secret_tag(), request);
    Ok(confirmation(&deps.config, &admin, &app, request.path(), &ticket, &admin.texts.apps.rotate))
}

/// `POST /settings/apps/{client_id}/rotate-secret`
pub(crate) async fn rotate(deps: &Deps, request: &Request, client_id: &str) -> Result<Answer, Error> {
    let (admin, app) = AdminSession::for_app(deps, request, client_id).await?;
    let (_, told) = admin.telling_form(deps, request)?;
    if told != app.secret_tag() {
        return Err(Error::Overtaken);
    }
    let secret = Secret::<ClientSecret>::generate("");
    let rotation = deps.store.rotate_secret(&app, &secret.digest(), Expected::SameSecret, request.now).await;
    match rotation.map_err(Error::Store)? {
        Rotation::Done(app) => {
            let (client_id, name, heading) = (&app.client_id, &app.edit.name, admin.texts.apps.remade);
            let once = NewSecret { client_id, name, secret: &secret, heading, event: "secret_rotated" };
            Ok(shown_once(&deps.config, &admin, &once))
        }
        Rotation::Overtaken => Err(Error::Overtaken),
        Rotation::Gone => Err(Error::NotFound),
    }
}

/// A secret, this once.
pub(crate) struct NewSecret<'a> {
    /// Whose it is.
    pub client_id: &'a ClientId,
    /// The app's name.
    pub name: &'a str,
    /// The secret.
    pub secret: &'a Secret<ClientSecret>,
    /// What has happened, for the heading: of the first secret, or of a later one.
    pub heading: Text,
    /// The same, for the log.
    pub event: &'static str,
}

/// Shows it.
pub(crate) fn shown_once(config: &Config, admin: &AdminSession, once: &NewSecret<'_>) -> Answer {
    let (said, client_id) = (&admin.texts.apps, once.client_id);
    let content = html! {
        div.card {
            h1 { (fill(once.heading, &[("app", &once.name)])) }
            p.notice { (said.once) }
            div.field { h2 { (said.client_id) } (shown(admin.texts, "client-id", client_id.as_str())) }
            div.field { h2 { (said.client_secret) } (shown(admin.texts, "client-secret", once.secret.expose())) }
            div.actions { a.button.primary href=(paths::app(client_id)) { (said.have_copied) } }
        }
    };
    let document = admin.document(config, NavItem::Apps, once.name, Some(COPY), content);
    let outcome = admin.outcome(once.event).client(client_id).secret(&once.secret.digest());
    Answer::html(StatusCode::OK, Forms::Here, document, outcome)
}
