//! `make run` with the variables of sign-in: it takes the demo's place.

use crate::harness::process::{PATIENCE, Process, free_port};
use crate::harness::product::{self, LOGIN_PAGE, Product};
use crate::harness::{Database, Server};
use serde_json::json;
use tokio::process::Command;

fn postern_local(settings: &[(&str, &str)]) -> Process {
    let mut command = Command::new(env!("CARGO_BIN_EXE_postern-local-under-test"));
    command.env("PORT", free_port().to_string()).env("DATA", "memory").envs(settings.iter().copied());
    Process::start(&mut command, "run `make test`, which builds it")
}

#[tokio::test]
async fn t20_make_run_signs_in_the_products_own_users() {
    let product = Product::new("HS256");
    let mut local = postern_local(&[("HANDOFF_URL", LOGIN_PAGE), ("HANDOFF_SECRET", &product.signer.known_by())]);
    local.line("Users sign in at https://app.example.").await;
    let mut server = Server::start(Database::Embedded).await;
    server.url = local.line("ready: ").await;
    let visitor = server.visitor();
    assert_eq!(product.sign_in(&server, &visitor, &json!({"sub": "u1"})).await.location(), "/");
    visitor.get("/settings/apps").await.assert_page(200);
    // The demo's users are gone: its form is nobody's.
    assert_eq!(visitor.post("/login", &[("user", "ada")]).await.status, 405);
    let nonce = product::begin(&server.visitor(), "/login").await;
    assert_eq!(nonce.len(), 43);
}

#[tokio::test]
async fn t20_make_run_says_in_one_sentence_what_cannot_be() {
    for (settings, sentence) in [
        (&[("HANDOFF_URL", LOGIN_PAGE)][..], "HANDOFF_KEY is not set, and HANDOFF_SECRET is not either"),
        (&[("OIDC_ISSUER", "http://issuer.example"), ("OIDC_CLIENT_ID", "x")], "OIDC_ISSUER must be https"),
        (
            &[("OIDC_ISSUER", "https://issuer.example"), ("HANDOFF_URL", LOGIN_PAGE)],
            "HANDOFF_URL is set, and so is OIDC_ISSUER",
        ),
    ] {
        let ended = postern_local(settings).end(PATIENCE).await;
        let last = ended.said.last().unwrap();
        assert!(ended.code == Some(1) && last.starts_with(&format!("Postern did not start: {sentence}")), "{ended:?}");
    }
}
