//! Other sites: the client's, the one it leads on to, an attacker's.

use crate::harness::process::PATIENCE;
use http::{Request, Response};
use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::{Arc, Mutex};
use tokio::net::TcpListener;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use url::Url;

type Pages = Arc<Mutex<HashMap<String, Response<Full<Bytes>>>>>;

/// A web site. For a browser `127.0.0.1` and `localhost` are two sites; a port of its own makes it another origin.
pub struct Site {
    pub url: String,
    pages: Pages,
    visits: UnboundedReceiver<String>,
}

impl Site {
    pub async fn start() -> Self {
        Self::on(TcpListener::bind("127.0.0.1:0").await.unwrap())
    }

    /// On a third host, where the system has IPv6; else on another port.
    pub async fn start_elsewhere() -> Self {
        match TcpListener::bind("[::1]:0").await {
            Ok(listener) => Self::on(listener),
            Err(_) => Self::start().await,
        }
    }

    fn on(listener: TcpListener) -> Self {
        let url = format!("http://{}", listener.local_addr().unwrap());
        let pages = Pages::default();
        let (sender, visits) = unbounded_channel();
        let respond = {
            let pages = Arc::clone(&pages);
            move |request: Request<Incoming>| {
                let page = pages.lock().unwrap().get(request.uri().path()).cloned();
                // What nobody put there, a favicon for one, is no visit.
                if page.is_some() {
                    let _ = sender.send(request.uri().to_string());
                }
                page.unwrap_or_else(|| answer(404, "content-type", "text/plain", "nothing"))
            }
        };
        tokio::spawn(async move {
            loop {
                let Ok((stream, _)) = listener.accept().await else { continue };
                let respond = respond.clone();
                let service = service_fn(move |request| {
                    let response = respond(request);
                    async move { Ok::<_, Infallible>(response) }
                });
                tokio::spawn(
                    hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), service),
                );
            }
        });
        Self { url, pages, visits }
    }

    pub fn page(&self, path: &str, body: &str) {
        let body = format!("<!doctype html><title>{path}</title><h1>{path}</h1>{body}");
        self.put(path, answer(200, "content-type", "text/html", &body));
    }

    /// 302, as most frameworks redirect.
    pub fn redirect(&self, path: &str, location: &str) {
        self.put(path, answer(302, "location", location, ""));
    }

    fn put(&self, path: &str, response: Response<Full<Bytes>>) {
        self.pages.lock().unwrap().insert(path.to_owned(), response);
    }

    /// Waits for the browser; returns the address it asks for.
    pub async fn visited(&mut self) -> Url {
        let visit = tokio::time::timeout(PATIENCE, self.visits.recv()).await;
        let path = visit.unwrap_or_else(|_| panic!("the browser never came to {}", self.url)).unwrap();
        Url::parse(&format!("{}{path}", self.url)).unwrap()
    }

    /// The same, for a callback: its parameters, each of which must be there once.
    pub async fn called_back(&mut self) -> HashMap<String, String> {
        let url = self.visited().await;
        let parameters: HashMap<String, String> = url.query_pairs().into_owned().collect();
        assert_eq!(parameters.len(), url.query_pairs().count(), "{url}");
        parameters
    }
}

fn answer(status: u16, header: &str, value: &str, body: &str) -> Response<Full<Bytes>> {
    Response::builder().status(status).header(header, value).body(Full::new(Bytes::from(body.to_owned()))).unwrap()
}
