//! API Gateway's payload 2.0, as an HTTP API on the `$default` stage sends it and takes it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::header::{COOKIE, SET_COOKIE};
use http::request::Parts;
use http::{HeaderMap, HeaderValue, Response, StatusCode};
use lambda_http::Body;
use lambda_http::aws_lambda_events::apigw::ApiGatewayV2httpResponse;
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value, json};
use shared::http::routes::{self, Lookup};
use shared::random;
use std::borrow::Cow;
use std::net::IpAddr;

/// Makes the event for a request from `peer`.
pub(crate) fn from_http(parts: &Parts, body: &[u8], peer: IpAddr, now_millis: i64) -> Value {
    let path = decoded_path(parts.uri.path());
    let route_key = route_key(parts);
    let content_type = parts.headers.get("content-type").and_then(|value| value.to_str().ok()).unwrap_or_default();
    let text = std::str::from_utf8(body).ok().filter(|_| is_text(content_type));
    let encoded = text.is_none() && !body.is_empty();
    let body =
        if encoded { Some(STANDARD.encode(body)) } else { text.filter(|text| !text.is_empty()).map(str::to_owned) };
    let cookies = cookies(&parts.headers);
    json!({
        "version": "2.0",
        "routeKey": route_key,
        "rawPath": path,
        "rawQueryString": parts.uri.query().unwrap_or_default(),
        "cookies": if cookies.is_empty() { Value::Null } else { json!(cookies) },
        "headers": headers(&parts.headers),
        "requestContext": {
            "accountId": "000000000000",
            "apiId": "local",
            "domainName": "localhost",
            "domainPrefix": "localhost",
            "http": {
                "method": parts.method.as_str(),
                "path": path,
                "protocol": "HTTP/1.1",
                "sourceIp": peer.to_string(),
                "userAgent": "",
            },
            "requestId": random::base62(16),
            "routeKey": route_key,
            "stage": "$default",
            "timeEpoch": now_millis,
        },
        "body": body,
        "isBase64Encoded": encoded,
    })
}

/// Turns a function's answer into a response. What is no answer is what the gateway makes of it: a 500.
pub(crate) fn into_http(answer: Value) -> Response<Vec<u8>> {
    let Ok(answer) = serde_json::from_value::<ApiGatewayV2httpResponse>(answer) else { return bad_gateway() };
    let body = match answer.body {
        Some(Body::Text(text)) if answer.is_base64_encoded => match STANDARD.decode(text) {
            Ok(bytes) => bytes,
            Err(_) => return bad_gateway(),
        },
        Some(Body::Text(text)) => text.into_bytes(),
        Some(Body::Binary(bytes)) => bytes,
        Some(Body::Empty) | None => Vec::new(),
        Some(_) => return bad_gateway(),
    };
    let mut response = Response::new(body);
    let status = u16::try_from(answer.status_code).ok().and_then(|code| StatusCode::from_u16(code).ok());
    *response.status_mut() = status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    *response.headers_mut() = answer.headers;
    for cookie in &answer.cookies {
        if let Ok(value) = HeaderValue::from_str(cookie) {
            response.headers_mut().append(SET_COOKIE, value);
        }
    }
    response
}

fn bad_gateway() -> Response<Vec<u8>> {
    let mut response = Response::new(br#"{"message":"Internal Server Error"}"#.to_vec());
    *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
    response
}

/// The route that a gateway takes, which looks at the path before it cuts it.
fn route_key(parts: &Parts) -> String {
    let whole = percent_decode_str(parts.uri.path()).decode_utf8_lossy();
    match routes::find(&parts.method, &whole) {
        Lookup::Found { path, .. } => format!("{} {path}", parts.method),
        Lookup::WrongMethod(_) | Lookup::Unknown => "$default".to_owned(),
    }
}

/// What an HTTP API makes of a path, whatever the route: it is decoded once, and then cut at a `?`, which was none in the
/// request. A `#` stays. (AWS says only the first; the others are what people found in their events.) What does not decode
/// to text is passed on as it is, and matches no route.
pub(crate) fn decoded_path(path: &str) -> String {
    let decoded: Vec<u8> = percent_decode_str(path).collect();
    let kept = decoded.split(|&byte| byte == b'?').next().unwrap_or_default();
    std::str::from_utf8(kept).unwrap_or(path).to_owned()
}

/// Repeated headers are joined with commas; cookies travel apart.
fn headers(headers: &HeaderMap) -> Map<String, Value> {
    let mut joined = Map::new();
    for name in headers.keys().filter(|&name| name != COOKIE) {
        let values: Vec<Cow<'_, str>> =
            headers.get_all(name).iter().map(|value| String::from_utf8_lossy(value.as_bytes())).collect();
        joined.insert(name.as_str().to_owned(), json!(values.join(",")));
    }
    joined
}

/// One program's odd cookie must not take the others with it: on localhost they all share one jar.
fn cookies(headers: &HeaderMap) -> Vec<String> {
    let lines = headers.get_all(COOKIE).iter().map(|value| String::from_utf8_lossy(value.as_bytes()));
    let pairs = lines.flat_map(|line| line.split(';').map(|pair| pair.trim().to_owned()).collect::<Vec<_>>());
    pairs.filter(|pair| !pair.is_empty()).collect()
}

/// Content types that the gateway leaves as text; a form, for one, arrives in base64.
fn is_text(content_type: &str) -> bool {
    let media_type = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    media_type.starts_with("text/")
        || matches!(media_type.as_str(), "application/json" | "application/javascript" | "application/xml")
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::Request;
    use std::net::Ipv6Addr;

    fn event(builder: http::request::Builder, body: &str) -> Value {
        let (parts, ()) = builder.body(()).unwrap().into_parts();
        from_http(&parts, body.as_bytes(), Ipv6Addr::LOCALHOST.into(), 0)
    }

    #[test]
    fn a_form_arrives_in_base64_and_json_as_text() {
        let form = event(Request::post("/").header("content-type", "application/x-www-form-urlencoded"), "a=b");
        assert_eq!((&form["body"], &form["isBase64Encoded"]), (&json!("YT1i"), &json!(true)));
        let text = event(Request::post("/").header("content-type", "Application/JSON; charset=utf-8"), "{}");
        assert_eq!((&text["body"], &text["isBase64Encoded"]), (&json!("{}"), &json!(false)));
    }

    #[test]
    fn the_path_is_decoded_once_the_query_is_not_and_cookies_travel_apart() {
        let request =
            Request::get("/a%20b%2563?x=%20&x=2").header("cookie", "a=1; b=2").header("x-a", "1").header("x-a", "2");
        let event = event(request, "");
        assert_eq!(event["rawPath"], "/a b%63");
        assert_eq!(event["rawQueryString"], "x=%20&x=2");
        assert_eq!(event["cookies"], json!(["a=1", "b=2"]));
        assert_eq!(event["headers"], json!({"x-a": "1,2"}));
        assert_eq!(event["requestContext"]["http"]["sourceIp"], "::1");
    }

    #[test]
    fn s3_the_path_is_cut_at_a_question_mark_that_was_encoded_and_nowhere_else() {
        for (sent, path, query) in [
            ("/api/users/a%3Fb", "/api/users/a", ""),
            ("/api/users/a%3fb?c=%3F", "/api/users/a", "c=%3F"),
            ("/%3F", "/", ""),
            ("/a%3F%FF", "/a", ""),
            // Decoded once: what an encoded percent sign begins stays as it is.
            ("/a%253Fb", "/a%3Fb", ""),
            ("/a%23b", "/a#b", ""),
            ("/a%2Fb%5Cc%3Bd", "/a/b\\c;d", ""),
            ("/a+b", "/a+b", ""),
            ("/a%FF", "/a%FF", ""),
            ("/a%zz%", "/a%zz%", ""),
        ] {
            let event = event(Request::get(sent), "");
            let both = (&event["rawPath"], &event["rawQueryString"]);
            assert_eq!(both, (&json!(path), &json!(query)), "{sent}");
            assert_eq!(event["requestContext"]["http"]["path"], path, "{sent}");
        }
    }
}
