//! Where secrets must not be: the table, the log, errors, URLs.

use crate::harness::process::{Folder, PATIENCE, Process, free_port};
use crate::harness::{App, Database, Server, Visitor, query_of, sizes};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde_json::Value;
use shared::credential::PREFIXES;
use tokio::process::Command;

/// Everything of one flow that nobody else may ever see.
async fn secrets_of_a_flow(server: &Server, visitor: &Visitor) -> Vec<String> {
    let app = visitor.register(&["https://c.example/cb"]).await;
    let page = visitor.authorize(&query_of(&app)).await;
    let (ticket, session) = (page.hidden("ticket"), visitor.session());
    let code = visitor.decide(&page, "approve").await.callback()["code"].clone();
    let token = app.redeem(server, &code).await;
    assert_eq!(server.call("GET", "/public/v1/posts", &token).await.status, 200);
    vec![app.secret, ticket, session, code, token]
}

/// A secret as it is, and as it could hide. Without its first characters, which are locators and stand in keys.
fn disguises(secret: &str) -> [String; 4] {
    let tail = &secret[secret.len() - 20..];
    let hex: String = secret.bytes().map(|byte| format!("{byte:02x}")).collect();
    let (standard, url_safe) = (STANDARD.encode(secret), URL_SAFE_NO_PAD.encode(secret));
    [tail.to_owned(), hex[hex.len() - 40..].to_owned(), standard[40..60].to_owned(), url_safe[40..60].to_owned()]
}

scenario! {
    async fn r3_r2_no_secret_is_in_the_log_the_table_or_an_error(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let code = ada.approve(&query_of(&app)).await;
        let unspent = ada.approve(&query_of(&app)).await;
        let token = app.redeem(&server, &code).await;
        let session = ada.session();
        let page = ada.authorize(&query_of(&app)).await;
        let ticket = page.hidden("ticket");
        let mut errors = Vec::new();
        // What a parser would quote, a path would hold, a header would carry.
        for body in [format!("{{\"code\":{{\"{unspent}\":1}}"), format!("{{\"client_secret\":\"{}\",}}", app.secret)] {
            errors.push(server.post_token(&body, "application/json").await.body);
        }
        errors.push(app.exchange_with(&server, &unspent, &[("client_secret", &token)]).await.body);
        errors.push(ada.get(&format!("/nowhere/{token}")).await.body);
        errors.push(ada.get(&format!("/settings/apps/{token}")).await.body);
        errors.push(ada.authorize(&format!("client_id={token}")).await.body);
        errors.push(ada.authorize(&app.query(&format!("&redirect_uri={token}"))).await.body);
        errors.push(server.call("GET", &format!("/public/v1/{token}"), &token).await.body);
        errors.push(server.call("GET", &format!("/public/v1/x?access_token={token}"), &token).await.body);
        errors.push(server.call("GET", "/public/v1/x", &token[..token.len() - 1]).await.body);
        server.faults.fail_always("", crate::harness::faults::Fault::Internal);
        errors.push(server.call("GET", "/public/v1/x", &token).await.body);
        errors.push(app.exchange(&server, &unspent).await.body);
        server.faults.heal();
        let log = server.log().iter().map(Value::to_string).collect::<String>();
        let table = format!("{:?}", server.dump().await);
        for secret in [&app.secret, &code, &unspent, &token, &session, &ticket] {
            let tail = &secret[secret.len() - 20..];
            assert!(!log.contains(tail) && !table.contains(tail) && !errors.concat().contains(tail), "{secret}");
        }
    }
}

on_both! {
    async fn r1_the_table_holds_no_secret_in_any_disguise(server) {
        let ada = server.sign_in("ada").await;
        let mut secrets = Vec::new();
        for _ in 0..sizes::flows() {
            secrets.extend(secrets_of_a_flow(&server, &ada).await);
        }
        let dump = format!("{:?}", server.dump().await);
        for secret in &secrets {
            for disguise in disguises(secret) {
                assert!(!dump.contains(&disguise), "{secret} as {disguise}");
            }
        }
        println!("r1: {} secrets of {} flows, none in {} bytes of table", secrets.len(), sizes::flows(), dump.len());
    }
}

/// With every library asked to log everything it can.
#[tokio::test]
async fn r2_the_process_says_no_secret_even_at_trace() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_postern-local-under-test"));
    let data = Folder::new();
    command
        .env("PORT", free_port().to_string())
        .env("DATA", data.text())
        .env("RUST_LOG", "trace")
        .env("AWS_LAMBDA_LOG_LEVEL", "TRACE");
    let mut local = Process::start(&mut command, "run `make test`, which builds it");
    let mut server = Server::start(Database::Embedded).await;
    server.url = local.line("ready: ").await;
    let ada = server.sign_in("ada").await;
    let secrets = secrets_of_a_flow(&server, &ada).await;
    ada.get(&format!("/nowhere/{}", secrets[4])).await.assert_page(404);
    server
        .post_token(&format!("{{\"code\":\"{}\"", secrets[3]), "application/json")
        .await
        .assert_error(400, "invalid_request");
    local.interrupt().await;
    let said = local.end(PATIENCE).await.said.join("\n");
    assert!(said.contains("token_issued"));
    for secret in &secrets {
        assert!(disguises(secret).iter().all(|disguise| !said.contains(disguise)), "{secret}");
    }
}

scenario! {
    async fn r4_no_url_holds_a_secret_but_the_code_in_its_callback(server) {
        let ada = server.sign_in("ada").await;
        let app: App = ada.register(&["https://c.example/cb"]).await;
        let path = format!("/settings/apps/{}", app.client_id);
        let mut pages = vec![ada.get("/settings/apps").await, ada.get(&path).await];
        pages.push(ada.get(&format!("{path}/rotate-secret")).await);
        pages.push(ada.get(&format!("{path}/delete")).await);
        pages.push(ada.get("/settings/apps/new").await);
        pages.push(ada.authorize(&query_of(&app)).await);
        let approved = ada.decide(&pages[5], "approve").await;
        let code = approved.callback()["code"].clone();
        app.redeem(&server, &code).await;
        pages.push(server.visitor().authorize(&query_of(&app)).await);
        pages.push(ada.post("/logout", &[]).await);
        let mut urls: Vec<String> = pages.iter().map(|page| page.location().to_owned()).collect();
        for page in &pages {
            for attribute in ["href=\"", "action=\"", "src=\""] {
                urls.extend(page.body.split(attribute).skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()));
            }
        }
        assert!(urls.len() > 20);
        for url in urls {
            assert!(!PREFIXES.iter().chain(&["ticket"]).any(|secret| url.contains(secret)), "{url}");
        }
        assert_eq!(approved.location().matches("poc_").count(), 1);
    }
}
