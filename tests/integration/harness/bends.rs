//! The proxy before the issuer of the tests, which bends what one of its parts says.

use http_body_util::{BodyExt as _, Full};
use hyper::body::{Bytes, Incoming};
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::net::TcpListener;

/// A part of an issuer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    Discovery,
    Keys,
    Token,
    Userinfo,
    /// What browsers see.
    Pages,
}

impl Part {
    fn of(path: &str) -> Self {
        match path {
            "/.well-known/openid-configuration" => Self::Discovery,
            "/jwks" => Self::Keys,
            "/token" => Self::Token,
            "/me" => Self::Userinfo,
            _ => Self::Pages,
        }
    }
}

/// What one part says instead.
#[derive(Clone)]
pub enum Bend {
    /// Another document.
    Json(Arc<dyn Fn(&mut Value) + Send + Sync>),
    /// This status and body, whatever was asked.
    Says(u16, Vec<u8>),
    /// 302 to somewhere else, which would answer.
    Redirects(String),
    /// Nothing, for longer than anybody waits.
    Silent,
    /// The connection ends.
    Down,
}

impl Bend {
    pub fn json(change: impl Fn(&mut Value) + Send + Sync + 'static) -> Self {
        Self::Json(Arc::new(change))
    }
}

/// Serves one issuer, and notes what was asked.
pub async fn serve(
    listener: TcpListener,
    port: u16,
    bends: Arc<Mutex<BTreeMap<Part, Bend>>>,
    asked: Arc<Mutex<Vec<Part>>>,
) {
    let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    loop {
        let (stream, _) = listener.accept().await.unwrap();
        let (client, bends, asked) = (client.clone(), Arc::clone(&bends), Arc::clone(&asked));
        tokio::spawn(async move {
            let service = service_fn(move |request| {
                let (client, bends, asked) = (client.clone(), Arc::clone(&bends), Arc::clone(&asked));
                async move {
                    let part = Part::of(request.uri().path());
                    asked.lock().unwrap().push(part);
                    let bend = bends.lock().unwrap().get(&part).cloned();
                    answer(&client, port, request, bend).await
                }
            });
            let _ = hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
        });
    }
}

/// Gone: hyper closes the connection on an error.
#[derive(Debug)]
struct Gone;

impl std::fmt::Display for Gone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("gone")
    }
}

impl std::error::Error for Gone {}

type Response = http::Response<Full<Bytes>>;

async fn answer(
    client: &reqwest::Client,
    port: u16,
    request: http::Request<Incoming>,
    bend: Option<Bend>,
) -> Result<Response, Gone> {
    let change = match bend {
        None => None,
        Some(Bend::Json(change)) => Some(change),
        Some(Bend::Says(status, body)) => {
            return Ok(http::Response::builder().status(status).body(Full::from(body)).unwrap());
        }
        Some(Bend::Redirects(to)) => {
            return Ok(http::Response::builder().status(302).header("location", to).body(Full::default()).unwrap());
        }
        Some(Bend::Silent) => {
            tokio::time::sleep(Duration::from_secs(60)).await;
            return Err(Gone);
        }
        Some(Bend::Down) => return Err(Gone),
    };
    let (parts, body) = request.into_parts();
    let url = format!("http://127.0.0.1:{port}{}", parts.uri);
    let outgoing =
        client.request(parts.method, url).headers(parts.headers).body(body.collect().await.unwrap().to_bytes());
    let from = outgoing.send().await.unwrap();
    let mut response = http::Response::builder().status(from.status());
    *response.headers_mut().unwrap() = from.headers().clone();
    let mut body = from.bytes().await.unwrap();
    if let Some(change) = change {
        let mut document = serde_json::from_slice(&body).unwrap_or(Value::Object(Map::new()));
        change(&mut document);
        body = Bytes::from(document.to_string());
    }
    response.headers_mut().unwrap().remove("content-length");
    response.headers_mut().unwrap().remove("transfer-encoding");
    Ok(response.body(Full::new(body)).unwrap())
}
