//! HTTP towards others: the product's API, an issuer. One request, once; its whole answer, within limits.

mod early_answer;

use crate::log::causes;
use early_answer::Listening;
use http::{HeaderMap, Request, StatusCode};
use http_body_util::{BodyExt as _, Full, LengthLimitError, Limited};
use hyper::body::Bytes;
use hyper_rustls::{ConfigBuilderExt as _, HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use rustls::crypto::aws_lc_rs;
use rustls::{ClientConfig, RootCertStore};
use std::error::Error;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::Instant;
use url::{Host, Url};

/// How long to wait for a connection.
const CONNECT: Duration = Duration::from_secs(5);

/// How long a connection may lie idle: less than any server keeps one (Node closes after 5 s), so that a request meets no
/// connection that is just being closed, nor, after a thaw, one that has long been.
const IDLE: Duration = Duration::from_secs(4);

/// The client that requests go through.
pub type HttpClient = Client<Listening<HttpsConnector<HttpConnector>>, Full<Bytes>>;

/// There is nothing to hold a server's certificate against.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this system has no root certificates, by which an https server could be known")]
pub struct NoRoots;

/// An answer, whole.
#[derive(Debug)]
pub struct Response {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Vec<u8>,
}

/// Why there is none. The text is for the log.
#[derive(Debug)]
pub enum Failure {
    /// It cannot be reached, or what it says is no HTTP, or it stops in the middle.
    Broken(String),
    /// It says more than fits.
    TooLarge,
    /// It takes too long.
    TimedOut,
}

/// Redirects, cookies, proxies of the environment and encodings are not this client's business, and it knows nothing of
/// them. HTTP/1.1 only: an environment forwards one request at a time, and nothing is gained by more. A `secure` one
/// speaks https and nothing else.
pub fn client(secure: bool) -> Result<HttpClient, NoRoots> {
    let mut tcp = HttpConnector::new();
    tcp.enforce_http(false);
    tcp.set_nodelay(true);
    tcp.set_connect_timeout(Some(CONNECT));
    let connector = HttpsConnectorBuilder::new().with_tls_config(tls(secure)?);
    let connector = if secure { connector.https_only() } else { connector.https_or_http() };
    let mut builder = Client::builder(TokioExecutor::new());
    builder.timer(TokioTimer::new()).pool_timer(TokioTimer::new()).pool_idle_timeout(IDLE).pool_max_idle_per_host(8);
    // A request of which no byte was sent goes to another connection: the pooled one was closed while it lay idle. One
    // that was sent is never sent again, whatever became of it (RFC 9110 §9.2.2).
    builder.retry_canceled_requests(true);
    Ok(builder.build(Listening(connector.enable_http1().wrap_connector(tcp))))
}

/// The root certificates are those of the system: the runtime's image brings them and AWS keeps them current, the client
/// for DynamoDB uses the same, and a set compiled in would age with the binary. Plain http needs none.
fn tls(secure: bool) -> Result<ClientConfig, NoRoots> {
    let provider = Arc::new(aws_lc_rs::default_provider());
    let config = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let config = config.map_err(|_| NoRoots)?;
    let config = if secure {
        config.with_native_roots().map_err(|_| NoRoots)?
    } else {
        config.with_root_certificates(RootCertStore::empty())
    };
    Ok(config.with_no_client_auth())
}

/// Sends the request, and reads an answer of at most `most` bytes, until `latest`.
pub async fn exchange(
    client: &HttpClient,
    request: Request<Vec<u8>>,
    most: usize,
    latest: Instant,
) -> Result<Response, Failure> {
    // Dropped when it takes too long, which closes its connection: nobody will read the rest.
    tokio::time::timeout_at(latest, answer(client, request, most)).await.unwrap_or(Err(Failure::TimedOut))
}

async fn answer(client: &HttpClient, request: Request<Vec<u8>>, most: usize) -> Result<Response, Failure> {
    let request = request.map(|body| Full::new(Bytes::from(body)));
    let response = client.request(request).await.map_err(|error| broken(&error))?;
    let (parts, body) = response.into_parts();
    // We asked for no other protocol (101), and the gateway knows no status beyond 599.
    if parts.status.is_informational() || parts.status.as_u16() > 599 {
        return Err(Failure::Broken("a status that is none".to_owned()));
    }
    let body = Limited::new(body, most)
        .collect()
        .await
        .map_err(|error| if error.is::<LengthLimitError>() { Failure::TooLarge } else { broken(&*error) })?;
    Ok(Response { status: parts.status, headers: parts.headers, body: body.to_bytes().into() })
}

/// With the chain of causes. None of them quotes what was sent or received.
fn broken(error: &(dyn Error + 'static)) -> Failure {
    Failure::Broken(causes(error))
}

/// Whether an address is one of this machine's own: nobody listens on the way to it.
pub fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}
