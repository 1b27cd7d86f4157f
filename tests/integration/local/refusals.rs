//! What `postern-local` says where it does not start: one sentence each time, and nothing is touched.

use super::process::{Local, postern_local, with_settings};
use crate::harness::process::{Ended, Folder, PATIENCE, Process, free_port};
use std::net::TcpListener;
use tokio::process::Command;

#[tokio::test]
async fn an_upstream_that_cannot_be_is_one_sentence() {
    for (settings, sentence) in [
        (
            &[("UPSTREAM_URL", "http://api.example")][..],
            "UPSTREAM_URL is plain http, which only this machine's own addresses may be",
        ),
        (
            &[("UPSTREAM_URL", "https://api.example/v1")],
            "UPSTREAM_URL must be https://host or https://host:port, without a path",
        ),
        (
            &[("UPSTREAM_URL", "http://localhost:1"), ("UPSTREAM_SECRET", "short")],
            "UPSTREAM_SECRET must be at least 32 visible ASCII characters",
        ),
        (
            &[("UPSTREAM_URL", "http://localhost:1"), ("UPSTREAM_TRUST", "me")],
            "UPSTREAM_TRUST can only be `network`, or not set",
        ),
    ] {
        let ended = with_settings(settings).end(PATIENCE).await;
        let last = ended.said.last().unwrap();
        assert!(ended.code == Some(1) && last.starts_with(&format!("Postern did not start: {sentence}")), "{ended:?}");
    }
}

/// One that must not start: says why in one sentence, its last line, and fails.
async fn refused(port: &str, data: &str) -> (String, Ended) {
    let ended = postern_local(port, data).end(PATIENCE).await;
    assert!(!matches!(ended.code, Some(0) | None), "{ended:?}");
    assert!(!ended.said.iter().any(|line| line.starts_with("ready: ")), "{ended:?}");
    let reason = ended.said.last().unwrap().strip_prefix("Postern did not start: ").unwrap().to_owned();
    (reason, ended)
}

#[tokio::test]
async fn a_taken_port_is_one_sentence_that_names_it_and_nothing_is_touched() {
    let (port, data) = (free_port(), Folder::new());
    // Browsers try ::1 first for "localhost": a port that is taken there is taken.
    for host in ["127.0.0.1", "::1"] {
        let _taken = TcpListener::bind((host, port)).unwrap();
        let (reason, ended) = refused(&port.to_string(), data.text()).await;
        assert_eq!(reason, format!("port {port} is taken; choose another: PORT={} make run.", port + 1));
        assert_eq!(ended.said.len(), 1, "{ended:?}");
    }
    assert!(std::fs::read_dir(data.path()).unwrap().next().is_none());
}

#[tokio::test]
async fn a_second_owner_of_the_data_is_refused_in_one_sentence_and_the_first_goes_on() {
    let data = Folder::new();
    let first = Local::start(free_port(), data.text()).await;
    let (reason, _) = refused(&free_port().to_string(), data.text()).await;
    assert!(reason.starts_with(&format!("another Postern is using the data in {};", data.text())), "{reason}");
    first.visitor().await.get("/login").await.assert_page(200);
    first.stop().await;
}

#[tokio::test]
async fn a_port_that_is_none_is_one_sentence() {
    for bad in ["x", "0", "65536", "-1", "90 00"] {
        let (reason, ended) = refused(bad, "memory").await;
        assert_eq!(reason, format!("PORT must be a number from 1 to 65535; it is {bad:?}."));
        assert_eq!(ended.said.len(), 1, "{ended:?}");
    }
}

#[tokio::test]
async fn the_products_name_and_colour_are_configuration_and_a_colour_that_is_none_is_one_sentence() {
    let port = free_port();
    let mut command = Command::new(env!("CARGO_BIN_EXE_postern-local-under-test"));
    command.env("PORT", port.to_string()).env("DATA", "memory").env("PRODUCT_NAME", "Tidewater & Sons");
    let mut process = Process::start(command.env("PRODUCT_ACCENT", "#FFD400"), "run `make test`, which builds it");
    let local = Local { url: process.line("ready: ").await, process };
    let page = local.visitor().await.get("/login").await;
    page.assert_page(200);
    assert!(page.says("<title>Sign in · Tidewater & Sons</title>"));
    // Black reads on that yellow, white does not; and words in it need to be darker on white.
    assert!(
        page.body.contains("--fill:#ffd400;--on-fill:#000000;--accent:#")
            && !page.body.contains("--accent:#ffd400}@media")
    );
    local.stop().await;
    for bad in ["red", "#fff", "#12345g"] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_postern-local-under-test"));
        let command = command.env("PORT", free_port().to_string()).env("DATA", "memory").env("PRODUCT_ACCENT", bad);
        let ended = Process::start(command, "run `make test`, which builds it").end(PATIENCE).await;
        let said = format!(
            "Postern did not start: PRODUCT_ACCENT must be a colour as #rrggbb, such as #3b4ccf; it is {bad:?}."
        );
        assert_eq!(ended.said, [said]);
    }
}

#[tokio::test]
async fn p10_a_moment_that_is_none_is_one_sentence() {
    for bad in ["yesterday", "2026-11-27", "2026-11-27T03:00:00+01:00"] {
        let ended = with_settings(&[("NOT_BEFORE", bad)]).end(PATIENCE).await;
        let said = format!(
            "Postern did not start: NOT_BEFORE must be a time in UTC such as 2026-11-27T03:00:00Z, or empty; it is {bad:?}."
        );
        assert_eq!((ended.code, ended.said.last()), (Some(1), Some(&said)), "{ended:?}");
    }
}

#[tokio::test]
async fn data_that_cannot_be_written_is_one_sentence() {
    let data = Folder::new();
    let file = data.path().join("file");
    std::fs::write(&file, "").unwrap();
    let (reason, _) = refused(&free_port().to_string(), file.to_str().unwrap()).await;
    assert!(reason.starts_with(&format!("cannot create the folder {}:", file.display())), "{reason}");
}
