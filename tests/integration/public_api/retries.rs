//! Slow, silent and closed upstreams; what is sent once. These wait in real time, for what no clock of ours moves.

use super::{IDLE, token_for};
use crate::harness::upstream::{Reply, Upstream};
use crate::harness::{Answer, Server};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

async fn before(script: impl Fn(usize) -> Reply + Send + Sync + 'static) -> (Upstream, Server, String) {
    let count = AtomicUsize::new(0);
    let upstream = Upstream::start(move |_| script(count.fetch_add(1, Ordering::Relaxed))).await;
    let server = Server::before(&upstream.url).await;
    let (_, _, token) = token_for(&server, "").await;
    (upstream, server, token)
}

#[tokio::test]
async fn q9_a_silent_upstream_is_504_after_25_seconds_whenever_it_fell_silent() {
    let head = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n";
    let silent = async |reply: Reply| -> Answer {
        let (upstream, server, token) = before(move |_| reply.clone()).await;
        let started = Instant::now();
        let answer = server.call("POST", "/public/v1/x", &token).await;
        let waited = started.elapsed();
        // By then the upstream, which hangs for two minutes, has said nothing more; nor would our own deadline be a 504.
        assert!(Duration::from_secs(24) < waited && waited < Duration::from_mins(1), "{waited:?}");
        upstream.only();
        assert_eq!(server.last_log()["outcome"], "upstream_slow");
        answer
    };
    let (before_first, after_head, in_body) = tokio::join!(
        silent(Reply::raw("").then_hang()),
        silent(Reply::raw(head).then_hang()),
        silent(Reply::raw(format!("{head}{{")).then_hang()),
    );
    for answer in [before_first, after_head, in_body] {
        assert_eq!((answer.status, answer.json()["error"].as_str()), (504, Some("gateway_timeout")), "{}", answer.body);
        answer.assert_json();
    }
}

#[tokio::test]
async fn q9_a_request_whose_bytes_were_sent_is_never_sent_again() {
    // The first answers; the next finds that connection in the pool, is sent on it, and gets no answer.
    let (upstream, server, token) =
        before(|count| if count % 2 == 0 { Reply::ok() } else { Reply::raw("").then_close() }).await;
    let mut pooled = 0;
    for round in 0..20 {
        let method = ["GET", "POST", "PUT", "DELETE"][round % 4];
        let started = Instant::now();
        assert_eq!(server.call("GET", "/public/v1/x", &token).await.status, 200);
        let first = upstream.only();
        let answer = server.call(method, "/public/v1/x", &token).await;
        assert_eq!(answer.status, 502, "{method}");
        let second = upstream.only();
        if started.elapsed() < IDLE {
            assert_eq!(second.connection, first.connection, "on the very connection that served before");
            pooled += 1;
        }
    }
    assert!(pooled > 0, "this machine takes {IDLE:?} for two requests: nothing was seen");
}

#[tokio::test]
async fn q9_a_pooled_connection_that_was_closed_meanwhile_is_nobodys_trouble() {
    // Closed right after each answer, without a word in it.
    let (upstream, server, token) = before(|_| Reply::ok().then_close()).await;
    for _ in 0..100 {
        let answer = server.call("POST", "/public/v1/x", &token).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        upstream.only();
    }
}

#[tokio::test]
async fn connections_are_kept_but_not_for_longer_than_upstreams_keep_them() {
    let (upstream, server, token) = before(|_| Reply::ok()).await;
    let call = async || {
        assert_eq!(server.call("GET", "/public/v1/x", &token).await.status, 200);
        upstream.only().connection
    };
    let mut kept = 0;
    for _ in 0..5 {
        let (started, connection) = (Instant::now(), call().await);
        tokio::time::sleep(Duration::from_secs(1)).await;
        let next = call().await;
        if started.elapsed() < IDLE {
            assert_eq!(next, connection, "kept");
            kept += 1;
        }
    }
    assert!(kept > 0, "this machine takes {IDLE:?} for two requests: nothing was seen");
    let connection = call().await;
    tokio::time::sleep(IDLE + Duration::from_millis(500)).await;
    assert_ne!(call().await, connection, "not kept");
}
