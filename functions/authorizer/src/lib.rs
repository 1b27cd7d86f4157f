//! A Lambda authorizer for API Gateway: the check that the proxy makes, for teams that have a gateway already.
//!
//! What a gateway makes of its answers, and what it cannot say, is in docs/your-api.md. A gateway must not cache them.

// Whoever adds a variant is asked what it means here.
#![deny(clippy::wildcard_enum_match_arm)]

mod answer;
mod event;
mod named;
mod path;

use answer::{Answer, Refusal};
use event::AuthorizerRequest;
use lambda_http::{Error, LambdaEvent, lambda_runtime, service_fn};
use serde_json::Value;
use serde_json::value::RawValue;
use shared::access::prefix::ApiPrefix;
use shared::access::{self, Identity, bearer};
use shared::clock::Clock;
use shared::lambda::invocation::{Invocation, Panicked, catching};
use shared::lambda::{sink_from_env, store_from_env_within};
use shared::log::Sink;
use shared::panics;
use shared::store::{Limits, Store};
use std::time::Duration;

/// What stands in its lines of the log where a route would.
const NAME: &str = "authorizer";
/// One operation of the store.
pub const OPERATION: Duration = Duration::from_secs(5);
/// The whole look-up: a batch may take several rounds.
const DEADLINE: Duration = Duration::from_secs(8);
/// How long a gateway waits for an authorizer.
const GATEWAY: Duration = Duration::from_secs(10);
const _: () = assert!(OPERATION.as_secs() < DEADLINE.as_secs() && DEADLINE.as_secs() < GATEWAY.as_secs());

/// The authorizer, ready to serve.
pub struct Authorizer {
    store: Store,
    prefix: ApiPrefix,
    clock: Clock,
    sink: Sink,
    deadline: Duration,
}

/// Starts it under the Lambda runtime.
pub async fn run() -> Result<(), Error> {
    panics::quiet();
    let store = store_from_env_within(Limits { operation: OPERATION, ..Limits::default() }).await?;
    let authorizer = Authorizer::new(store, ApiPrefix::from_env()?, Clock::default(), sink_from_env()?);
    let authorizer = &authorizer;
    lambda_runtime::run(service_fn(|event: LambdaEvent<Box<RawValue>>| async move {
        authorizer.serve(event.payload.get()).await.map_err(Error::from)
    }))
    .await
}

impl Authorizer {
    /// Puts one together. `clock` and `sink` are the system's and standard output in production.
    pub fn new(store: Store, prefix: ApiPrefix, clock: Clock, sink: Sink) -> Self {
        Self { store, prefix, clock, sink, deadline: DEADLINE }
    }

    /// With another limit for the whole look-up: tests that are not about it run on busy machines.
    #[must_use]
    pub fn within(self, deadline: Duration) -> Self {
        Self { deadline, ..self }
    }

    /// Answers one event, JSON text. `Err` is the text with which the invocation fails.
    pub async fn serve(&self, event: &str) -> Result<Value, &'static str> {
        let invocation = Invocation::begin(&self.store, &self.clock);
        // A panic opens nothing.
        catching(async || self.answer(&invocation, event).await).await.unwrap_or_else(|Panicked| {
            let answer = Answer::trouble("panic", None);
            invocation.log(&self.sink, ["", "", NAME], answer.status, &answer.outcome);
            answer.reply
        })
    }

    async fn answer(&self, invocation: &Invocation, event: &str) -> Result<Value, &'static str> {
        let (asked, answer) = match AuthorizerRequest::from_event(event) {
            Ok(asked) => {
                let decided = tokio::time::timeout(self.deadline, self.decide(&invocation.store, &asked)).await;
                let answer = Answer::of(&asked.gateway, decided.unwrap_or(Err(Refusal::Late)));
                (Some(asked), answer)
            }
            Err(error) => (None, Answer::trouble("unreadable_event", Some(error.to_string()))),
        };
        let (id, method) = asked.as_ref().map(|asked| (&*asked.request_id, &*asked.method)).unwrap_or_default();
        invocation.log(&self.sink, [id, method, NAME], answer.status, &answer.outcome);
        answer.reply
    }

    /// The proxy's own steps: credential, path, permission, one look-up.
    async fn decide(&self, store: &Store, asked: &AuthorizerRequest) -> Result<Identity, Refusal> {
        let presented = bearer::read(asked.authorization.as_deref(), &asked.query).map_err(Refusal::Denied)?;
        let needed = asked.path.required_scope(&asked.method, &self.prefix).map_err(Refusal::Path)?;
        access::admit(store, &presented, needed).await.map_err(Refusal::Denied)
    }
}
