//! Bodies of every size, byte for byte.

use super::token_for;
use crate::harness::Server;
use crate::harness::upstream::{Reply, Upstream};

const MAX: usize = 4 * 1024 * 1024;
/// What is said where an event is larger than Lambda takes.
const REFUSED_BY_LAMBDA: &str = r#"{"message":"Request Too Long"}"#;

/// Every byte there is, over and over.
fn binary(size: usize) -> Vec<u8> {
    (0..size).map(|at| (at % 251) as u8).collect()
}

#[tokio::test]
async fn q8_bodies_pass_both_ways_byte_for_byte_up_to_4_mib() {
    let upstream = Upstream::start(|seen| {
        Reply::with("200 OK\r\nContent-Encoding: gzip\r\nContent-Type: application/x-odd", &seen.body)
    })
    .await;
    let server = Server::before(&upstream.url).await;
    let (_, _, token) = token_for(&server, "").await;
    // What grows most in JSON, too: a control character to six, a quote to two.
    let bodies = [
        binary(0),
        binary(1),
        binary(70_000),
        binary(MAX),
        vec![1; MAX],
        vec![b'"'; MAX],
        "é".repeat(MAX / 2).into_bytes(),
    ];
    for (content_type, body) in ["application/json", "application/octet-stream"]
        .iter()
        .flat_map(|kind| bodies.iter().map(move |body| (kind, body)))
    {
        let request = server.client.put(format!("{}/public/v1/x", server.url)).header("authorization", &token);
        let request =
            request.header("content-type", *content_type).header("content-encoding", "gzip").body(body.clone());
        let answer = request.send().await.unwrap();
        let status = answer.status().as_u16();
        // The gateway's own word for a text that JSON makes larger than Lambda takes.
        if *content_type == "application/json" && body.first().is_some_and(|first| [1, b'"'].contains(first)) {
            assert_eq!((status, answer.text().await.unwrap().as_str()), (413, REFUSED_BY_LAMBDA));
            continue;
        }
        assert_eq!(status, 200, "{content_type}, {} bytes", body.len());
        assert_eq!(answer.headers()["content-encoding"], "gzip");
        assert!(answer.bytes().await.unwrap() == body.as_slice());
        let seen = upstream.only();
        assert_eq!((seen.header("content-encoding"), seen.header("content-type")), (Some("gzip"), Some(*content_type)));
        assert_eq!(seen.header("content-length").unwrap_or("0"), body.len().to_string());
        assert!(seen.body == *body);
    }
}

#[tokio::test]
async fn q8_one_byte_more_is_413_and_the_upstream_is_not_asked() {
    let upstream = Upstream::recording().await;
    let server = Server::before(&upstream.url).await;
    let (_, _, token) = token_for(&server, "").await;
    server.faults.forget();
    for content_type in ["application/json", "application/octet-stream", "application/x-www-form-urlencoded"] {
        let request = server.client.post(format!("{}/public/v1/x", server.url)).header("authorization", &token);
        let answer = request.header("content-type", content_type).body(vec![b'x'; MAX + 1]).send().await.unwrap();
        assert_eq!(answer.status(), 413);
        let body: serde_json::Value = serde_json::from_str(&answer.text().await.unwrap()).unwrap();
        assert_eq!(
            (&body["error"], &body["msg"]),
            (&"invalid_request".into(), &"The body is larger than 4 MiB".into())
        );
    }
    assert_eq!(server.faults.calls().len(), 0);
    assert!(upstream.take().is_empty());
}

#[tokio::test]
async fn s18_an_event_that_lambda_would_not_take_reaches_no_function() {
    let upstream = Upstream::recording().await;
    let server = Server::before(&upstream.url).await;
    let (_, _, token) = token_for(&server, "").await;
    // Each sign is two bytes of the event, whose own 6,291,556 bytes have a kilobyte or so for everything else.
    for (sign, count, status) in
        [(b'"', 3_145_000, 200), (b'\n', 3_145_000, 200), (b'"', 3_145_778, 413), (b'\\', 3_145_778, 413)]
    {
        server.take_log();
        let request = server.client.post(format!("{}/public/v1/x", server.url)).header("authorization", &token);
        let request = request.header("content-type", "application/json").body(vec![sign; count]);
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status().as_u16(), status, "{count} times {}", char::from(sign));
        let asked = usize::from(status == 200);
        assert_eq!((server.take_log().len(), upstream.take().len()), (asked, asked));
        if status == 413 {
            assert_eq!(answer.text().await.unwrap(), REFUSED_BY_LAMBDA);
        }
    }
    // 4 MiB of empty strings are 7 MB.
    let list = format!("[{}\"\"]", "\"\",".repeat(MAX / 3));
    let request = server.client.post(format!("{}/public/v1/x", server.url)).header("content-type", "application/json");
    assert_eq!(request.body(list).send().await.unwrap().status(), 413);
}

#[tokio::test]
async fn s36_an_upstream_that_answers_before_it_has_read_everything_is_heard() {
    const TOO_LARGE: &str = "HTTP/1.1 413 Content Too Large\r\nConnection: close\r\nContent-Type: text/plain\r\n\
        Content-Length: 12\r\n\r\nToo much of ";
    const NOTHING: &str = "";
    for (said, status, body) in [(TOO_LARGE, 413, Some("Too much of ")), (NOTHING, 502, None)] {
        let upstream = Upstream::hasty(said).await;
        let server = Server::before(&upstream.url).await;
        let (_, _, token) = token_for(&server, "").await;
        for round in 0..20 {
            let request = server.client.post(format!("{}/public/v1/x", server.url)).header("authorization", &token);
            let request = request.header("content-type", "application/octet-stream").body(vec![0; MAX]);
            let answer = request.send().await.unwrap();
            assert_eq!(answer.status(), status, "round {round}");
            if let Some(body) = body {
                assert_eq!(answer.text().await.unwrap(), body);
            }
        }
    }
}
