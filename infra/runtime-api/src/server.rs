//! The four calls that a runtime makes, over HTTP.
//!
//! <https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html>

use http::{Method, Request, Response, StatusCode};
use http_body_util::{BodyExt as _, Full};
use hyper::body::{Bytes, Incoming};
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use std::time::{Instant, SystemTime, UNIX_EPOCH};
use tokio::net::TcpListener;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::sync::oneshot;

/// How long a function is told that it has for an event: as long as any may have.
const TIMEOUT_MILLIS: u128 = 15 * 60 * 1_000;

/// What the runtime says.
#[derive(Debug)]
pub(crate) enum Said {
    /// It waits for an event. Whoever takes this hands it one.
    Next(oneshot::Sender<Bytes>),
    /// The function's answer, and when it was here whole.
    Answered(Bytes, Instant),
    /// The document with which the function failed.
    Failed(Bytes, Instant),
    /// The document with which it did not even start.
    NotStarted(Bytes),
}

/// Serves one runtime, until its process ends; hears what it says.
pub(crate) async fn start() -> std::io::Result<(String, UnboundedReceiver<Said>)> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?.to_string();
    let (sender, said) = unbounded_channel();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let _ = stream.set_nodelay(true);
            let sender = sender.clone();
            tokio::spawn(async move {
                let service = service_fn(move |request| answer(request, sender.clone()));
                // A runtime that ends drops its connections in the middle.
                let _ =
                    hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
            });
        }
    });
    Ok((address, said))
}

/// `Err` closes the connection: the caller was no runtime, or nobody listens to it any more.
async fn answer(
    request: Request<Incoming>,
    sender: UnboundedSender<Said>,
) -> Result<Response<Full<Bytes>>, &'static str> {
    let (parts, body) = request.into_parts();
    let call = parts.uri.path().strip_prefix("/2018-06-01/runtime/").ok_or("no such version")?;
    if (&parts.method, call) == (&Method::GET, "invocation/next") {
        return next(&sender).await;
    }
    let body = body.collect().await.map_err(|_| "it went away")?.to_bytes();
    let now = Instant::now();
    let said = match call.rsplit_once('/') {
        Some(("init", "error")) => Said::NotStarted(body),
        Some((_, "response")) => Said::Answered(body, now),
        Some((_, "error")) => Said::Failed(body, now),
        Some(_) | None => return Err("no such call"),
    };
    sender.send(said).map_err(|_| "nobody listens")?;
    response(Response::builder().status(StatusCode::ACCEPTED), Bytes::new())
}

/// Waits for the next event, as a runtime does between two.
async fn next(sender: &UnboundedSender<Said>) -> Result<Response<Full<Bytes>>, &'static str> {
    let (hand_over, event) = oneshot::channel();
    sender.send(Said::Next(hand_over)).map_err(|_| "nobody listens")?;
    let event = event.await.map_err(|_| "there is no other event")?;
    let head = Response::builder()
        .header("content-type", "application/json")
        .header("lambda-runtime-aws-request-id", "8476a536-e9f4-11e8-9739-2dfe598c3fcd")
        .header("lambda-runtime-deadline-ms", deadline_millis().to_string())
        .header("lambda-runtime-invoked-function-arn", "arn:aws:lambda:local:123456789012:function:under-test")
        .header(
            "lambda-runtime-trace-id",
            "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;Sampled=0",
        );
    response(head, event)
}

#[expect(clippy::disallowed_methods, reason = "this is Lambda's clock, not a function's")]
fn deadline_millis() -> u128 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_millis() + TIMEOUT_MILLIS
}

fn response(head: http::response::Builder, body: Bytes) -> Result<Response<Full<Bytes>>, &'static str> {
    head.body(Full::new(body)).map_err(|_| "no response")
}
