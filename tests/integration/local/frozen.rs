//! An environment between two requests: frozen with the answer, thawed with the next request.

use crate::harness::{Database, STACK, Server, config, function_telling, query_of};
use serde_json::{Value, json};
use shared::lambda::{Function, Service};
use shared::log::Sink;
use std::sync::{Arc, Mutex};
use std::time::Duration;

type Lines = Arc<Mutex<Vec<Value>>>;

/// A function over a server's table, and its log.
fn function(server: &Server, name: &str, service: Service) -> (Function, Lines) {
    let lines = Lines::default();
    let written = Arc::clone(&lines);
    let sink = Sink::new(STACK, move |line| written.lock().unwrap().push(serde_json::from_str(line).unwrap()));
    (function_telling(sink, name, service, server, config(&server.url), server.clock.clone()), lines)
}

fn event(method: &str, path: &str, headers: Value, body: Value) -> Value {
    let mut event = super::lambda::event(method, path);
    event["headers"] = headers;
    event["body"] = json!(body.to_string());
    event
}

/// Serves it in a runtime of its own, which ends with the answer: whatever is still under way then is never done.
async fn served_and_frozen(function: Function, event: Value) -> Value {
    let serve = move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let answer = runtime.block_on(function.serve(event));
        runtime.shutdown_background();
        answer
    };
    tokio::task::spawn_blocking(serve).await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn p3_everything_is_written_when_the_answer_is_there_the_line_too() {
    let server = Server::start(Database::Embedded).await;
    let ada = server.sign_in("ada").await;
    let app = ada.register(&["https://c.example/cb"]).await;
    let code = ada.approve(&query_of(&app)).await;
    let json_body = json!({"content-type": "application/json"});

    let (token_function, lines) = function(&server, "token", token::service());
    let exchange = event("POST", "/oauth/token", json_body, Value::Object(app.fields(&code)));
    let answer = served_and_frozen(token_function, exchange).await;
    let body: Value = serde_json::from_str(answer["body"].as_str().unwrap()).unwrap();
    let token = body["access_token"].as_str().unwrap();
    assert_eq!(lines.lock().unwrap().iter().map(|line| line["outcome"].clone()).collect::<Vec<_>>(), ["token_issued"]);
    assert!(server.is_live(token).await);

    let key = crate::api::make_key(&ada, "manage").await;
    let (apps_function, lines) = function(&server, "apps", apps::service());
    let authorization = json!({"authorization": format!("Bearer {key}"), "content-type": "application/json"});
    let answer = served_and_frozen(apps_function, event("DELETE", "/api/users/ada", authorization, json!({}))).await;
    assert_eq!(answer["statusCode"], 204, "{answer}");
    assert_eq!(
        lines.lock().unwrap().iter().map(|line| line["outcome"].clone()).collect::<Vec<_>>(),
        ["user_offboarded"]
    );
    assert_eq!((server.keys("SESSION#").await.len(), server.keys("OFFBOARDED#").await.len()), (0, 1));
}

#[tokio::test]
async fn p4_an_environment_that_thaws_after_a_codes_end_knows_what_time_it_is() {
    let server = Server::start(Database::Embedded).await;
    let ada = server.sign_in("ada").await;
    let app = ada.register(&["https://c.example/cb"]).await;
    let (early, late) = (ada.approve(&query_of(&app)).await, ada.approve(&query_of(&app)).await);
    let (function, lines) = function(&server, "token", token::service());
    let exchange = |code: &str| {
        event("POST", "/oauth/token", json!({"content-type": "application/json"}), Value::Object(app.fields(code)))
    };
    assert_eq!(function.serve(exchange(&early)).await["statusCode"], 200);
    let before = server.clock.now();
    server.clock.advance(Duration::from_mins(10));
    assert_eq!(function.serve(exchange(&late)).await["statusCode"], 400);
    let lines = lines.lock().unwrap();
    let told: Vec<_> = lines.iter().map(|line| (line["timestamp"].clone(), line["detail"].clone())).collect();
    let expected = [(json!(before.rfc3339()), Value::Null), (json!(server.clock.now().rfc3339()), json!("expired"))];
    assert_eq!(told, expected);
}
