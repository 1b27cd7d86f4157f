//! A registered app: the client's side of the flow.

use super::{Answer, Server};
use serde_json::{Map, Value, json};

/// What its developer holds.
#[derive(Clone, Debug)]
pub struct App {
    pub client_id: String,
    pub secret: String,
}

/// The standard authorization query: everything that is required, and a state.
pub fn query_of(app: &App) -> String {
    format!("client_id={}&response_type=code&state=s1", app.client_id)
}

impl App {
    /// The standard authorization query, and more.
    pub fn query(&self, more: &str) -> String {
        format!("{}{more}", query_of(self))
    }

    /// The standard token request, as fields to change.
    pub fn fields(&self, code: &str) -> Map<String, Value> {
        let fields = json!({
            "grant_type": "authorization_code", "code": code, "client_id": self.client_id, "client_secret": self.secret,
        });
        fields.as_object().unwrap().clone()
    }

    /// Sends the standard token request.
    pub async fn exchange(&self, server: &Server, code: &str) -> Answer {
        self.exchange_with(server, code, &[]).await
    }

    /// The same in another environment.
    pub async fn exchange_at(&self, server: &Server, url: &str, code: &str) -> Answer {
        let request = server.client.post(format!("{url}/oauth/token")).json(&self.fields(code));
        Answer::read(request.send().await.unwrap()).await
    }

    /// With fields changed; an empty value drops the field.
    pub async fn exchange_with(&self, server: &Server, code: &str, changes: &[(&str, &str)]) -> Answer {
        let mut fields = self.fields(code);
        for (name, value) in changes {
            if value.is_empty() {
                fields.remove(*name);
            } else {
                fields.insert((*name).to_owned(), json!(value));
            }
        }
        server.post_token(&Value::Object(fields).to_string(), "application/json").await
    }

    /// The standard token request, which must succeed; returns the token.
    #[track_caller]
    pub fn redeem<'a>(&'a self, server: &'a Server, code: &'a str) -> impl Future<Output = String> + 'a {
        let place = std::panic::Location::caller();
        async move {
            let answer = self.exchange(server, code).await;
            assert_eq!(answer.status, 200, "{} at {place}", answer.body);
            answer.json()["access_token"].as_str().unwrap().to_owned()
        }
    }
}
