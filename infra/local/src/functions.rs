//! Who serves a function's events: the handlers in this very process, or `cargo lambda watch`.

use purge::Purge;
use serde_json::Value;
use shared::clock::Clock;
use shared::http::routes;
use shared::lambda::Function;
use std::time::Duration;

/// The functions behind the front.
#[derive(Clone)]
pub(crate) enum Functions {
    /// In this process, through the wrapper that Lambda uses too.
    Here(Box<Handlers>),
    /// In processes of their own under the real Lambda runtime, by way of the Lambda API that `cargo lambda watch` offers.
    Watched(Watched),
}

/// One wrapped handler a function.
#[derive(Clone)]
pub(crate) struct Handlers {
    /// `functions/authorize`
    pub authorize: Function,
    /// `functions/consent`
    pub consent: Function,
    /// `functions/token`
    pub token: Function,
    /// `functions/apps`
    pub apps: Function,
    /// `functions/proxy`
    pub proxy: Function,
    /// `functions/session`, or the demo that stands in for it.
    pub session: Function,
}

/// Where `cargo lambda watch` takes invocations.
#[derive(Clone)]
pub struct Watched {
    client: reqwest::Client,
    url: String,
}

impl Functions {
    /// Hands an event to a function; what comes back is the function's answer, or whatever the runtime said instead.
    pub(crate) async fn serve(&self, function: routes::Function, event: Value) -> Value {
        match self {
            Self::Here(handlers) => handlers.get(function).serve(event).await,
            Self::Watched(watched) => watched.invoke(function.name(), &event).await,
        }
    }
}

impl Handlers {
    fn get(&self, function: routes::Function) -> &Function {
        match function {
            routes::Function::Authorize => &self.authorize,
            routes::Function::Consent => &self.consent,
            routes::Function::Token => &self.token,
            routes::Function::Apps => &self.apps,
            routes::Function::Proxy => &self.proxy,
            routes::Function::Session => &self.session,
        }
    }
}

/// Who purges: what the table's stream feeds.
pub enum Purging {
    /// In this process.
    Here(Box<Purge>),
    /// In a process of its own.
    Watched(Watched),
}

impl Purging {
    /// The function's time-out in the template.
    const TIMEOUT: Duration = Duration::from_mins(5);

    /// Hands over records of the stream; whether they are done with, or must come again.
    pub async fn serve(&self, event: Value) -> bool {
        match self {
            Self::Here(purge) => purge.serve(&event.to_string(), Clock::System.now().plus(Self::TIMEOUT)).await.is_ok(),
            // What fails under the runtime is answered with an error document.
            Self::Watched(watched) => watched.invoke("purge", &event).await.get("apps").is_some(),
        }
    }
}

impl Watched {
    /// `url` is `http://host:port`.
    pub fn new(url: String) -> Self {
        Self { client: reqwest::Client::new(), url }
    }

    /// Lambda's Invoke API. The first invocation waits until the function is built.
    async fn invoke(&self, function: &str, event: &Value) -> Value {
        let url = format!("{}/2015-03-31/functions/{function}/invocations", self.url);
        let answer = match self.client.post(url).body(event.to_string()).send().await {
            Ok(answer) => answer.text().await,
            Err(error) => Err(error),
        };
        answer.ok().and_then(|text| serde_json::from_str(&text).ok()).unwrap_or(Value::Null)
    }
}
