//! Raw gateway events for every function: made of what means something, and of rubbish. Whatever arrives, the answer is
//! one of ours, below 500, and leads nowhere but here or to a registered redirect URI.

use super::config;
use super::drafts::event;
use super::public_api;
use super::target::{REDIRECT, Target, URL};
use crate::harness::product::LOGIN_PAGE;
use crate::harness::upstream::Seen;
use crate::harness::{Database, Server, sizes};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What the recording upstream says, and nobody else.
const UPSTREAM_BODY: &str = "{\"from\":\"upstream\"}";

fn check(event: &Value, answer: &Value, seen: &[Seen]) -> Result<(), TestCaseError> {
    let status = answer["statusCode"].as_i64().unwrap_or_default();
    prop_assert!((200..500).contains(&status), "{} for {}", status, event);
    let header = |name: &str| answer["headers"][name].as_str().unwrap_or_default().to_owned();
    if answer["body"] == UPSTREAM_BODY {
        return public_api::check_forwarded(event, answer, seen);
    }
    prop_assert!(seen.is_empty(), "{} was sent, and the answer is ours: {:?}", event, seen);
    prop_assert_eq!(header("cache-control"), "no-store");
    prop_assert_eq!(header("x-content-type-options"), "nosniff");
    prop_assert_eq!(header("x-frame-options"), "DENY");
    let location = header("location");
    if status == 303 {
        let here = location.starts_with('/')
            && url::Url::parse(URL)
                .and_then(|url| url.join(&location))
                .is_ok_and(|url| url.as_str().starts_with(&format!("{URL}/")));
        let to_sign_in = location.starts_with(&format!("{LOGIN_PAGE}&postern_nonce="));
        prop_assert!(here || to_sign_in || location.starts_with(&format!("{REDIRECT}?")), "{}", location);
    } else {
        prop_assert!(location.is_empty());
        let nothing_is_said = status == 204 && answer["body"] == "";
        prop_assert!(
            nothing_is_said
                || ["text/html; charset=utf-8", "application/json"].contains(&header("content-type").as_str())
        );
    }
    // A hostile value is in no page as it came. (In JSON it is a string, which no browser takes for a page.)
    let is_page = header("content-type").starts_with("text/html");
    prop_assert!(!is_page || !answer["body"].as_str().unwrap_or_default().contains("\"><script>"));
    Ok(())
}

/// Resident memory in MiB, as Linux counts it.
fn resident() -> usize {
    let pages = std::fs::read_to_string("/proc/self/statm").unwrap();
    pages.split(' ').nth(1).unwrap().parse::<usize>().unwrap() * 4096 / 1_048_576
}

#[test]
fn whatever_arrives_the_answer_is_ours() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let server = runtime.block_on(Server::start(Database::Embedded));
    let target = runtime.block_on(Target::new(&server));
    let before = resident();
    let mut runner = TestRunner::new(config());
    let statuses = Mutex::new(BTreeMap::<i64, usize>::new());
    let forwarded = AtomicUsize::new(0);
    let outcome = runner.run(&event(&target.pool), |event| {
        server.faults.forget();
        let answer = runtime.block_on(target.function(&event).serve(event.clone()));
        *statuses.lock().unwrap().entry(answer["statusCode"].as_i64().unwrap_or_default()).or_default() += 1;
        let seen = target.upstream.take();
        forwarded.fetch_add(seen.len(), Ordering::Relaxed);
        check(&event, &answer, &seen)
    });
    let (cases, after) = (config().cases, resident());
    let statuses = statuses.into_inner().unwrap();
    let forwarded = forwarded.into_inner();
    println!(
        "fuzz: {cases} events, {forwarded} forwarded, answers {statuses:?}, resident memory {before} MiB before, {after} MiB after"
    );
    outcome.unwrap();
    // Deep enough to be worth something: pages were shown, codes and refusals given, tickets refused.
    for status in [200, 303, 400, 401, 403, 404, 405, 422] {
        assert!(statuses.contains_key(&status), "no event led to {status}");
    }
    let pictures = runtime.block_on(server.keys("PICTURE#")).len();
    println!("fuzz: {pictures} pictures made");
    assert!(pictures > 0, "no event brought a picture that was taken");
    assert!(forwarded > cases as usize / 100, "only {forwarded} were forwarded");
    // `make soak` runs this alone, with enough events to tell; beside other tests the process's memory is theirs too.
    if sizes::soaking() {
        assert!(after < before + 100, "memory is not flat");
    }
}
