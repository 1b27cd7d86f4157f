//! `GET /oauth/authorize`: checks the request and shows the consent page (RFC 6749 §4.1.1).
//!
//! Writes nothing, ever. As the gateway's `$default` it also answers whatever no other route takes: 404 and 405.

// Whoever adds a variant is asked what it means here.
#![deny(clippy::wildcard_enum_match_arm)]

use shared::consent::{self, LoadedRequest, Reason};
use shared::deps::Deps;
use shared::html::{error_page, logo};
use shared::http::answer::Answer;
use shared::http::preflight;
use shared::http::request::Request;
use shared::http::routes::{self, AuthorizeEndpoint, Endpoint, Lookup};
use shared::lambda::{Answering, Service};

/// The function.
pub fn service() -> Service {
    Service::new(handle, error_page::for_failure)
}

/// Handles one request.
fn handle<'a>(deps: &'a Deps, request: &'a Request) -> Answering<'a> {
    Box::pin(async move {
        match routes::find(request.method(), request.path()) {
            Lookup::Found { endpoint: Endpoint::Authorize(endpoint), parameters: [name, _], .. } => match endpoint {
                AuthorizeEndpoint::ConsentPage => authorize(deps, request).await,
                AuthorizeEndpoint::Asset => {
                    logo::file(name).unwrap_or_else(|| error_page::not_found(&deps.config, request))
                }
            },
            Lookup::Unknown if preflight::is_for_discovery(request) => preflight::answer(),
            Lookup::WrongMethod(allowed) => error_page::method_not_allowed(&deps.config, request, &allowed),
            Lookup::Found { .. } | Lookup::Unknown => error_page::not_found(&deps.config, request),
        }
    })
}

async fn authorize(deps: &Deps, request: &Request) -> Answer {
    let (reason, query) = Reason::of(request, &deps.config);
    match consent::load(deps, request, query).await.and_then(LoadedRequest::validate) {
        Ok(valid) => consent::page(&deps.config, &valid, request, reason),
        Err(error) => error.answer(&deps.config, request),
    }
}
