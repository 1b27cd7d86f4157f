//! What it says when something is wrong: with the database, with the path, with itself.

use super::{HTTP, Subject, http, rest_request, rest_token};
use crate::harness::faults::Fault;
use crate::harness::{STACK, Server};
use ::authorizer::{Authorizer, OPERATION};
use futures_util::future::join_all;
use serde_json::{Value, json};
use shared::access::prefix::ApiPrefix;
use shared::log::Sink;
use shared::store::Limits;
use std::sync::{Arc, Mutex};
use std::time::Duration;

const POSTS: &str = "/public/v1/posts";

async fn token(server: &Server, scope: &str) -> String {
    let ada = server.sign_in("ada").await;
    let app = ada.register(&["https://c.example/cb"]).await;
    let code = ada.approve(&app.query(scope)).await;
    app.redeem(server, &code).await
}

scenario! {
    async fn j7_a_storage_fault_is_an_error_and_never_a_denial(server) {
        let token = token(&server, "").await;
        // An attempt is given up by nobody: what ends one that hangs is the operation's limit.
        let limits = Limits { attempt: Duration::from_hours(1), operation: OPERATION };
        let subject = Subject::with(server.store_of_within("authorizer", limits), &server, "/public/v1");
        for fault in [Fault::Throttle, Fault::Internal, Fault::Unprocessed, Fault::Hang] {
            server.faults.fail_always("BatchGetItem", fault);
            let events = [http("GET", POSTS, &token), rest_token("GET", POSTS, &token).0, rest_request("GET", POSTS, &token).0];
            for answer in join_all(events.map(|event| subject.asked(event))).await {
                assert_eq!(answer, Err("Temporarily unavailable"), "{fault:?}");
            }
            let line = subject.last_log();
            assert_eq!((&line["level"], &line["outcome"], &line["status"]), (&json!("ERROR"), &json!("store_unavailable"), &json!(500)));
            if fault == Fault::Hang {
                assert!(line["detail"].as_str().unwrap().contains("operation timeout"), "{line}");
            }
            server.faults.heal();
        }
        // Trouble once is nobody's business.
        server.faults.fail("BatchGetItem", Fault::Throttle, 1);
        assert!(subject.lets("GET", POSTS, &token).await);
    }
}

scenario! {
    async fn q1_q2_a_path_with_two_readings_is_refused_by_every_gateway(server) {
        // Good for everything but `posts`.
        let token = token(&server, "&scope=integrations").await;
        let subject = Subject::over(&server);
        assert!(subject.lets("GET", "/public/v1/integrations", &token).await);
        server.faults.forget();
        for path in [
            "/public/v1/../../admin", "/public/v1/x/../posts", "/public/v1//posts", "/public/v1/x%2f..%2fposts",
            "/public/v1/a\\b", "/public/v1/a;b", "/public/v1/%70osts", "/public/v1/a#b", "/public/v1/a\0b", "/public/v1/x/",
            "/public/v1", "/", "/admin", "/public/v12/x", "/settings/apps",
        ] {
            assert!(!subject.lets("GET", path, &token).await, "{path:?}");
            for (event, _) in [rest_token("GET", path, &token), rest_request("GET", path, &token)] {
                let answer = subject.asked(event).await.unwrap();
                assert_eq!(answer["policyDocument"]["Statement"][0]["Effect"], "Deny", "{path:?}");
            }
        }
        // To a policy, these are patterns: cached by a gateway, an Allow for them would open what they match.
        for path in ["/public/v1/*", "/public/v1/?osts", "/public/v1/${context:x}"] {
            for (event, _) in [rest_token("GET", path, &token), rest_request("GET", path, &token)] {
                let answer = subject.asked(event).await.unwrap();
                assert_eq!(answer["policyDocument"]["Statement"][0]["Effect"], "Deny", "{path:?}");
            }
        }
        assert_eq!(server.faults.calls().len(), 0);
    }
}

scenario! {
    async fn q2_an_api_mounted_elsewhere_has_the_same_permissions(server) {
        let token = token(&server, "&scope=posts").await;
        let mut staged = http("GET", "/prod/api/v2/posts/1", &token);
        staged["requestContext"]["stage"] = json!("prod");
        let subject = Subject::with_prefix(&server, "/api/v2");
        assert_eq!(subject.asked(staged).await.unwrap()["isAuthorized"], true);
        assert!(subject.lets("GET", "/api/v2/posts", &token).await);
        assert!(!subject.lets("GET", "/api/v2/analytics", &token).await);
        // What its gateway has elsewhere is no part of the public API: nothing opens it.
        assert!(!subject.lets("GET", POSTS, &token).await);
        assert_eq!(subject.last_log()["outcome"], "not_the_public_api");
        let root = Subject::with_prefix(&server, "/");
        assert!(root.lets("GET", "/posts", &token).await && !root.lets("GET", "/analytics", &token).await);
    }
}

scenario! {
    async fn s17_a_stage_that_is_called_like_a_permission_opens_nothing_else(server) {
        let posts = token(&server, "&scope=posts").await;
        let subject = Subject::with_prefix(&server, "/");
        let asked = |domain: &str| {
            let mut event = http("GET", "/analytics/posts/1", &posts);
            event["requestContext"]["stage"] = json!("analytics");
            event["requestContext"]["domainName"] = json!(domain);
            event
        };
        server.faults.forget();
        assert_eq!(subject.asked(asked("api.example")).await.unwrap()["isAuthorized"], false);
        assert_eq!((&subject.last_log()["outcome"], server.faults.calls().len()), (&json!("ambiguous_stage"), 0));
        // By the address that the gateway gave it, the stage always leads.
        assert!(subject.asked(asked("abcdef123.execute-api.us-east-1.amazonaws.com")).await.unwrap()["isAuthorized"] == true);
    }
}

scenario! {
    async fn s17_a_rest_api_passes_paths_with_percent_signs(server) {
        let posts = token(&server, "&scope=posts").await;
        let subject = Subject::over(&server);
        for (path, effect) in [
            ("/public/v1/posts/a%20b", "Allow"), ("/public/v1/posts/caf%C3%A9", "Allow"), ("/public/v1/posts/a%40b", "Allow"),
            ("/public/v1/analytics/a%20b", "Deny"), ("/public/v1/posts%2F..%2Fanalytics", "Deny"), ("/public/v1/posts%20", "Deny"),
            ("/public/v1/posts/%252e%252e/analytics", "Deny"), ("/public/v1/posts/%zz", "Deny"), ("/public/v1/%70osts", "Deny"),
        ] {
            for (event, _) in [rest_token("GET", path, &posts), rest_request("GET", path, &posts)] {
                let answer = subject.asked(event).await.unwrap();
                assert_eq!(answer["policyDocument"]["Statement"][0]["Effect"], effect, "{path}");
            }
        }
    }
}

scenario! {
    async fn p5_a_panic_opens_nothing_and_the_environment_goes_on(server) {
        let token = token(&server, "").await;
        let prefix = ApiPrefix::parse("/public/v1").unwrap();
        let lines = Arc::new(Mutex::new(Vec::new()));
        let written = Arc::clone(&lines);
        let sink = Sink::new(STACK, move |line| {
            assert!(!line.contains("\"method\":\"GET\""), "injected");
            written.lock().unwrap().push(serde_json::from_str::<Value>(line).unwrap());
        });
        let function = Authorizer::new(server.store_of("authorizer"), prefix, server.clock.clone(), sink);
        for _ in 0..2 {
            assert_eq!(function.serve(&http("GET", POSTS, &token).to_string()).await, Err("Temporarily unavailable"));
            assert_eq!(function.serve(&http("POST", POSTS, &token).to_string()).await.unwrap()["isAuthorized"], true);
        }
        let counted = lines.lock().unwrap().iter().map(|line| (line["outcome"].clone(), line["Trouble"].clone())).collect::<Vec<_>>();
        let (panicked, passed) = ((json!("panic"), json!(1)), (json!("authorized"), Value::Null));
        assert_eq!(counted, [panicked.clone(), passed.clone(), panicked, passed]);
    }
}

scenario! {
    async fn an_event_of_another_kind_is_an_error_that_says_what_to_set(server) {
        let subject = Subject::over(&server);
        let mut old: Value = serde_json::from_str(HTTP).unwrap();
        old["version"] = json!("1.0");
        for event in [json!(null), json!({}), json!({"version": "2.0"}), old] {
            assert_eq!(subject.asked(event).await, Err("Temporarily unavailable"));
            assert_eq!((&subject.last_log()["outcome"], &subject.last_log()["level"]), (&json!("unreadable_event"), &json!("ERROR")));
        }
        assert!(subject.last_log()["detail"].as_str().unwrap().contains("AuthorizerPayloadFormatVersion to 2.0"));
    }
}
