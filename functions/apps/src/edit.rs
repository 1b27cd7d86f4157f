//! List, create, show, edit.

use crate::error::Error;
use crate::form::{Problems, Typed};
use crate::pages;
use crate::visit::{PAGE, Visit, cursor};
use http::StatusCode;
use shared::credential::{ClientSecret, Secret};
use shared::http::answer::Answer;
use shared::http::request::Request;
use shared::lambda::Deps;

/// `GET /settings/apps`
pub async fn list(deps: &Deps, request: &Request) -> Result<Answer, Error> {
    let visit = Visit::of_admin(deps, request).await?;
    let page = deps.store.list_apps(&visit.session.org, cursor(request), PAGE).await.map_err(Error::Store)?;
    Ok(pages::list(&deps.config, &visit, &page))
}

/// `GET /settings/apps/new`
pub async fn new(deps: &Deps, request: &Request) -> Result<Answer, Error> {
    let visit = Visit::of_admin(deps, request).await?;
    let ticket = visit.ticket(pages::LIST, request);
    Ok(pages::new(&deps.config, &visit, &ticket, &Typed::blank(), &Problems::default(), StatusCode::OK))
}

/// `POST /settings/apps`
pub async fn create(deps: &Deps, request: &Request) -> Result<Answer, Error> {
    let visit = Visit::of_admin(deps, request).await?;
    let typed = Typed::read(&visit.form(deps, request)?);
    let edit = match typed.check() {
        Ok(edit) => edit,
        Err(problems) => {
            let ticket = visit.ticket(pages::LIST, request);
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            return Ok(pages::new(&deps.config, &visit, &ticket, &typed, &problems, status));
        }
    };
    let secret = Secret::<ClientSecret>::generate("");
    let client_id = deps
        .store
        .create_app(visit.session.owner(), &edit, &secret.digest(), request.now)
        .await
        .map_err(Error::Store)?;
    Ok(pages::secret(&deps.config, &visit, &edit.name, &client_id, &secret, "app_created"))
}

/// `GET /settings/apps/{client_id}`
pub async fn show(deps: &Deps, request: &Request, client_id: &str) -> Result<Answer, Error> {
    let (visit, app) = Visit::to_app(deps, request, client_id).await?;
    let typed = Typed::of(&app.edit);
    let ticket = visit.ticket(&request.path, request);
    Ok(pages::show(&deps.config, &visit, &app, &ticket, &typed, &Problems::default(), None))
}

/// `POST /settings/apps/{client_id}`
pub async fn update(deps: &Deps, request: &Request, client_id: &str) -> Result<Answer, Error> {
    let (visit, app) = Visit::to_app(deps, request, client_id).await?;
    let typed = Typed::read(&visit.form(deps, request)?);
    let ticket = visit.ticket(&request.path, request);
    let edit = match typed.check() {
        Ok(edit) => edit,
        Err(problems) => return Ok(pages::show(&deps.config, &visit, &app, &ticket, &typed, &problems, None)),
    };
    if !deps.store.edit_app(&app, &edit, request.now).await.map_err(Error::Store)? {
        return Err(Error::NotFound);
    }
    let typed = Typed::of(&edit);
    Ok(pages::show(&deps.config, &visit, &app, &ticket, &typed, &Problems::default(), Some("Saved.")))
}
