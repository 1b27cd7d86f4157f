//! The endpoints that servers call: the token endpoint, revocation, introspection, and the document that describes them.

mod checks;
mod client;
mod error;
mod exchange;
mod introspect;
mod metadata;
mod revoke;

use shared::html::error_page;
use shared::http::preflight;
use shared::http::request::Request;
use shared::http::routes::{self, Endpoint, Lookup};
use shared::lambda::{Answering, Deps, Service};

/// The function.
pub fn service() -> Service {
    Service::new(handle, error_page::apology)
}

/// Handles one request.
fn handle<'a>(deps: &'a Deps, request: &'a Request) -> Answering<'a> {
    Box::pin(async move {
        let Lookup::Found { endpoint, .. } = routes::find(request.method(), request.path()) else {
            return error_page::not_found(&deps.config, request);
        };
        let result = match endpoint {
            Endpoint::Token => exchange::exchange(deps, request).await,
            Endpoint::Revoke => revoke::revoke(deps, request).await,
            Endpoint::Introspect => introspect::introspect(deps, request).await,
            Endpoint::Metadata => Ok(metadata::metadata(&deps.config)),
            Endpoint::MetadataPreflight => Ok(preflight::answer()),
            _ => return error_page::not_found(&deps.config, request),
        };
        result.unwrap_or_else(error::Error::answer)
    })
}
