//! `postern-local` as a process: what `make run` promises to the person who types it.

use crate::harness::process::{Folder, PATIENCE, Process, database_of, free_port};
use crate::harness::upstream::Upstream;
use crate::harness::{Database, Server, Visitor, grants, no_grants_remain, patient_client, query_of};
use aws_sdk_dynamodb::types::{AttributeDefinition, BillingMode, KeySchemaElement, KeyType, ScalarAttributeType};
use tokio::process::Command;

/// `postern-local`, taking requests.
pub(super) struct Local {
    pub(super) process: Process,
    pub(super) url: String,
}

impl Local {
    pub(super) async fn start(port: u16, data: &str) -> Self {
        let mut process = postern_local(&port.to_string(), data);
        let url = process.line("ready: ").await;
        Self { process, url }
    }

    /// Somebody with an empty cookie jar.
    pub(super) async fn visitor(&self) -> Visitor {
        let mut visitor = Server::start(Database::Embedded).await.visitor();
        visitor.url.clone_from(&self.url);
        visitor
    }

    /// Ctrl-C.
    pub(super) async fn stop(self) {
        self.process.interrupt().await;
        let ended = self.process.end(PATIENCE).await;
        assert_eq!((ended.code, ended.said.last().unwrap().as_str()), (Some(0), "Stopped."), "{ended:?}");
    }
}

pub(super) fn postern_local(port: &str, data: &str) -> Process {
    let mut command = Command::new(env!("CARGO_BIN_EXE_postern-local-under-test"));
    Process::start(command.env("PORT", port).env("DATA", data), "run `make test`, which builds it")
}

/// The same, with other settings too.
pub(super) fn with_settings(settings: &[(&str, &str)]) -> Process {
    let mut command = Command::new(env!("CARGO_BIN_EXE_postern-local-under-test"));
    command.env("PORT", free_port().to_string()).env("DATA", "memory").envs(settings.iter().copied());
    Process::start(&mut command, "run `make test`, which builds it")
}

/// A token of ada's, at a process.
pub(super) async fn token_at(url: &str) -> (Server, String) {
    let mut server = Server::start(Database::Embedded).await;
    server.url = url.to_owned();
    let ada = server.sign_in("ada").await;
    let app = ada.register(&["https://c.example/cb"]).await;
    let token = app.redeem(&server, &ada.approve(&query_of(&app)).await).await;
    (server, token)
}

#[tokio::test]
async fn o17_a_process_with_a_moment_still_to_come_signs_nobody_in() {
    for (moment, status) in [("1970-01-01T00:00:00Z", 303), ("9999-01-01T00:00:00Z", 400)] {
        let mut process = with_settings(&[("NOT_BEFORE", moment)]);
        let mut visitor = Server::start(Database::Embedded).await.visitor();
        visitor.url = process.line("ready: ").await;
        assert_eq!(visitor.post("/login", &[("user", "ada")]).await.status, status, "{moment}");
        process.interrupt().await;
        assert_eq!(process.end(PATIENCE).await.code, Some(0));
    }
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
    let client = patient_client(&endpoint);
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
