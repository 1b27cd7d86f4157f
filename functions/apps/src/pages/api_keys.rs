//! Settings > API keys: an admin's own way into the API.

use super::list::{PAGE, cursor};
use super::parts::{Field, ask_here, secret as shown_once, summary, title};
use crate::error::Error;
use crate::form::display_text::misleading;
use crate::form::field_error::{FieldError, LABEL_MAX};
use crate::paths::API_KEYS as LIST;
use crate::session::AdminSession;
use http::StatusCode;
use maud::{Markup, html};
use shared::config::Config;
use shared::credential::Secret;
use shared::credential::locator::KeyLocator;
use shared::deps::Deps;
use shared::html::script::COPY;
use shared::html::{NavItem, time};
use shared::http::answer::{Answer, Forms};
use shared::http::request::Request;
use shared::store::{ApiKey, KeyCreated, KeyUse, ListPage};
use shared::text::{Texts, fill, fill_plain};
use shared::wire::params::{ParamError, Params};

/// `GET /settings/api-keys`
pub(crate) async fn list(deps: &Deps, request: &Request) -> Result<Answer, Error> {
    let admin = AdminSession::read(deps, request).await?;
    show(deps, request, &admin, StatusCode::OK, &KeyInput::blank(), &KeyErrors::default()).await
}

/// `POST /settings/api-keys`
pub(crate) async fn create(deps: &Deps, request: &Request) -> Result<Answer, Error> {
    let admin = AdminSession::read(deps, request).await?;
    let (form, told) = admin.telling_form(deps, request)?;
    let typed = KeyInput::read(&form);
    let problems = typed.problems();
    let (Some(opens), true) = (typed.opens, problems.is_none()) else {
        return show(deps, request, &admin, StatusCode::UNPROCESSABLE_ENTITY, &typed, &problems).await;
    };
    // The form's ticket tells the place of the key that it makes: one that comes twice has one.
    let mut locator = KeyLocator::parse(&told).ok_or(Error::Ticket)?;
    for _ in 0..3 {
        let secret = Secret::generate(locator.as_str());
        let key = ApiKey {
            locator,
            digest: secret.digest(),
            user: admin.session.user.clone(),
            org: admin.session.org.clone(),
            org_name: admin.session.org_name.clone(),
            role: admin.session.role,
            label: typed.label.trim().to_owned(),
            opens,
            created_at: request.now,
            signed_in_at: admin.session.signed_in_at,
        };
        match deps.store.create_key(&key).await.map_err(Error::Store)? {
            KeyCreated::New => return Ok(created(&deps.config, &admin, &key, &secret)),
            KeyCreated::Already => return Ok(already(&deps.config, &admin, &key)),
            KeyCreated::Taken => locator = KeyLocator::generate(),
        }
    }
    Err(Error::IdsExhausted)
}

/// `POST /settings/api-keys/{id}/delete`
pub(crate) async fn delete(deps: &Deps, request: &Request, id: &str) -> Result<Answer, Error> {
    let admin = AdminSession::read(deps, request).await?;
    admin.form(deps, request)?;
    let locator = KeyLocator::parse(id).ok_or(Error::NotFound)?;
    if !deps.store.delete_key(&locator, &admin.session.org).await.map_err(Error::Store)? {
        return Err(Error::NotFound);
    }
    Ok(Answer::see_other(LIST, admin.outcome("key_deleted").key(&locator)))
}

/// What was typed, and chosen.
struct KeyInput {
    label: String,
    /// `None` where something else than what is on the form was sent.
    opens: Option<KeyUse>,
}

/// What is wrong, beside which field.
#[derive(Default, PartialEq, Eq)]
struct KeyErrors {
    label: Option<FieldError>,
    opens: Option<FieldError>,
}

impl KeyInput {
    fn blank() -> Self {
        Self { label: String::new(), opens: Some(KeyUse::Api) }
    }

    fn read(form: &Params<'_>) -> Self {
        let opens = match form.get("use") {
            Ok(Some(name)) => KeyUse::parse(&name),
            Ok(None) => Some(KeyUse::Api),
            Err(ParamError::Repeated | ParamError::Malformed) => None,
        };
        Self { label: form.get("label").ok().flatten().unwrap_or_default(), opens }
    }

    fn problems(&self) -> KeyErrors {
        KeyErrors {
            label: label_problem(self.label.trim()),
            opens: self.opens.is_none().then_some(FieldError::UseMissing),
        }
    }
}

impl KeyErrors {
    fn is_none(&self) -> bool {
        *self == Self::default()
    }

    /// Each of them with the id of its field.
    fn each(&self) -> Vec<(&'static str, &FieldError)> {
        let all = [("label", &self.label), ("use", &self.opens)];
        all.into_iter().filter_map(|(id, problem)| Some((id, problem.as_ref()?))).collect()
    }
}

fn label_problem(label: &str) -> Option<FieldError> {
    match label.chars().count() {
        0 => Some(FieldError::LabelMissing),
        1..=LABEL_MAX => misleading(label).map(FieldError::Text),
        _ => Some(FieldError::LabelTooLong),
    }
}

async fn show(
    deps: &Deps,
    request: &Request,
    admin: &AdminSession,
    status: StatusCode,
    typed: &KeyInput,
    problems: &KeyErrors,
) -> Result<Answer, Error> {
    let page = deps.store.list_keys(&admin.session.org, cursor(request), PAGE).await.map_err(Error::Store)?;
    let said = &admin.texts.keys;
    let org = &admin.session.org_name;
    let content = html! {
        div.card {
            h1 { (fill(said.heading, &[("org", org)])) }
            (rows(request, admin, &page))
            @if let Some(next) = &page.next { div.actions { a.button href={ (LIST) "?cursor=" (next) } { (said.older) } } }
        }
        div.card {
            h2 { (said.make) }
            (form(admin.texts, &admin.telling_ticket(LIST, KeyLocator::generate().as_str(), request), typed, problems))
        }
    };
    let title = title(admin.texts, &fill_plain(said.heading, &[("org", org)]), problems.is_none());
    let document = admin.document(&deps.config, NavItem::Keys, &title, None, content);
    Ok(Answer::html(status, Forms::Here, document, admin.outcome("keys_listed")))
}

fn rows(request: &Request, admin: &AdminSession, page: &ListPage<ApiKey>) -> Markup {
    let said = &admin.texts.keys;
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
                            span.fine { (fill(said.made, &[("user", &key.user.as_str()), ("date", &time(admin.texts, key.created_at))])) }
                        }
                        (ask_here(&said.delete, &name, &path, &[("ticket", &admin.ticket(&path, request))]))
                    }
                }
            }
        }
    }
}

fn form(texts: &Texts, ticket: &str, typed: &KeyInput, problems: &KeyErrors) -> Markup {
    let said = &texts.keys;
    let label = Field { id: "label", label: said.label, help: None, problem: problems.label.as_ref(), beside: None };
    let opens = Field { id: "use", label: said.opens, help: None, problem: problems.opens.as_ref(), beside: None };
    html! {
        (summary(texts, &problems.each()))
        form.fields method="post" action=(LIST) {
            input type="hidden" name="ticket" value=(ticket);
            (label.around(texts, &html! {
                input type="text" id="label" name="label" value=(typed.label) required dir="auto"
                    autocomplete="off" aria-invalid=[label.invalid()] aria-describedby=[label.described_by()];
            }))
            fieldset aria-describedby=[opens.described_by()] {
                legend { (opens.label) }
                // The first one has the id that the summary leads to. Where none is chosen, none is meant by default.
                @for (at, (value, sentence)) in [(KeyUse::Api, said.opens_api), (KeyUse::Manage, said.opens_manage)].into_iter().enumerate() {
                    label {
                        input type="radio" id=[(at == 0).then_some(opens.id)] name=(opens.id) value=(value.as_str()) required
                            checked[typed.opens == Some(value)];
                        span { (sentence) }
                    }
                }
                (opens.after(texts))
            }
            div.actions { button.primary { (said.create) } }
        }
    }
}

fn created(config: &Config, admin: &AdminSession, key: &ApiKey, secret: &Secret<shared::credential::ApiKey>) -> Answer {
    let said = &admin.texts.keys;
    let content = html! {
        div.card {
            h1 { (fill(said.is_made, &[("label", &key.label)])) }
            p.notice { (said.once) }
            div.field { h2 { (said.key) } (shown_once(admin.texts, "api-key", secret.expose())) }
            div.actions { a.button.primary href=(LIST) { (admin.texts.apps.have_copied) } }
        }
    };
    let document = admin.document(config, NavItem::Keys, &key.label, Some(COPY), content);
    let outcome = admin.outcome("key_created").key(&key.locator);
    Answer::html(StatusCode::OK, Forms::Here, document, outcome)
}

/// The form had made a key already when it came again. The key was shown then, and only then.
fn already(config: &Config, admin: &AdminSession, key: &ApiKey) -> Answer {
    let said = &admin.texts.keys;
    let content = html! {
        div.card {
            h1 { (fill(said.made_already, &[("label", &key.label)])) }
            p.notice { (fill(said.sent_twice, &[("key", &html! { code { "pok_" (key.locator.as_str()) "…" } })])) }
            div.actions { a.button.primary href=(LIST) { (admin.texts.frame.api_keys) } }
        }
    };
    let document = admin.document(config, NavItem::Keys, &key.label, None, content);
    let outcome = admin.outcome("key_made_already").key(&key.locator);
    Answer::html(StatusCode::OK, Forms::Here, document, outcome)
}
