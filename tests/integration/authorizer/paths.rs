//! Generated paths, to every kind of gateway: whatever is let through is what it seems to be.

use super::{Subject, http, rest_request, rest_token};
use crate::fuzz::config;
use crate::harness::{Database, Server};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::Value;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What paths are made of, and taken apart by.
const PIECES: [&str; 18] = [
    "/",
    "/public",
    "/v1",
    "/public/v1",
    "posts",
    "analytics",
    "integrations",
    "upload",
    "..",
    ".",
    "%2e",
    "%2F",
    ";",
    "*",
    "?",
    "\\",
    " ",
    "é",
];

fn allows(answer: &Result<Value, &'static str>) -> bool {
    let Ok(answer) = answer else { return false };
    answer["isAuthorized"] == true || answer["policyDocument"]["Statement"][0]["Effect"] == "Allow"
}

#[test]
fn q2_no_path_is_let_through_that_anybody_could_read_as_one_of_another_permission() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let (server, token) = runtime.block_on(async {
        let server = Server::start(Database::Embedded).await;
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let token = app.redeem(&server, &ada.approve(&app.query("&scope=integrations")).await).await;
        (server, token)
    });
    let subject = Subject::over(&server);
    let allowed = AtomicUsize::new(0);
    let path = prop::collection::vec(prop::sample::select(&PIECES[..]), 0..6)
        .prop_map(|pieces| format!("/public/v1/{}", pieces.concat()));
    TestRunner::new(config())
        .run(&path, |path| {
            let events =
                [http("GET", &path, &token), rest_token("GET", &path, &token).0, rest_request("GET", &path, &token).0];
            for event in events {
                if allows(&runtime.block_on(subject.asked(event))) {
                    allowed.fetch_add(1, Ordering::Relaxed);
                    let segments: Vec<_> = path.split('/').skip(1).collect();
                    prop_assert_eq!(&segments[..2], &["public", "v1"]);
                    let plain = segments.iter().all(|segment| !matches!(*segment, "" | "." | ".."));
                    prop_assert!(plain && !path.contains(['%', ';', '\\', '?']), "{}", path);
                    let others = ["posts", "analytics", "upload", "upload-from-url"];
                    prop_assert!(segments.get(2).is_some_and(|first| !others.contains(first)), "{}", path);
                }
            }
            Ok(())
        })
        .unwrap();
    let allowed = allowed.into_inner();
    println!("q2: {} generated paths, {allowed} answers let through", config().cases);
    assert!(allowed > 50, "some are plain");
}
