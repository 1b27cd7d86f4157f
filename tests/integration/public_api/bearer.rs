//! RFC 6750: which credentials open it, and how it refuses the others.

use super::{key_for, token_for};
use crate::harness::faults::Fault;
use crate::harness::upstream::Upstream;
use crate::harness::{Answer, Database, Server, query_of};
use std::time::Duration;

const PATH: &str = "/public/v1/is-connected";

/// An error of ours: status, code, the headers of JSON, and the same sentence for both kinds of client.
#[track_caller]
fn assert_refused(answer: &Answer, status: u16, error: &str, challenge: &str) {
    assert_eq!((answer.status, answer.json()["error"].as_str()), (status, Some(error)), "{}", answer.body);
    answer.assert_json();
    assert_eq!(answer.header("www-authenticate"), challenge);
    assert_eq!(answer.header("vary"), "Authorization");
    assert_eq!(answer.json()["msg"], answer.json()["error_description"]);
    assert!(answer.json()["msg"].as_str().unwrap().is_ascii());
    assert_eq!(answer.header("retry-after").is_empty(), status != 503);
}

const INVALID: &str = "Bearer realm=\"api\", error=\"invalid_token\"";

/// A call with exactly these headers.
async fn call(server: &Server, headers: &[(&str, &str)], query: &str) -> Answer {
    let mut request = server.client.get(format!("{}{PATH}{query}", server.url));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    Answer::read(request.send().await.unwrap()).await
}

on_both! {
    async fn j1_j10_a_token_opens_the_api_alone_or_after_bearer_and_no_cache_keeps_the_answer(server) {
        let (_, app, token) = token_for(&server, "").await;
        for header in [token.clone(), format!("Bearer {token}"), format!("bearer {token}"), format!("BEARER {token}"), format!("Bearer  {token}")] {
            let answer = call(&server, &[("authorization", &header)], "").await;
            assert_eq!(answer.status, 200, "{}", answer.body);
            let identity = &answer.json()["identity"];
            for (name, value) in [("user", "ada"), ("org", "org_acme"), ("client", &app.client_id), ("kind", "token"), ("scope", "integrations posts analytics")] {
                assert_eq!(identity[name], value);
            }
            for (name, value) in [("cache-control", "private, no-store"), ("vary", "Authorization"), ("x-content-type-options", "nosniff"),
                ("content-security-policy", "sandbox; default-src 'none'")] {
                assert_eq!(answer.header(name), value);
            }
        }
    }
}

on_both! {
    async fn an_api_key_opens_the_whole_api_and_a_management_key_nothing(server) {
        let ada = server.sign_in("ada").await;
        let key = key_for(&ada, "api").await;
        for path in ["/public/v1/is-connected", "/public/v1/posts", "/public/v1/analytics/x"] {
            let answer = server.call("GET", path, &key).await;
            assert_eq!(answer.status, 200, "{}", answer.body);
            let identity = answer.json()["identity"].clone();
            let whom = serde_json::json!({"user": "ada", "org": "org_acme", "client": "", "scope": "", "kind": "key", "ip": "127.0.0.1"});
            assert_eq!(identity, whom);
        }
        let manage = key_for(&ada, "manage").await;
        assert_refused(&server.call("GET", PATH, &manage).await, 401, "invalid_token", INVALID);
    }
}

scenario! {
    async fn j2_without_a_credential_nothing_is_said_of_errors(server) {
        let (_, _, token) = token_for(&server, "").await;
        let basic = format!("Basic {token}");
        for headers in [&[][..], &[("authorization", "")], &[("authorization", "Basic x")], &[("authorization", &basic)], &[("x-api-key", &token)]] {
            let answer = call(&server, headers, "").await;
            assert_refused(&answer, 401, "unauthorized", "Bearer realm=\"api\"");
        }
    }
}

on_both! {
    async fn j3_every_bad_credential_gets_the_same_answer_and_a_malformed_one_costs_no_call(server) {
        let (ada, app, token) = token_for(&server, "").await;
        let elsewhere = Server::start(Database::Embedded).await;
        let (_, _, foreign) = token_for(&elsewhere, "").await;
        let key = key_for(&ada, "api").await;
        let revoked = app.redeem(&server, &ada.approve(&query_of(&app)).await).await;
        server.revoke(&revoked).await;
        let flipped: String = token.chars().map(|c| if c.is_lowercase() { c.to_ascii_uppercase() } else { c.to_ascii_lowercase() }).collect();
        let mut answers = Vec::new();
        for unknown in [&token, &foreign, &revoked] {
            server.faults.forget();
            answers.push(server.call("GET", PATH, unknown).await);
            assert_eq!(server.faults.calls().len(), 1);
        }
        for malformed in [&token[..69], &format!("{token}x"), &flipped, &format!("pos_{}", "0".repeat(66)), &key[..53], "x", &"x".repeat(8_000), "poc_", app.client_id.as_str(), app.secret.as_str()] {
            server.faults.forget();
            answers.push(server.call("GET", PATH, malformed).await);
            assert_eq!(server.faults.calls().len(), 0, "{malformed}");
        }
        for answer in &answers {
            assert_refused(answer, 401, "invalid_token", INVALID);
            assert_eq!(answer.body, answers[0].body);
        }
    }
}

scenario! {
    async fn j4_a_malformed_header_is_refused_and_never_trouble(server) {
        let (_, _, token) = token_for(&server, "").await;
        for (header, status) in [("Bearer".to_owned(), 401), ("Bearer a b".to_owned(), 401), (format!("DPoP {token}"), 401), (format!("Bearer {token} {token}"), 401),
            (format!("Bearer {token},Bearer"), 400), (format!("Bearer \"{token}\""), 401), (format!("Bearer={token}"), 401)] {
            let answer = call(&server, &[("authorization", &header)], "").await;
            assert_eq!(answer.status, status, "{header}");
            assert_eq!(answer.header("www-authenticate").is_empty(), status == 400, "{header}");
        }
    }
}

#[tokio::test]
async fn j4_j5_q5_two_credentials_are_refused_and_nothing_is_sent() {
    let upstream = Upstream::recording().await;
    let server = Server::before(&upstream.url).await;
    let (ada, _, token) = token_for(&server, "").await;
    let key = key_for(&ada, "api").await;
    let bearer = format!("Bearer {token}");
    for other in [&bearer, &format!("Bearer {key}"), &key, "Basic x"] {
        let answer = call(&server, &[("authorization", &bearer), ("authorization", other)], "").await;
        assert_refused(&answer, 400, "invalid_request", "");
    }
    for query in [format!("?access_token={token}"), "?a=b&access_token=%ZZ".to_owned(), "?access%5Ftoken=x".to_owned()]
    {
        assert_refused(&call(&server, &[("authorization", &bearer)], &query).await, 400, "invalid_request", "");
        // Alone it is none.
        assert_refused(&call(&server, &[], &query).await, 401, "unauthorized", "Bearer realm=\"api\"");
    }
    let post = |authorization: Option<&str>, body: &'static [u8]| {
        let request = server.client.post(format!("{}/public/v1/posts", server.url));
        let request = request.header("content-type", "Application/X-WWW-Form-URLencoded; charset=utf-8").body(body);
        let request = match authorization {
            Some(authorization) => request.header("authorization", authorization),
            None => request,
        };
        async { Answer::read(request.send().await.unwrap()).await }
    };
    for body in
        [&b"access_token=x"[..], b"a=b&access%5ftoken=x", b"access_token=&access_token=x", b"a=\xff&access_token=x"]
    {
        assert_refused(&post(Some(&bearer), body).await, 400, "invalid_request", "");
        assert_refused(&post(None, body).await, 401, "unauthorized", "Bearer realm=\"api\"");
    }
    assert!(upstream.take().is_empty());
    assert_eq!(post(Some(&bearer), b"a=access_token").await.status, 200);
    assert_eq!(upstream.only().body, b"a=access_token");
}

scenario! {
    async fn s30_an_empty_credential_beside_a_good_one_is_none(server) {
        let (ada, app, token) = token_for(&server, "").await;
        let bearer = format!("Bearer {token}");
        for headers in [[("authorization", bearer.as_str()), ("authorization", "")], [("authorization", " "), ("authorization", bearer.as_str())]] {
            assert_eq!(call(&server, &headers, "").await.status, 200, "{headers:?}");
        }
        for query in ["?access_token=", "?a=b&access%5Ftoken"] {
            assert_eq!(call(&server, &[("authorization", &bearer)], query).await.status, 200, "{query}");
            assert_refused(&call(&server, &[], query).await, 401, "unauthorized", "Bearer realm=\"api\"");
        }
        let post = server.client.post(format!("{}/public/v1/posts", server.url)).header("authorization", &bearer);
        // The demo API takes no form; it is asked.
        assert_eq!(post.form(&[("access_token", "")]).send().await.unwrap().json::<serde_json::Value>().await.unwrap()["identity"]["user"], "ada");
        let manage = format!("Bearer {}", key_for(&ada, "manage").await);
        let twice = |path: &str, good: &str| server.client.get(format!("{}{path}", server.url)).header("authorization", "").header("authorization", good);
        assert_eq!(twice("/api/apps", &manage).send().await.unwrap().status(), 200);
        use base64::Engine as _;
        let basic = base64::engine::general_purpose::STANDARD.encode(format!("{}:{}", app.client_id, app.secret));
        let code = ada.approve(&query_of(&app)).await;
        let request = server.client.post(format!("{}/oauth/token", server.url)).header("authorization", format!("Basic {basic}")).header("authorization", "");
        let answer = request.form(&[("grant_type", "authorization_code"), ("code", &code)]).send().await.unwrap();
        assert_eq!(answer.status(), 200);
    }
}

on_both! {
    async fn j6_a_call_beyond_the_permissions_is_told_which_one_is_missing(server) {
        let (_, _, token) = token_for(&server, "posts").await;
        assert_eq!(server.call("GET", "/public/v1/posts", &token).await.status, 200);
        for (method, path, scope) in [("GET", "/public/v1/integrations", "integrations"), ("GET", "/public/v1/analytics/x", "analytics"), ("DELETE", "/public/v1/anything", "integrations"),
            ("POST", "/public/v1/postscript", "integrations"), ("GET", "/public/v1/Analytics/x", "analytics"), ("POST", "/public/v1/ANALYTICS/x", "analytics")] {
            let answer = server.call(method, path, &token).await;
            let challenge = format!("Bearer realm=\"api\", error=\"insufficient_scope\", scope=\"{scope}\"");
            assert_refused(&answer, 403, "insufficient_scope", &challenge);
            // A gateway may rename the header.
            assert_eq!(answer.json()["scope"], scope);
            // Whose token tried is known, and in the log.
            let line = server.last_log();
            assert_eq!((&line["outcome"], &line["user"], &line["detail"]), (&"insufficient_scope".into(), &"ada".into(), &scope.into()));
        }
    }
}

#[tokio::test]
async fn j7_q10_storage_trouble_is_503_and_nothing_is_sent() {
    let upstream = Upstream::recording().await;
    let server = Server::before(&upstream.url).await;
    let (ada, _, token) = token_for(&server, "").await;
    let key = key_for(&ada, "api").await;
    // A database that hangs is waited for as long as a store is patient.
    let url = server.as_in_production().await;
    for fault in [Fault::Throttle, Fault::Internal, Fault::Unprocessed, Fault::Hang] {
        server.faults.fail_always("BatchGetItem", fault);
        for credential in [&token, &key] {
            let answer = server.call_at(&url, "GET", PATH, credential).await;
            assert_refused(&answer, 503, "temporarily_unavailable", "");
            assert_eq!(server.last_log()["outcome"], "store_unavailable");
        }
        server.faults.heal();
    }
    assert!(upstream.take().is_empty());
    // The credential is as good as before.
    assert_eq!(server.call("GET", PATH, &token).await.status, 200);
}

on_both! {
    async fn j8_what_is_taken_back_is_refused_by_the_very_next_request_elsewhere(server) {
        let (ada, app, kept) = token_for(&server, "").await;
        let (a, b) = (server.another().await, server.another().await);
        for round in 0..crate::harness::sizes::race_rounds() / 5 {
            let token = app.redeem(&server, &ada.approve(&query_of(&app)).await).await;
            assert_eq!(server.call_at(&a, "GET", PATH, &token).await.status, 200);
            assert_eq!(server.call_at(&b, "GET", PATH, &token).await.status, 200);
            let fields = serde_json::json!({"token": token, "client_id": app.client_id, "client_secret": app.secret});
            let revoked = server.client.post(format!("{}/oauth/revoke", server.url)).json(&fields).send().await.unwrap();
            assert_eq!(revoked.status(), 200);
            let url = if round % 2 == 0 { &a } else { &b };
            assert_refused(&server.call_at(url, "GET", PATH, &token).await, 401, "invalid_token", INVALID);
        }
        assert_eq!(ada.delete(&app).await.status, 303);
        assert_refused(&server.call_at(&a, "GET", PATH, &kept).await, 401, "invalid_token", INVALID);
        server.clock.advance(Duration::from_secs(3600));
        assert_refused(&server.call_at(&b, "GET", PATH, &kept).await, 401, "invalid_token", INVALID);
    }
}
