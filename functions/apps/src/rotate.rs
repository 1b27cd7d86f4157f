//! A new secret for an app: the old one is dead at once.

use crate::error::Error;
use crate::pages::{self, Once};
use crate::visit::Visit;
use shared::credential::{ClientSecret, Digest, Secret};
use shared::http::answer::Answer;
use shared::http::request::Request;
use shared::lambda::Deps;
use shared::store::{App, Rotation};

/// `GET /settings/apps/{client_id}/rotate-secret`
pub async fn ask(deps: &Deps, request: &Request, client_id: &str) -> Result<Answer, Error> {
    let (visit, app) = Visit::to_app(deps, request, client_id).await?;
    let ticket = visit.ticket_about(request.path(), &current(&app), request);
    Ok(pages::ask(&deps.config, &visit, &app, request.path(), &ticket, &visit.texts.apps.rotate))
}

/// `POST /settings/apps/{client_id}/rotate-secret`
pub async fn rotate(deps: &Deps, request: &Request, client_id: &str) -> Result<Answer, Error> {
    let (visit, app) = Visit::to_app(deps, request, client_id).await?;
    visit.form_about(deps, request, &current(&app))?;
    let secret = Secret::<ClientSecret>::generate("");
    match deps.store.rotate_secret(&app, &secret.digest(), request.now).await.map_err(Error::Store)? {
        Rotation::Done => {
            let (client_id, name, heading) = (&app.client_id, &app.edit.name, visit.texts.apps.remade);
            let once = Once { client_id, name, secret: &secret, heading, event: "secret_rotated" };
            Ok(pages::secret(&deps.config, &visit, &once))
        }
        Rotation::Overtaken => Err(Error::Overtaken),
        Rotation::Gone => Err(Error::NotFound),
    }
}

/// The ticket names the secret that is to be replaced, so that reloading the answer does not replace the new one, which
/// somebody may just have copied.
fn current(app: &App) -> String {
    app.secret.as_ref().map(Digest::hex).unwrap_or_default()
}
