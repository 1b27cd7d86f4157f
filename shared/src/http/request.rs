//! A request, as API Gateway's payload 2.0 delivers it.
//!
//! Converted here and not by `lambda_http`: its conversion parses `Host` and the forwarding headers into a URL and
//! panics where they are hostile, and it normalises the path. Here nothing is parsed that is not needed, the path is the
//! gateway's own, and nothing can panic.

use crate::clock::Timestamp;
use crate::http::media_type::{FORM, media_type};
use crate::oauth::params::Params;
use aws_lambda_events::apigw::ApiGatewayV2httpRequest;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::{HeaderMap, Method};

/// One request.
#[derive(Debug)]
pub struct Request {
    /// The method.
    pub method: Method,
    /// The path, percent-decoded once, by the gateway.
    pub path: String,
    /// The query as sent. The gateway's map of parameters is not used: it joins repeated ones with commas.
    pub raw_query: String,
    /// The headers; the gateway has joined repeated ones with commas.
    pub headers: HeaderMap,
    /// The body, decoded from base64 where the gateway encoded it.
    pub body: Vec<u8>,
    /// The gateway's id for it, shown to users with errors and written to the log.
    pub id: String,
    /// When it arrived: the only "now" there is while it is handled.
    pub now: Timestamp,
    cookies: Vec<String>,
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
}

impl Request {
    /// Reads an event.
    pub fn from_event(event: serde_json::Value, now: Timestamp) -> Result<Self, EventError> {
        let event: ApiGatewayV2httpRequest = serde_json::from_value(event).map_err(|_| EventError::Shape)?;
        let body = event.body.unwrap_or_default();
        let body = if event.is_base64_encoded {
            STANDARD.decode(body).map_err(|_| EventError::Body)?
        } else {
            body.into_bytes()
        };
        Ok(Self {
            method: event.request_context.http.method,
            path: event.raw_path.ok_or(EventError::Shape)?,
            raw_query: event.raw_query_string.unwrap_or_default(),
            headers: event.headers,
            body,
            id: event.request_context.request_id.unwrap_or_default(),
            now,
            cookies: event.cookies.unwrap_or_default(),
        })
    }

    /// A header's value, if it is there. Events are JSON, so every value is text; one that was not would be empty, not
    /// absent.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| std::str::from_utf8(value.as_bytes()).unwrap_or_default())
    }

    /// The values of every cookie of that name. Two of one name can reach us when a neighbouring host sets its own
    /// for the whole domain; who reads them decides what that means.
    pub fn cookies<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        // The gateway splits the header into an array, but a client may send several pairs in one.
        self.cookies.iter().flat_map(|line| line.split(';')).filter_map(move |pair| {
            let (found, value) = pair.trim().split_once('=')?;
            (found == name).then_some(value)
        })
    }

    /// The fields of a form; `None` if the body is none. A JSON or text body is no form: that is what cross-site
    /// scripts can send without being asked first (CWE-352).
    pub fn form(&self) -> Option<Params<'_>> {
        if media_type(self.header("content-type")?)? != FORM {
            return None;
        }
        Some(Params::parse(std::str::from_utf8(&self.body).ok()?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn event() -> serde_json::Value {
        json!({
            "version": "2.0", "routeKey": "$default", "rawPath": "/a b", "rawQueryString": "x=1&x=2",
            "cookies": ["a=1", "b=2; a=3"], "headers": {"content-type": "application/x-www-form-urlencoded; charset=utf-8"},
            "queryStringParameters": {"x": "1,2"},
            "requestContext": {"requestId": "r1", "http": {"method": "POST", "path": "/a b"}},
            "body": "Zj0x", "isBase64Encoded": true,
        })
    }

    fn request(event: serde_json::Value) -> Result<Request, EventError> {
        Request::from_event(event, Timestamp::from_millis(0))
    }

    #[test]
    fn a9_f12_an_event_is_read_as_it_is() {
        let request = request(event()).unwrap();
        assert_eq!((request.path.as_str(), request.raw_query.as_str()), ("/a b", "x=1&x=2"));
        assert_eq!(request.form().unwrap().single("f"), Ok(Some("1".into())));
        assert_eq!(request.cookies("a").collect::<Vec<_>>(), ["1", "3"]);
        assert_eq!(request.id, "r1");
    }

    #[test]
    fn f13_poisoned_headers_are_only_headers() {
        let mut poisoned = event();
        poisoned["headers"] = json!({"host": "[::1", "x-forwarded-proto": "h t", "x-forwarded-host": "evil"});
        assert_eq!(request(poisoned).unwrap().path, "/a b");
    }

    #[test]
    fn what_is_no_request_is_refused_without_a_panic() {
        let mut bad_header = event();
        bad_header["headers"] = json!({"bad header": "x"});
        assert_eq!(request(bad_header).unwrap_err(), EventError::Shape);
        let mut bad_body = event();
        bad_body["body"] = json!("%%");
        assert_eq!(request(bad_body).unwrap_err(), EventError::Body);
        assert_eq!(request(json!({})).unwrap_err(), EventError::Shape);
        assert_eq!(request(json!(null)).unwrap_err(), EventError::Shape);
    }
}
