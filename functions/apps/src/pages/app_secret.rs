//! A new secret for an app: the old one is dead at once.

use crate::error::Error;
use crate::pages::{self, Once};
use crate::visit::Visit;
use shared::credential::{ClientSecret, Secret};
use shared::http::answer::Answer;
use shared::http::request::Request;
use shared::lambda::Deps;
use shared::store::{Expected, Rotation};

/// `GET /settings/apps/{client_id}/rotate-secret`
pub async fn ask(deps: &Deps, request: &Request, client_id: &str) -> Result<Answer, Error> {
    let (visit, app) = Visit::to_app(deps, request, client_id).await?;
    // It tells which secret is to be replaced, so that sending the form again does not replace the new one, which somebody
    // may just have copied.
    let ticket = visit.telling_ticket(request.path(), &app.secret_tag(), request);
    Ok(pages::ask(&deps.config, &visit, &app, request.path(), &ticket, &visit.texts.apps.rotate))
}

/// `POST /settings/apps/{client_id}/rotate-secret`
pub async fn rotate(deps: &Deps, request: &Request, client_id: &str) -> Result<Answer, Error> {
    let (visit, app) = Visit::to_app(deps, request, client_id).await?;
    let (_, told) = visit.telling_form(deps, request)?;
    if told != app.secret_tag() {
        return Err(Error::Overtaken);
    }
    let secret = Secret::<ClientSecret>::generate("");
    let rotation = deps.store.rotate_secret(&app, &secret.digest(), Expected::SameSecret, request.now).await;
    match rotation.map_err(Error::Store)? {
        Rotation::Done(app) => {
            let (client_id, name, heading) = (&app.client_id, &app.edit.name, visit.texts.apps.remade);
            let once = Once { client_id, name, secret: &secret, heading, event: "secret_rotated" };
            Ok(pages::secret(&deps.config, &visit, &once))
        }
        Rotation::Overtaken => Err(Error::Overtaken),
        Rotation::Gone => Err(Error::NotFound),
    }
}
