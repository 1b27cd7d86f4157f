//! The wrapper: events that are none, panics.

use crate::harness::{Database, STACK, Server};
use serde_json::{Value, json};
use shared::accent::Accent;
use shared::clock::Clock;
use shared::config::{Config, PublicUrl};
use shared::deps::Deps;
use shared::html::error_page;
use shared::http::request::Request;
use shared::http::routes::{ROUTES, speaks_json};
use shared::lambda::{Answering, Function, Service};
use shared::log::Sink;
use shared::store::Store;
use std::sync::Arc;

fn function(service: Service) -> Function {
    let sdk = postern_local::database::sdk_config("http://127.0.0.1:9");
    let config = Config {
        public_url: PublicUrl::parse("https://auth.example").unwrap(),
        product: "P".into(),
        accent: Accent::default(),
        operator_org: None,
    };
    let deps = Deps { store: Store::new(&sdk, "none"), config: Arc::new(config) };
    Function::new(service, deps, Clock::default(), Sink::new(STACK, |_| {}))
}

pub(super) fn event(method: &str, path: &str) -> Value {
    json!({"rawPath": path, "headers": {}, "isBase64Encoded": false,
        "requestContext": {"requestId": "r1", "http": {"method": method, "path": path}}})
}

fn panics<'a>(_: &'a Deps, request: &'a Request) -> Answering<'a> {
    Box::pin(async move {
        if request.method() == http::Method::TRACE { authorize_404(request) } else { panic!("injected") }
    })
}

fn authorize_404(_: &Request) -> shared::http::answer::Answer {
    let outcome = shared::log::Outcome::new("served");
    shared::http::answer::Answer::json_error(http::StatusCode::NOT_FOUND, "not_found", "x", outcome)
}

#[tokio::test]
async fn p5_a_panic_in_any_handler_is_a_500_of_ours_and_the_environment_goes_on() {
    let function = function(Service::new(panics, error_page::for_failure));
    for route in ROUTES {
        let path = crate::harness::filled(route.path, "x");
        let answer = function.serve(event(route.method.as_ref().map_or("GET", http::Method::as_str), &path)).await;
        assert_eq!(answer["statusCode"], 500, "{path}");
        let body = answer["body"].as_str().unwrap();
        assert!(!body.contains("injected"));
        if speaks_json(&path) {
            assert_eq!(serde_json::from_str::<Value>(body).unwrap()["error"], "server_error");
            assert_eq!(answer["headers"]["content-type"], "application/json");
        } else {
            assert!(body.contains("Something went wrong") && body.contains("r1"));
            assert_eq!(answer["headers"]["x-frame-options"], "DENY");
        }
        assert_eq!(answer["headers"]["cache-control"], "no-store");
    }
    assert_eq!(function.serve(event("TRACE", "/")).await["statusCode"], 404);
}

fn dawdles<'a>(_: &'a Deps, _: &'a Request) -> Answering<'a> {
    Box::pin(std::future::pending())
}

#[tokio::test]
async fn o7_a_handler_that_takes_too_long_is_a_503_of_ours_before_the_functions_own_time_out() {
    let function = function(Service::new(dawdles, error_page::for_failure));
    let (page, json) = tokio::join!(function.serve(event("GET", "/")), function.serve(event("POST", "/oauth/token")));
    assert_eq!((&page["statusCode"], &json["statusCode"]), (&json!(503), &json!(503)));
    assert_eq!(json["headers"]["retry-after"], "2");
}

#[tokio::test]
async fn s28_what_is_no_event_is_a_400_of_ours() {
    let function = function(authorize::service());
    let mut bad_base64 = event("POST", "/oauth/token");
    bad_base64["body"] = json!("%%");
    bad_base64["isBase64Encoded"] = json!(true);
    let mut bad_method = event("GET", "/");
    bad_method["requestContext"]["http"]["method"] = json!("GE T");
    // `lambda_http` panics over it.
    let mut endless_stage = event("GET", "/");
    endless_stage["requestContext"]["stage"] = json!("x".repeat(70_000));
    for event in [json!(null), json!({}), json!([]), json!("x"), bad_base64, bad_method, endless_stage] {
        let answer = function.serve(event.clone()).await;
        assert_eq!(answer["statusCode"], 400, "{event}");
        assert_eq!(
            serde_json::from_str::<Value>(answer["body"].as_str().unwrap()).unwrap()["error"],
            "invalid_request"
        );
    }
    assert_eq!(function.serve(event("GET", "/nowhere")).await["statusCode"], 404, "the environment goes on");
}

#[tokio::test]
async fn f13_poisoned_headers_change_nothing() {
    let server = Server::start(Database::Embedded).await;
    let app = server.sign_in("ada").await.register(&["https://c.example/cb"]).await;
    let ada = server.sign_in("ada").await;
    for (name, value) in [
        ("host", "evil.example"),
        ("host", "[::1"),
        ("x-forwarded-host", "evil.example"),
        ("x-forwarded-proto", "h t"),
        ("forwarded", "host=evil.example"),
        ("x-forwarded-port", "0"),
    ] {
        let url = format!("{}/oauth/authorize?{}&scope=none", server.url, crate::harness::query_of(&app));
        let answer = ada.send(server.client.get(url).header(name, value)).await;
        answer.assert_refused("https://c.example/cb?", "invalid_scope", Some("s1"));
        assert_eq!(answer.callback()["iss"], server.url);
    }
}

#[tokio::test]
async fn s22_an_answer_to_head_has_no_body_but_its_length() {
    let function =
        function(Service::new(|_, request| Box::pin(async { authorize_404(request) }), error_page::for_failure));
    let (get, head) = (function.serve(event("GET", "/x")).await, function.serve(event("HEAD", "/x")).await);
    assert_eq!((&head["statusCode"], &head["body"]), (&json!(404), &json!("")));
    let mut headers = get["headers"].clone();
    headers["content-length"] = json!(get["body"].as_str().unwrap().len().to_string());
    assert_eq!(head["headers"], headers);
}
