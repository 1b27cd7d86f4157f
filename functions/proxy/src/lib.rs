//! The public API: checks the credential of a request, and forwards it to the product's API with the identity it acts as.

// Whoever adds a variant is asked what it means here.
#![deny(clippy::wildcard_enum_match_arm)]

mod address;
mod error;
mod forward;
mod headers;
mod identity;
mod signature;
mod target;
mod upstream;

pub use upstream::{Upstream, UpstreamConfigError};

use error::Error;
use forward::MAX_BODY;
use shared::access::{self, Denied, bearer};
use shared::deps::Deps;
use shared::http::answer::Answer;
use shared::http::request::Request;
use shared::lambda::Service;
use shared::oauth::scope;
use shared::wire::media_type::FORM;
use std::sync::Arc;
use std::time::Duration;
use target::{BadTarget, Target};
use tokio::time::Instant;

/// Shorter than the function's own 29 s, which is shorter than the gateway's 30.
const DEADLINE: Duration = Duration::from_secs(28);

/// The function, in front of one upstream.
pub fn service(upstream: Upstream) -> Service {
    let upstream = Arc::new(upstream);
    let service = Service::new(
        move |deps, request| {
            let upstream = Arc::clone(&upstream);
            Box::pin(async move { handle(deps, request, &upstream).await.unwrap_or_else(Error::answer) })
        },
        error::for_failure,
    );
    Service { deadline: DEADLINE, ..service }
}

/// Each step may end the request; nothing is sent before all of them have passed.
async fn handle(deps: &Deps, request: &Request, upstream: &Upstream) -> Result<Answer, Error> {
    let started = Instant::now();
    let presented = bearer::read(request.header("authorization"), &request.raw_query).map_err(Error::Denied)?;
    let target = Target::of(request).map_err(Error::Target)?;
    if request.body().len() > MAX_BODY {
        return Err(Error::TooLarge);
    }
    refuse_second_credential(request)?;
    let needed =
        scope::required_scope(request.method().as_str(), target.path()).ok_or(Error::Target(BadTarget::Path))?;
    let identity = access::admit(&deps.store, &presented, needed).await.map_err(Error::Denied)?;
    let headers = headers::towards_upstream(request, identity::headers(&identity, request, &target, upstream.signer()));
    match forward::send(upstream, request, &target, headers, started).await {
        Ok(response) => Ok(headers::towards_client(response, identity.outcome("forwarded"))),
        Err(failure) => Err(Error::Upstream(failure, Box::new(identity))),
    }
}

/// RFC 6750 §2.2: a form may carry a token too, and beside the header it is a second one.
fn refuse_second_credential(request: &Request) -> Result<(), Error> {
    // Sent twice, the gateway joins them with a comma; which of them counts is the next reader's choice.
    let content_types = request.header("content-type").unwrap_or_default().split([',', ';']);
    let is_form = content_types.map(str::trim).any(|name| name.eq_ignore_ascii_case(FORM));
    if is_form && bearer::in_form(request.body()) {
        return Err(Error::Denied(Denied::Several));
    }
    Ok(())
}
