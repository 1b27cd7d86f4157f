//! One request to the product's API, once.

use crate::target::Target;
use crate::upstream::Upstream;
use http::{HeaderMap, Request as HttpRequest, StatusCode};
use http_body_util::{BodyExt as _, Full, LengthLimitError, Limited};
use hyper::body::Bytes;
use shared::http::request::Request;
use std::error::Error;
use std::time::Duration;
use tokio::time::Instant;

/// How large a body may be, in either direction: in base64 it just fits the 6 MB of an event and of an answer.
pub(crate) const MAX_BODY: usize = 4 * 1024 * 1024;

/// How long the upstream may take for its whole answer.
const PATIENCE: Duration = Duration::from_secs(25);

/// When we answer at the latest, whatever verification has taken: before our own deadline.
const LATEST: Duration = Duration::from_secs(27);

/// The upstream's answer, whole.
#[derive(Debug)]
pub(crate) struct Response {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

/// Why there is none. The text is for the log.
#[derive(Debug)]
pub(crate) enum Failure {
    /// It cannot be reached, or what it says is no HTTP, or it stops in the middle.
    Broken(String),
    /// It says more than fits.
    TooLarge,
    /// It takes too long.
    TimedOut,
}

/// Sends the request, and reads the whole answer.
pub(crate) async fn send(
    upstream: &Upstream,
    request: &Request,
    target: &Target,
    headers: HeaderMap,
    started: Instant,
) -> Result<Response, Failure> {
    let uri = upstream.uri(target.path_and_query()).ok_or_else(|| Failure::Broken("no such address".to_owned()))?;
    let mut outgoing = HttpRequest::new(Full::new(Bytes::copy_from_slice(request.body())));
    *outgoing.method_mut() = request.method().clone();
    *outgoing.uri_mut() = uri;
    *outgoing.headers_mut() = headers;
    let latest = (Instant::now() + PATIENCE).min(started + LATEST);
    // Dropped when it takes too long, which closes its connection: nobody will read the rest.
    tokio::time::timeout_at(latest, exchange(upstream, outgoing)).await.unwrap_or(Err(Failure::TimedOut))
}

async fn exchange(upstream: &Upstream, outgoing: HttpRequest<Full<Bytes>>) -> Result<Response, Failure> {
    let response = upstream.client().request(outgoing).await.map_err(|error| broken(&error))?;
    let (parts, body) = response.into_parts();
    // We asked for no other protocol (101), and the gateway knows no status beyond 599.
    if parts.status.is_informational() || parts.status.as_u16() > 599 {
        return Err(Failure::Broken("a status that is none".to_owned()));
    }
    let body = Limited::new(body, MAX_BODY)
        .collect()
        .await
        .map_err(|error| if error.is::<LengthLimitError>() { Failure::TooLarge } else { broken(&*error) })?;
    Ok(Response { status: parts.status, headers: parts.headers, body: body.to_bytes().into() })
}

/// The chain of causes. None of them quotes what was sent or received.
fn broken(error: &(dyn Error + 'static)) -> Failure {
    let mut reason = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        reason = format!("{reason}: {error}");
        cause = error.source();
    }
    Failure::Broken(reason)
}
