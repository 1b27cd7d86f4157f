//! `postern-local` as a process: what `make run` promises to the person who types it.

use crate::harness::process::{Ended, Folder, PATIENCE, Process, database_of, free_port};
use crate::harness::upstream::Upstream;
use crate::harness::{Database, Server, Visitor, grants, no_grants_remain, query_of, sdk};
use aws_sdk_dynamodb::types::{AttributeDefinition, BillingMode, KeySchemaElement, KeyType, ScalarAttributeType};
use std::net::TcpListener;
use tokio::process::Command;

/// `postern-local`, taking requests.
struct Local {
    process: Process,
    url: String,
}

impl Local {
    async fn start(port: u16, data: &str) -> Self {
        let mut process = postern_local(&port.to_string(), data);
        let url = process.line("ready: ").await;
        Self { process, url }
    }

    /// Somebody with an empty cookie jar.
    async fn visitor(&self) -> Visitor {
        let mut visitor = Server::start(Database::Embedded).await.visitor();
        visitor.url.clone_from(&self.url);
        visitor
    }

    /// Ctrl-C.
    async fn stop(self) {
        self.process.interrupt().await;
        let ended = self.process.end(PATIENCE).await;
        assert_eq!((ended.code, ended.said.last().unwrap().as_str()), (Some(0), "Stopped."), "{ended:?}");
    }
}

fn postern_local(port: &str, data: &str) -> Process {
    let mut command = Command::new(env!("CARGO_BIN_EXE_postern-local-under-test"));
    Process::start(command.env("PORT", port).env("DATA", data), "run `make test`, which builds it")
}

/// The same, with other settings too.
fn with_settings(settings: &[(&str, &str)]) -> Process {
    let mut command = Command::new(env!("CARGO_BIN_EXE_postern-local-under-test"));
    command.env("PORT", free_port().to_string()).env("DATA", "memory").envs(settings.iter().copied());
    Process::start(&mut command, "run `make test`, which builds it")
}

/// A token of ada's, at a process.
async fn token_at(url: &str) -> (Server, String) {
    let mut server = Server::start(Database::Embedded).await;
    server.url = url.to_owned();
    let ada = server.sign_in("ada").await;
    let app = ada.register(&["https://c.example/cb"]).await;
    let token = app.redeem(&server, &ada.approve(&query_of(&app)).await).await;
    (server, token)
}

#[tokio::test]
async fn the_public_api_is_the_demos_unless_upstream_url_says_otherwise() {
    let mut process = with_settings(&[]);
    process.line("The public API is forwarded to the demo API at http://127.0.0.1:").await;
    let (server, token) = token_at(&process.line("ready: ").await).await;
    let answer = server.call("GET", "/public/v1/integrations", &token).await;
    assert_eq!((answer.status, &answer.json()["identity"]["org"]), (200, &"org_acme".into()));
    process.interrupt().await;
    assert_eq!(process.end(PATIENCE).await.code, Some(0));

    let upstream = Upstream::recording().await;
    let mut process = with_settings(&[("UPSTREAM_URL", &upstream.url)]);
    let said =
        process.line(&format!("The public API is forwarded to {}, signed with UPSTREAM_SECRET=", upstream.url)).await;
    assert_eq!(said.split(',').next().unwrap().len(), 43, "{said}");
    let (server, token) = token_at(&process.line("ready: ").await).await;
    assert_eq!(server.call("GET", "/public/v1/integrations", &token).await.body, "{\"from\":\"upstream\"}");
    assert!(upstream.only().header("x-postern-signature").is_some());
    process.interrupt().await;
    assert_eq!(process.end(PATIENCE).await.code, Some(0));

    let mut process = with_settings(&[("UPSTREAM_URL", &upstream.url), ("UPSTREAM_TRUST", "network")]);
    let (server, token) = token_at(&process.line("ready: ").await).await;
    assert_eq!(server.call("GET", "/public/v1/integrations", &token).await.status, 200);
    assert!(upstream.only().header("x-postern-signature").is_none());
    process.kill().await;
}

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
async fn it_says_when_it_is_ready_and_where() {
    let port = free_port();
    let local = Local::start(port, "memory").await;
    assert_eq!(local.url, format!("http://localhost:{port}"));
    local.visitor().await.get("/login").await.assert_page(200);
    local.stop().await;
}

#[tokio::test]
async fn yesterdays_data_is_found_again() {
    let (port, data) = (free_port(), Folder::new());
    let local = Local::start(port, data.text()).await;
    let ada = local.visitor().await;
    assert_eq!(ada.post("/login", &[("user", "ada")]).await.status, 303);
    let app = ada.register(&["https://c.example/cb"]).await;
    local.stop().await;

    let local = Local::start(port, data.text()).await;
    // The session is data too.
    assert!(ada.get("/settings/apps").await.body.contains(&app.client_id));
    local.stop().await;
}

#[tokio::test]
async fn data_of_an_earlier_version_is_one_sentence_and_stays_as_it_is() {
    let (endpoint, table) = (Database::Embedded.endpoint().await, "of_long_ago");
    let client = aws_sdk_dynamodb::Client::new(&sdk(&endpoint));
    let key = KeySchemaElement::builder().attribute_name("pk").key_type(KeyType::Hash).build().unwrap();
    let pk =
        AttributeDefinition::builder().attribute_name("pk").attribute_type(ScalarAttributeType::S).build().unwrap();
    let create = client.create_table().table_name(table).key_schema(key).attribute_definitions(pk);
    create.billing_mode(BillingMode::PayPerRequest).send().await.unwrap();
    let refused = postern_local::table::ensure(&client, table).await.unwrap_err();
    assert!(
        refused.starts_with("cannot use the table of_long_ago: its data was made by an earlier version"),
        "{refused}"
    );
    // A table of today is found as it was left.
    postern_local::table::ensure(&client, "of_today").await.unwrap();
    postern_local::table::ensure(&client, "of_today").await.unwrap();
}

#[tokio::test]
async fn what_was_answered_survives_a_kill_and_no_lock_stays_behind() {
    let (port, data) = (free_port(), Folder::new());
    let local = Local::start(port, data.text()).await;
    let ada = local.visitor().await;
    assert_eq!(ada.post("/login", &[("user", "ada")]).await.status, 303);
    let app = ada.register(&["https://c.example/cb"]).await;
    local.process.kill().await;

    let local = Local::start(port, data.text()).await;
    assert!(ada.get("/settings/apps").await.body.contains(&app.client_id));
    local.stop().await;
}

#[tokio::test]
async fn m9_what_a_deleted_app_leaves_behind_is_gone_a_little_later() {
    let mut process = postern_local(&free_port().to_string(), "memory");
    let endpoint = database_of(&mut process).await;
    let url = process.line("ready: ").await;
    let local = Local { process, url };
    let ada = local.visitor().await;
    assert_eq!(ada.post("/login", &[("user", "ada")]).await.status, 303);
    let app = ada.register(&["https://c.example/cb"]).await;
    ada.approve(&query_of(&app)).await;
    assert_eq!(grants(&endpoint).await, 1);
    assert_eq!(ada.delete(&app).await.status, 303);
    no_grants_remain(&endpoint, PATIENCE).await;
    // It is in its minute between two passes now, and does not hold anybody up.
    local.stop().await;
}

#[tokio::test]
async fn memory_keeps_nothing() {
    let port = free_port();
    let local = Local::start(port, "memory").await;
    let ada = local.visitor().await;
    assert_eq!(ada.post("/login", &[("user", "ada")]).await.status, 303);
    let app = ada.register(&["https://c.example/cb"]).await;
    assert!(ada.get("/settings/apps").await.body.contains(&app.client_id));
    local.stop().await;

    let local = Local::start(port, "memory").await;
    ada.get("/settings/apps").await.assert_asks_to_sign_in();
    assert_eq!(ada.post("/login", &[("user", "ada")]).await.status, 303);
    let list = ada.get("/settings/apps").await;
    list.assert_page(200);
    assert!(!list.body.contains(&app.client_id));
    local.stop().await;
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
async fn data_that_cannot_be_written_is_one_sentence() {
    let data = Folder::new();
    let file = data.path().join("file");
    std::fs::write(&file, "").unwrap();
    let (reason, _) = refused(&free_port().to_string(), file.to_str().unwrap()).await;
    assert!(reason.starts_with(&format!("cannot create the folder {}:", file.display())), "{reason}");
}
