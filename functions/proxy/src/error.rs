//! What can go wrong at the public API, and what the client sees of it (RFC 6750 §3).

use crate::target::{self, BadTarget};
use http::StatusCode;
use serde_json::json;
use shared::access::{Denied, Identity};
use shared::config::Config;
use shared::http::answer::Answer;
use shared::http::failure;
use shared::http::request::Request;
use shared::log::Outcome;
use shared::outgoing::Failure;

/// Names the public API to whoever is asked for a credential; the same for every product, so that nothing needs quoting.
const CHALLENGE: &str = "Bearer realm=\"api\"";

/// One variant a fact; the texts that go out are static and never quote the request.
#[derive(Debug)]
pub(crate) enum Error {
    /// No credential that opens this.
    Denied(Denied),
    /// A request that is not forwarded.
    Target(BadTarget),
    /// A body over 4 MiB.
    TooLarge,
    /// The product's API did not answer as it should.
    Upstream(Failure, Box<Identity>),
}

impl Error {
    /// The only place that decides status, code and text.
    pub(crate) fn answer(self) -> Answer {
        match self {
            Self::Denied(denied) => of_denied(denied),
            Self::Target(BadTarget::Path) => invalid_request(
                "The path has an empty segment, a dot segment, or a character that does not belong in one",
                "path",
            ),
            Self::Target(BadTarget::Query) => {
                invalid_request("The query holds a character that must be percent-encoded", "query")
            }
            Self::Target(BadTarget::Method) => answer(
                StatusCode::METHOD_NOT_ALLOWED,
                "invalid_request",
                "This method is not taken here",
                Outcome::new("invalid_request").detail("method"),
            )
            .allow(&target::FORWARDED),
            Self::TooLarge => answer(
                StatusCode::PAYLOAD_TOO_LARGE,
                "invalid_request",
                "The body is larger than 4 MiB",
                Outcome::new("invalid_request").detail("too large"),
            ),
            Self::Upstream(Failure::TimedOut, identity) => answer(
                StatusCode::GATEWAY_TIMEOUT,
                "gateway_timeout",
                "The API took too long to answer; what was asked for may have been done",
                identity.outcome("upstream_slow"),
            ),
            Self::Upstream(Failure::TooLarge, identity) => answer(
                StatusCode::BAD_GATEWAY,
                "bad_gateway",
                "The API answered more than 4 MiB; ask for less at once",
                identity.outcome("upstream_too_large"),
            ),
            Self::Upstream(Failure::Broken(reason), identity) => answer(
                StatusCode::BAD_GATEWAY,
                "bad_gateway",
                "The API could not be reached, or broke off; what was asked for may have been done",
                identity.outcome("upstream_broken").detail(&reason),
            ),
        }
    }
}

fn of_denied(denied: Denied) -> Answer {
    match denied {
        // RFC 6750 §3.1: to whom brings nothing, nothing is said of errors.
        Denied::Missing => answer(
            StatusCode::UNAUTHORIZED,
            "unauthorized",
            "An access token or an API key is needed, in the Authorization header",
            Outcome::new("no_credential"),
        )
        .www_authenticate(CHALLENGE),
        Denied::Invalid => answer(
            StatusCode::UNAUTHORIZED,
            "invalid_token",
            "The access token or API key is not valid, or not any more",
            Outcome::new("invalid_token"),
        )
        .www_authenticate(&format!("{CHALLENGE}, error=\"invalid_token\"")),
        Denied::Several => {
            let description = "Send one credential, in the Authorization header and nowhere else";
            answer(StatusCode::BAD_REQUEST, "invalid_request", description, Outcome::new("several_credentials"))
        }
        Denied::InsufficientScope(needed, identity) => {
            let description = "This needs a permission that the access token does not have";
            let body = json!({
                "error": "insufficient_scope", "error_description": description, "msg": description, "scope": needed.name,
            });
            let outcome = identity.outcome("insufficient_scope").detail(needed.name);
            Answer::json(StatusCode::FORBIDDEN, &body, outcome)
                .vary_by_credential()
                .www_authenticate(&format!("{CHALLENGE}, error=\"insufficient_scope\", scope=\"{}\"", needed.name))
        }
        // Never a 401: clients throw a token away on that.
        Denied::Store(error) => unavailable(Outcome::new("store_unavailable").detail(&error)),
    }
}

fn invalid_request(description: &'static str, detail: &'static str) -> Answer {
    let outcome = Outcome::new("invalid_request").detail(detail);
    answer(StatusCode::BAD_REQUEST, "invalid_request", description, outcome)
}

fn unavailable(outcome: Outcome) -> Answer {
    let description = "Something on our side did not answer; the credential is as good as before: try again";
    answer(StatusCode::SERVICE_UNAVAILABLE, "temporarily_unavailable", description, outcome).retry_after_seconds(1)
}

/// `msg` is what the clients of Postiz's API read.
fn answer(status: StatusCode, error: &'static str, description: &'static str, outcome: Outcome) -> Answer {
    let body = json!({ "error": error, "error_description": description, "msg": description });
    Answer::json(status, &body, outcome).vary_by_credential()
}

/// What is said where the handler failed. Without a page, this function carries no HTML.
pub(crate) fn for_failure(_: &Config, _: &Request, failure: failure::Failure) -> Answer {
    match failure {
        failure::Failure::Panic => answer(
            StatusCode::INTERNAL_SERVER_ERROR,
            "server_error",
            "Something went wrong on our side",
            Outcome::new("panic"),
        ),
        failure::Failure::Deadline => unavailable(Outcome::new("deadline")),
    }
}
