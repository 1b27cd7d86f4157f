//! One request to the product's API, once.

use crate::target::Target;
use crate::upstream::Upstream;
use http::{HeaderMap, Request as HttpRequest};
use shared::http::request::Request;
use shared::outgoing::{self, Failure, Response};
use std::time::Duration;
use tokio::time::Instant;

/// How large a body may be, in either direction: in base64 it just fits the 6 MB of an event and of an answer.
pub(crate) const MAX_BODY: usize = 4 * 1024 * 1024;

/// How long the upstream may take for its whole answer.
const PATIENCE: Duration = Duration::from_secs(25);

/// When we answer at the latest, whatever verification has taken: before our own deadline.
const LATEST: Duration = Duration::from_secs(27);

/// Sends the request, and reads the whole answer.
pub(crate) async fn send(
    upstream: &Upstream,
    request: &Request,
    target: &Target,
    headers: HeaderMap,
    started: Instant,
) -> Result<Response, Failure> {
    let uri = upstream.uri(target.path_and_query()).ok_or_else(|| Failure::Broken("no such address".to_owned()))?;
    let mut outgoing = HttpRequest::new(request.body().to_vec());
    *outgoing.method_mut() = request.method().clone();
    *outgoing.uri_mut() = uri;
    *outgoing.headers_mut() = headers;
    let latest = (Instant::now() + PATIENCE).min(started + LATEST);
    outgoing::exchange(upstream.client(), outgoing, MAX_BODY, latest).await
}
