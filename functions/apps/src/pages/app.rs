//! List, show, edit.

use crate::error::Error;
use crate::form::{Problems, Typed, check};
use crate::pages::{self, Shown, State};
use crate::posted::{Posted, Upload};
use crate::problem::Problem;
use crate::visit::{PAGE, Visit, cursor};
use shared::http::answer::Answer;
use shared::http::request::Request;
use shared::lambda::Deps;
use shared::store::{App, Edited};

/// `GET /settings/apps`
pub async fn list(deps: &Deps, request: &Request) -> Result<Answer, Error> {
    let visit = Visit::of_admin(deps, request).await?;
    let page = deps.store.list_apps(&visit.session.org, cursor(request), PAGE).await.map_err(Error::Store)?;
    Ok(pages::list(&deps.config, &visit, &page))
}

/// `GET /settings/apps/{client_id}`
pub async fn show(deps: &Deps, request: &Request, client_id: &str) -> Result<Answer, Error> {
    let (visit, app) = Visit::to_app(deps, request, client_id).await?;
    Ok(shown(deps, request, &visit, &app, &Typed::of(&app), State::AsItIs))
}

/// `POST /settings/apps/{client_id}`: saves what was typed, unless somebody else has saved something since the form was shown.
pub async fn update(deps: &Deps, request: &Request, client_id: &str) -> Result<Answer, Error> {
    let (visit, app) = Visit::to_app(deps, request, client_id).await?;
    let (posted, version) = visit.app_form(deps, request)?;
    let typed = Typed { has_picture: app.picture.is_some(), ..Typed::read(&posted.fields) };
    let checked = check(&typed, &posted);
    let saved = |app: &App| shown(deps, request, &visit, app, &Typed::of(app), State::Saved);
    if version != app.shown_version.to_string() {
        return Ok(match checked {
            // The same form, sent twice.
            Ok((edit, picture)) if app.is_as(&edit, &picture) => saved(&app),
            Ok(_) | Err(_) => overtaken(deps, request, &visit, &app, &typed, &posted),
        });
    }
    let (edit, picture) = match checked {
        Ok(checked) => checked,
        Err(problems) => return Ok(shown(deps, request, &visit, &app, &typed, State::Wrong(&problems))),
    };
    match deps.store.edit_app(&app, &edit, &picture, request.now).await.map_err(Error::Store)? {
        Edited::Done(app) => Ok(saved(&app)),
        Edited::Overtaken(app) => Ok(overtaken(deps, request, &visit, &app, &typed, &posted)),
        Edited::Gone => Err(Error::NotFound),
    }
}

/// What was typed, beside what is there now. Its ticket is for that: saved once more, it replaces what was seen here.
fn overtaken(deps: &Deps, request: &Request, visit: &Visit, app: &App, typed: &Typed, posted: &Posted<'_>) -> Answer {
    // No browser lets a form that is shown again hold a file.
    let picture = matches!(posted.picture, Upload::File(_)).then_some(Problem::PictureAgain);
    let problems = Problems { picture, ..Problems::default() };
    shown(deps, request, visit, app, typed, State::Overtaken(&problems))
}

fn shown(deps: &Deps, request: &Request, visit: &Visit, app: &App, typed: &Typed, state: State<'_>) -> Answer {
    let ticket = visit.telling_ticket(request.path(), &app.shown_version.to_string(), request);
    pages::show(&deps.config, visit, &Shown { app, ticket: &ticket, typed, state })
}
