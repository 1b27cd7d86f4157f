//! The demo upstream: a product's API in miniature, so that the last step of the flow works locally too.
//!
//! It does what a real one must do (`verify.rs`): act only on what Postern signed, and as the identity it names.

mod api;
mod verify;

use api::Posts;
use http::{Request, Response, StatusCode};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::body::{Bytes, Incoming};
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use serde_json::{Value, json};
use shared::clock::Clock;
use shared::random;
use std::net::Ipv4Addr;
use std::sync::Arc;
use tokio::net::TcpListener;
use verify::Verifier;

/// Bytes of body that it takes.
const MAX_BODY: usize = 64 * 1024;

/// A running one.
#[derive(Clone, Debug)]
pub struct DemoUpstream {
    /// `http://127.0.0.1:port`
    pub url: String,
    /// What it expects to be signed with; another one at each start.
    pub secret: String,
}

/// What it works with.
struct Demo {
    verifier: Verifier,
    clock: Clock,
    posts: Posts,
}

impl DemoUpstream {
    /// Starts it on a port of its own, on loopback. It ends with the process.
    pub async fn start(clock: Clock) -> Result<Self, String> {
        let problem = |error: std::io::Error| format!("the demo API cannot listen: {error}");
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.map_err(problem)?;
        let url = format!("http://{}", listener.local_addr().map_err(problem)?);
        let secret = random::base62(43);
        let demo = Demo { verifier: Verifier::new(&secret)?, clock, posts: Posts::default() };
        tokio::spawn(serve(Arc::new(demo), listener));
        Ok(Self { url, secret })
    }
}

async fn serve(demo: Arc<Demo>, listener: TcpListener) {
    loop {
        let Ok((stream, _)) = listener.accept().await else { continue };
        let demo = Arc::clone(&demo);
        tokio::spawn(async move {
            let service = service_fn(move |request| {
                let demo = Arc::clone(&demo);
                async move { Ok::<_, std::convert::Infallible>(demo.respond(request).await) }
            });
            let connection = hyper::server::conn::http1::Builder::new()
                .timer(TokioTimer::new())
                .serve_connection(TokioIo::new(stream), service);
            // Whoever went away is not our trouble.
            let _ = connection.await;
        });
    }
}

impl Demo {
    async fn respond(&self, request: Request<Incoming>) -> Response<Full<Bytes>> {
        let (parts, body) = request.into_parts();
        let caller = match self.verifier.caller(&parts, self.clock.now()) {
            Ok(caller) => caller,
            // Not 401: that is about the client's credential, and would make it throw a good one away.
            Err(reason) => {
                return answer(StatusCode::FORBIDDEN, &json!({ "error": "not_from_postern", "msg": reason }));
            }
        };
        let Ok(body) = Limited::new(body, MAX_BODY).collect().await else {
            return answer(StatusCode::PAYLOAD_TOO_LARGE, &json!({ "msg": "At most 64 KiB, please" }));
        };
        let (status, document) = api::answer(&self.posts, &parts.method, parts.uri.path(), &body.to_bytes(), &caller);
        answer(status, &document)
    }
}

fn answer(status: StatusCode, document: &Value) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Bytes::from(document.to_string())));
    *response.status_mut() = status;
    response.headers_mut().insert(http::header::CONTENT_TYPE, http::HeaderValue::from_static("application/json"));
    response
}
