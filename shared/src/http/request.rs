//! A request, as API Gateway's payload 2.0 delivers it, in the types of `lambda_http`.

use crate::clock::Timestamp;
use crate::http::event::{self, Converted, EventError};
use crate::wire::media_type::{FORM, media_type};
use crate::wire::params::Params;
use http::{HeaderMap, Method};
use lambda_http::RequestExt as _;
use lambda_http::aws_lambda_events::apigw::ApiGatewayV2httpRequestContext;
use lambda_http::request::RequestContext;
use serde_json::Value;
use std::net::IpAddr;

/// Bytes that a body may take, where no form with a picture is sent; above it nothing is parsed (CWE-409).
pub const MAX_BODY: usize = 16 * 1024;

/// One request.
#[derive(Debug)]
pub struct Request {
    inner: lambda_http::Request,
    /// The query as sent. The gateway's map of parameters is not used: it joins repeated ones with commas.
    pub raw_query: String,
    /// When it arrived: the only "now" there is while it is handled.
    pub now: Timestamp,
    cookies: Vec<String>,
}

/// Why a body is not read as a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoForm {
    /// It is longer than this form can be.
    TooLarge,
    /// It is something else.
    Other,
}

impl Request {
    /// Reads an event.
    pub fn from_event(event: Value, now: Timestamp) -> Result<Self, EventError> {
        let Converted { request, raw_query, cookies } = event::convert(event)?;
        Ok(Self { inner: request, raw_query, now, cookies })
    }

    /// The method.
    pub fn method(&self) -> &Method {
        self.inner.method()
    }

    /// The path, percent-decoded once, by the gateway. Never `uri()`, which is a normalised one: routing must see what the
    /// gateway's own did.
    pub fn path(&self) -> &str {
        self.inner.raw_http_path()
    }

    /// The headers; the gateway has joined repeated ones with commas. Cookies travel apart.
    pub fn headers(&self) -> &HeaderMap {
        self.inner.headers()
    }

    /// The body, decoded from base64 where the gateway encoded it.
    pub fn body(&self) -> &[u8] {
        self.inner.body()
    }

    /// The gateway's id for it, shown to users with errors and written to the log.
    pub fn id(&self) -> &str {
        self.context().and_then(|context| context.request_id.as_deref()).unwrap_or_default()
    }

    /// The address that the gateway was asked from: the client's, or that of whatever it puts in front of the gateway. Never
    /// from a header, which anybody writes.
    pub fn source_ip(&self) -> Option<IpAddr> {
        self.context()?.http.source_ip.as_deref()?.parse().ok()
    }

    /// The path of the route by which the gateway chose this function: it looked at the path as it was sent, before anything
    /// was cut off. `None` where it is no route of ours (`$default`).
    pub fn routed_by(&self) -> Option<&str> {
        self.context()?.route_key.as_deref()?.split_once(' ').map(|(_, path)| path)
    }

    fn context(&self) -> Option<&ApiGatewayV2httpRequestContext> {
        match self.inner.request_context_ref()? {
            RequestContext::ApiGatewayV2(context) => Some(context),
            // Other gateways' contexts are features of the crate that we do not have.
            _ => None,
        }
    }

    /// A header's value, if it is there. Events are JSON, so every value is text; one that was not would be empty, not
    /// absent.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers().get(name).map(|value| std::str::from_utf8(value.as_bytes()).unwrap_or_default())
    }

    /// The values of every cookie of that name. Two of one name can reach us when a neighbouring host sets its own
    /// for the whole domain; who reads them decides what that means.
    pub fn cookies<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.cookie_pairs().filter_map(move |(found, value)| (found == name).then_some(value))
    }

    /// Every cookie, by name and value.
    pub fn cookie_pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        // The gateway splits the header into an array, but a client may send several pairs in one.
        self.cookies.iter().flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='))
    }

    /// The fields of a form of at most `max` bytes. A JSON or text body is no form: that is what cross-site scripts can
    /// send without being asked first (CWE-352).
    pub fn form(&self, max: usize) -> Result<Params<'_>, NoForm> {
        if self.body().len() > max {
            return Err(NoForm::TooLarge);
        }
        match self.header("content-type").and_then(media_type).as_deref() {
            Some(FORM) => std::str::from_utf8(self.body()).map(Params::parse).map_err(|_| NoForm::Other),
            _ => Err(NoForm::Other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn f10_a_body_may_take_16_kib() {
        assert_eq!(MAX_BODY, 16_384);
    }

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
        assert_eq!((request.path(), request.raw_query.as_str()), ("/a b", "x=1&x=2"));
        assert_eq!(request.form(3).unwrap().get("f"), Ok(Some("1".into())));
        assert_eq!(request.cookies("a").collect::<Vec<_>>(), ["1", "3"]);
        assert_eq!((request.id(), request.method()), ("r1", &Method::POST));
    }

    #[test]
    fn s4_what_is_longer_than_the_form_can_be_is_not_looked_at() {
        assert_eq!(request(event()).unwrap().form(2).unwrap_err(), NoForm::TooLarge);
        let mut json = event();
        json["headers"] = json!({"content-type": "application/json"});
        assert_eq!(request(json.clone()).unwrap().form(3).unwrap_err(), NoForm::Other);
        assert_eq!(request(json).unwrap().form(2).unwrap_err(), NoForm::TooLarge);
    }

    #[test]
    fn s19_the_address_is_the_gateways_and_no_headers() {
        let mut sent = event();
        sent["headers"]["x-forwarded-for"] = json!("192.0.2.9");
        assert_eq!(request(sent.clone()).unwrap().source_ip(), None);
        for (ip, read) in [("192.0.2.1", Some("192.0.2.1")), ("2001:DB8::0:1", Some("2001:db8::1")), ("none", None)] {
            sent["requestContext"]["http"]["sourceIp"] = json!(ip);
            let source = request(sent.clone()).unwrap().source_ip().map(|ip| ip.to_string());
            assert_eq!(source.as_deref(), read);
        }
    }

    #[test]
    fn f13_s28_poisoned_headers_are_only_headers() {
        for (host, proto) in
            [("[::1", "h t"), ("a b", ""), ("", "javascript"), ("evil.example:99999", "https://x/"), ("é", "https")]
        {
            let mut poisoned = event();
            poisoned["headers"] = json!({"Host": host, "x-forwarded-proto": proto, "x-forwarded-host": "evil"});
            let read = request(poisoned).unwrap();
            assert_eq!(
                (read.path(), read.header("host"), read.header("x-forwarded-proto")),
                ("/a b", Some(host), Some(proto))
            );
            assert!(!read.inner.uri().to_string().contains("evil"), "nobody reads it, and it says nothing of theirs");
        }
    }

    #[test]
    fn s28_nothing_that_was_sent_is_lost_on_the_way() {
        let mut odd = event();
        odd["rawPath"] = json!("/a//b/../c#d?e%25\u{e9}|\\");
        odd["rawQueryString"] = json!("a=1#b&c=[&d=%zz\"");
        odd["cookies"] = json!(["odd=\u{1}\u{e9}", "session=s"]);
        odd["requestContext"]["stage"] = json!("prod");
        odd["requestContext"]["domainName"] = json!("a b");
        odd["queryStringParameters"] = json!(["none"]);
        let read = request(odd).unwrap();
        assert_eq!(read.path(), "/a//b/../c#d?e%25\u{e9}|\\");
        assert_eq!(read.raw_query, "a=1#b&c=[&d=%zz\"");
        assert_eq!(read.cookies("session").collect::<Vec<_>>(), ["s"]);
        for path in ["", "a b", "//evil.example/", &format!("/{}", "x".repeat(70_000))] {
            let mut sent = event();
            sent["rawPath"] = json!(path);
            assert_eq!(request(sent).unwrap().path(), path);
        }
        for (body, encoded, bytes) in [
            (json!("\u{0}Zj0x"), json!(false), &b"\0Zj0x"[..]),
            (json!("/w=="), json!(true), &[0xff]),
            (json!(null), json!(true), &[]),
        ] {
            let mut sent = event();
            (sent["body"], sent["isBase64Encoded"]) = (body, encoded);
            assert_eq!(request(sent).unwrap().body(), bytes);
        }
    }
}
