//! Which paths arrive upstream, and that what was checked is what is sent.

use super::{event, function, token_for};
use crate::harness::upstream::Upstream;
use crate::harness::{Server, raw};
use serde_json::Value;

/// As the gateway delivers them: decoded once.
const HOSTILE: [&str; 17] = [
    "/public/v1/../../admin",
    "/public/v1/../v1/posts",
    "/public/v1/a/../posts",
    "/public/v1/./posts",
    "/public/v1/a/%2e%2e/posts",
    "/public/v1//x",
    "/public/v1/posts//",
    "/public/v1/posts/",
    "/public/v1/a%2fb",
    "/public/v1/a\\b",
    "/public/v1/a\\..\\posts",
    "/public/v1/a;b",
    "/public/v1/posts;/../x",
    "/public/v1/a?b",
    "/public/v1/a#b",
    "/public/v1/a\0b",
    "/public/v1/a\r\nHost: evil",
];

#[tokio::test]
async fn q1_q2_a_path_that_two_readers_could_take_for_two_is_refused_whatever_the_token_may() {
    let upstream = Upstream::recording().await;
    let server = Server::before(&upstream.url).await;
    let proxy = function(&server, &server.upstream);
    let ((_, _, all), (_, _, posts)) = (token_for(&server, "").await, token_for(&server, "posts").await);
    server.faults.forget();
    for token in [&all, &posts] {
        for path in HOSTILE {
            let answer = proxy.serve(event("GET", path, "", token)).await;
            assert_eq!(answer["statusCode"], 400, "{path:?}");
            let body: Value = serde_json::from_str(answer["body"].as_str().unwrap()).unwrap();
            assert_eq!(body["error"], "invalid_request");
        }
        // The same through the front, which decodes as the gateway does.
        for target in [
            "..%2f..%2fadmin",
            "a/%2e%2e/posts",
            "%2e%2e/%2e%2e/admin",
            "a%252fb",
            "a%5cb",
            "a%3bb",
            "a%23b",
            "a%00b",
            "a%0d%0ab",
            "a/",
        ] {
            let answer = raw(
                &server.url,
                &format!(
                    "GET /public/v1/{target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: {token}\r\n\r\n"
                ),
            )
            .await;
            assert!(answer.starts_with("HTTP/1.1 400 "), "{target}: {answer}");
        }
        for query in ["a#b", "a b", "a\r\nx: y", "\u{e9}"] {
            assert_eq!(proxy.serve(event("GET", "/public/v1/x", query, token)).await["statusCode"], 400, "{query:?}");
        }
    }
    assert_eq!(server.faults.calls().len(), 0, "it costs no look-up");
    assert!(upstream.take().is_empty());
}

#[tokio::test]
async fn q2_the_string_that_is_checked_is_the_string_that_is_sent() {
    let upstream = Upstream::recording().await;
    let server = Server::before(&upstream.url).await;
    let (_, _, posts) = token_for(&server, "posts").await;
    for (target, sent) in [
        ("/public/v1/posts", "/public/v1/posts"),
        ("/public/v1/p%6Fsts", "/public/v1/posts"),
        ("/public/v1/posts/%C3%A9%20x@y", "/public/v1/posts/%C3%A9%20x%40y"),
        ("/public/v1/posts/...?a=%2e%2e%2F..&a=b&&=;", "/public/v1/posts/...?a=%2e%2e%2F..&a=b&&=;"),
        // The gateway cuts here, before anybody has matched anything.
        ("/public/v1/posts%3Fx/../analytics?a=b", "/public/v1/posts?a=b"),
    ] {
        let request =
            format!("PATCH {target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: {posts}\r\n\r\n");
        assert!(raw(&server.url, &request).await.starts_with("HTTP/1.1 200 "), "{target}");
        assert_eq!(upstream.only().line, format!("PATCH {sent} HTTP/1.1"));
    }
    // Another scope's, under any spelling.
    for target in [
        "/public/v1/analytics/x",
        "/public/v1/%61nalytics/x",
        "/public/v1/ANALYTICS/x",
        "/public/v1/Analytic%73",
        "/public/v1/posts%20",
        "/public/v1/posts%40x",
    ] {
        let request =
            format!("GET {target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: {posts}\r\n\r\n");
        assert!(raw(&server.url, &request).await.starts_with("HTTP/1.1 403 "), "{target}");
    }
    // What a router that ignores case would take for the posts is no path of the permission that owns the rest.
    let (_, _, rest) = token_for(&server, "integrations").await;
    for target in ["/public/v1/Posts", "/public/v1/POSTS/1", "/public/v1/uploaD"] {
        assert_eq!(server.call("DELETE", target, &rest).await.status, 403, "{target}");
    }
    assert!(upstream.take().is_empty());
}
