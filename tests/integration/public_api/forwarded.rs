//! What arrives upstream: headers, the identity.

use super::{event, function, token_for};
use crate::harness::faults::Fault;
use crate::harness::upstream::{Reply, Upstream};
use crate::harness::{Server, raw};
use serde_json::{Value, json};

#[tokio::test]
async fn q3_s19_no_header_of_the_clients_passes_for_one_of_ours() {
    let upstream = Upstream::recording().await;
    let server = Server::before(&upstream.url).await;
    let (_, app, token) = token_for(&server, "posts").await;
    let forged = "X-Postern-Org: org_globex\r\nX_Postern_Org: org_globex\r\nx_postern-user: root\r\nX-POSTERN-ORG: a\r\nX-Postern-Org: b\r\n\
        x-postern-kind: key\r\nX-Postern-Signature: t=1,v1=00\r\nX.Postern.Org: c\r\nx-postern-anything: d\r\nX_POSTERN: e\r\nx-postern-client: f\r\nX-Postern-IP: 192.0.2.9\r\nx_postern_ip: 192.0.2.9\r\n";
    let hop = "Connection: close, x-postern-user, X_Named, x-kept-not\r\nX-Named: 1\r\nX-Kept-Not: 1\r\n";
    let request = format!("GET /public/v1/posts HTTP/1.1\r\nHost: x\r\nAuthorization: {token}\r\n{forged}{hop}\r\n");
    assert!(raw(&server.url, &request).await.starts_with("HTTP/1.1 200 "));
    let seen = upstream.only();
    for (name, value) in [
        ("user", "ada"),
        ("org", "org_acme"),
        ("client", &app.client_id),
        ("scope", "posts"),
        ("kind", "token"),
        ("ip", "127.0.0.1"),
    ] {
        assert_eq!(seen.header(&format!("x-postern-{name}")), Some(value));
    }
    assert!(seen.header("x-postern-signature").unwrap().starts_with("t="));
    let readable = seen.headers.iter().filter(|(name, _)| name.replace(['_', '.'], "-").starts_with("x-postern"));
    assert_eq!(readable.count(), 7, "{seen:?}");
    assert_eq!((seen.header("x-named"), seen.header("x-kept-not")), (None, None));
}

#[tokio::test]
async fn q6_s19_no_credential_and_nothing_of_the_way_passes_and_all_else_does() {
    let upstream = Upstream::recording().await;
    let server = Server::before(&upstream.url).await;
    let (_, _, token) = token_for(&server, "").await;
    let dropped = [
        ("Cookie", "session=secret"),
        ("Forwarded", "for=1.2.3.4"),
        ("X-Forwarded-For", "1.2.3.4"),
        ("X-Forwarded-Host", "evil"),
        ("X_Forwarded_Proto", "http"),
        ("X-Real-IP", "1.2.3.4"),
        ("X_Real_IP", "1.2.3.4"),
        ("True-Client-IP", "1.2.3.4"),
        ("CF-Connecting-IP", "1.2.3.4"),
        ("X-Remote-Addr", "1.2.3.4"),
        ("X.Azure.ClientIP", "1.2.3.4"),
        ("CloudFront-Viewer-Address", "1.2.3.4:5"),
        ("Keep-Alive", "timeout=5"),
        ("TE", "trailers"),
        ("Trailer", "x"),
        ("Upgrade", "h2c"),
        ("HTTP2-Settings", "AAMAAABkAAQAAP__"),
        ("Proxy-Authorization", "Basic x"),
        ("Proxy-Connection", "keep-alive"),
        ("Expect", "100-continue"),
        ("X-HTTP-Method-Override", "DELETE"),
        ("X-Original-URL", "/admin"),
        ("X-Rewrite-URL", "/admin"),
        ("Transfer_Encoding", "chunked"),
    ];
    let kept = [
        ("Accept", "application/json"),
        ("Accept-Encoding", "gzip, br"),
        ("Content-Type", "application/json"),
        ("If-None-Match", "\"x\""),
        ("Range", "bytes=0-1"),
        ("User-Agent", "test"),
        ("X-Amzn-Trace-Id", "Root=1"),
        ("Idempotency-Key", "k"),
        ("X-Custom_Header", "a,b"),
        ("Origin", "https://c.example"),
    ];
    let fields: String = dropped.iter().chain(&kept).map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    let request = format!(
        "POST /public/v1/posts HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\nAuthorization: Bearer {token}\r\n{fields}Content-Length: 2\r\n\r\n{{}}"
    );
    let answer = raw(&server.url, &request).await;
    assert!(answer.contains("HTTP/1.1 200 "), "{answer}");
    let seen = upstream.only();
    for (name, value) in kept {
        assert_eq!(seen.header(&name.to_ascii_lowercase()), Some(value));
    }
    let ours = [
        "x-postern-user",
        "x-postern-org",
        "x-postern-client",
        "x-postern-scope",
        "x-postern-kind",
        "x-postern-ip",
        "x-postern-signature",
        "host",
        "content-length",
    ];
    for (name, value) in &seen.headers {
        let kept = kept.iter().any(|(kept, _)| kept.eq_ignore_ascii_case(name));
        assert!(kept || ours.contains(&name.as_str()), "{name}: {value}");
        assert!(!value.contains(&token), "{name}");
    }
    assert_eq!(seen.header("host"), upstream.url.strip_prefix("http://"));
    assert_eq!((seen.header("content-length"), seen.body.as_slice()), (Some("2"), &b"{}"[..]));
}

#[tokio::test]
async fn q6_an_upstream_that_echoes_what_it_got_has_no_credential_to_echo() {
    let echo = |seen: &crate::harness::upstream::Seen| {
        Reply::with("200 OK\r\nContent-Type: text/plain", format!("{seen:?}").as_bytes())
    };
    let upstream = Upstream::start(echo).await;
    let server = Server::before(&upstream.url).await;
    let (_, _, token) = token_for(&server, "").await;
    let request = server.client.get(format!("{}/public/v1/x", server.url)).header("cookie", "session=s3cret");
    let answer = request.header("authorization", format!("Bearer {token}")).send().await.unwrap().text().await.unwrap();
    assert!(answer.contains("x-postern-user") && !answer.contains(&token) && !answer.contains("s3cret"), "{answer}");
}

#[tokio::test]
async fn every_method_of_the_gateway_is_forwarded_and_no_tunnel_is_opened() {
    let upstream = Upstream::start(|seen| {
        if seen.line.starts_with("HEAD") {
            Reply::raw("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n")
        } else {
            Reply::ok()
        }
    })
    .await;
    let server = Server::before(&upstream.url).await;
    let (_, _, token) = token_for(&server, "").await;
    for method in ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] {
        let answer = server.call(method, "/public/v1/x", &token).await;
        assert_eq!((answer.status, answer.body.is_empty()), (200, method == "HEAD"), "{method}");
        assert_eq!(upstream.only().line, format!("{method} /public/v1/x HTTP/1.1"));
    }
    for method in ["CONNECT", "TRACE"] {
        let answer = function(&server, &server.upstream).serve(event(method, "/public/v1/x", "", &token)).await;
        assert_eq!(answer["statusCode"], 405, "{method}");
        assert_eq!(answer["headers"]["allow"], "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
    }
    assert!(upstream.take().is_empty());
}

#[tokio::test]
async fn the_log_names_who_acted_and_never_the_path_as_sent() {
    let upstream = Upstream::recording().await;
    let server = Server::before(&upstream.url).await;
    let (ada, app, token) = token_for(&server, "posts").await;
    server.call("GET", "/public/v1/posts/private-id?q=private", &token).await;
    let line = server.last_log();
    for (field, value) in [
        ("route", "/public/v1/{proxy+}"),
        ("outcome", "forwarded"),
        ("user", "ada"),
        ("org", "org_acme"),
        ("client_id", &app.client_id),
        ("kind", "token"),
        ("method", "GET"),
    ] {
        assert_eq!(line[field], value);
    }
    assert_eq!((&line["status"], &line["dynamodb_calls"]), (&json!(200), &json!(1)));
    let key = super::key_for(&ada, "api").await;
    server.call("GET", "/public/v1/private", &key).await;
    assert_eq!((&server.last_log()["kind"], &server.last_log()["client_id"]), (&json!("key"), &Value::Null));
    server.call("GET", "/public/v1/private", &token).await;
    assert_eq!(
        (&server.last_log()["outcome"], &server.last_log()["detail"]),
        (&json!("insufficient_scope"), &json!("integrations"))
    );
    server.faults.fail_always("BatchGetItem", Fault::Internal);
    server.call("GET", "/public/v1/private", &token).await;
    for line in server.log() {
        assert!(!line.to_string().contains("private"), "{line}");
    }
}
