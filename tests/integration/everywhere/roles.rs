//! Each function asks the database in its own name, as it has a role of its own where it is deployed.
//! `scripts/permissions` holds what they ask for against `template.yaml`.

use crate::authorizer::Subject;
use crate::harness::product::Product;
use crate::harness::{App, Server, Visitor, query_of};
use postern_local::database::NO_FUNCTION;
use serde_json::json;
use shared::clock::Clock;
use shared::ids::ClientId;
use std::collections::BTreeSet;
use std::time::Duration;

/// Who has asked the database since this was last asked.
fn asked(server: &Server) -> Vec<String> {
    let signers: BTreeSet<String> = server.faults.calls().into_iter().map(|call| call.signer).collect();
    server.faults.forget();
    signers.into_iter().collect()
}

async fn delete(server: &Server, ada: &Visitor, app: &App) {
    let mut stream = server.stream().await;
    stream.take().await.unwrap();
    ada.delete(app).await;
    assert_eq!(asked(server), ["apps"]);
    let event = json!({ "Records": stream.take().await.unwrap() });
    server.purge().serve(&event.to_string(), Clock::System.now().plus(Duration::from_hours(1))).await.unwrap();
    assert_eq!(asked(server), ["purge"]);
}

on_both! {
    async fn p11_each_function_asks_in_its_own_name(server) {
        let ada = server.sign_in("ada").await;
        assert_eq!(asked(&server), [NO_FUNCTION], "the demo sign-in is no function");
        let app = ada.register(&["https://c.example/cb"]).await;
        assert_eq!(asked(&server), ["apps"]);
        let page = ada.authorize(&query_of(&app)).await;
        assert_eq!(asked(&server), ["authorize"]);
        let callback = ada.decide(&page, "approve").await.callback();
        assert_eq!(asked(&server), ["consent"]);
        let token = app.redeem(&server, &callback["code"]).await;
        assert_eq!(asked(&server), ["token"]);
        server.call("GET", "/public/v1/posts", &token).await;
        assert_eq!(asked(&server), ["proxy"]);
        assert!(Subject::over(&server).lets("GET", "/public/v1/posts", &token).await);
        assert_eq!(asked(&server), ["authorizer"]);
        delete(&server, &ada, &app).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn p11_so_does_the_one_that_signs_users_in() {
    let product = Product::new("HS256");
    let server = product.server(&[]).await;
    product.sign_in(&server, &server.visitor(), &json!({"sub": "ada"})).await;
    assert_eq!(asked(&server), ["session"]);
}

scenario! {
    async fn p11_what_a_test_asks_for_itself_is_no_functions(server) {
        server.item("APP#x").await;
        assert!(asked(&server).is_empty(), "past the recorder");
        assert!(server.store().app_is_deleted(&ClientId::generate()).await.unwrap());
        assert_eq!(asked(&server), [NO_FUNCTION]);
    }
}
