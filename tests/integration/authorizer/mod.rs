//! The authorizer, asked with a gateway's own events.

/// What it says, to each kind of gateway.
mod decisions;
/// Generated paths.
mod paths;
/// What it says when something is wrong: with the database, with the path, with itself.
mod trouble;

use crate::harness::{STACK, Server};
use ::authorizer::Authorizer;
use serde_json::{Value, json};
use shared::access::prefix::ApiPrefix;
use shared::log::Sink;
use shared::store::Store;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// AWS documents these three events; only the address, the API and who calls are other than there.
const HTTP: &str = include_str!("events/http-api-2.0.json");
const TOKEN: &str = include_str!("events/rest-api-token.json");
const REQUEST: &str = include_str!("events/rest-api-request.json");

/// An HTTP API's event.
pub fn http(method: &str, path: &str, authorization: &str) -> Value {
    let mut event: Value = serde_json::from_str(HTTP).unwrap();
    event["rawPath"] = json!(path);
    event["requestContext"]["http"]["path"] = json!(path);
    event["requestContext"]["http"]["method"] = json!(method);
    event["headers"]["authorization"] = json!(authorization);
    event["identitySource"] = json!([authorization]);
    event
}

/// A REST API's TOKEN event, and the ARN in it.
pub fn rest_token(method: &str, path: &str, authorization: &str) -> (Value, String) {
    let mut event: Value = serde_json::from_str(TOKEN).unwrap();
    let arn = format!("arn:aws:execute-api:us-west-2:123456789012:ymy8tbxw7b/prod/{method}{path}");
    event["methodArn"] = json!(arn);
    event["authorizationToken"] = json!(authorization);
    (event, arn)
}

/// A REST API's REQUEST event, and the ARN in it.
pub fn rest_request(method: &str, path: &str, authorization: &str) -> (Value, String) {
    let mut event: Value = serde_json::from_str(REQUEST).unwrap();
    let arn = format!("arn:aws:execute-api:us-east-1:123456789012:s4x3opwd6i/test/{method}{path}");
    event["methodArn"] = json!(arn);
    event["path"] = json!(path);
    event["httpMethod"] = json!(method);
    event["requestContext"]["path"] = json!(format!("/test{path}"));
    event["headers"]["Authorization"] = json!(authorization);
    event["multiValueHeaders"]["Authorization"] = json!([authorization]);
    (event, arn)
}

/// The function over a server's table, behind its proxy for faults, and its log.
pub struct Subject {
    pub function: Authorizer,
    log: Arc<Mutex<Vec<String>>>,
}

impl Subject {
    pub fn over(server: &Server) -> Self {
        Self::with_prefix(server, "/public/v1")
    }

    pub fn with_prefix(server: &Server, prefix: &str) -> Self {
        Self::with(server.store_of("authorizer"), server, prefix)
    }

    pub fn with(store: Store, server: &Server, prefix: &str) -> Self {
        let log = Arc::new(Mutex::new(Vec::new()));
        let lines = Arc::clone(&log);
        let sink = Sink::new(STACK, move |line| lines.lock().unwrap().push(line.to_owned()));
        let prefix = ApiPrefix::parse(prefix).unwrap();
        let function = Authorizer::new(store, prefix, server.clock.clone(), sink);
        Self { function: function.within(Duration::from_mins(5)), log }
    }

    pub async fn asked(&self, event: Value) -> Result<Value, &'static str> {
        self.function.serve(&event.to_string()).await
    }

    /// Whether an HTTP API would let it through.
    pub async fn lets(&self, method: &str, path: &str, authorization: &str) -> bool {
        self.asked(http(method, path, authorization)).await.unwrap()["isAuthorized"].as_bool().unwrap()
    }

    pub fn last_log(&self) -> Value {
        serde_json::from_str(self.log.lock().unwrap().last().unwrap()).unwrap()
    }
}
