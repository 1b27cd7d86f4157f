//! The endpoints that servers call: the token endpoint, revocation, introspection, and the document that describes them.

// Whoever adds a variant is asked what it means here.
#![deny(clippy::wildcard_enum_match_arm)]

mod checks;
mod client;
mod error;
mod exchange;
mod introspect;
mod metadata;
mod revoke;

use shared::deps::Deps;
use shared::html::error_page;
use shared::http::preflight;
use shared::http::request::Request;
use shared::http::routes::{self, Endpoint, Lookup, TokenEndpoint};
use shared::lambda::{Answering, Service};

/// The function.
pub fn service() -> Service {
    Service::new(handle, error_page::for_failure)
}

/// Handles one request.
fn handle<'a>(deps: &'a Deps, request: &'a Request) -> Answering<'a> {
    Box::pin(async move {
        let found = routes::find(request.method(), request.path());
        let Lookup::Found { endpoint: Endpoint::Token(endpoint), .. } = found else {
            return error_page::not_found(&deps.config, request);
        };
        let result = match endpoint {
            TokenEndpoint::Exchange => exchange::exchange(deps, request).await,
            TokenEndpoint::Revoke => revoke::revoke(deps, request).await,
            TokenEndpoint::Introspect => introspect::introspect(deps, request).await,
            TokenEndpoint::Metadata => Ok(metadata::metadata(&deps.config)),
            TokenEndpoint::MetadataPreflight => Ok(preflight::answer()),
        };
        result.unwrap_or_else(error::Error::answer)
    })
}
