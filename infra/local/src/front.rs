//! The front: HTTP in, payload 2.0 to the function that the route table names, and back.

use crate::functions::{Functions, Handlers, Watched};
use crate::patience::Patience;
use crate::{alias, database, event, sign_in, table};
use aws_config::SdkConfig;
use http::{HeaderMap, Request, Response, StatusCode, Uri};
use http_body_util::{BodyExt as _, Full, LengthLimitError, Limited};
use hyper::body::{Bytes, Incoming};
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use proxy::Upstream;
use serde_json::Value;
use session::SignIn;
use shared::clock::{Clock, Timestamp};
use shared::config::Config;
use shared::deps::Deps;
use shared::http::routes::{self, Lookup};
use shared::lambda::{Function, Service};
use shared::log::Sink;
use shared::store::Store;
use std::net::IpAddr;
use std::sync::Arc;
use tokio::net::TcpListener;

/// Bytes of body that API Gateway takes.
const MAX_BODY: usize = 10 * 1024 * 1024;
/// Bytes of JSON that Lambda takes: as an event (the gateway says 413 above it), and as an answer (500). A body is longer in
/// there than it was: by a third as base64, and twice as long where a text is all quotes, backslashes or line breaks.
const MAX_JSON: usize = 6_291_556;
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
    /// What was made before is dead.
    pub not_before: Option<Timestamp>,
    /// How long things may take.
    pub patience: Patience,
}

/// The front, ready to serve.
#[derive(Clone)]
pub struct Front {
    functions: Functions,
    /// The demo sign-in, unless users sign in for real. It takes a form at `/login`, which no route of the table does.
    demo: Option<Function>,
    /// Answers what no route takes: what the gateway's $default route is in production.
    default: Function,
    clock: Clock,
    public_url: String,
}

impl Front {
    /// A front over handlers in this process, what the public API is forwarded to, and how users sign in: without that, as
    /// one of the demo's. Creates the table unless it is there.
    pub async fn new(backend: Backend, upstream: Upstream, sign_in: Option<SignIn>) -> Result<Self, String> {
        let wrap = Self::wrapper(backend).await?;
        let demo = sign_in.is_none();
        let handlers = Handlers {
            authorize: wrap.function(routes::Function::Authorize, authorize::service()),
            consent: wrap.function(routes::Function::Consent, consent::service()),
            token: wrap.function(routes::Function::Token, token::service()),
            apps: wrap.function(routes::Function::Apps, apps::service()),
            proxy: wrap.function(routes::Function::Proxy, proxy::service(upstream)),
            session: sign_in.map_or_else(
                || wrap.demo(),
                |sign_in| wrap.function(routes::Function::Session, session::service(sign_in)),
            ),
        };
        Ok(wrap.front(Functions::Here(Box::new(handlers)), demo))
    }

    /// A front over functions under `cargo lambda watch`; `demo`: with the demo sign-in before them. Creates the table
    /// unless it is there.
    pub async fn watched(backend: Backend, watched: Watched, demo: bool) -> Result<Self, String> {
        Ok(Self::wrapper(backend).await?.front(Functions::Watched(watched), demo))
    }

    async fn wrapper(backend: Backend) -> Result<Wrapper, String> {
        table::ensure(&aws_sdk_dynamodb::Client::new(&backend.sdk), &backend.table).await?;
        let Backend { sdk, table, config, clock, sink, not_before, patience } = backend;
        Ok(Wrapper { sdk, table, config: Arc::new(config), clock, sink, not_before, patience })
    }

    /// Serves until the process ends.
    pub async fn serve(self, listener: TcpListener) {
        loop {
            let Ok((stream, peer)) = listener.accept().await else { continue };
            let front = self.clone();
            tokio::spawn(async move {
                let service = service_fn(move |request| {
                    let front = front.clone();
                    // In a task of its own: Lambda finishes what it has begun, whether or not the client is still there.
                    async move { tokio::spawn(async move { front.respond(request, peer.ip()).await }).await }
                });
                let connection = hyper::server::conn::http1::Builder::new()
                    .timer(TokioTimer::new())
                    .serve_connection(TokioIo::new(stream), service);
                // A client that went away is not our trouble.
                let _ = connection.await;
            });
        }
    }

    async fn respond(&self, request: Request<Incoming>, peer: IpAddr) -> Response<Full<Bytes>> {
        let (parts, body) = request.into_parts();
        if head_size(&parts.uri, &parts.headers) > MAX_HEADERS {
            return gateway(
                StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
                r#"{"message":"Request Header Fields Too Large"}"#,
            );
        }
        if let Some(location) = alias::leads_to(&self.public_url, &parts) {
            return moved(&location);
        }
        let body = match Limited::new(body, MAX_BODY).collect().await {
            Ok(body) => body.to_bytes(),
            Err(error) if error.is::<LengthLimitError>() => return too_long(),
            Err(_) => return gateway(StatusCode::BAD_REQUEST, r#"{"message":"Bad Request"}"#),
        };
        let event = event::from_http(&parts, &body, peer, self.clock.now().millis());
        if event.to_string().len() > MAX_JSON {
            return too_long();
        }
        let path = event.get("rawPath").and_then(Value::as_str).unwrap_or_default().to_owned();
        let demo = self.demo.as_ref().filter(|_| sign_in::PATHS.contains(&path.as_str()));
        let answer = match (demo, routes::find(&parts.method, &path)) {
            (Some(demo), _) => demo.serve(event).await,
            (None, Lookup::Found { endpoint, .. }) => self.functions.serve(endpoint.function(), event).await,
            (None, Lookup::WrongMethod(_) | Lookup::Unknown) => self.default.serve(event).await,
        };
        let answer = if answer.to_string().len() > MAX_JSON { Value::Null } else { answer };
        event::into_http(answer).map(|body| Full::new(Bytes::from(body)))
    }
}

fn moved(location: &str) -> Response<Full<Bytes>> {
    let mut response = gateway(StatusCode::TEMPORARY_REDIRECT, "");
    if let Ok(location) = http::HeaderValue::from_str(location) {
        response.headers_mut().insert(http::header::LOCATION, location);
    }
    response
}

/// What every handler is wrapped with.
struct Wrapper {
    sdk: SdkConfig,
    table: String,
    config: Arc<Config>,
    clock: Clock,
    sink: Sink,
    not_before: Option<Timestamp>,
    patience: Patience,
}

impl Wrapper {
    fn function(&self, function: routes::Function, service: Service) -> Function {
        self.over(&database::signed_by(function.name(), &self.sdk), service)
    }

    /// It is no function, and asks the database for nothing in the name of one.
    fn demo(&self) -> Function {
        self.over(&self.sdk, sign_in::service())
    }

    fn over(&self, sdk: &SdkConfig, service: Service) -> Function {
        let service = Service { deadline: self.patience.deadline.unwrap_or(service.deadline), ..service };
        let store = Store::within(sdk, &self.table, self.patience.store).not_before(self.not_before);
        let deps = Deps { store, config: Arc::clone(&self.config) };
        Function::new(service, deps, self.clock.clone(), self.sink.clone())
    }

    fn front(self, functions: Functions, demo: bool) -> Front {
        let demo = demo.then(|| self.demo());
        let default = self.function(routes::Function::Authorize, authorize::service());
        let public_url = self.config.public_url.to_string();
        Front { functions, demo, default, clock: self.clock, public_url }
    }
}

/// Roughly what the gateway counts against its limit.
fn head_size(uri: &Uri, headers: &HeaderMap) -> usize {
    let fields: usize = headers.iter().map(|(name, value)| name.as_str().len() + value.len() + 4).sum();
    uri.path_and_query().map_or(0, |path| path.as_str().len()) + fields
}

fn too_long() -> Response<Full<Bytes>> {
    gateway(StatusCode::PAYLOAD_TOO_LARGE, r#"{"message":"Request Too Long"}"#)
}

/// What the gateway says by itself, before any function is asked.
fn gateway(status: StatusCode, body: &'static str) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Bytes::from_static(body.as_bytes())));
    *response.status_mut() = status;
    response.headers_mut().insert(http::header::CONTENT_TYPE, http::HeaderValue::from_static("application/json"));
    response
}
