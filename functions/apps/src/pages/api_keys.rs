//! Settings > API keys: an admin's own way into the API.

use crate::error::Error;
use crate::parts::{Field, ask_here, secret as shown_once, summary};
use crate::problem::{LABEL_MAX, Problem};
use crate::text::deception;
use crate::visit::{PAGE, Visit, cursor};
use http::StatusCode;
use maud::{Markup, html};
use shared::config::Config;
use shared::credential::Secret;
use shared::credential::locator::KeyLocator;
use shared::html::script::COPY;
use shared::html::{Place, time};
use shared::http::answer::{Answer, Forms};
use shared::http::request::Request;
use shared::lambda::Deps;
use shared::store::{ApiKey, KeyCreated, KeyUse, ListPage};
use shared::text::{Texts, fill, fill_plain};

pub const LIST: &str = "/settings/api-keys";

/// `GET /settings/api-keys`
pub async fn list(deps: &Deps, request: &Request) -> Result<Answer, Error> {
    let visit = Visit::of_admin(deps, request).await?;
    show(deps, request, &visit, StatusCode::OK, &Typed::default()).await
}

/// `POST /settings/api-keys`
pub async fn create(deps: &Deps, request: &Request) -> Result<Answer, Error> {
    let visit = Visit::of_admin(deps, request).await?;
    let (form, told) = visit.telling_form(deps, request)?;
    let field = |name| form.single(name).ok().flatten().unwrap_or_default();
    let (label, opens) = (field("label"), field("use"));
    let opens = if opens.is_empty() { Some(KeyUse::Api) } else { KeyUse::parse(&opens) };
    let problem = label_problem(label.trim());
    let (Some(opens), None) = (opens, &problem) else {
        let problem = problem.or(Some(Problem::UseMissing));
        return show(deps, request, &visit, StatusCode::UNPROCESSABLE_ENTITY, &Typed { label, problem }).await;
    };
    // The form's ticket tells the place of the key that it makes: one that comes twice has one.
    let mut locator = KeyLocator::parse(&told).ok_or(Error::Ticket)?;
    for _ in 0..3 {
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
        match deps.store.create_key(&key).await.map_err(Error::Store)? {
            KeyCreated::New => return Ok(created(&deps.config, &visit, &key, &secret)),
            KeyCreated::Already => return Ok(already(&deps.config, &visit, &key)),
            KeyCreated::Taken => locator = KeyLocator::generate(),
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
    problem: Option<Problem>,
}

fn label_problem(label: &str) -> Option<Problem> {
    match label.chars().count() {
        0 => Some(Problem::LabelMissing),
        1..=LABEL_MAX => deception(label),
        _ => Some(Problem::LabelTooLong),
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
    let said = &visit.texts.keys;
    let org = &visit.session.org_name;
    let content = html! {
        div.card {
            h1 { (fill(said.heading, &[("org", org)])) }
            (rows(request, visit, &page))
            @if let Some(next) = &page.next { div.actions { a.button href={ (LIST) "?cursor=" (next) } { (said.older) } } }
        }
        div.card {
            h2 { (said.make) }
            (form(visit.texts, &visit.telling_ticket(LIST, KeyLocator::generate().as_str(), request), typed))
        }
    };
    let mut title = fill_plain(said.heading, &[("org", org)]);
    if typed.problem.is_some() {
        title = fill_plain(visit.texts.problems.title, &[("title", &title)]);
    }
    let document = visit.document(&deps.config, Place::Keys, &title, None, content);
    Ok(Answer::html(status, Forms::Here, document, visit.outcome("keys_listed")))
}

fn rows(request: &Request, visit: &Visit, page: &ListPage<ApiKey>) -> Markup {
    let said = &visit.texts.keys;
    html! {
        @if page.items.is_empty() {
            div.notice { h2 { (said.none) } p.soft { (said.none_help) } }
        } @else {
            ul.rows {
                @for key in &page.items {
                    @let path = format!("{LIST}/{}/delete", key.locator.as_str());
                    @let name = format!("key-{}", key.locator.as_str());
                    li {
                        div {
                            strong id=(name) { bdi { (key.label) } }
                            span.fine {
                                code { "pok_" (key.locator.as_str()) "…" } " · "
                                (match key.opens { KeyUse::Api => said.api, KeyUse::Manage => said.manage })
                            }
                            span.fine { (fill(said.made, &[("user", &key.user.as_str()), ("date", &time(visit.texts, key.created_at))])) }
                        }
                        (ask_here(&said.delete, &name, &path, &[("ticket", &visit.ticket(&path, request))]))
                    }
                }
            }
        }
    }
}

fn form(texts: &Texts, ticket: &str, typed: &Typed) -> Markup {
    let said = &texts.keys;
    let label = Field { id: "label", label: said.label, help: None, problem: typed.problem.as_ref(), beside: None };
    let problems: Vec<_> = typed.problem.iter().map(|problem| (label.id, problem)).collect();
    html! {
        (summary(texts, &problems))
        form.fields method="post" action=(LIST) {
            input type="hidden" name="ticket" value=(ticket);
            (label.around(texts, &html! {
                input type="text" id="label" name="label" value=(typed.label) required dir="auto"
                    autocomplete="off" aria-invalid=[label.invalid()] aria-describedby=[label.described_by()];
            }))
            fieldset {
                legend { (said.opens) }
                label { input type="radio" name="use" value="api" checked; span { (said.opens_api) } }
                label { input type="radio" name="use" value="manage"; span { (said.opens_manage) } }
            }
            div.actions { button.primary { (said.create) } }
        }
    }
}

fn created(config: &Config, visit: &Visit, key: &ApiKey, secret: &Secret<shared::credential::ApiKey>) -> Answer {
    let said = &visit.texts.keys;
    let content = html! {
        div.card {
            h1 { (fill(said.is_made, &[("label", &key.label)])) }
            p.notice { (said.once) }
            div.field { h2 { (said.key) } (shown_once(visit.texts, "api-key", secret.expose())) }
            div.actions { a.button.primary href=(LIST) { (visit.texts.apps.have_copied) } }
        }
    };
    let document = visit.document(config, Place::Keys, &key.label, Some(COPY), content);
    let outcome = visit.outcome("key_created").detail(key.locator.as_str());
    Answer::html(StatusCode::OK, Forms::Here, document, outcome)
}

/// The form had made a key already when it came again. The key was shown then, and only then.
fn already(config: &Config, visit: &Visit, key: &ApiKey) -> Answer {
    let said = &visit.texts.keys;
    let content = html! {
        div.card {
            h1 { (fill(said.made_already, &[("label", &key.label)])) }
            p.notice { (fill(said.sent_twice, &[("key", &html! { code { "pok_" (key.locator.as_str()) "…" } })])) }
            div.actions { a.button.primary href=(LIST) { (visit.texts.frame.api_keys) } }
        }
    };
    let document = visit.document(config, Place::Keys, &key.label, None, content);
    let outcome = visit.outcome("key_made_already").detail(key.locator.as_str());
    Answer::html(StatusCode::OK, Forms::Here, document, outcome)
}
