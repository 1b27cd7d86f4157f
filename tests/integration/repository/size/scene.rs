//! Every function, with credentials that let it go on reading; and what it is asked.

use super::events::{AROUND, FORM_IN_BASE64, FORMS, Filling, JSON, JSON_IN_BASE64, PARTS, RECORDS, filled, with_head};
use crate::authorizer::{http, rest_request, rest_token};
use crate::harness::product::LOGIN_PAGE;
use crate::harness::upstream::{Reply, SECRET, Upstream};
use crate::harness::{App, STACK, Server, Visitor, query_of};
use serde_json::{Value, json};

/// One event for one function.
pub struct Asked {
    pub function: &'static str,
    pub what: String,
    pub event: Value,
    /// What is filled, and with what. All of them at once would be a thing to measure by themselves.
    pub filling: Option<(&'static str, Filling)>,
    pub expected: Expected,
}

/// What a function answers, whatever the event is.
#[derive(Clone, Copy)]
pub enum Expected {
    /// An answer of ours, none of them a 500.
    Http,
    /// A decision, or an error that the gateway makes a 401 or a 500 of.
    Decision,
    /// That the records are done with.
    Done,
}

impl Asked {
    /// The event as Lambda hands it over.
    pub fn bytes(&self) -> Vec<u8> {
        match self.filling {
            Some((place, filling)) => filled(&self.event, place, filling),
            None => self.event.to_string().into_bytes(),
        }
    }

    pub fn check(&self, outcome: Result<impl AsRef<[u8]>, impl AsRef<[u8]>>) {
        let (answered, document) = match &outcome {
            Ok(document) => (true, document.as_ref()),
            Err(document) => (false, document.as_ref()),
        };
        let shown = String::from_utf8_lossy(&document[..document.len().min(300)]);
        let answer = serde_json::from_slice::<Value>(document).unwrap();
        let right = match self.expected {
            Expected::Http => answered && answer["statusCode"].as_u64().is_some_and(|status| status < 500),
            Expected::Decision => {
                answered
                    || ["Unauthorized", "Temporarily unavailable"].iter().any(|said| answer["errorMessage"] == *said)
            }
            Expected::Done => answered && answer.get("apps").is_some(),
        };
        assert!(right, "{}, {}: {shown}", self.function, self.what);
    }
}

/// The table, an upstream that says much, and who asks.
pub struct Scene {
    pub ada: Visitor,
    variables: Vec<(&'static str, String)>,
    origin: String,
    token: String,
    key: String,
    app: App,
    _upstream: Upstream,
}

impl Scene {
    pub async fn set(server: &Server) -> Self {
        // As much as is taken back: what becomes base64 on its way to the gateway.
        let upstream =
            Upstream::start(|_| Reply::with("200 OK\r\nContent-Type: image/png", &vec![0xff; 4 << 20])).await;
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let token = app.redeem(server, &ada.approve(&query_of(&app)).await).await;
        let list = "/settings/api-keys";
        let key = ada.submit_to(list, list, &[("label", "K"), ("use", "manage")]).await.element("api-key");
        let variables = vec![
            ("AWS_ENDPOINT_URL_DYNAMODB", server.endpoint.clone()),
            ("TABLE_NAME", server.table.clone()),
            ("STACK_NAME", STACK.to_owned()),
            ("PUBLIC_URL", server.url.clone()),
            ("OPERATOR_ORG", "org_acme".to_owned()),
            ("UPSTREAM_URL", upstream.url.clone()),
            ("UPSTREAM_SECRET", SECRET.to_owned()),
            ("HANDOFF_URL", LOGIN_PAGE.to_owned()),
            ("HANDOFF_SECRET", SECRET.to_owned()),
        ];
        Self { ada, variables, origin: server.url.clone(), token, key, app, _upstream: upstream }
    }

    /// What the functions find in their environment.
    pub fn variables(&self) -> Vec<(&str, &str)> {
        self.variables.iter().map(|(name, value)| (*name, value.as_str())).collect()
    }

    /// A request of ada's own browser, from a page of ours.
    pub fn signed_in(&self, method: &str, path: &str) -> Value {
        let mut event = event(method, path);
        event["cookies"] = json!(self.ada.cookies());
        event["headers"]["origin"] = json!(self.origin);
        event
    }

    /// One with a credential after `Bearer`.
    fn bearing(method: &str, path: &str, credential: &str) -> Value {
        let mut event = event(method, path);
        event["headers"]["authorization"] = json!(format!("Bearer {credential}"));
        event
    }

    /// Every function's endpoints that read something, with each of what may fill it.
    pub fn largest(&self) -> Vec<Asked> {
        let authorize = {
            let mut event = self.signed_in("GET", "/oauth/authorize");
            event["rawQueryString"] = json!(query_of(&self.app));
            event
        };
        let mut asked = Vec::new();
        let forms = [
            ("consent", self.signed_in("POST", "/oauth/authorize")),
            ("token", event("POST", "/oauth/token")),
            ("token", event("POST", "/oauth/revoke")),
            ("token", event("POST", "/oauth/introspect")),
            ("apps", self.signed_in("POST", "/settings/apps")),
            ("apps", self.signed_in("POST", "/settings/api-keys")),
            ("proxy", Self::bearing("POST", "/public/v1/posts", &self.token)),
            ("proxy", Self::bearing("POST", "/public/v1/posts", "invented")),
            ("session", self.signed_in("POST", "/login/org")),
            ("session", self.signed_in("POST", "/logout")),
        ];
        for (function, event) in &forms {
            asked.extend(bodies(function, event, "application/x-www-form-urlencoded", &FORMS, false));
            asked.extend(bodies(function, event, "application/x-www-form-urlencoded", &[FORM_IN_BASE64], true));
        }
        let json = [
            ("token", event("POST", "/oauth/token")),
            ("apps", Self::bearing("POST", "/api/apps", &self.key)),
            ("apps", Self::bearing("PATCH", &format!("/api/apps/{}", self.app.client_id), &self.key)),
            ("proxy", Self::bearing("POST", "/public/v1/posts", &self.token)),
        ];
        for (function, event) in &json {
            asked.extend(bodies(function, event, "application/json", &JSON, false));
            asked.extend(bodies(function, event, "application/json", &JSON_IN_BASE64, true));
        }
        let form = self.signed_in("POST", "/settings/apps");
        asked.extend(bodies("apps", &form, "multipart/form-data; boundary=b", &PARTS, false));
        let heads = [
            ("authorize", authorize),
            ("consent", self.signed_in("POST", "/oauth/authorize")),
            ("token", event("POST", "/oauth/token")),
            ("apps", self.signed_in("GET", "/settings/apps")),
            ("proxy", Self::bearing("GET", "/public/v1/posts", &self.token)),
            ("session", self.signed_in("GET", "/login")),
            ("session", self.signed_in("GET", "/login/callback")),
        ];
        for (function, event) in &heads {
            asked.extend(AROUND.map(|(at, filling)| around(function, event, at, filling)));
        }
        asked.extend(self.authorizers());
        let records = json!({"Records": [{"eventName": "MODIFY", "dynamodb": {"Keys": {"pk": {"S": "APP#x"}}, "OldImage": {"name": {"S": ""}}}}]});
        asked.extend(RECORDS.iter().map(|&(at, filling)| one("purge", &records, at, filling, Expected::Done)));
        asked
    }

    /// A gateway's three questions.
    fn authorizers(&self) -> Vec<Asked> {
        let (http, request) =
            (http("GET", "/public/v1/posts", &self.token), rest_request("GET", "/public/v1/posts", &self.token).0);
        let token = rest_token("GET", "/public/v1/posts", &self.token).0;
        let mut asked = Vec::new();
        // It is never sent a body. So much of a head no gateway lets through; it fits all the same.
        for (at, filling) in AROUND {
            asked.push(one("authorizer", &http, at, filling, Expected::Decision));
        }
        for at in ["/headers", "/multiValueHeaders", "/queryStringParameters"] {
            asked.push(one("authorizer", &request, at, AROUND[0].1, Expected::Decision));
        }
        for at in ["/authorizationToken", "/methodArn"] {
            asked.push(one("authorizer", &token, at, FORMS[0], Expected::Decision));
        }
        asked
    }
}

fn bodies(function: &'static str, event: &Value, kind: &str, fillings: &[Filling], base64: bool) -> Vec<Asked> {
    let mut event = event.clone();
    event["headers"]["content-type"] = json!(kind);
    event["isBase64Encoded"] = json!(base64);
    fillings.iter().map(|&filling| one(function, &event, "/body", filling, Expected::Http)).collect()
}

/// The head filled, and the rest with a body.
fn around(function: &'static str, event: &Value, at: &'static str, filling: Filling) -> Asked {
    let event = with_head(event, at, filling);
    Asked { what: format!("{at}: {}", filling.what), ..one(function, &event, "/body", FORMS[0], Expected::Http) }
}

fn one(function: &'static str, event: &Value, at: &'static str, filling: Filling, expected: Expected) -> Asked {
    let path = event["rawPath"].as_str().unwrap_or(at);
    let method = event["requestContext"]["http"]["method"].as_str().unwrap_or_default();
    let what = format!("{method} {path}: {}", filling.what).trim_start().to_owned();
    Asked { function, what, event: event.clone(), filling: Some((at, filling)), expected }
}

/// A request as the gateway describes it.
fn event(method: &str, path: &str) -> Value {
    json!({"version": "2.0", "routeKey": "$default", "rawPath": path, "rawQueryString": "", "cookies": [],
        "headers": {"host": "localhost", "content-length": "6000000"}, "isBase64Encoded": false,
        "requestContext": {"requestId": "r1", "stage": "$default", "accountId": "1", "apiId": "a", "domainName": "localhost",
            "domainPrefix": "a", "time": "12/Mar/2020:19:03:58 +0000", "timeEpoch": 1_583_348_638_390_i64, "routeKey": "$default",
            "http": {"method": method, "path": path, "protocol": "HTTP/1.1", "sourceIp": "127.0.0.1", "userAgent": "test"}}})
}
