//! Deleting an app: one write, and every token and code of it is dead.

use crate::error::Error;
use crate::pages;
use crate::visit::Visit;
use shared::http::answer::Answer;
use shared::http::request::Request;
use shared::lambda::Deps;
use shared::store::Expected;

/// `GET /settings/apps/{client_id}/delete`
pub async fn ask(deps: &Deps, request: &Request, client_id: &str) -> Result<Answer, Error> {
    let (visit, app) = Visit::to_app(deps, request, client_id).await?;
    let ticket = visit.ticket(request.path(), request);
    Ok(pages::ask(&deps.config, &visit, &app, request.path(), &ticket, &visit.texts.apps.delete))
}

/// `POST /settings/apps/{client_id}/delete`
pub async fn delete(deps: &Deps, request: &Request, client_id: &str) -> Result<Answer, Error> {
    let (visit, app) = Visit::to_app(deps, request, client_id).await?;
    visit.form(deps, request)?;
    deps.store.delete_app(&app, Expected::AnyState).await.map_err(Error::Store)?;
    Ok(Answer::see_other(pages::LIST, visit.outcome("app_deleted").client(&app.client_id)))
}
