//! What a gateway asks: an HTTP API's event of payload 2.0, or a REST API's TOKEN or REQUEST event.
//!
//! Read in one go into the few fields that decide, whatever else there is. AWS's own types would do more than is good here: one
//! header with an odd name, and theirs cannot be read at all.

use crate::named;
use crate::path::Readings;
use serde::Deserialize;
use serde_json::Value;
use shared::access::bearer::PARAMETER;

/// A question.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct AuthorizerRequest {
    /// The gateway's id for the request; a TOKEN event has none.
    pub request_id: String,
    /// The method.
    pub method: String,
    /// The path.
    pub path: Readings,
    /// The values of `Authorization`, joined with commas.
    pub authorization: Option<String>,
    /// The query, as far as it can name a credential.
    pub query: String,
    /// Who wants to know, and so the form of the answer.
    pub gateway: Gateway,
}

/// The two kinds of API.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Gateway {
    /// An HTTP API: yes or no.
    Http,
    /// A REST API: a policy for this method's ARN.
    Rest(String),
}

/// What no gateway sends, or one that is set up to send something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum EventError {
    /// Some other event.
    #[error("neither an HTTP API's authorizer event of payload 2.0 nor a REST API's TOKEN or REQUEST event")]
    Shape,
    /// An HTTP API that is set to payload 1.0: there the answer would be another, and a 401 a 500.
    #[error("payload format 1.0: set AuthorizerPayloadFormatVersion to 2.0, and EnableSimpleResponses to true")]
    OldPayload,
}

impl AuthorizerRequest {
    /// Reads an event, as JSON text.
    pub(crate) fn from_event(event: &str) -> Result<Self, EventError> {
        let Versioned { version } = read(event)?;
        match version.as_ref().map(Value::as_str) {
            Some(Some("2.0")) => Ok(read::<HttpEvent>(event)?.asked()),
            Some(Some("1.0")) => Err(EventError::OldPayload),
            Some(_) => Err(EventError::Shape),
            None => read::<RestEvent>(event)?.asked(),
        }
    }
}

fn read<'a, T: Deserialize<'a>>(event: &'a str) -> Result<T, EventError> {
    serde_json::from_str(event).map_err(|_| EventError::Shape)
}

/// What tells the two apart: a REST API's event has no version.
#[derive(Deserialize)]
struct Versioned {
    #[serde(default, deserialize_with = "named::present")]
    version: Option<Value>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct HttpEvent {
    raw_path: String,
    #[serde(default)]
    raw_query_string: String,
    #[serde(default, deserialize_with = "named::authorization")]
    headers: Vec<String>,
    request_context: HttpContext,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct HttpContext {
    #[serde(default)]
    request_id: String,
    stage: String,
    #[serde(default)]
    api_id: String,
    #[serde(default)]
    domain_name: String,
    http: HttpRequest,
}

#[derive(Deserialize)]
struct HttpRequest {
    method: String,
}

impl HttpEvent {
    fn asked(self) -> AuthorizerRequest {
        let HttpContext { request_id, stage, api_id, domain_name, http } = self.request_context;
        let by_own_name = domain_name.strip_prefix(&api_id).is_some_and(|rest| rest.starts_with(".execute-api."));
        let path = Readings::of_http_api(&self.raw_path, &stage, by_own_name);
        AuthorizerRequest {
            request_id,
            method: http.method,
            path,
            authorization: joined(&self.headers),
            query: self.raw_query_string,
            gateway: Gateway::Http,
        }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RestEvent {
    #[serde(rename = "type")]
    kind: Kind,
    method_arn: String,
    authorization_token: Option<String>,
    path: Option<String>,
    #[serde(default, deserialize_with = "named::authorization")]
    headers: Vec<String>,
    #[serde(default, deserialize_with = "named::authorization")]
    multi_value_headers: Vec<Vec<String>>,
    #[serde(default, deserialize_with = "named::credential")]
    query_string_parameters: Vec<Value>,
    #[serde(default, deserialize_with = "named::credential")]
    multi_value_query_string_parameters: Vec<Value>,
    request_context: Option<RestContext>,
}

#[derive(Deserialize)]
#[serde(rename_all = "UPPERCASE")]
enum Kind {
    Token,
    Request,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RestContext {
    #[serde(default)]
    request_id: String,
}

impl RestEvent {
    fn asked(self) -> Result<AuthorizerRequest, EventError> {
        let (method, path) = method_and_path(&self.method_arn).ok_or(EventError::Shape)?;
        let (authorization, path) = match self.kind {
            Kind::Token => (self.authorization_token, Readings::of_rest_api(&path, None)),
            Kind::Request => {
                // The second map holds the last value of each name.
                let authorization = joined(&self.multi_value_headers.concat()).or_else(|| joined(&self.headers));
                let readings = Readings::of_rest_api(&path, Some(self.path.as_deref().unwrap_or_default()));
                (authorization, readings)
            }
        };
        let mut values = self.query_string_parameters.iter().chain(&self.multi_value_query_string_parameters);
        let names_a_token = values.any(named::holds_something);
        Ok(AuthorizerRequest {
            request_id: self.request_context.map(|context| context.request_id).unwrap_or_default(),
            method,
            path,
            authorization,
            query: if names_a_token { format!("{PARAMETER}=_") } else { String::new() },
            gateway: Gateway::Rest(self.method_arn),
        })
    }
}

/// From `arn:aws:execute-api:region:account:api/stage/METHOD/path`: the very string that the gateway holds the policy
/// against, in TOKEN and REQUEST events alike. A path may contain colons.
fn method_and_path(arn: &str) -> Option<(String, String)> {
    let mut parts = arn.splitn(6, ':').nth(5)?.splitn(4, '/').skip(2);
    let method = parts.next()?.to_owned();
    Some((method, format!("/{}", parts.next().unwrap_or_default())))
}

/// Several headers are one, with commas between them (RFC 9110 §5.3).
fn joined(values: &[String]) -> Option<String> {
    (!values.is_empty()).then(|| values.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn an_arn_names_method_and_path_whatever_the_path_holds() {
        let of = |resource: &str| method_and_path(&format!("arn:aws-cn:execute-api:us-east-1:1:api/{resource}"));
        let pair = |method: &str, path: &str| Some((method.to_owned(), path.to_owned()));
        assert_eq!(of("prod/GET/public/v1/posts/a:b"), pair("GET", "/public/v1/posts/a:b"));
        assert_eq!(of("prod/GET/"), pair("GET", "/"));
        assert_eq!(of("prod/GET"), pair("GET", "/"));
        assert_eq!(of("prod"), None);
        assert_eq!(method_and_path("arn"), None);
    }

    #[test]
    fn s17_only_a_gateways_own_address_is_sure_to_have_the_stage_in_front() {
        let path = |domain: &str| {
            let event = json!({"version": "2.0", "rawPath": "/dev/posts", "headers": null,
                "requestContext": {"stage": "dev", "apiId": "abc1", "domainName": domain, "http": {"method": "GET"}}});
            AuthorizerRequest::from_event(&event.to_string()).unwrap().path
        };
        let own = Readings::of_http_api("/dev/posts", "dev", true);
        let other = Readings::of_http_api("/dev/posts", "dev", false);
        assert_ne!(own, other);
        assert_eq!(path("abc1.execute-api.eu-west-1.amazonaws.com"), own);
        for domain in ["api.example", "", "abc1", "abc12.execute-api.eu-west-1.amazonaws.com", "execute-api.example"] {
            assert_eq!(path(domain), other, "{domain}");
        }
    }

    #[test]
    fn j4_every_authorization_header_is_seen() {
        let event = json!({"type": "REQUEST", "methodArn": "arn:aws:execute-api:r:1:api/prod/GET/x", "path": "/x",
            "headers": {"AUTHORIZATION": "b"}, "multiValueHeaders": {"AUTHORIZATION": ["a", "b"]},
            "queryStringParameters": {"access_token": "c"}});
        let asked = AuthorizerRequest::from_event(&event.to_string()).unwrap();
        assert_eq!((asked.authorization.as_deref(), asked.query.as_str()), (Some("a,b"), "access_token=_"));
    }

    #[test]
    fn s30_an_access_token_without_a_value_is_none() {
        for (last, all, query) in [
            (json!(""), json!([""]), ""),
            (json!(null), json!([]), ""),
            (json!("x"), json!(["x"]), "access_token=_"),
            (json!(""), json!(["x", ""]), "access_token=_"),
        ] {
            let event = json!({"type": "REQUEST", "methodArn": "arn:aws:execute-api:r:1:api/prod/GET/x", "path": "/x",
                "queryStringParameters": {"access_token": last}, "multiValueQueryStringParameters": {"access_token": all}});
            assert_eq!(AuthorizerRequest::from_event(&event.to_string()).unwrap().query, query);
        }
    }

    #[test]
    fn what_no_gateway_sends_is_no_question() {
        for event in [
            json!(null),
            json!({}),
            json!([]),
            json!({"version": 2}),
            json!({"version": "2.0"}),
            json!({"version": null, "type": "TOKEN", "methodArn": "arn:aws:execute-api:r:1:api/prod/GET/x"}),
            json!({"type": "TOKEN"}),
            json!({"type": "WEBSOCKET", "methodArn": "x"}),
            json!({"type": "TOKEN", "methodArn": "x"}),
        ] {
            assert_eq!(AuthorizerRequest::from_event(&event.to_string()), Err(EventError::Shape), "{event}");
        }
        assert_eq!(
            AuthorizerRequest::from_event(r#"{"version": "1.0", "type": "REQUEST"}"#),
            Err(EventError::OldPayload)
        );
    }
}
