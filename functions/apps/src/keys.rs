//! Settings > API keys: an admin's own way into the API.

use crate::error::Error;
use crate::pages::{invalid, problem, render};
use crate::text::deception;
use crate::visit::{PAGE, Visit, cursor};
use http::StatusCode;
use maud::{Markup, html};
use shared::config::Config;
use shared::credential::Secret;
use shared::credential::locator::KeyLocator;
use shared::html::time;
use shared::http::answer::Answer;
use shared::http::request::Request;
use shared::lambda::Deps;
use shared::store::{ApiKey, KeyUse, Page};

const LIST: &str = "/settings/api-keys";
const LABEL_MAX: usize = 100;

/// `GET /settings/api-keys`
pub async fn list(deps: &Deps, request: &Request) -> Result<Answer, Error> {
    let visit = Visit::of_admin(deps, request).await?;
    show(deps, request, &visit, StatusCode::OK, &Typed::default()).await
}

/// `POST /settings/api-keys`
pub async fn create(deps: &Deps, request: &Request) -> Result<Answer, Error> {
    let visit = Visit::of_admin(deps, request).await?;
    let form = visit.form(deps, request)?;
    let field = |name| form.single(name).ok().flatten().unwrap_or_default();
    let (label, opens) = (field("label"), field("use"));
    let opens = if opens.is_empty() { Some(KeyUse::Api) } else { KeyUse::parse(&opens) };
    let problem = label_problem(label.trim());
    let (Some(opens), None) = (opens, &problem) else {
        let problem = problem.or(Some("Choose what the key opens.".to_owned()));
        return show(deps, request, &visit, StatusCode::UNPROCESSABLE_ENTITY, &Typed { label, problem }).await;
    };
    for _ in 0..3 {
        let locator = KeyLocator::generate();
        let secret = Secret::generate(locator.as_str());
        let key = ApiKey {
            locator,
            digest: secret.digest(),
            user: visit.session.user.clone(),
            org: visit.session.org.clone(),
            org_name: visit.session.org_name.clone(),
            role: visit.session.role,
            label: label.trim().to_owned(),
            opens,
            created_at: request.now,
            signed_in_at: visit.session.signed_in_at,
        };
        if deps.store.create_key(&key).await.map_err(Error::Store)? {
            return Ok(created(&deps.config, &visit, &key, &secret));
        }
    }
    Err(Error::Unlucky)
}

/// `POST /settings/api-keys/{id}/delete`
pub async fn delete(deps: &Deps, request: &Request, id: &str) -> Result<Answer, Error> {
    let visit = Visit::of_admin(deps, request).await?;
    visit.form(deps, request)?;
    let locator = KeyLocator::parse(id).ok_or(Error::NotFound)?;
    deps.store.delete_key(&locator, &visit.session.org).await.map_err(Error::Store)?;
    Ok(Answer::see_other(LIST, visit.outcome("key_deleted").detail(locator.as_str())))
}

/// What was typed, and what is wrong with it.
#[derive(Default)]
struct Typed {
    label: String,
    problem: Option<String>,
}

fn label_problem(label: &str) -> Option<String> {
    match label.chars().count() {
        0 => Some("Say what the key is for.".to_owned()),
        1..=LABEL_MAX => deception(label),
        _ => Some(format!("A label has at most {LABEL_MAX} characters.")),
    }
}

async fn show(
    deps: &Deps,
    request: &Request,
    visit: &Visit,
    status: StatusCode,
    typed: &Typed,
) -> Result<Answer, Error> {
    let page = deps.store.list_keys(&visit.session.org, cursor(request), PAGE).await.map_err(Error::Store)?;
    let content = html! {
        div.card {
            h1 { "API keys of " (visit.session.org_name) }
            (rows(request, visit, &page))
            @if let Some(next) = &page.next { div.actions { a.button href={ (LIST) "?cursor=" (next) } { "Older keys" } } }
        }
        div.card {
            h2 { "Make a key" }
            (form(&visit.ticket(LIST, request), typed))
        }
    };
    Ok(render(&deps.config, visit, status, "API keys", &content, "keys_listed"))
}

fn rows(request: &Request, visit: &Visit, page: &Page<ApiKey>) -> Markup {
    html! {
        @if page.items.is_empty() {
            p { "No API keys yet. A key opens the API as you, without an app and without expiring." }
        }
        ul.rows {
            @for key in &page.items {
                @let path = format!("{LIST}/{}/delete", key.locator.as_str());
                li {
                    strong { (key.label) }
                    div.soft {
                        code { "pok_" (key.locator.as_str()) "…" } " · "
                        (match key.opens { KeyUse::Api => "public API", KeyUse::Manage => "management API" })
                        " · by " (key.user) " · " (time(key.created_at))
                    }
                    form method="post" action=(path) {
                        input type="hidden" name="ticket" value=(visit.ticket(&path, request));
                        button.link { "Delete" }
                    }
                }
            }
        }
    }
}

fn form(ticket: &str, typed: &Typed) -> Markup {
    html! {
        form method="post" action=(LIST) {
            input type="hidden" name="ticket" value=(ticket);
            label for="label" { "What it is for" }
            input type="text" id="label" name="label" value=(typed.label) maxlength="100" required
                aria-invalid=[invalid(typed.problem.as_ref())] aria-describedby="label-problem";
            (problem("label-problem", typed.problem.as_ref()))
            fieldset {
                legend { "What it opens" }
                label { input type="radio" name="use" value="api" checked; span { "The public API, with every permission" } }
                label { input type="radio" name="use" value="manage"; span { "The management API: apps and their secrets" } }
            }
            div.actions { button.primary { "Make the key" } }
        }
    }
}

fn created(config: &Config, visit: &Visit, key: &ApiKey, secret: &Secret<shared::credential::ApiKey>) -> Answer {
    let content = html! {
        div.card {
            h1 { (key.label) }
            p { "Copy the key now: it is shown only this once. We keep a hash of it, so nobody can look it up for you." }
            code.once id="api-key" { (secret.expose()) }
            div.actions { a.button.primary href=(LIST) { "I have copied it" } }
        }
    };
    let mut answer = render(config, visit, StatusCode::OK, "API key", &content, "key_created");
    answer.outcome = answer.outcome.detail(key.locator.as_str());
    answer
}
