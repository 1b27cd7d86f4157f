//! `/api/…`: what programs do with an org's apps, and what the operator does when somebody leaves.

/// Who may call `/api/apps`.
mod access;
/// `/api/apps`: the calls.
mod apps;
/// The same, several at once.
mod apps_at_once;
/// What a body may be.
mod bodies;
/// What ends although the indexes lag, or something else cannot be ended.
mod late;
/// Lists at scale, here and on the pages.
mod lists;
/// `POST /api/offboard`, and whom a path can name.
mod named;
/// `/api/users`, `/api/orgs`: when somebody leaves.
mod offboarding;
/// `ETag` and `If-Match`.
mod preconditions;
/// What ends with a role or with the sessions alone.
mod rights;
/// The later passes of an offboarding, and what they leave alone.
mod second_pass;
/// Many items at once.
mod seeds;
/// What an offboarding may leave.
mod survivors;

use crate::harness::{Answer, App, Server, Visitor};
use reqwest::Method;
use serde_json::{Value, json};

/// A program with a key.
pub struct Caller<'a> {
    pub server: &'a Server,
    pub authorization: String,
}

impl<'a> Caller<'a> {
    pub fn with(server: &'a Server, authorization: &str) -> Self {
        Self { server, authorization: authorization.to_owned() }
    }

    /// With a management key that `visitor` makes in the settings.
    pub async fn of(server: &'a Server, visitor: &Visitor) -> Self {
        Self::with(server, &format!("Bearer {}", make_key(visitor, "manage").await))
    }

    pub async fn call(&self, method: Method, path: &str) -> Answer {
        self.send(self.server.client.request(method, format!("{}{path}", self.server.url))).await
    }

    pub async fn call_with(&self, method: Method, path: &str, body: &Value) -> Answer {
        self.send(self.server.client.request(method, format!("{}{path}", self.server.url)).json(body)).await
    }

    pub async fn send(&self, request: reqwest::RequestBuilder) -> Answer {
        Answer::read(request.header("authorization", &self.authorization).send().await.unwrap()).await
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.call(Method::GET, path).await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        self.call(Method::DELETE, path).await
    }

    /// Registers an app.
    pub async fn register(&self, fields: &Value) -> App {
        let answer = self.call_with(Method::POST, "/api/apps", fields).await;
        assert_eq!(answer.status, 201, "{}", answer.body);
        let text = |name: &str| answer.json()[name].as_str().unwrap().to_owned();
        App { client_id: text("client_id"), secret: text("client_secret") }
    }
}

/// Makes a key in the settings.
pub async fn make_key(visitor: &Visitor, opens: &str) -> String {
    const LIST: &str = "/settings/api-keys";
    visitor.submit_to(LIST, LIST, &[("label", "test"), ("use", opens)]).await.element("api-key")
}

/// The least that an app is made of.
pub fn minimal() -> Value {
    json!({ "name": "Planner", "redirect_uris": ["https://c.example/cb"] })
}

/// An error of the management API, in JSON, with its challenge.
#[track_caller]
pub fn assert_error(answer: &Answer, status: u16, error: &str) {
    if status == 401 {
        assert_eq!((answer.status, answer.json()["error"].as_str()), (401, Some(error)), "{}", answer.body);
        assert!(answer.header("www-authenticate").starts_with("Bearer realm=\"management\""));
        answer.assert_json();
    } else {
        answer.assert_error(status, error);
        assert_eq!(answer.header("www-authenticate"), "");
    }
}
