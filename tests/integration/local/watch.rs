//! `make watch`: the functions in processes of their own, under the real Lambda runtime.

use crate::harness::issuer::{CLIENT, CLIENT_SECRET, Issuer};
use crate::harness::process::{Folder, PATIENCE, Process, database_of, free_port};
use crate::harness::{Answer, Database, Server, grants, no_grants_remain, query_of, turns};
use serde_json::json;
use std::time::Duration;
use tokio::process::Command;

/// The first request to each function waits for cargo.
const BUILD: Duration = Duration::from_hours(1);

#[tokio::test]
async fn the_whole_flow_runs_under_the_real_lambda_runtime() {
    let _turn = turns::among_few().await;
    let (port, data) = (free_port(), Folder::new());
    let mut command = Command::new(env!("CARGO_BIN_EXE_postern-local-under-test"));
    command.arg("watch").arg("--ignore-changes").env("PORT", port.to_string()).env("DATA", data.text());
    let issuer = Issuer::start("RS256", "token").await;
    command.env("OIDC_ISSUER", &issuer.url).env("OIDC_CLIENT_ID", CLIENT).env("OIDC_CLIENT_SECRET", CLIENT_SECRET);
    command.env("CLAIM_ORG", "org").env("CLAIM_ROLE", "role");
    // Where a person types `make watch`: the root of the workspace.
    command.current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
    let mut local = Process::start(&mut command, "run `make test`, which fetches cargo-lambda");
    let endpoint = database_of(&mut local).await;
    let url = local.line("ready: ").await;

    // The harness's own server lends its client and its way of asking; the one that is asked is the watched one.
    let mut server = Server::start(Database::Embedded).await;
    server.url.clone_from(&url);
    server.client =
        reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).timeout(BUILD).build().unwrap();
    issuer.trusts(&server).await;
    let ada = server.visitor();
    let to_issuer = ada.get("/login").await;
    let claims = json!({"org": "org_acme", "role": "admin", "name": "Ada"});
    let back = issuer.sign_in(&issuer.browser(&server), to_issuer.location(), "ada", &claims).await;
    assert_eq!(ada.get(back.strip_prefix(&url).unwrap()).await.status, 303);
    let app = ada.register(&["https://c.example/cb"]).await;
    let page = ada.authorize(&query_of(&app)).await;
    page.assert_page(200);
    let callback = ada.decide(&page, "approve").await.callback();
    assert_eq!(callback["iss"], url);
    let granted = app.exchange(&server, &callback["code"]).await;
    assert_eq!(granted.status, 200);
    granted.assert_json();
    let token = granted.json()["access_token"].as_str().unwrap().to_owned();
    let called = server.call("GET", "/public/v1/integrations", &token).await;
    assert_eq!((called.status, &called.json()["identity"]["user"]), (200, &"ada".into()), "{}", called.body);
    app.exchange(&server, &callback["code"]).await.assert_error(400, "invalid_grant");
    // As a form, which reaches the function in base64.
    let fields = [
        ("grant_type", "authorization_code"),
        ("code", "x"),
        ("client_id", &app.client_id),
        ("client_secret", &app.secret),
    ];
    let form = server.client.post(format!("{url}/oauth/token")).form(&fields).send().await.unwrap();
    Answer::read(form).await.assert_error(400, "invalid_grant");
    ada.get("/nowhere").await.assert_page(404);
    assert_eq!(grants(&endpoint).await, 1);
    assert_eq!(ada.delete(&app).await.status, 303);
    no_grants_remain(&endpoint, BUILD).await;

    local.interrupt().await;
    let ended = local.end(PATIENCE).await;
    assert_eq!(ended.code, Some(0), "{ended:?}");
    let log = ended.said.join("\n");
    for function in ["authorize", "consent", "token", "apps", "purge", "proxy", "session"] {
        assert!(log.contains(&format!("target/debug/{function}`")), "{function} ran in a process of its own: {log}");
    }
    assert!(log.contains("\"outcome\":\"token_issued\""));
}

#[tokio::test]
async fn a_stranger_on_the_next_port_is_never_taken_for_the_functions() {
    let port = free_port();
    let _stranger = std::net::TcpListener::bind(("127.0.0.1", port + 1)).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_postern-local-under-test"));
    command.arg("watch").env("PORT", port.to_string()).env("DATA", "memory");
    let ended = Process::start(&mut command, "run `make test`, which fetches cargo-lambda").end(PATIENCE).await;
    assert_eq!(ended.code, Some(1), "{ended:?}");
    let reason = ended.said.last().unwrap();
    assert!(reason.contains(&format!("needs port {}, the one after PORT", port + 1)), "{reason}");
}
