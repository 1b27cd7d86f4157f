//! An answer: always JSON or HTML of ours, always with the headers that belong to it, and with what the log will say.
//!
//! It leaves by [`Answer::into_event`], not by `lambda_http`'s own conversion: that one decides by the content type what is
//! text, and transcodes what it takes for text in another character set.

use crate::http::document::Document;
use crate::http::sign_in_at::SignInAt;
use crate::log::Outcome;
use crate::oauth::callback::Destination;
use http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN, ALLOW, CACHE_CONTROL,
    CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, HeaderName, HeaderValue, LOCATION, PRAGMA,
    REFERRER_POLICY, RETRY_AFTER, SET_COOKIE, STRICT_TRANSPORT_SECURITY, VARY, WWW_AUTHENTICATE,
    X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use http::{HeaderMap, Method, StatusCode};
use lambda_http::aws_lambda_events::apigw::ApiGatewayV2httpResponse;
use lambda_http::{Body, Response};
use serde::Serialize;
use std::string::FromUtf8Error;

/// Whether other sites may show what is served here. `http` has no constant for it.
const CROSS_ORIGIN_RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

/// Where a page's forms may lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Forms {
    /// To this site only.
    Here,
    /// Here, but the answer may redirect anywhere. Browsers apply `form-action` to the whole chain of redirects, and
    /// a client's callback may lead on to a third origin or an app scheme: the consent page and sign-in go without.
    LeadElsewhere,
}

/// What is sent back.
#[derive(Debug)]
pub struct Answer {
    /// What happened, for the log.
    pub outcome: Outcome,
    response: Response<Body>,
}

impl Answer {
    /// The status.
    pub fn status(&self) -> StatusCode {
        self.response.status()
    }

    /// A page.
    pub fn html(status: StatusCode, forms: Forms, document: Document, outcome: Outcome) -> Self {
        let form_action = match forms {
            Forms::Here => "; form-action 'self'",
            Forms::LeadElsewhere => "",
        };
        let policy = format!(
            "default-src 'none'; {}; img-src 'self'; base-uri 'none'; frame-ancestors 'none'{form_action}",
            document.sources
        );
        Self::new(status, outcome, Body::Text(document.html))
            .with(CONTENT_TYPE, "text/html; charset=utf-8")
            .with(CONTENT_SECURITY_POLICY, &policy)
            // With `no-referrer` browsers send `Origin: null` from our own forms.
            .with(REFERRER_POLICY, "same-origin")
            .with(VARY, "Accept-Language")
    }

    /// A JSON document.
    pub fn json(status: StatusCode, document: &impl Serialize, outcome: Outcome) -> Self {
        let body = serde_json::to_string(document).unwrap_or_else(|_| "{}".to_owned());
        Self::new(status, outcome, Body::Text(body))
            .with(CONTENT_TYPE, "application/json")
            .with(CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'")
            .with(REFERRER_POLICY, "no-referrer")
    }

    /// An OAuth error (RFC 6749 §5.2). `description` is static text: it never echoes input.
    pub fn json_error(status: StatusCode, error: &'static str, description: &'static str, outcome: Outcome) -> Self {
        let document = serde_json::json!({ "error": error, "error_description": description });
        Self::json(status, &document, outcome)
    }

    /// A file of ours, whose path changes with its content: it may be kept for ever, and can do nothing but be shown.
    pub fn file(content_type: &'static str, content: Vec<u8>, outcome: Outcome) -> Self {
        Self::new(StatusCode::OK, outcome, Body::Binary(content))
            .with(CONTENT_TYPE, content_type)
            .with(CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'; sandbox")
            .with(CACHE_CONTROL, "public, max-age=31536000, immutable")
            // Our pages show it; no other site builds on it, unless it is for that.
            .with(CROSS_ORIGIN_RESOURCE_POLICY, "same-origin")
            .without(PRAGMA)
    }

    /// Somebody else's answer, passed on: its headers and body are not ours, and nothing is added here.
    pub fn from_upstream(status: StatusCode, headers: HeaderMap, body: Vec<u8>, outcome: Outcome) -> Self {
        let mut response = Response::new(Body::Binary(body));
        *response.status_mut() = status;
        *response.headers_mut() = headers;
        Self { outcome, response }
    }

    /// 201, with the path of this site at which what was made is found.
    pub fn created(path: &str, document: &impl Serialize, outcome: Outcome) -> Self {
        Self::json(StatusCode::CREATED, document, outcome).with(LOCATION, path)
    }

    /// Done, with nothing to say.
    pub fn no_content(outcome: Outcome) -> Self {
        Self::new(StatusCode::NO_CONTENT, outcome, Body::Empty)
    }

    /// 303 to a path of this site, which must be one: see [`crate::sign_in::LocalPath`].
    pub fn see_other(path: &str, outcome: Outcome) -> Self {
        Self::new(StatusCode::SEE_OTHER, outcome, Body::Empty).with(LOCATION, path).with(REFERRER_POLICY, "same-origin")
    }

    /// 303 off this site: only to a [`Destination`], which only a verified callback can give. 303, so that the
    /// browser follows with a GET and never repeats the form there (RFC 9700 §4.12).
    pub fn redirect_to_client(destination: &Destination, outcome: Outcome) -> Self {
        Self::new(StatusCode::SEE_OTHER, outcome, Body::Empty)
            .with(LOCATION, destination.as_str())
            .with(REFERRER_POLICY, "no-referrer")
    }

    /// 303 off this site, to where the user signs in.
    pub fn leave_to_sign_in(there: &SignInAt, outcome: Outcome) -> Self {
        Self::new(StatusCode::SEE_OTHER, outcome, Body::Empty)
            .with(LOCATION, there.as_str())
            .with(REFERRER_POLICY, "no-referrer")
    }

    /// Headers that every answer has.
    fn new(status: StatusCode, outcome: Outcome, body: Body) -> Self {
        let mut response = Response::new(body);
        *response.status_mut() = status;
        Self { outcome, response }
            .with(CACHE_CONTROL, "no-store")
            .with(PRAGMA, "no-cache")
            .with(X_CONTENT_TYPE_OPTIONS, "nosniff")
            .with(X_FRAME_OPTIONS, "DENY")
            .with(STRICT_TRANSPORT_SECURITY, "max-age=63072000; includeSubDomains")
    }

    /// For 503: when to come back.
    #[must_use]
    pub fn retry_after_seconds(self, seconds: u32) -> Self {
        self.with(RETRY_AFTER, &seconds.to_string())
    }

    /// For 401 (RFC 9110 §11.6.1).
    #[must_use]
    pub fn www_authenticate(self, challenge: &str) -> Self {
        self.with(WWW_AUTHENTICATE, challenge)
    }

    /// With the name of the state that it shows (RFC 9110 §8.8.3).
    #[must_use]
    pub fn etag(self, tag: &str) -> Self {
        self.with(ETAG, &format!("\"{tag}\""))
    }

    /// For answers that depend on the `Authorization` header (RFC 9110 §12.5.5).
    #[must_use]
    pub fn vary_by_credential(self) -> Self {
        self.with(VARY, "Authorization")
    }

    /// For files that any site may show (Fetch §3.7).
    #[must_use]
    pub fn for_any_site(self) -> Self {
        self.with(CROSS_ORIGIN_RESOURCE_POLICY, "cross-origin")
    }

    /// For documents that any page may read.
    #[must_use]
    pub fn for_any_origin(self) -> Self {
        self.with(ACCESS_CONTROL_ALLOW_ORIGIN, "*")
    }

    /// For the question whether they may: to read, with any header.
    #[must_use]
    pub fn for_any_request(self) -> Self {
        self.with(ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD").with(ACCESS_CONTROL_ALLOW_HEADERS, "*")
    }

    /// For 405.
    #[must_use]
    pub fn allow(self, methods: &[&Method]) -> Self {
        let methods: Vec<&str> = methods.iter().map(|method| method.as_str()).collect();
        self.with(ALLOW, &methods.join(", "))
    }

    /// Adds a cookie.
    #[must_use]
    pub fn cookie(mut self, cookie: String) -> Self {
        if let Ok(value) = HeaderValue::try_from(cookie) {
            self.response.headers_mut().append(SET_COOKIE, value);
        }
        self
    }

    /// Adds cookies.
    #[must_use]
    pub fn cookies(self, cookies: impl IntoIterator<Item = String>) -> Self {
        cookies.into_iter().fold(self, Self::cookie)
    }

    /// For HEAD: what GET is answered, without its body, but with how long that is (RFC 9110 §8.6).
    #[must_use]
    pub fn without_body(mut self) -> Self {
        let length = std::mem::take(self.response.body_mut()).len();
        if length == 0 { self } else { self.with(CONTENT_LENGTH, &length.to_string()) }
    }

    /// As API Gateway wants it.
    pub fn into_event(self) -> ApiGatewayV2httpResponse {
        let (parts, body) = self.response.into_parts();
        let mut response = ApiGatewayV2httpResponse::default();
        response.status_code = i64::from(parts.status.as_u16());
        response.headers = parts.headers;
        // One header has one value there: cookies travel apart.
        let cookies = response.headers.get_all(SET_COOKIE).iter().filter_map(|cookie| cookie.to_str().ok());
        response.cookies = cookies.map(str::to_owned).collect();
        response.headers.remove(SET_COOKIE);
        match String::from_utf8(bytes(body)) {
            Ok(text) if is_shorter_than_base64(&text) => response.body = Some(Body::Text(text)),
            body => {
                response.body = Some(Body::Binary(body.map_or_else(FromUtf8Error::into_bytes, String::into_bytes)));
                response.is_base64_encoded = true;
            }
        }
        response
    }

    fn without(mut self, name: HeaderName) -> Self {
        self.response.headers_mut().remove(name);
        self
    }

    fn with(mut self, name: HeaderName, value: &str) -> Self {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.response.headers_mut().insert(name, value);
        }
        self
    }
}

fn bytes(body: Body) -> Vec<u8> {
    match body {
        Body::Binary(bytes) => bytes,
        Body::Text(text) => text.into_bytes(),
        other => other.to_vec(),
    }
}

/// Whether a text is not made longer by JSON's escapes than by base64: Lambda takes 6 MB of answer, and a text of control
/// characters grows sixfold.
fn is_shorter_than_base64(text: &str) -> bool {
    let escapes = text.bytes().map(|byte| match byte {
        b'"' | b'\\' => 1,
        0..=0x1f => 5,
        _ => 0,
    });
    escapes.sum::<usize>() <= text.len() / 3
}
