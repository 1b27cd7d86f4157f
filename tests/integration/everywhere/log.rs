//! What the log says, and what it counts.

use crate::harness::faults::Fault;
use crate::harness::upstream::{Reply, Upstream};
use crate::harness::{Database, STACK, Server, query_of};
use serde_json::{Value, json};
use shared::log::Metric;
use std::collections::BTreeMap;
use std::time::Duration;

scenario! {
    async fn one_line_a_request_says_what_was_asked_and_what_came_of_it(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let code = ada.approve(&query_of(&app)).await;
        let before = server.log().len();
        app.redeem(&server, &code).await;
        assert_eq!(server.log().len(), before + 1);
        let line = server.last_log();
        for (field, value) in [("level", "INFO"), ("method", "POST"), ("route", "/oauth/token"), ("outcome", "token_issued"),
            ("client_id", &app.client_id), ("user", "ada"), ("org", "org_acme"), ("timestamp", &server.clock.now().rfc3339())] {
            assert_eq!(line[field], value);
        }
        assert_eq!((&line["status"], &line["dynamodb_calls"]), (&Value::from(200), &Value::from(2)));
        assert!(line["duration_ms"].is_u64());
        assert_eq!(line["request_id"].as_str().unwrap().len(), 16);
    }
}

/// What lines count, by the metric's name.
fn counted(lines: &[Value]) -> BTreeMap<String, i64> {
    let mut sums = BTreeMap::new();
    for (name, value) in lines.iter().flat_map(metrics_of) {
        *sums.entry(name).or_default() += value;
    }
    sums
}

/// The metrics in a line, held against the specification of CloudWatch's embedded metric format.
fn metrics_of(line: &Value) -> Vec<(String, i64)> {
    let Some(metadata) = line.get("_aws") else { return Vec::new() };
    let members = |value: &Value| value.as_object().unwrap().keys().map(String::as_str).collect::<Vec<_>>().join(" ");
    assert_eq!(members(metadata), "CloudWatchMetrics Timestamp");
    // Milliseconds since 1970; what is older than two weeks, or of the future, is thrown away.
    assert_eq!(
        shared::clock::Timestamp::from_millis(metadata["Timestamp"].as_i64().unwrap()).rfc3339(),
        line["timestamp"]
    );
    let mut found = Vec::new();
    for directive in metadata["CloudWatchMetrics"].as_array().unwrap() {
        assert_eq!(members(directive), "Dimensions Metrics Namespace");
        assert!((1..=255).contains(&directive["Namespace"].as_str().unwrap().len()));
        for set in directive["Dimensions"].as_array().unwrap() {
            assert!(set.as_array().unwrap().len() <= 30);
            for name in set.as_array().unwrap() {
                let value =
                    line[name.as_str().unwrap()].as_str().expect("a dimension's target is a string at the root");
                assert!((1..=1024).contains(&value.len()));
            }
        }
        let metrics = directive["Metrics"].as_array().unwrap();
        assert!((1..=100).contains(&metrics.len()));
        for metric in metrics {
            assert_eq!((members(metric).as_str(), &metric["Unit"]), ("Name Unit", &json!("Count")));
            let name = metric["Name"].as_str().unwrap();
            found.push((name.to_owned(), line[name].as_i64().expect("a metric's target is a number at the root")));
        }
        // What is agreed with the dashboard and the alarms.
        assert_eq!((&directive["Namespace"], &directive["Dimensions"]), (&json!("Postern"), &json!([["Stack"]])));
        assert_eq!(line["Stack"], STACK);
    }
    assert_eq!(found.len(), 1, "a request counts once: {line}");
    found
}

/// Everything that a server has counted since it was last asked is this.
#[track_caller]
fn assert_counted(server: &Server, expected: &[(&str, i64)]) {
    let expected: BTreeMap<_, _> = expected.iter().map(|(name, sum)| ((*name).to_owned(), *sum)).collect();
    assert_eq!(counted(&server.take_log()), expected);
}

scenario! {
    async fn each_metric_counts_what_its_name_says(server) {
        let ada = server.sign_in("ada").await;
        assert_counted(&server, &[("SignedIn", 1)]);
        let app = ada.register(&["https://c.example/cb"]).await;
        let page = ada.authorize(&query_of(&app)).await;
        assert_counted(&server, &[]);
        ada.decide(&page, "deny").await;
        let code = ada.decide(&page, "approve").await.callback()["code"].clone();
        assert_counted(&server, &[("Approved", 1), ("Denied", 1)]);
        app.exchange_with(&server, &code, &[("client_secret", &"x".repeat(9))]).await.assert_error(401, "invalid_client");
        app.exchange_with(&server, &code, &[("grant_type", "password")]).await.assert_error(400, "unsupported_grant_type");
        app.exchange_with(&server, &code, &[("code", "")]).await.assert_error(400, "invalid_request");
        let token = app.redeem(&server, &code).await;
        app.exchange(&server, &code).await.assert_error(400, "invalid_grant");
        assert_counted(&server, &[("Redeemed", 1), ("RedeemRefused", 4)]);
        for (path, credential) in [("/posts", token.as_str()), ("/posts", "pos_x"), ("/posts", ""), ("/posts?access_token=x", &token)] {
            server.call("GET", &format!("/public/v1{path}"), credential).await;
        }
        assert_counted(&server, &[("Verified", 1), ("VerifyRefused", 3)]);
        server.clock.advance(Duration::from_secs(2));
        app.exchange(&server, &code).await.assert_error(400, "invalid_grant");
        assert_counted(&server, &[("Replayed", 1)]);
        // The same word of something else counts for nothing.
        let strangers = [("token", token.as_str()), ("client_id", &app.client_id), ("client_secret", "wrong")];
        server.client.post(format!("{}/oauth/revoke", server.url)).form(&strangers).send().await.unwrap();
        server.client.get(format!("{}/api/apps", server.url)).bearer_auth("pok_x").send().await.unwrap();
        assert_counted(&server, &[]);
        server.faults.fail_always("", Fault::Internal);
        assert_eq!(server.call("GET", "/public/v1/posts", &token).await.status, 503);
        assert_eq!(app.exchange(&server, &code).await.status, 503);
        assert_eq!(ada.get("/settings/apps").await.status, 503);
        assert!(server.log().iter().all(|line| line["level"] == "ERROR"));
        assert_counted(&server, &[("Trouble", 3)]);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_5xx_of_ours_counts_as_trouble_and_none_of_the_products() {
    let upstream = Upstream::start(|seen| {
        let status = seen.target().rsplit('/').next().unwrap().to_owned();
        if status == "broken" { Reply::raw("no HTTP").then_close() } else { Reply::with(&format!("{status} X"), b"") }
    })
    .await;
    let server = Server::before(&upstream.url).await;
    let ada = server.sign_in("ada").await;
    let key = crate::api::make_key(&ada, "api").await;
    server.take_log();
    for theirs in [500, 502, 503, 504, 599] {
        assert_eq!(server.call("GET", &format!("/public/v1/{theirs}"), &key).await.status, theirs);
        assert_eq!(server.last_log()["level"], "INFO", "{theirs}");
    }
    assert_counted(&server, &[("Verified", 5)]);
    assert_eq!(server.call("GET", "/public/v1/broken", &key).await.status, 502);
    assert_eq!(
        (&server.last_log()["outcome"], &server.last_log()["level"]),
        (&json!("upstream_broken"), &json!("ERROR"))
    );
    assert_counted(&server, &[("Trouble", 1)]);
}

#[tokio::test]
async fn r2_a_method_that_is_none_of_http_is_not_repeated() {
    let server = Server::start(Database::Embedded).await;
    let secret = reqwest::Method::from_bytes(b"pos_SECRET").unwrap();
    server.client.request(secret, format!("{}/oauth/token", server.url)).send().await.unwrap();
    assert_eq!(server.last_log()["method"], "other");
}

#[test]
fn a_metric_is_called_as_its_variant_is() {
    for metric in Metric::ALL {
        assert_eq!(json!(metric), format!("{metric:?}"));
    }
}
