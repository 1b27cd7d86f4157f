//! How a function starts and serves: one wrapper for all of them, and for the local front too.
//!
//! It takes the event as JSON, converts it, runs the handler, catches a panic, writes the log line and converts the
//! answer. Whatever arrives, what leaves is an answer of ours.

pub mod invocation;

use crate::clock::Clock;
use crate::config::{self, Config, ConfigError};
use crate::deps::Deps;
use crate::http::answer::Answer;
use crate::http::event::EventError;
use crate::http::failure::{Failure, FailureResponse};
use crate::http::request::Request;
use crate::http::routes::{self, Lookup};
use crate::log::{Outcome, Sink};
use crate::panics;
use crate::store::{Limits, Store};
use futures_util::future::BoxFuture;
use http::{Method, StatusCode};
use invocation::{Invocation, Panicked, catching};
use lambda_http::{Error, LambdaEvent, lambda_runtime, service_fn};
use serde_json::Value;
use std::sync::Arc;
use std::time::Duration;

/// How long a handler may take unless its service says otherwise: several operations in a row may each wait, and the
/// function's own time-out (20 s in `template.yaml`) would end in an answer of the gateway's.
pub const DEADLINE: Duration = Duration::from_secs(18);

/// An answer in the making.
pub type Answering<'a> = BoxFuture<'a, Answer>;

/// What a function does with a request.
pub type Handler = Arc<dyn for<'a> Fn(&'a Deps, &'a Request) -> Answering<'a> + Send + Sync>;

/// What distinguishes one function from another.
#[derive(Clone)]
pub struct Service {
    /// What it does with a request.
    pub handler: Handler,
    /// What it says when that failed.
    pub failure_response: FailureResponse,
    /// How long a request may take.
    pub deadline: Duration,
}

impl Service {
    /// With the usual [`DEADLINE`].
    pub fn new(
        handler: impl for<'a> Fn(&'a Deps, &'a Request) -> Answering<'a> + Send + Sync + 'static,
        failure_response: FailureResponse,
    ) -> Self {
        Self { handler: Arc::new(handler), failure_response, deadline: DEADLINE }
    }
}

/// A function, ready to serve.
#[derive(Clone)]
pub struct Function {
    service: Service,
    deps: Deps,
    clock: Clock,
    sink: Sink,
}

impl Function {
    /// Puts one together. `clock` and `sink` are the system's and standard output in production.
    pub fn new(service: Service, deps: Deps, clock: Clock, sink: Sink) -> Self {
        Self { service, deps, clock, sink }
    }

    /// Serves one event.
    pub async fn serve(&self, event: Value) -> Value {
        let invocation = Invocation::begin(&self.deps.store, &self.clock);
        let deps = Deps { store: invocation.store.clone(), config: Arc::clone(&self.deps.config) };
        let request = match Request::from_event(event, invocation.now) {
            Ok(request) => request,
            Err(error) => {
                let answer = unreadable(error);
                invocation.log(&self.sink, ["", "", ""], answer.status().as_u16(), &answer.outcome);
                return into_json(answer);
            }
        };
        let Service { handler, failure_response, deadline } = &self.service;
        let handled = catching(async || handler(&deps, &request).await);
        let answer = match tokio::time::timeout(*deadline, handled).await {
            Ok(Ok(answer)) => answer,
            Ok(Err(Panicked)) => failure_response(&deps.config, &request, Failure::Panic),
            Err(_) => failure_response(&deps.config, &request, Failure::Deadline),
        };
        let answer = if request.method() == Method::HEAD { answer.without_body() } else { answer };
        let route = match routes::find(request.method(), request.path()) {
            Lookup::Found { path, .. } => path,
            Lookup::WrongMethod(_) | Lookup::Unknown => "$default",
        };
        let request_line = [request.id(), request.method().as_str(), route];
        invocation.log(&self.sink, request_line, answer.status().as_u16(), &answer.outcome);
        into_json(answer)
    }
}

/// Starts a function under the Lambda runtime: the whole of every `main`.
pub async fn run(service: Service) -> Result<(), Error> {
    panics::quiet();
    let config = Config::from_env()?;
    let deps = Deps { store: store_from_env().await?, config: Arc::new(config) };
    let function = Function::new(service, deps, Clock::default(), sink_from_env()?);
    lambda_runtime::run(service_fn(|event: LambdaEvent<Value>| async {
        Ok::<_, Error>(function.serve(event.payload).await)
    }))
    .await
}

/// The store that the environment names: `TABLE_NAME`, `NOT_BEFORE`, and what the SDK reads for itself.
pub async fn store_from_env() -> Result<Store, Error> {
    store_from_env_within(Limits::default()).await
}

/// The same, with limits of the function's own.
pub async fn store_from_env_within(limits: Limits) -> Result<Store, Error> {
    let (table, not_before) = (config::table_name()?, config::not_before()?);
    Ok(Store::within(&sdk_from_env().await, table, limits).not_before(not_before))
}

async fn sdk_from_env() -> aws_config::SdkConfig {
    aws_config::load_defaults(aws_config::BehaviorVersion::latest()).await
}

/// Standard output, for the stack that the environment names.
pub fn sink_from_env() -> Result<Sink, ConfigError> {
    Ok(Sink::stdout(&config::stack_name()?))
}

/// What never came from API Gateway, or was broken on the way.
fn unreadable(error: EventError) -> Answer {
    let outcome = Outcome::new("unreadable_event").detail(&error);
    Answer::json_error(StatusCode::BAD_REQUEST, "invalid_request", "The request could not be read", outcome)
}

fn into_json(answer: Answer) -> Value {
    serde_json::to_value(answer.into_event()).unwrap_or_else(|_| serde_json::json!({ "statusCode": 500 }))
}
