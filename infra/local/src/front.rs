//! The front: HTTP in, payload 2.0 to the function that the route table names, and back.

use crate::{event, sign_in, table};
use aws_config::SdkConfig;
use http::{HeaderMap, Request, Response, StatusCode, Uri};
use http_body_util::{BodyExt as _, Full, LengthLimitError, Limited};
use hyper::body::{Bytes, Incoming};
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use shared::clock::Clock;
use shared::config::Config;
use shared::http::routes::{self, Lookup};
use shared::lambda::{Deps, Function, Handler};
use shared::log::Sink;
use shared::store::Store;
use std::convert::Infallible;
use std::sync::Arc;
use tokio::net::TcpListener;

/// Bytes of body that reach a function: Lambda's own limit for an event is 6 MB.
const MAX_BODY: usize = 6_000_000;
/// Bytes of request line and headers that API Gateway takes.
const MAX_HEADERS: usize = 10_240;

/// What the functions run on.
pub struct Backend {
    /// How to reach the database.
    pub sdk: SdkConfig,
    /// The table's name.
    pub table: String,
    /// The public URL and the product's name.
    pub config: Config,
    /// The clock; tests move it.
    pub clock: Clock,
    /// Where log lines go.
    pub sink: Sink,
}

/// The functions, ready to serve.
#[derive(Clone)]
pub struct Front {
    authorize: Function,
    consent: Function,
    token: Function,
    apps: Function,
    sign_in: Function,
    clock: Clock,
}

impl Front {
    /// Creates the table unless it is there, and the functions over it.
    pub async fn new(backend: Backend) -> Result<Self, String> {
        table::ensure(&aws_sdk_dynamodb::Client::new(&backend.sdk), &backend.table).await?;
        let Backend { sdk, table, config, clock, sink } = backend;
        let deps = Deps { store: Store::new(&sdk, table), config: Arc::new(config) };
        let function = |handler: Handler| Function::new(handler, deps.clone(), clock.clone(), Arc::clone(&sink));
        Ok(Self {
            authorize: function(authorize::handle),
            consent: function(consent::handle),
            token: function(token::handle),
            apps: function(apps::handle),
            sign_in: function(sign_in::handle),
            clock: clock.clone(),
        })
    }

    /// Serves until the process ends.
    pub async fn serve(self, listener: TcpListener) {
        loop {
            let Ok((stream, _)) = listener.accept().await else { continue };
            let front = self.clone();
            tokio::spawn(async move {
                let service = service_fn(move |request| {
                    let front = front.clone();
                    async move { Ok::<_, Infallible>(front.respond(request).await) }
                });
                let connection = hyper::server::conn::http1::Builder::new()
                    .timer(TokioTimer::new())
                    .serve_connection(TokioIo::new(stream), service);
                // A client that went away is not our trouble.
                let _ = connection.await;
            });
        }
    }

    async fn respond(&self, request: Request<Incoming>) -> Response<Full<Bytes>> {
        let (parts, body) = request.into_parts();
        if head_size(&parts.uri, &parts.headers) > MAX_HEADERS {
            return gateway(
                StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
                r#"{"message":"Request Header Fields Too Large"}"#,
            );
        }
        let body = match Limited::new(body, MAX_BODY).collect().await {
            Ok(body) => body.to_bytes(),
            Err(error) if error.is::<LengthLimitError>() => {
                return gateway(StatusCode::PAYLOAD_TOO_LARGE, r#"{"message":"Request Too Long"}"#);
            }
            Err(_) => return gateway(StatusCode::BAD_REQUEST, r#"{"message":"Bad Request"}"#),
        };
        let event = event::from_http(&parts, &body, self.clock.now().millis());
        let path = event.get("rawPath").and_then(serde_json::Value::as_str).unwrap_or_default();
        let function = self.function(&parts.method, path);
        event::into_http(function.serve(event.clone()).await).map(|body| Full::new(Bytes::from(body)))
    }

    fn function(&self, method: &http::Method, path: &str) -> &Function {
        if sign_in::PATHS.contains(&path) {
            return &self.sign_in;
        }
        match routes::find(method, path) {
            Lookup::Found { function, .. } => match function {
                routes::Function::Authorize => &self.authorize,
                routes::Function::Consent => &self.consent,
                routes::Function::Token => &self.token,
                routes::Function::Apps => &self.apps,
            },
            // The gateway's $default route.
            Lookup::WrongMethod(_) | Lookup::Unknown => &self.authorize,
        }
    }
}

/// Roughly what the gateway counts against its limit.
fn head_size(uri: &Uri, headers: &HeaderMap) -> usize {
    let fields: usize = headers.iter().map(|(name, value)| name.as_str().len() + value.len() + 4).sum();
    uri.path_and_query().map_or(0, |path| path.as_str().len()) + fields
}

/// What the gateway says by itself, before any function is asked.
fn gateway(status: StatusCode, body: &'static str) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Bytes::from_static(body.as_bytes())));
    *response.status_mut() = status;
    response.headers_mut().insert(http::header::CONTENT_TYPE, http::HeaderValue::from_static("application/json"));
    response
}
