//! An event of API Gateway's payload 2.0, converted by `lambda_http`.
//!
//! Its conversion takes the event for a well-meant one: it parses `Host`, `X-Forwarded-Proto` and the path into a URL, cuts
//! the query at `#`, loses every cookie for one that is odd, and panics at what it cannot read. So the event goes through it
//! without these and under `catch_unwind` ([`panics::caught`]); what was taken out is put back, or kept beside it, as it was sent.

use crate::panics;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::header::{HOST, HeaderName, HeaderValue};
use lambda_http::{Body, RequestExt as _, request};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

const X_FORWARDED_PROTO: HeaderName = HeaderName::from_static("x-forwarded-proto");

/// A converted event.
#[derive(Debug)]
pub struct Converted {
    /// Its URI says nothing: the path is `raw_http_path()`.
    pub request: lambda_http::Request,
    /// The query as sent.
    pub raw_query: String,
    /// The lines of cookies as sent.
    pub cookies: Vec<String>,
}

/// An event that is no request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EventError {
    /// Not the shape of payload 2.0, or a header that is none.
    #[error("the event is not an API Gateway request of payload version 2.0")]
    Shape,
    /// A body that claims to be base64 and is not.
    #[error("the body is not the base64 it claims to be")]
    Body,
    /// `lambda_http` panicked over it.
    #[error("the event could not be converted")]
    Conversion,
}

/// Converts an event.
pub fn convert(event: Value) -> Result<Converted, EventError> {
    let Value::Object(mut event) = event else { return Err(EventError::Shape) };
    let path: String = take::<Option<_>>(&mut event, "rawPath")?.ok_or(EventError::Shape)?;
    event.insert("rawPath".to_owned(), Value::from("/"));
    let body = take_body(&mut event)?;
    let raw_query = take(&mut event, "rawQueryString")?;
    let cookies = take(&mut event, "cookies")?;
    let kept_headers = take_headers(&mut event)?;
    // What the gateway made of the query, with repeated names joined by commas: nobody reads it.
    event.remove("queryStringParameters");
    // The gateway's name, which stands in for a missing host. The only name that we go by is `PUBLIC_URL`.
    if let Some(Value::Object(context)) = event.get_mut("requestContext") {
        context.remove("domainName");
    }
    let event = Value::Object(event).to_string();
    let converted = panics::caught(|| request::from_str(&event)).ok_or(EventError::Conversion)?;
    let mut request = converted.map_err(|_| EventError::Shape)?;
    *request.body_mut() = body;
    request.headers_mut().extend(kept_headers);
    Ok(Converted { request: request.with_raw_http_path(path), raw_query, cookies })
}

fn take_body(event: &mut Map<String, Value>) -> Result<Body, EventError> {
    match (take::<Option<String>>(event, "body")?, event.get("isBase64Encoded")) {
        (None, _) => Ok(Body::Empty),
        (Some(text), Some(Value::Bool(true))) => STANDARD.decode(text).map(Body::Binary).map_err(|_| EventError::Body),
        (Some(text), _) => Ok(Body::Text(text)),
    }
}

fn take_headers(event: &mut Map<String, Value>) -> Result<Vec<(HeaderName, HeaderValue)>, EventError> {
    let mut taken = Vec::new();
    let Some(Value::Object(headers)) = event.get_mut("headers") else { return Ok(taken) };
    for name in [HOST, X_FORWARDED_PROTO] {
        while let Some(spelling) = headers.keys().find(|sent| sent.eq_ignore_ascii_case(name.as_str())).cloned() {
            let value = take::<String>(headers, &spelling)?;
            taken.push((name.clone(), value.parse().map_err(|_| EventError::Shape)?));
        }
    }
    Ok(taken)
}

/// Takes a member out; `null` is as good as none.
fn take<T: DeserializeOwned + Default>(members: &mut Map<String, Value>, name: &str) -> Result<T, EventError> {
    match members.remove(name) {
        None | Some(Value::Null) => Ok(T::default()),
        Some(value) => serde_json::from_value(value).map_err(|_| EventError::Shape),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn event() -> Value {
        json!({"rawPath": "/", "headers": {"a": "b"}, "requestContext": {"http": {"method": "GET"}}})
    }

    fn error(event: Value) -> EventError {
        convert(event).unwrap_err()
    }

    #[test]
    fn s28_what_lambda_http_panics_at_is_an_error_of_ours() {
        // Too long for a URI: of all that is left in the event, the one thing it is known to panic at.
        let mut long = event();
        long["requestContext"]["stage"] = json!("x".repeat(70_000));
        assert_eq!(error(long), EventError::Conversion);
    }

    #[test]
    fn what_is_no_request_is_refused_without_a_panic() {
        let mut bad_header = event();
        bad_header["headers"] = json!({"bad header": "x"});
        assert_eq!(error(bad_header), EventError::Shape);
        let mut bad_body = event();
        (bad_body["body"], bad_body["isBase64Encoded"]) = (json!("%%"), json!(true));
        assert_eq!(error(bad_body), EventError::Body);
        assert_eq!(error(json!({})), EventError::Shape);
        for (member, odd) in [
            ("body", json!(1)),
            ("cookies", json!("a=1")),
            ("rawQueryString", json!([])),
            ("isBase64Encoded", json!("true")),
            ("headers", json!({"host": 1})),
        ] {
            let mut sent = event();
            sent[member] = odd;
            assert_eq!(error(sent), EventError::Shape, "{member}");
        }
        assert_eq!(error(json!(null)), EventError::Shape);
    }
}
