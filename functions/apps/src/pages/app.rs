//! An app and its form: show, edit.

use super::app_form::{AppForm, app_form};
use super::parts::title;
use crate::error::Error;
use crate::form::app::{AppInput, FieldErrors, check};
use crate::form::field_error::FieldError;
use crate::form::upload::{Submission, Upload};
use crate::paths;
use crate::session::AdminSession;
use http::StatusCode;
use maud::html;
use shared::config::Config;
use shared::deps::Deps;
use shared::html::script::SIZE;
use shared::html::{NavItem, app_picture, time};
use shared::http::answer::{Answer, Forms};
use shared::http::request::Request;
use shared::store::{App, Edited};

/// `GET /settings/apps/{client_id}`
pub(crate) async fn show(deps: &Deps, request: &Request, client_id: &str) -> Result<Answer, Error> {
    let (admin, app) = AdminSession::for_app(deps, request, client_id).await?;
    Ok(shown(deps, request, &admin, &app, &AppInput::of(&app), State::AsItIs))
}

/// `POST /settings/apps/{client_id}`: saves what was typed, unless somebody else has saved something since the form was shown.
pub(crate) async fn update(deps: &Deps, request: &Request, client_id: &str) -> Result<Answer, Error> {
    let (admin, app) = AdminSession::for_app(deps, request, client_id).await?;
    let (posted, version) = admin.app_form(deps, request)?;
    let typed = AppInput { has_picture: app.picture.is_some(), ..AppInput::read(&posted.fields) };
    let checked = check(&typed, &posted);
    let saved = |app: &App| shown(deps, request, &admin, app, &AppInput::of(app), State::Saved);
    let is_stale = version != app.shown_version.to_string();
    let (edit, picture) = match checked {
        // The same form, sent twice, or one in which nothing was changed: it makes no new state.
        Ok((edit, picture)) if app.is_as(&edit, &picture) => return Ok(saved(&app)),
        Ok(_) | Err(_) if is_stale => return Ok(overtaken(deps, request, &admin, &app, &typed, &posted)),
        Ok(checked) => checked,
        Err(problems) => return Ok(shown(deps, request, &admin, &app, &typed, State::Wrong(&problems))),
    };
    match deps.store.edit_app(&app, &edit, &picture, request.now).await.map_err(Error::Store)? {
        Edited::Done(app) => Ok(saved(&app)),
        Edited::Overtaken(app) => Ok(overtaken(deps, request, &admin, &app, &typed, &posted)),
        Edited::Gone => Err(Error::NotFound),
    }
}

/// What was typed, beside what is there now. Its ticket is for that: saved once more, it replaces what was seen here.
fn overtaken(
    deps: &Deps,
    request: &Request,
    admin: &AdminSession,
    app: &App,
    typed: &AppInput,
    posted: &Submission<'_>,
) -> Answer {
    // No browser lets a form that is shown again hold a file.
    let picture = matches!(posted.picture, Upload::File(_)).then_some(FieldError::PictureAgain);
    let problems = FieldErrors { picture, ..FieldErrors::default() };
    shown(deps, request, admin, app, typed, State::Overtaken(&problems))
}

fn shown(
    deps: &Deps,
    request: &Request,
    admin: &AdminSession,
    app: &App,
    typed: &AppInput,
    state: State<'_>,
) -> Answer {
    let ticket = admin.telling_ticket(request.path(), &app.shown_version.to_string(), request);
    page(&deps.config, admin, &AppPage { app, ticket: &ticket, typed, state })
}

/// What is shown of an app.
struct AppPage<'a> {
    /// The app.
    app: &'a App,
    /// The form's ticket.
    ticket: &'a str,
    /// What stands in its form.
    typed: &'a AppInput,
    /// Why it is shown.
    state: State<'a>,
}

/// Why an app and its form are shown.
#[derive(Clone, Copy)]
enum State<'a> {
    /// Somebody wants to see it.
    AsItIs,
    /// It has just been saved.
    Saved,
    /// What was typed is wrong.
    Wrong(&'a FieldErrors),
    /// What was typed was typed over something that is no longer there.
    Overtaken(&'a FieldErrors),
}

/// An app and its form.
fn page(config: &Config, admin: &AdminSession, shown: &AppPage<'_>) -> Answer {
    let (said, app) = (&admin.texts.apps, shown.app);
    let none = FieldErrors::default();
    let now = AppInput::of(app);
    let (status, event, problems, beside) = match shown.state {
        State::AsItIs => (StatusCode::OK, "app_shown", &none, None),
        State::Saved => (StatusCode::OK, "app_edited", &none, None),
        State::Wrong(problems) => (StatusCode::UNPROCESSABLE_ENTITY, "app_edit_invalid", problems, None),
        State::Overtaken(problems) => (StatusCode::CONFLICT, "app_edit_overtaken", problems, Some(&now)),
    };
    let path = paths::app(&app.client_id);
    let (ticket, typed) = (shown.ticket, shown.typed);
    let form = AppForm { action: &path, ticket, typed, problems, beside, button: said.save };
    let content = html! {
        div.card {
            @if matches!(shown.state, State::Saved) { p.notice.done role="status" tabindex="-1" autofocus { (said.saved) } }
            div.head {
                h1 { bdi { (app.edit.name) } }
                (app_picture(app))
            }
            dl {
                dt { (said.client_id) } dd { code id="client-id" { (app.client_id) } }
                dt { (said.client_secret) }
                dd { (said.secret_shown_once) " " a href={ (path) "/rotate-secret" } { (said.rotate.open) } }
                dt { (said.registered) } dd { (time(admin.texts, app.created_at)) }
                @if !app.edit.description.is_empty() {
                    dt { (said.described) } dd.lines dir="auto" { (app.edit.description) }
                }
            }
        }
        div.card {
            h2 { (said.details) }
            (app_form(admin.texts, &form))
        }
        div.card {
            h2 { (said.delete.button) }
            p { (said.delete.effect) " " (said.delete.beyond) }
            div.actions { a.button.danger href={ (path) "/delete" } { (said.delete.open) } }
        }
    };
    let title = title(admin.texts, &app.edit.name, status == StatusCode::OK);
    let document = admin.document(config, NavItem::Apps, &title, Some(SIZE), content);
    Answer::html(status, Forms::Here, document, admin.outcome(event).client(&app.client_id))
}
