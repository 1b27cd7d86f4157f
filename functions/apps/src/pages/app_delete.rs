//! Deleting an app: one write, and every token and code of it is dead.

use super::parts::confirmation;
use crate::error::Error;
use crate::paths;
use crate::session::AdminSession;
use shared::deps::Deps;
use shared::http::answer::Answer;
use shared::http::request::Request;
use shared::store::{Deleted, Expected};

/// `GET /settings/apps/{client_id}/delete`
pub(crate) async fn ask(deps: &Deps, request: &Request, client_id: &str) -> Result<Answer, Error> {
    let (admin, app) = AdminSession::for_app(deps, request, client_id).await?;
    let ticket = admin.ticket(request.path(), request);
    Ok(confirmation(&deps.config, &admin, &app, request.path(), &ticket, &admin.texts.apps.delete))
}

/// `POST /settings/apps/{client_id}/delete`
pub(crate) async fn delete(deps: &Deps, request: &Request, client_id: &str) -> Result<Answer, Error> {
    let (admin, app) = AdminSession::for_app(deps, request, client_id).await?;
    admin.form(deps, request)?;
    match deps.store.delete_app(&app, Expected::AnyState).await.map_err(Error::Store)? {
        Deleted::Done => Ok(Answer::see_other(paths::APPS, admin.outcome("app_deleted").client(&app.client_id))),
        Deleted::Overtaken | Deleted::NotThere => Err(Error::NotFound),
    }
}
