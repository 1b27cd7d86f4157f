//! The settings pages: apps (list, create, show, edit, rotate the secret, delete), API keys, approved apps; the apps'
//! pictures; and the management API, which does the same for programs.

// Whoever adds a variant is asked what it means here.
#![deny(clippy::wildcard_enum_match_arm)]

mod api;
mod error;
mod form;
mod pages;
mod paths;
mod pictures;
mod session;
mod way_back;

use error::Error;
use shared::deps::Deps;
use shared::html::error_page;
use shared::http::answer::Answer;
use shared::http::request::Request;
use shared::http::routes::{self, Endpoint, Lookup};
use shared::lambda::{Answering, Service};
use shared::sign_in::unsent;

/// The function.
pub fn service() -> Service {
    Service::new(handle, error_page::for_failure)
}

/// Handles one request.
fn handle<'a>(deps: &'a Deps, request: &'a Request) -> Answering<'a> {
    Box::pin(async move {
        match dispatch(deps, request).await {
            // A page has said it, if it was to be said.
            Ok(page) if unsent::is_remembered(request, &deps.config) => page.cookie(unsent::forget(&deps.config)),
            Ok(answer) => answer,
            Err(error) => error.answer(&deps.config, request),
        }
    })
}

async fn dispatch(deps: &Deps, request: &Request) -> Result<Answer, Error> {
    let (endpoint, parameters) = match routes::find(request.method(), request.path()) {
        Lookup::Found { endpoint, parameters, .. } => (endpoint, parameters),
        Lookup::WrongMethod(allowed) => return Ok(error_page::method_not_allowed(&deps.config, request, &allowed)),
        Lookup::Unknown => return Err(Error::NotFound),
    };
    let [parameter, second] = parameters;
    match endpoint {
        Endpoint::Settings(endpoint) => pages::answer(deps, request, endpoint, parameter).await,
        Endpoint::Picture => pictures::show(deps, parameter, second).await,
        Endpoint::Api(call) => Ok(api::answer(deps, request, call, parameters).await),
        Endpoint::Authorize(_) | Endpoint::Consent | Endpoint::Token(_) | Endpoint::SignIn(_) | Endpoint::PublicApi => {
            Err(Error::NotFound)
        }
    }
}
