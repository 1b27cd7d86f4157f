//! The Runtime API that functions are measured with, against a runtime of a few lines.

use crate::harness::process::Folder;
use runtime_api::{Environment, Trouble};
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::time::Duration;

/// Answers what it was sent, fails where that is `fail`, and ends at `end`.
const RUNTIME: &str = r#"#!/usr/bin/env python3
import os, sys, time
from http.client import HTTPConnection
api = HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
def call(method, path, body=None):
    api.request(method, "/2018-06-01/runtime/" + path, body)
    response = api.getresponse()
    return response.read(), response
if os.environ["START"] != "well":
    call("POST", "init/error", os.environ["START"].encode())
    time.sleep(600)
held = []
while True:
    event, response = call("GET", "invocation/next")
    assert int(response.headers["Lambda-Runtime-Deadline-Ms"]) > time.time() * 1000
    if event == b"end": sys.exit(7)
    if event == b"hold": held = bytearray(128 * 1024 * 1024)
    if event == b"let go": held = []
    kind = "error" if event == b"fail" else "response"
    call("POST", "invocation/" + response.headers["Lambda-Runtime-Aws-Request-Id"] + "/" + kind, b"got " + event)
"#;

/// What it holds at `hold`.
const HELD: u64 = 128 * 1024 * 1024;

#[expect(clippy::disallowed_methods, reason = "where python3 is found")]
async fn started(folder: &Folder, start: &str) -> Result<Environment, Trouble> {
    let binary: PathBuf = folder.path().join("bootstrap");
    std::fs::write(&binary, RUNTIME).unwrap();
    std::fs::set_permissions(&binary, std::fs::Permissions::from_mode(0o700)).unwrap();
    Environment::start(&binary, &[("PATH", &std::env::var("PATH").unwrap()), ("START", start)]).await
}

#[tokio::test]
async fn s4_a_function_is_started_asked_measured_and_its_failures_are_told() {
    let folder = Folder::new();
    let mut environment = started(&folder, "well").await.unwrap();
    assert!(environment.init() > Duration::from_millis(1));
    for event in ["a", "é", &"x".repeat(6_000_000)] {
        let invocation = environment.invoke(event.to_owned()).await.unwrap();
        assert_eq!(invocation.outcome.unwrap(), format!("got {event}"));
    }
    assert_eq!(environment.invoke("fail").await.unwrap().outcome.unwrap_err(), "got fail");
    let before = environment.usage().unwrap();
    environment.invoke("hold").await.unwrap();
    let after = environment.usage().unwrap();
    assert!(before.peak < HELD && after.peak > HELD && after.cpu > before.cpu, "{before:?} {after:?}");
    environment.invoke("let go").await.unwrap();
    assert!(environment.usage().unwrap().peak > HELD, "a peak stays");
    environment.forget_peak().unwrap();
    assert!(environment.usage().unwrap().peak < HELD);
    let trouble = environment.invoke("end").await.unwrap_err();
    assert!(matches!(&trouble, Trouble::Ended(status) if status.contains('7')), "{trouble}");
}

#[tokio::test]
async fn s4_a_function_that_does_not_start_says_why() {
    let trouble = started(&Folder::new(), "no table").await.map(drop).unwrap_err();
    assert_eq!(trouble.to_string(), "the function did not start: no table");
    let nothing = Environment::start(&PathBuf::from("/nowhere/bootstrap"), &[]).await.map(drop).unwrap_err();
    assert!(matches!(nothing, Trouble::Io(_)), "{nothing}");
}
