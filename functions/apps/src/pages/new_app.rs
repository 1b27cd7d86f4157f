//! The form for a new app, and the app that it makes.

use super::app_form::{AppForm, app_form};
use super::app_secret::{NewSecret, shown_once};
use super::parts::{secret as shown, title};
use crate::error::Error;
use crate::form::app::{AppInput, FieldErrors, check};
use crate::paths;
use crate::session::AdminSession;
use http::StatusCode;
use maud::html;
use shared::config::Config;
use shared::credential::locator::AppLocator;
use shared::credential::{ClientSecret, Secret};
use shared::deps::Deps;
use shared::html::NavItem;
use shared::html::script::{COPY, SIZE};
use shared::http::answer::{Answer, Forms};
use shared::http::request::Request;
use shared::store::{App, Created, NewApp, PictureChange};
use shared::text::fill;

/// `GET /settings/apps/new`
pub(crate) async fn new(deps: &Deps, request: &Request) -> Result<Answer, Error> {
    let admin = AdminSession::read(deps, request).await?;
    let ticket = admin.telling_ticket(paths::APPS, AppLocator::generate().as_str(), request);
    Ok(form_page(&deps.config, &admin, &ticket, &AppInput::blank(), &FieldErrors::default()))
}

/// `POST /settings/apps`: the form's ticket tells the place of the app that it makes. Two forms have two places, and one that
/// comes twice has one.
pub(crate) async fn create(deps: &Deps, request: &Request) -> Result<Answer, Error> {
    let admin = AdminSession::read(deps, request).await?;
    let (posted, told) = admin.app_form(deps, request)?;
    let place = AppLocator::parse(&told).ok_or(Error::Ticket)?;
    let typed = AppInput::read(&posted.fields);
    let (edit, picture) = match check(&typed, &posted) {
        Ok(checked) => checked,
        Err(problems) => {
            let ticket = admin.telling_ticket(paths::APPS, &told, request);
            return Ok(form_page(&deps.config, &admin, &ticket, &typed, &problems));
        }
    };
    let secret = Secret::<ClientSecret>::generate("");
    let picture = match &picture {
        PictureChange::Replace(picture) => Some(picture),
        PictureChange::Keep | PictureChange::Remove => None,
    };
    let registrant = admin.session.registrant();
    let new = NewApp { registrant, edit: &edit, picture, secret: &secret.digest(), place: Some(&place) };
    match deps.store.create_app(&new, request.now).await.map_err(Error::Store)? {
        Created::New(app) => {
            let (client_id, name, heading) = (&app.client_id, &app.edit.name, admin.texts.apps.made);
            let once = NewSecret { client_id, name, secret: &secret, heading, event: "app_created" };
            Ok(shown_once(&deps.config, &admin, &once))
        }
        Created::Already(app) => Ok(already(&deps.config, &admin, &app)),
    }
}

/// The form for a new app; again, where something is wrong with it.
fn form_page(config: &Config, admin: &AdminSession, ticket: &str, typed: &AppInput, problems: &FieldErrors) -> Answer {
    let said = &admin.texts.apps;
    let form = AppForm { action: paths::APPS, ticket, typed, problems, beside: None, button: said.create };
    let content = html! {
        div.card {
            h1 { (said.register) }
            p.soft { (said.intro) }
            (app_form(admin.texts, &form))
        }
    };
    let status = if problems.is_none() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let document = admin.document(
        config,
        NavItem::Apps,
        &title(admin.texts, said.register, problems.is_none()),
        Some(SIZE),
        content,
    );
    Answer::html(status, Forms::Here, document, admin.outcome("app_form_shown"))
}

/// An app that its form had made already, when it came again. Its secret was shown then, and only then.
fn already(config: &Config, admin: &AdminSession, app: &App) -> Answer {
    let said = &admin.texts.apps;
    let path = paths::app(&app.client_id);
    let content = html! {
        div.card {
            h1 { (fill(said.made_already, &[("app", &app.edit.name)])) }
            p.notice { (said.sent_twice) }
            div.field { h2 { (said.client_id) } (shown(admin.texts, "client-id", app.client_id.as_str())) }
            div.actions {
                a.button.primary href=(path) { (said.have_copied) }
                a.button href={ (path) "/rotate-secret" } { (said.rotate.button) }
            }
        }
    };
    let document = admin.document(config, NavItem::Apps, &app.edit.name, Some(COPY), content);
    Answer::html(StatusCode::OK, Forms::Here, document, admin.outcome("app_made_already").client(&app.client_id))
}
