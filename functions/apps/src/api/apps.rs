//! Apps: list, register, show, change, delete, a new secret. The rules are the form's, the acts the pages'.

use super::body::{self, Fields};
use super::error::Error;
use super::if_match;
use super::manager::Manager;
use super::view::{List, View};
use crate::form::app::AppInput;
use http::StatusCode;
use shared::credential::{ClientSecret, Secret};
use shared::deps::Deps;
use shared::http::answer::Answer;
use shared::http::request::Request;
use shared::store::{App, Created, Cursor, Deleted, Edited, Expected, NewApp, Rotation};
use shared::wire::params::Params;

/// Apps on one page of a list, unless the caller says otherwise.
const PAGE: usize = 25;
/// The most a caller may ask for.
const PAGE_MAX: usize = 100;

/// `GET /api/apps`
pub(crate) async fn list(deps: &Deps, request: &Request) -> Result<Answer, Error> {
    let manager = Manager::read(deps, request).await?;
    let (cursor, limit) = page(request)?;
    let page = deps.store.list_apps(&manager.key.org, cursor, limit).await.map_err(Error::Store)?;
    let apps = page.items.iter().map(|app| View::of(&deps.config, app)).collect();
    Ok(Answer::json(StatusCode::OK, &List { apps, next: page.next.as_deref() }, manager.outcome("apps_listed")))
}

/// `POST /api/apps`
pub(crate) async fn create(deps: &Deps, request: &Request) -> Result<Answer, Error> {
    let manager = Manager::read(deps, request).await?;
    let edit = Fields::read(request)?.onto(AppInput::blank()).check().map_err(Error::Invalid)?;
    let secret = Secret::<ClientSecret>::generate("");
    let new = NewApp {
        registrant: manager.key.registrant(),
        edit: &edit,
        picture: None,
        secret: &secret.digest(),
        place: None,
    };
    // Without a place that was kept for it, it is new in any case.
    let (Created::New(app) | Created::Already(app)) =
        deps.store.create_app(&new, request.now).await.map_err(Error::Store)?;
    let view = View::of(&deps.config, &app).with_secret(&secret);
    let outcome = manager.outcome("app_created").client(&app.client_id).secret(&secret.digest());
    Ok(Answer::created(&format!("/api/apps/{}", app.client_id), &view, outcome).etag(&app.tag()))
}

/// `GET /api/apps/{client_id}`
pub(crate) async fn show(deps: &Deps, request: &Request, client_id: &str) -> Result<Answer, Error> {
    let (manager, app) = Manager::for_app(deps, request, client_id).await?;
    Ok(shown(deps, &manager, &app, "app_shown"))
}

/// `PATCH /api/apps/{client_id}`: only what is sent changes.
pub(crate) async fn edit(deps: &Deps, request: &Request, client_id: &str) -> Result<Answer, Error> {
    let (manager, app) = Manager::for_app(deps, request, client_id).await?;
    let fields = Fields::read(request)?;
    let expected = if_match::expected(request, &app)?;
    let edit = fields.onto(AppInput::of(&app)).check().map_err(Error::Invalid)?;
    let patch = fields.of(edit);
    // What changes nothing makes no new state: whoever has a form of the app open is not told that it did.
    if patch.applied_to(app.edit.clone()) == app.edit {
        return Ok(shown(deps, &manager, &app, "app_edited"));
    }
    match deps.store.patch_app(&app, &patch, expected, request.now).await.map_err(Error::Store)? {
        Edited::Done(app) => Ok(shown(deps, &manager, &app, "app_edited")),
        Edited::Overtaken(_) => Err(Error::PreconditionFailed),
        Edited::Gone => Err(Error::NotFound),
    }
}

/// `DELETE /api/apps/{client_id}`
pub(crate) async fn delete(deps: &Deps, request: &Request, client_id: &str) -> Result<Answer, Error> {
    let (manager, app) = Manager::for_app(deps, request, client_id).await?;
    body::nothing(request)?;
    let expected = if_match::expected(request, &app)?;
    match deps.store.delete_app(&app, expected).await.map_err(Error::Store)? {
        Deleted::Done => Ok(Answer::no_content(manager.outcome("app_deleted").client(&app.client_id))),
        Deleted::Overtaken => Err(Error::PreconditionFailed),
        Deleted::NotThere => Err(Error::NotFound),
    }
}

/// `POST /api/apps/{client_id}/rotate-secret`
pub(crate) async fn rotate_secret(deps: &Deps, request: &Request, client_id: &str) -> Result<Answer, Error> {
    let (manager, app) = Manager::for_app(deps, request, client_id).await?;
    body::nothing(request)?;
    let expected = if_match::expected(request, &app)?;
    let secret = Secret::<ClientSecret>::generate("");
    let rotation = deps.store.rotate_secret(&app, &secret.digest(), expected, request.now).await;
    match rotation.map_err(Error::Store)? {
        Rotation::Done(app) => {
            let view = View::of(&deps.config, &app).with_secret(&secret);
            let outcome = manager.outcome("secret_rotated").client(&app.client_id).secret(&secret.digest());
            Ok(Answer::json(StatusCode::OK, &view, outcome).etag(&app.tag()))
        }
        Rotation::Overtaken if expected == Expected::SameState => Err(Error::PreconditionFailed),
        Rotation::Overtaken => Err(Error::Overtaken),
        Rotation::Gone => Err(Error::NotFound),
    }
}

fn shown(deps: &Deps, manager: &Manager, app: &App, event: &'static str) -> Answer {
    let outcome = manager.outcome(event).client(&app.client_id);
    Answer::json(StatusCode::OK, &View::of(&deps.config, app), outcome).etag(&app.tag())
}

/// Where the list goes on, and how far. A cursor that no list ever gave is an error here: a program that walks a list must
/// not begin again unawares.
fn page(request: &Request) -> Result<(Option<Cursor>, usize), Error> {
    let query = Params::parse(&request.raw_query);
    let cursor = query.get("cursor").map_err(|_| Error::Cursor)?;
    let cursor = cursor.map(|text| Cursor::parse(&text)).transpose().map_err(|_| Error::Cursor)?;
    let limit = match query.get("limit").map_err(|_| Error::Limit)? {
        Some(text) => text.parse().ok().filter(|limit| (1..=PAGE_MAX).contains(limit)).ok_or(Error::Limit)?,
        None => PAGE,
    };
    Ok((cursor, limit))
}
