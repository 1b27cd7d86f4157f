//! A proxy before DynamoDB: counts what passes, and fails in the ways the real service fails.

use super::fault::json_response;
use super::process::PATIENCE;
use super::recordings;
use http::{HeaderMap, Response, StatusCode};
use http_body_util::{BodyExt as _, Full};
use hyper::body::{Bytes, Incoming};
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::Notify;

pub use super::fault::Fault;

/// One call that arrived.
#[derive(Clone, Debug)]
pub struct Call {
    /// Who signed it: a function, or [`NO_FUNCTION`](postern_local::database::NO_FUNCTION).
    pub signer: String,
    /// `BatchGetItem`, `TransactWriteItems` …
    pub operation: String,
    pub body: Value,
}

/// The access key id in a signature: `AWS4-HMAC-SHA256 Credential=<it>/<date>/…`.
fn signer(headers: &HeaderMap) -> &str {
    let signature = headers.get("authorization").and_then(|value| value.to_str().ok()).unwrap_or_default();
    signature.split_once("Credential=").and_then(|(_, scope)| scope.split('/').next()).unwrap_or_default()
}

impl Call {
    pub fn is_write(&self) -> bool {
        !matches!(self.operation.as_str(), "BatchGetItem" | "GetItem" | "Query" | "TransactGetItems" | "Scan")
    }
}

struct Plan {
    operation: &'static str,
    fault: Fault,
    /// Calls that pass first, then calls that fail.
    pass: usize,
    fail: usize,
}

/// The proxy.
pub struct FaultProxy {
    pub url: String,
    upstream: String,
    client: reqwest::Client,
    calls: Mutex<Vec<Call>>,
    plans: Mutex<Vec<Plan>>,
    /// The operation, and how many calls of it pass first.
    paused: Mutex<Option<(&'static str, usize)>>,
    reached: Notify,
    resumed: Notify,
}

impl FaultProxy {
    pub async fn start(upstream: &str) -> Arc<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let proxy = Arc::new(Self {
            url: format!("http://{}", listener.local_addr().unwrap()),
            upstream: upstream.to_owned(),
            client: reqwest::Client::new(),
            calls: Mutex::default(),
            plans: Mutex::default(),
            paused: Mutex::default(),
            reached: Notify::new(),
            resumed: Notify::new(),
        });
        tokio::spawn(Arc::clone(&proxy).serve(listener));
        proxy
    }

    /// The next `times` calls of `operation` fail (`""` is any operation).
    pub fn fail(&self, operation: &'static str, fault: Fault, times: usize) {
        self.fail_after(operation, fault, 0, times);
    }

    /// The same, after `pass` calls have passed.
    pub fn fail_after(&self, operation: &'static str, fault: Fault, pass: usize, times: usize) {
        self.plans.lock().unwrap().push(Plan { operation, fault, pass, fail: times });
    }

    /// Every call of `operation` fails.
    pub fn fail_always(&self, operation: &'static str, fault: Fault) {
        self.fail(operation, fault, usize::MAX);
    }

    /// No more faults.
    pub fn heal(&self) {
        self.plans.lock().unwrap().clear();
    }

    /// The next call of `operation` waits before it is passed on, until [`resume`](Self::resume).
    pub fn pause(&self, operation: &'static str) {
        self.pause_after(operation, 0);
    }

    /// The same, after `pass` calls of it have passed.
    pub fn pause_after(&self, operation: &'static str, pass: usize) {
        *self.paused.lock().unwrap() = Some((operation, pass));
    }

    /// Returns once the paused call has arrived: what was read before it has been read.
    pub async fn reached(&self) {
        assert!(
            tokio::time::timeout(PATIENCE, self.reached.notified()).await.is_ok(),
            "the call to pause at never came"
        );
    }

    pub fn resume(&self) {
        self.resumed.notify_one();
    }

    /// Calls since the last [`forget`](Self::forget).
    pub fn calls(&self) -> Vec<Call> {
        self.calls.lock().unwrap().clone()
    }

    pub fn writes(&self) -> usize {
        self.calls().iter().filter(|call| call.is_write()).count()
    }

    pub fn forget(&self) {
        self.calls.lock().unwrap().clear();
    }

    async fn serve(self: Arc<Self>, listener: TcpListener) {
        loop {
            let Ok((stream, _)) = listener.accept().await else { continue };
            let proxy = Arc::clone(&self);
            tokio::spawn(async move {
                let service = service_fn(move |request| {
                    let proxy = Arc::clone(&proxy);
                    async move { proxy.pass(request).await }
                });
                let _ =
                    hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
            });
        }
    }

    /// `Err` closes the connection without an answer.
    async fn pass(&self, request: http::Request<Incoming>) -> Result<Response<Full<Bytes>>, &'static str> {
        let (parts, body) = request.into_parts();
        let body = body.collect().await.map_err(|_| "client went away")?.to_bytes();
        let target = parts.headers.get("x-amz-target").and_then(|value| value.to_str().ok()).unwrap_or_default();
        let operation = target.rsplit('.').next().unwrap_or_default().to_owned();
        let signer = signer(&parts.headers).to_owned();
        let body_read = serde_json::from_slice(&body).unwrap_or_default();
        let call = Call { signer, operation: operation.clone(), body: body_read };
        recordings::record(&call);
        self.calls.lock().unwrap().push(call.clone());
        if self.is_paused_at(&operation) {
            self.reached.notify_one();
            self.resumed.notified().await;
        }
        let fault = self.next_fault(&operation);
        match fault {
            None => self.forward(&parts, body).await,
            Some(Fault::LoseReply) => {
                self.forward(&parts, body).await?;
                Err("reply lost")
            }
            Some(Fault::Hang) => {
                tokio::time::sleep(Duration::from_hours(1)).await;
                Err("hung")
            }
            Some(Fault::PartlyUnprocessed) => self.forward_partly(&parts, call.body).await,
            Some(fault) => Ok(fault.answer(&call)),
        }
    }

    fn is_paused_at(&self, operation: &str) -> bool {
        let mut paused = self.paused.lock().unwrap();
        let Some((_, pass)) = paused.as_mut().filter(|(at, _)| *at == operation) else { return false };
        if *pass == 0 {
            *paused = None;
            return true;
        }
        *pass -= 1;
        false
    }

    fn next_fault(&self, operation: &str) -> Option<Fault> {
        let mut plans = self.plans.lock().unwrap();
        let plan = plans
            .iter_mut()
            .find(|plan| plan.fail > 0 && (plan.operation.is_empty() || plan.operation == operation))?;
        if plan.pass > 0 {
            plan.pass -= 1;
            return None;
        }
        plan.fail = plan.fail.saturating_sub(if plan.fail == usize::MAX { 0 } else { 1 });
        Some(plan.fault)
    }

    /// Asks for four fifths of the keys, and says so.
    async fn forward_partly(
        &self,
        parts: &http::request::Parts,
        mut body: Value,
    ) -> Result<Response<Full<Bytes>>, &'static str> {
        let mut left_out = body["RequestItems"].clone();
        for (table, request) in left_out.as_object_mut().unwrap() {
            let all = request["Keys"].as_array().unwrap().clone();
            let (out, asked): (Vec<_>, Vec<_>) = all.into_iter().enumerate().partition(|(at, _)| at % 5 == 4);
            let keys = |part: Vec<(usize, Value)>| Value::Array(part.into_iter().map(|(_, key)| key).collect());
            (request["Keys"], body["RequestItems"][table]["Keys"]) = (keys(out), keys(asked));
        }
        let asks = body["RequestItems"].as_object().unwrap().values().any(|request| request["Keys"] != json!([]));
        let mut answer = json!({ "Responses": {} });
        if asks {
            let response = self.forward(parts, body.to_string().into()).await?;
            let body = response.into_body().collect().await.map_err(|_| "no body")?.to_bytes();
            answer = serde_json::from_slice(&body).map_err(|_| "no JSON")?;
        }
        answer["UnprocessedKeys"] = left_out;
        Ok(json_response(StatusCode::OK, &answer))
    }

    async fn forward(&self, parts: &http::request::Parts, body: Bytes) -> Result<Response<Full<Bytes>>, &'static str> {
        let mut headers = parts.headers.clone();
        headers.remove("content-length");
        let request = self.client.post(&self.upstream).headers(headers).body(body);
        let answer = request.send().await.map_err(|_| "no database")?;
        let (status, headers) = (answer.status(), answer.headers().clone());
        let mut response = Response::new(Full::new(answer.bytes().await.map_err(|_| "no database")?));
        *response.status_mut() = status;
        *response.headers_mut() = headers;
        Ok(response)
    }
}
