//! A new secret for an app: the old one is dead at once.

use crate::error::Error;
use crate::pages;
use crate::visit::Visit;
use shared::credential::{ClientSecret, Secret};
use shared::http::answer::Answer;
use shared::http::request::Request;
use shared::lambda::Deps;

/// `GET /settings/apps/{client_id}/rotate-secret`
pub async fn ask(deps: &Deps, request: &Request, client_id: &str) -> Result<Answer, Error> {
    let (visit, app) = Visit::to_app(deps, request, client_id).await?;
    let ticket = visit.ticket(&request.path, request);
    let question = pages::Question {
        title: "Make a new secret?",
        consequences: "The current secret stops working at once: until the app has the new one, nobody can connect. \
                       Tokens that were given out stay valid.",
        button: "Make a new secret",
    };
    Ok(pages::ask(&deps.config, &visit, &app, &request.path, &ticket, &question))
}

/// `POST /settings/apps/{client_id}/rotate-secret`
pub async fn rotate(deps: &Deps, request: &Request, client_id: &str) -> Result<Answer, Error> {
    let (visit, app) = Visit::to_app(deps, request, client_id).await?;
    visit.form(deps, request)?;
    let secret = Secret::<ClientSecret>::generate("");
    if !deps.store.rotate_secret(&app, &secret.digest(), request.now).await.map_err(Error::Store)? {
        return Err(Error::NotFound);
    }
    Ok(pages::secret(&deps.config, &visit, &app.edit.name, &app.client_id, &secret, "secret_rotated"))
}
