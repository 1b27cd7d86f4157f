//! `POST /oauth/authorize`: the decision on the consent page (RFC 6749 §4.1.2).
//!
//! The same checks as GET, on the same query, which the ticket vouches for; then the code, or the refusal.

// Whoever adds a variant is asked what it means here.
#![deny(clippy::wildcard_enum_match_arm)]

mod error;

use error::Error;
use shared::consent::{self, Reason, ValidRequest};
use shared::deps::Deps;
use shared::html::error_page;
use shared::http::answer::Answer;
use shared::http::cross_site::is_cross_site;
use shared::http::request::{MAX_BODY, Request};
use shared::lambda::{Answering, Service};
use shared::log::Outcome;
use shared::oauth::callback::AuthorizationError;
use shared::store::Approval;
use shared::ticket::InvalidTicket;
use shared::wire::params::ParamError;

/// The function.
pub fn service() -> Service {
    Service::new(handle, error_page::for_failure)
}

/// Handles one request.
fn handle<'a>(deps: &'a Deps, request: &'a Request) -> Answering<'a> {
    Box::pin(async move {
        match decide(deps, request).await {
            Ok(answer) => answer,
            Err(error) => error.answer(&deps.config, request),
        }
    })
}

/// What the form says.
struct Form {
    raw_query: String,
    ticket: String,
    decision: Result<Decision, Error>,
}

enum Decision {
    Approve,
    Deny,
}

async fn decide(deps: &Deps, request: &Request) -> Result<Answer, Error> {
    if is_cross_site(request, &deps.config) {
        return Err(Error::CrossSite);
    }
    let Form { raw_query, ticket, decision } = read_form(request)?;
    let loaded = consent::load(deps, request, &raw_query).await.map_err(Error::Check)?;
    let verdict = consent::ticket::verify(&ticket, &loaded, request.now);
    if verdict == Err(InvalidTicket::Forged) {
        return Err(Error::Ticket);
    }
    let valid = loaded.validate().map_err(Error::Check)?;
    if verdict == Err(InvalidTicket::Expired) {
        return Ok(consent::page(&deps.config, &valid, request, Reason::TicketExpired));
    }
    match decision? {
        Decision::Approve => approve(deps, request, &valid).await,
        Decision::Deny => Ok(deny(&valid)),
    }
}

async fn approve(deps: &Deps, request: &Request, valid: &ValidRequest<'_>) -> Result<Answer, Error> {
    let approval = Approval {
        client_id: &valid.signed_in.app.client_id,
        session: &valid.signed_in.session,
        asked: &valid.asked,
        redirect_uri: valid.callback.redirect_uri(),
    };
    let code = deps.store.approve(&approval, valid.grant.as_ref(), request.now).await.map_err(Error::Store)?;
    Ok(Answer::redirect_to_client(&valid.callback.with_code(&code), outcome("code_issued", valid).code(&code.digest())))
}

fn deny(valid: &ValidRequest<'_>) -> Answer {
    let destination = valid.callback.with_error(AuthorizationError::AccessDenied);
    Answer::redirect_to_client(&destination, outcome("denied", valid))
}

/// The three fields that count. Everything else in the form is ignored: the request is the query the ticket signs.
fn read_form(request: &Request) -> Result<Form, Error> {
    let form = request.form(MAX_BODY).map_err(Error::Form)?;
    let raw_query = form.get("request").ok().flatten().ok_or(Error::Ticket)?;
    let ticket = form.get("ticket").ok().flatten().ok_or(Error::Ticket)?;
    // Approval is only what the Authorize button sends: once, exactly so (ACSAC 2023, parameter pollution).
    let decision = match form.get("action") {
        Ok(Some(action)) if action == "approve" => Ok(Decision::Approve),
        Ok(Some(action)) if action == "deny" => Ok(Decision::Deny),
        Ok(_) | Err(ParamError::Repeated | ParamError::Malformed) => Err(Error::Action),
    };
    Ok(Form { raw_query, ticket, decision })
}

fn outcome(event: &'static str, valid: &ValidRequest<'_>) -> Outcome {
    let session = &valid.signed_in.session;
    Outcome::new(event).client(&valid.signed_in.app.client_id).principal(&session.user, &session.org)
}
