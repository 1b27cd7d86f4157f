//! Error pages: what happened, what to do, and the request id by which whoever runs this finds it in the log.

use super::{Page, Sheet, Visitor, request_id, texts, told};
use crate::config::Config;
use crate::http::answer::{Answer, Forms};
use crate::http::failure::Failure;
use crate::http::request::Request;
use crate::http::routes::paths::APPROVED_APPS;
use crate::http::routes::{is_discovery, speaks_json};
use crate::log::Outcome;
use crate::text::{ErrorText, Texts};
use http::{Method, StatusCode};
use maud::html;

/// Which error page. What it says is fixed text in the reader's language: it never echoes input (RFC 6749 §10.14).
#[derive(Clone, Copy, Debug)]
pub struct ErrorPage {
    /// The status.
    pub status: StatusCode,
    /// What happened, and what to do now.
    pub told: fn(&'static Texts) -> &'static ErrorText,
}

impl ErrorPage {
    /// As in `ErrorPage::new(StatusCode::NOT_FOUND, |texts| &texts.errors.not_found)`.
    pub fn new(status: StatusCode, told: fn(&'static Texts) -> &'static ErrorText) -> Self {
        Self { status, told }
    }
}

/// Renders it for whoever it may be.
pub fn error_page(config: &Config, request: &Request, page: ErrorPage, outcome: Outcome) -> Answer {
    error_page_for(config, request, Visitor::Anyone, page, outcome)
}

/// Renders it for somebody known, who may want to sign out.
pub fn error_page_for(
    config: &Config,
    request: &Request,
    visitor: Visitor<'_>,
    page: ErrorPage,
    outcome: Outcome,
) -> Answer {
    let texts = texts(request);
    let text = (page.told)(texts);
    let content = html! {
        div.card {
            (told(text))
            p { a href=(APPROVED_APPS) { (texts.errors.elsewhere) } }
            (request_id(texts, request))
        }
    };
    let document =
        Page { title: text.title, visitor, sheet: Sheet::Settings, script: None, content }.document(config, texts);
    Answer::html(page.status, Forms::Here, document, outcome)
}

/// Storage trouble. Whether a write went through before the trouble is not known, so it is not said.
pub fn unavailable(config: &Config, request: &Request, outcome: Outcome) -> Answer {
    if speaks_json(request.path()) {
        let status = StatusCode::SERVICE_UNAVAILABLE;
        let description = "Something on our side did not answer; try again";
        return json(request, status, "temporarily_unavailable", description, outcome).retry_after_seconds(2);
    }
    let page = ErrorPage::new(StatusCode::SERVICE_UNAVAILABLE, |texts| &texts.errors.unavailable);
    error_page(config, request, page, outcome).retry_after_seconds(2)
}

/// What a function with pages says where its handler failed: [`crate::http::failure::FailureResponse`].
pub fn for_failure(config: &Config, request: &Request, failure: Failure) -> Answer {
    match failure {
        Failure::Panic => server_error(config, request, Outcome::new("panic")),
        Failure::Deadline => unavailable(config, request, Outcome::new("deadline")),
    }
}

/// A path nobody answers, as JSON or as a page.
pub fn not_found(config: &Config, request: &Request) -> Answer {
    let outcome = Outcome::new("not_found");
    if speaks_json(request.path()) {
        return json(request, StatusCode::NOT_FOUND, "not_found", "There is nothing at this path", outcome);
    }
    let page = ErrorPage::new(StatusCode::NOT_FOUND, |texts| &texts.errors.not_found);
    error_page(config, request, page, outcome)
}

/// A path that wants another method.
pub fn method_not_allowed(config: &Config, request: &Request, allowed: &[&Method]) -> Answer {
    let outcome = Outcome::new("method_not_allowed");
    let status = StatusCode::METHOD_NOT_ALLOWED;
    let answer = if speaks_json(request.path()) {
        let description = "This path does not take that method; see the Allow header";
        json(request, status, "invalid_request", description, outcome)
    } else {
        let page = ErrorPage::new(status, |texts| &texts.errors.method);
        error_page(config, request, page, outcome)
    };
    answer.allow(allowed)
}

/// A form that is longer than any of ours.
pub fn form_too_large(config: &Config, request: &Request) -> Answer {
    let page = ErrorPage::new(StatusCode::PAYLOAD_TOO_LARGE, |texts| &texts.errors.form_too_large);
    error_page(config, request, page, Outcome::new("form_too_large"))
}

/// A mistake of ours.
fn server_error(config: &Config, request: &Request, outcome: Outcome) -> Answer {
    let status = StatusCode::INTERNAL_SERVER_ERROR;
    if speaks_json(request.path()) {
        return json(request, status, "server_error", "Something went wrong on our side", outcome);
    }
    let page = ErrorPage::new(status, |texts| &texts.errors.server_error);
    error_page(config, request, page, outcome)
}

/// The same for a program, on whatever page it runs.
fn json(
    request: &Request,
    status: StatusCode,
    error: &'static str,
    description: &'static str,
    outcome: Outcome,
) -> Answer {
    let answer = Answer::json_error(status, error, description, outcome);
    if is_discovery(request.path()) { answer.for_any_origin() } else { answer }
}
