//! The pages about apps. Plain functions from values to markup; `maud` escapes whatever is spliced in.

use crate::app_form::{AppForm, app_form};
use crate::form::{Problems, Typed};
use crate::parts::secret as shown_once;
use crate::visit::Visit;
use http::StatusCode;
use maud::html;
use shared::config::Config;
use shared::credential::{ClientSecret, Secret};
use shared::html::script::{COPY, SIZE};
use shared::html::{Place, app_picture, time};
use shared::http::answer::{Answer, Forms};
use shared::ids::ClientId;
use shared::store::{App, ListPage};
use shared::text::{Question, Text, fill, fill_plain};

/// The path of the list, and of the form for a new app when posted.
pub const LIST: &str = "/settings/apps";
/// The form for a new app.
pub const NEW: &str = "/settings/apps/new";

/// The org's apps.
pub fn list(config: &Config, visit: &Visit, page: &ListPage<App>) -> Answer {
    let said = &visit.texts.apps;
    let org = &visit.session.org_name;
    let content = html! {
        div.card {
            div.head {
                h1 { (fill(said.heading, &[("org", org)])) }
                a.button.primary href=(NEW) { (said.register) }
            }
            @if page.items.is_empty() {
                div.notice { h2 { (said.none) } p.soft { (said.none_help) } }
            } @else {
                ul.rows {
                    @for app in &page.items {
                        li.small {
                            (app_picture(app))
                            div {
                                a href={ (LIST) "/" (app.client_id) } { bdi { strong { (app.edit.name) } } }
                                span.fine { code { (app.client_id) } }
                                span.fine { (fill(said.since, &[("date", &time(visit.texts, app.created_at))])) }
                            }
                        }
                    }
                }
            }
            @if let Some(next) = &page.next { div.actions { a.button href={ (LIST) "?cursor=" (next) } { (said.older) } } }
        }
    };
    let document = visit.document(config, Place::Apps, &fill_plain(said.heading, &[("org", org)]), None, content);
    Answer::html(StatusCode::OK, Forms::Here, document, visit.outcome("apps_listed"))
}

/// The form for a new app; again, where something is wrong with it.
pub fn new(config: &Config, visit: &Visit, ticket: &str, typed: &Typed, problems: &Problems) -> Answer {
    let said = &visit.texts.apps;
    let form = AppForm { action: LIST, ticket, typed, problems, beside: None, button: said.create };
    let content = html! {
        div.card {
            h1 { (said.register) }
            p.soft { (said.intro) }
            (app_form(visit.texts, &form))
        }
    };
    let status = if problems.is_none() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let document =
        visit.document(config, Place::Apps, &title(visit, said.register, problems.is_none()), Some(SIZE), content);
    Answer::html(status, Forms::Here, document, visit.outcome("app_form_shown"))
}

/// A secret, this once.
pub struct Once<'a> {
    /// Whose it is.
    pub client_id: &'a ClientId,
    /// The app's name.
    pub name: &'a str,
    /// The secret.
    pub secret: &'a Secret<ClientSecret>,
    /// What has happened, for the heading: of the first secret, or of a later one.
    pub heading: Text,
    /// The same, for the log.
    pub event: &'static str,
}

/// Shows it.
pub fn secret(config: &Config, visit: &Visit, once: &Once<'_>) -> Answer {
    let (said, client_id) = (&visit.texts.apps, once.client_id);
    let content = html! {
        div.card {
            h1 { (fill(once.heading, &[("app", &once.name)])) }
            p.notice { (said.once) }
            div.field { h2 { (said.client_id) } (shown_once(visit.texts, "client-id", client_id.as_str())) }
            div.field { h2 { (said.client_secret) } (shown_once(visit.texts, "client-secret", once.secret.expose())) }
            div.actions { a.button.primary href={ (LIST) "/" (client_id) } { (said.have_copied) } }
        }
    };
    let document = visit.document(config, Place::Apps, once.name, Some(COPY), content);
    Answer::html(StatusCode::OK, Forms::Here, document, visit.outcome(once.event).client(client_id))
}

/// An app that its form had made already, when it came again. Its secret was shown then, and only then.
pub fn already(config: &Config, visit: &Visit, app: &App) -> Answer {
    let said = &visit.texts.apps;
    let path = format!("{LIST}/{}", app.client_id);
    let content = html! {
        div.card {
            h1 { (fill(said.made_already, &[("app", &app.edit.name)])) }
            p.notice { (said.sent_twice) }
            div.field { h2 { (said.client_id) } (shown_once(visit.texts, "client-id", app.client_id.as_str())) }
            div.actions {
                a.button.primary href=(path) { (said.have_copied) }
                a.button href={ (path) "/rotate-secret" } { (said.rotate.button) }
            }
        }
    };
    let document = visit.document(config, Place::Apps, &app.edit.name, Some(COPY), content);
    Answer::html(StatusCode::OK, Forms::Here, document, visit.outcome("app_made_already").client(&app.client_id))
}

/// What is shown of an app.
pub struct Shown<'a> {
    /// The app.
    pub app: &'a App,
    /// The form's ticket.
    pub ticket: &'a str,
    /// What stands in its form.
    pub typed: &'a Typed,
    /// Why it is shown.
    pub state: State<'a>,
}

/// Why an app and its form are shown.
#[derive(Clone, Copy)]
pub enum State<'a> {
    /// Somebody wants to see it.
    AsItIs,
    /// It has just been saved.
    Saved,
    /// What was typed is wrong.
    Wrong(&'a Problems),
    /// What was typed was typed over something that is no longer there.
    Overtaken(&'a Problems),
}

/// An app and its form.
pub fn show(config: &Config, visit: &Visit, shown: &Shown<'_>) -> Answer {
    let (said, app) = (&visit.texts.apps, shown.app);
    let none = Problems::default();
    let now = Typed::of(app);
    let (status, event, problems, beside) = match shown.state {
        State::AsItIs => (StatusCode::OK, "app_shown", &none, None),
        State::Saved => (StatusCode::OK, "app_edited", &none, None),
        State::Wrong(problems) => (StatusCode::UNPROCESSABLE_ENTITY, "app_edit_invalid", problems, None),
        State::Overtaken(problems) => (StatusCode::CONFLICT, "app_edit_overtaken", problems, Some(&now)),
    };
    let path = format!("{LIST}/{}", app.client_id);
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
                dt { (said.registered) } dd { (time(visit.texts, app.created_at)) }
                @if !app.edit.description.is_empty() {
                    dt { (said.described) } dd.lines dir="auto" { (app.edit.description) }
                }
            }
        }
        div.card {
            h2 { (said.details) }
            (app_form(visit.texts, &form))
        }
        div.card {
            h2 { (said.delete.button) }
            p { (said.delete.effect) " " (said.delete.beyond) }
            div.actions { a.button.danger href={ (path) "/delete" } { (said.delete.open) } }
        }
    };
    let title = title(visit, &app.edit.name, status == StatusCode::OK);
    let document = visit.document(config, Place::Apps, &title, Some(SIZE), content);
    Answer::html(status, Forms::Here, document, visit.outcome(event))
}

/// Asks before something that cannot be undone, on a page of its own.
pub fn ask(config: &Config, visit: &Visit, app: &App, path: &str, ticket: &str, question: &Question) -> Answer {
    let content = html! {
        div.card {
            h1 { (question.title) }
            div.head.small {
                div { strong { bdi { (app.edit.name) } } br; span.fine { code { (app.client_id) } } }
                (app_picture(app))
            }
            ul.effects { li { (question.effect) } li { (question.beyond) } }
            form method="post" action=(path) {
                input type="hidden" name="ticket" value=(ticket);
                div.actions {
                    a.button href={ (LIST) "/" (app.client_id) } { (visit.texts.frame.keep) }
                    button.danger { (question.button) }
                }
            }
        }
    };
    let document = visit.document(config, Place::Apps, question.title, None, content);
    Answer::html(StatusCode::OK, Forms::Here, document, visit.outcome("asked"))
}

/// The tab says that something is wrong: it is the first thing a screen reader reads.
fn title(visit: &Visit, title: &str, is_fine: bool) -> String {
    if is_fine { title.to_owned() } else { fill_plain(visit.texts.problems.title, &[("title", title)]) }
}
