//! An upstream that attacks: whatever it says, what leaves is an answer of one of two kinds, theirs made harmless or ours.

use super::{IDLE, token_for};
use crate::harness::upstream::{Reply, Upstream};
use crate::harness::{Answer, Server, raw};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

/// A server before an upstream that answers so, and a token.
async fn before(reply: Reply) -> (Upstream, Server, String) {
    let upstream = Upstream::start(move |_| reply.clone()).await;
    let server = Server::before(&upstream.url).await;
    let (_, _, token) = token_for(&server, "").await;
    (upstream, server, token)
}

/// One call to an upstream that answers so.
async fn call(reply: Reply) -> Answer {
    let (upstream, server, token) = before(reply).await;
    let answer = server.call("GET", "/public/v1/x", &token).await;
    upstream.only();
    answer
}

#[track_caller]
fn assert_bad_gateway(answer: &Answer, what: &str) {
    assert_eq!((answer.status, answer.json()["error"].as_str()), (502, Some("bad_gateway")), "{what}: {}", answer.body);
    answer.assert_json();
    assert_eq!(answer.header("vary"), "Authorization");
    assert_eq!(answer.json()["msg"], answer.json()["error_description"]);
}

#[tokio::test]
async fn q7_cookies_identity_and_hop_by_hop_headers_do_not_come_back() {
    let answer = call(Reply::with(
        "200 OK\r\nSet-Cookie: session=evil\r\nSet-Cookie: __Host-session=evil; Path=/; Secure\r\nX-Postern-Org: org_globex\r\nX_Postern_User: root\r\n\
         Connection: keep-alive, X-Named\r\nX-Named: 1\r\nKeep-Alive: timeout=100\r\nTrailer: x\r\nUpgrade: h2c\r\nProxy-Authenticate: Basic\r\nX-Request-Id: 7\r\nServer: theirs",
        b"{}",
    ))
    .await;
    assert_eq!((answer.status, answer.body.as_str()), (200, "{}"));
    let names: Vec<&str> = answer.headers.keys().map(http::HeaderName::as_str).filter(|name| *name != "date").collect();
    for gone in [
        "set-cookie",
        "x-postern-org",
        "x_postern_user",
        "x-named",
        "keep-alive",
        "trailer",
        "upgrade",
        "proxy-authenticate",
        "connection",
    ] {
        assert!(!names.contains(&gone), "{names:?}");
    }
    assert_eq!((answer.header("x-request-id"), answer.header("server")), ("7", "theirs"));
}

#[tokio::test]
async fn q7_j10_a_page_with_script_can_do_nothing_here_and_what_the_product_says_of_caches_stands() {
    let answer = call(Reply::with("200 OK\r\nContent-Type: text/html", b"<script>alert(1)</script>")).await;
    assert_eq!((answer.status, answer.body.as_str()), (200, "<script>alert(1)</script>"));
    for (name, value) in [
        ("content-security-policy", "sandbox; default-src 'none'"),
        ("x-content-type-options", "nosniff"),
        ("cache-control", "private, no-store"),
        ("vary", "Authorization"),
    ] {
        assert_eq!(answer.header(name), value);
    }
    let own = "200 OK\r\nContent-Security-Policy: default-src 'self'\r\nCache-Control: private, max-age=5\r\nCache-Control: no-transform\r\nVary: Accept-Encoding\r\nVary: Origin\r\nLink: <a>\r\nLink: <b>";
    let answer = call(Reply::with(own, b"")).await;
    for (name, value) in [
        ("content-security-policy", "default-src 'self'"),
        ("cache-control", "private, max-age=5, no-transform"),
        ("vary", "Accept-Encoding, Origin, Authorization"),
        ("link", "<a>, <b>"),
    ] {
        assert_eq!(answer.header(name), value);
    }
    for vary in ["*", "origin, AUTHORIZATION"] {
        assert_eq!(call(Reply::with(&format!("200 OK\r\nVary: {vary}"), b"")).await.header("vary"), vary);
    }
}

#[tokio::test]
async fn q7_a_redirect_is_handed_on_and_not_followed() {
    let trap = Upstream::recording().await;
    for status in ["301 Moved", "302 Found", "303 See Other", "307 Temporary Redirect", "308 Permanent Redirect"] {
        for place in [&*format!("{}/latest/meta-data", trap.url), "http://169.254.169.254/latest/meta-data"] {
            let answer = call(Reply::with(&format!("{status}\r\nLocation: {place}"), b"")).await;
            assert_eq!((answer.status.to_string(), answer.location()), (status[..3].to_owned(), place));
        }
    }
    assert!(trap.take().is_empty());
}

#[tokio::test]
async fn q7_an_answer_that_is_none_is_502_and_its_connection_is_not_used_again() {
    let big = vec![b'x'; 5 * 1024 * 1024];
    let head = "HTTP/1.1 200 OK\r\n";
    for (what, broken) in [
        ("closes without a word", Reply::raw("").then_close()),
        ("closes in the head", Reply::raw("HTTP/1.1 200 OK\r\nContent-Le").then_close()),
        ("says more length than it sends", Reply::raw(format!("{head}Content-Length: 100\r\n\r\n{{}}")).then_close()),
        ("closes in a chunk", Reply::raw(format!("{head}Transfer-Encoding: chunked\r\n\r\n8\r\nabc")).then_close()),
        (
            "sends a chunk that is none",
            Reply::raw(format!("{head}Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n")),
        ),
        ("says two lengths", Reply::raw(format!("{head}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{{}}"))),
        ("says a length that is none", Reply::raw(format!("{head}Content-Length: -1\r\n\r\n{{}}"))),
        ("folds a header", Reply::raw(format!("{head}X: a\r\n b\r\nContent-Length: 0\r\n\r\n"))),
        ("has a space in a name", Reply::raw(format!("{head}X Y: a\r\nContent-Length: 0\r\n\r\n"))),
        ("is no HTTP", Reply::raw("SSH-2.0-OpenSSH_9.9\r\n")),
        (
            "switches protocols",
            Reply::raw("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n"),
        ),
        (
            "has more headers than anybody reads",
            Reply::raw([head.as_bytes(), &b"X: a\r\n".repeat(200_000), b"\r\n"].concat()),
        ),
        ("sends 5 MiB", Reply::with("200 OK", &big)),
        ("sends 5 MiB without a length", Reply::raw([head.as_bytes(), b"\r\n", &big].concat()).then_close()),
        ("never ends", Reply::raw(format!("{head}\r\n")).then_pour()),
    ] {
        let count = AtomicUsize::new(0);
        // Broken the second time only: on a connection that served before.
        let upstream =
            Upstream::start(
                move |_| if count.fetch_add(1, Ordering::Relaxed) == 1 { broken.clone() } else { Reply::ok() },
            )
            .await;
        let server = Server::before(&upstream.url).await;
        let (_, _, token) = token_for(&server, "").await;
        let call = || server.call("GET", "/public/v1/x", &token);
        let started = Instant::now();
        assert_eq!(call().await.status, 200, "{what}");
        assert_bad_gateway(&call().await, what);
        let kept = started.elapsed() < IDLE;
        let line = server.last_log();
        assert!(line["outcome"].as_str().unwrap().starts_with("upstream_") && line["user"] == "ada", "{line}");
        let after = call().await;
        assert_eq!((after.status, after.body.as_str()), (200, "{\"from\":\"upstream\"}"), "{what}");
        let connections: Vec<usize> = upstream.take().iter().map(|seen| seen.connection).collect();
        assert!(connections[1] == connections[0] || !kept, "{what}: {connections:?}");
        assert!(connections[2] != connections[1], "{what}: {connections:?}");
    }
}

#[tokio::test]
async fn q7_what_follows_an_answer_is_nobodys_next_answer() {
    let count = AtomicUsize::new(0);
    let two =
        Reply::raw("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nforged");
    let upstream =
        Upstream::start(move |_| if count.fetch_add(1, Ordering::Relaxed) == 0 { two.clone() } else { Reply::ok() })
            .await;
    let server = Server::before(&upstream.url).await;
    let (_, _, token) = token_for(&server, "").await;
    let first = server.call("GET", "/public/v1/x", &token).await;
    assert_eq!((first.status, first.body.as_str()), (200, "{}"));
    let second = server.call("GET", "/public/v1/x", &token).await;
    assert_eq!((second.status, second.body.as_str()), (200, "{\"from\":\"upstream\"}"));
    let connections: Vec<usize> = upstream.take().iter().map(|seen| seen.connection).collect();
    assert_ne!(connections[0], connections[1]);
}

#[tokio::test]
async fn q7_odd_but_whole_answers_come_back() {
    for (what, reply, status, body) in [
        ("no body at all", Reply::raw("HTTP/1.1 204 No Content\r\n\r\n"), 204, ""),
        (
            "not modified, with a length",
            Reply::raw("HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\nETag: \"x\"\r\n\r\n"),
            304,
            "",
        ),
        (
            "chunks",
            Reply::raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n2\r\nbc\r\n0\r\n\r\n"),
            200,
            "abc",
        ),
        (
            "chunks beside a length",
            Reply::raw(
                "HTTP/1.1 200 OK\r\nContent-Length: 100\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n",
            ),
            200,
            "a",
        ),
        (
            "early hints first",
            Reply::raw(
                "HTTP/1.1 103 Early Hints\r\nSet-Cookie: a=b\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na",
            ),
            200,
            "a",
        ),
        ("HTTP/1.0", Reply::raw("HTTP/1.0 200 OK\r\n\r\nto the end").then_close(), 200, "to the end"),
        ("an error of theirs", Reply::with("503 Busy\r\nRetry-After: 7", b"theirs"), 503, "theirs"),
    ] {
        let answer = call(reply).await;
        assert_eq!((answer.status, answer.body.as_str(), answer.header("set-cookie")), (status, body, ""), "{what}");
    }
    // Header values that are not ASCII: text passes, what is no text cannot stand in the gateway's JSON and goes.
    let (_, server, token) = before(Reply::raw(
        b"HTTP/1.1 200 OK\r\nX-Text: \xc3\xa9\r\nX-Latin: \xe9\r\nContent-Length: 0\r\n\r\n".to_vec(),
    ))
    .await;
    let answer = raw(
        &server.url,
        &format!("GET /public/v1/x HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: {token}\r\n\r\n"),
    )
    .await;
    assert!(
        answer.starts_with("HTTP/1.1 200 ") && answer.contains("x-text: é") && !answer.contains("x-latin"),
        "{answer}"
    );
}

#[tokio::test]
async fn q7_a_status_that_the_gateway_does_not_know_is_502() {
    for status in ["600 Odd", "999 Odd"] {
        assert_bad_gateway(&call(Reply::with(status, b"{}")).await, status);
    }
}

#[tokio::test]
async fn q7_an_upstream_that_is_not_there_is_502() {
    let url = {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        format!("http://{}", listener.local_addr().unwrap())
    };
    let server = Server::before(&url).await;
    let (_, _, token) = token_for(&server, "").await;
    assert_bad_gateway(&server.call("GET", "/public/v1/x", &token).await, "nobody listens");
    assert_eq!(server.last_log()["outcome"], "upstream_broken");
}
