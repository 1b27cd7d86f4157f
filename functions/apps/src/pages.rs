//! The pages. Plain functions from values to markup; `maud` escapes whatever is spliced in.

use crate::form::{Problems, Typed};
use crate::problem::Problem;
use crate::visit::Visit;
use http::StatusCode;
use maud::{Markup, html};
use shared::config::Config;
use shared::credential::{ClientSecret, Secret};
use shared::html::{Visitor, frame, time};
use shared::http::answer::{Answer, Forms};
use shared::ids::ClientId;
use shared::oauth::scope::CATALOGUE;
use shared::store::{App, Page};
use shared::text::{ENGLISH, Language};

/// The path of the list, and of the form for a new app when posted.
pub const LIST: &str = "/settings/apps";

/// What is asked before something that cannot be undone.
pub struct Question {
    /// The question.
    pub title: &'static str,
    /// What exactly will happen.
    pub consequences: &'static str,
    /// What the button says: the act, not "OK".
    pub button: &'static str,
}

/// The org's apps.
pub fn list(config: &Config, visit: &Visit, page: &Page<App>) -> Answer {
    let content = html! {
        div.card {
            h1 { "Apps of " (visit.session.org_name) }
            @if page.items.is_empty() {
                p { "No apps yet. Register one to let other people's accounts connect to what you build." }
            } @else {
                ul.rows {
                    @for app in &page.items {
                        li {
                            a href={ (LIST) "/" (app.client_id) } { strong { (app.edit.name) } }
                            div.soft { code { (app.client_id) } " · since " (time(app.created_at)) }
                        }
                    }
                }
            }
            div.actions {
                a.button.primary href={ (LIST) "/new" } { "Register an app" }
                @if let Some(next) = &page.next { a.button href={ (LIST) "?cursor=" (next) } { "Older apps" } }
            }
        }
    };
    render(config, visit, StatusCode::OK, "Apps", &content, "apps_listed")
}

/// The form for a new app.
pub fn new(
    config: &Config,
    visit: &Visit,
    ticket: &str,
    typed: &Typed,
    problems: &Problems,
    status: StatusCode,
) -> Answer {
    let content = html! {
        div.card {
            h1 { "Register an app" }
            p.soft { "Users see the name and description when your app asks for access to their account." }
            (form(LIST, ticket, typed, problems, "Register"))
        }
    };
    render(config, visit, status, "Register an app", &content, "app_form_shown")
}

/// A secret, this once.
pub fn secret(
    config: &Config,
    visit: &Visit,
    name: &str,
    client_id: &ClientId,
    secret: &Secret<ClientSecret>,
    event: &'static str,
) -> Answer {
    let content = html! {
        div.card {
            h1 { (name) }
            p { "Copy the secret now: it is shown only this once. We keep a hash of it, so nobody can look it up for you." }
            h2 { "Client id" } code.once id="client-id" { (client_id) }
            h2 { "Client secret" } code.once id="client-secret" { (secret.expose()) }
            div.actions { a.button.primary href={ (LIST) "/" (client_id) } { "I have copied it" } }
        }
    };
    let document = frame(config, name, Visitor::SignedIn(&visit.session), &html! { main { (content) } });
    Answer::html(StatusCode::OK, Forms::Here, &document, visit.outcome(event).client(client_id))
}

/// An app and its form. With problems the status says so.
pub fn show(
    config: &Config,
    visit: &Visit,
    app: &App,
    ticket: &str,
    typed: &Typed,
    problems: &Problems,
    notice: Option<&'static str>,
) -> Answer {
    let path = format!("{LIST}/{}", app.client_id);
    let valid = *problems == Problems::default();
    let content = html! {
        div.card {
            @if let Some(notice) = notice { p.good role="status" { (notice) } }
            h1 { (app.edit.name) }
            dl {
                dt { "Client id" } dd { code id="client-id" { (app.client_id) } }
                dt { "Client secret" } dd { "Shown once, when it was made. " a href={ (path) "/rotate-secret" } { "Make a new one" } }
                dt { "Registered" } dd { (time(app.created_at)) }
            }
            (form(&path, ticket, typed, problems, "Save"))
        }
        div.card {
            h2 { "Delete" }
            p { "Ends every token of this app at once." }
            a.button href={ (path) "/delete" } { "Delete…" }
        }
    };
    let (status, event) = match (valid, notice) {
        (false, _) => (StatusCode::UNPROCESSABLE_ENTITY, "app_edit_invalid"),
        (true, Some(_)) => (StatusCode::OK, "app_edited"),
        (true, None) => (StatusCode::OK, "app_shown"),
    };
    render(config, visit, status, &app.edit.name, &content, event)
}

/// Asks before something that cannot be undone, on a page of its own.
pub fn ask(config: &Config, visit: &Visit, app: &App, path: &str, ticket: &str, question: &Question) -> Answer {
    let content = html! {
        div.card {
            h1 { (question.title) }
            p { strong { (app.edit.name) } " " code { (app.client_id) } }
            p { (question.consequences) }
            form method="post" action=(path) {
                input type="hidden" name="ticket" value=(ticket);
                div.actions {
                    a.button href={ (LIST) "/" (app.client_id) } { "Keep it as it is" }
                    button.danger { (question.button) }
                }
            }
        }
    };
    render(config, visit, StatusCode::OK, question.title, &content, "asked")
}

pub fn render(
    config: &Config,
    visit: &Visit,
    status: StatusCode,
    title: &str,
    content: &Markup,
    event: &'static str,
) -> Answer {
    let document = frame(config, title, Visitor::SignedIn(&visit.session), &html! { main { (content) } });
    Answer::html(status, Forms::Here, &document, visit.outcome(event))
}

fn form(action: &str, ticket: &str, typed: &Typed, problems: &Problems, button: &str) -> Markup {
    html! {
        form method="post" action=(action) {
            input type="hidden" name="ticket" value=(ticket);
            (problem("form-problem", problems.form.as_ref()))
            label for="name" { "Name" }
            input type="text" id="name" name="name" value=(typed.name) maxlength="100" required
                aria-invalid=[invalid(problems.name.as_ref())] aria-describedby="name-problem";
            (problem("name-problem", problems.name.as_ref()))
            label for="description" { "Description (optional)" }
            textarea id="description" name="description" maxlength="500"
                aria-invalid=[invalid(problems.description.as_ref())] aria-describedby="description-problem" { "\n" (typed.description) }
            (problem("description-problem", problems.description.as_ref()))
            label for="redirect_uris" { "Redirect URIs, one a line" }
            p.soft id="redirect-help" { "Where users are sent back to, exactly as your app sends it: https, or http on localhost, 127.0.0.1 and [::1]." }
            textarea id="redirect_uris" name="redirect_uris" required spellcheck="false"
                aria-invalid=[invalid(problems.redirect_uris.as_ref())] aria-describedby="redirect-help redirect-problem" { "\n" (typed.redirect_uris) }
            (problem("redirect-problem", problems.redirect_uris.as_ref()))
            fieldset {
                legend { "What it may ask for" }
                @for (at, entry) in CATALOGUE.iter().enumerate() {
                    label {
                        input type="checkbox" name="scopes" value=(entry.name) checked[typed.has(at)];
                        span { (entry.sentence.in_language(Language::English)) " " code { (entry.name) } }
                    }
                }
                (problem("scopes-problem", problems.scopes.as_ref()))
            }
            div.actions { button.primary { (button) } a.button href=(LIST) { "Cancel" } }
        }
    }
}

pub fn problem(id: &str, problem: Option<&Problem>) -> Markup {
    html! { @if let Some(problem) = problem { p.bad id=(id) role="alert" { (problem.text(&ENGLISH)) } } }
}

pub fn invalid(problem: Option<&Problem>) -> Option<&'static str> {
    problem.map(|_| "true")
}
