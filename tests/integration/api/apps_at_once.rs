//! `/api/apps`, several at once, and answers that were lost.

use super::{Caller, assert_error, minimal};
use crate::harness::faults::Fault;
use crate::harness::{App, decided, decision, query_of, turns, winner};
use futures_util::future::join_all;
use reqwest::Method;
use serde_json::{Value, json};

on_both! {
    async fn of_two_edits_at_once_neither_undoes_the_other(server) {
        let caller = Caller::of(&server, &server.sign_in("ada").await).await;
        let app = caller.register(&minimal()).await;
        let path = format!("/api/apps/{}", app.client_id);
        for (n, (early, late)) in [("name", "description"), ("description", "name")].into_iter().enumerate() {
            let (early_value, late_value) = (json!({ early: format!("early {n}") }), json!({ late: format!("late {n}") }));
            server.faults.pause("UpdateItem");
            let meddle = async {
                server.faults.reached().await;
                assert_eq!(caller.call_with(Method::PATCH, &path, &late_value).await.status, 200);
                server.faults.resume();
            };
            let (answer, ()) = tokio::join!(caller.call_with(Method::PATCH, &path, &early_value), meddle);
            assert_eq!(answer.status, 200);
            let shown = caller.get(&path).await.json();
            assert_eq!((&shown[early], &shown[late]), (&early_value[early], &late_value[late]));
        }
    }
}

on_both! {
    async fn an_app_that_is_another_since_it_was_read_is_not_edited(server) {
        let caller = Caller::of(&server, &server.sign_in("ada").await).await;
        let app = caller.register(&minimal()).await;
        let (path, key) = (format!("/api/apps/{}", app.client_id), format!("APP#{}", &app.client_id[4..16]));
        let original = server.item(&key).await.unwrap();
        let other_id = format!("{}{}", &app.client_id[..16], "0".repeat(20));
        for (attribute, other) in [("client_id", other_id.as_str()), ("org", "org_other")] {
            let mut planted = original.clone();
            planted.insert(attribute.into(), aws_sdk_dynamodb::types::AttributeValue::S(other.into()));
            server.faults.pause("UpdateItem");
            let meddle = async {
                server.faults.reached().await;
                server.put(planted.clone()).await;
                server.faults.resume();
            };
            let name = json!({"name": "N"});
            let (answer, ()) = tokio::join!(caller.call_with(Method::PATCH, &path, &name), meddle);
            assert_error(&answer, 404, "not_found");
            assert_eq!(server.item(&key).await, Some(planted), "{attribute}");
            server.put(original.clone()).await;
        }
    }
}

on_both! {
    async fn m6_s20_of_parallel_rotations_by_programs_exactly_one_secret_authenticates(server) {
        let _turn = turns::alone().await;
        let caller = Caller::of(&server, &server.sign_in("ada").await).await;
        let app = caller.register(&minimal()).await;
        let path = format!("/api/apps/{}/rotate-secret", app.client_id);
        let mut working = Vec::new();
        let rotate = async || caller.call(Method::POST, &path).await;
        for mut rotated in join_all((0..100).map(|_| decision(rotate))).await {
            if rotated.answer.status == 200 {
                let secret = rotated.answer.json()["client_secret"].as_str().unwrap().to_owned();
                let app = App { secret, ..app.clone() };
                rotated.answer = decided(async || app.exchange(&server, "x").await).await;
            } else {
                assert_error(&rotated.answer, 409, "conflict");
            }
            working.push(rotated);
        }
        winner(&working, |answer| answer.status == 400);
    }
}

on_both! {
    async fn m7_m8_a_rotation_and_a_deletion_by_a_program_hold_at_once(server) {
        let ada = server.sign_in("ada").await;
        let caller = Caller::of(&server, &ada).await;
        let app = caller.register(&minimal()).await;
        let path = format!("/api/apps/{}", app.client_id);
        let (code, pending) = (ada.approve(&query_of(&app)).await, ada.approve(&query_of(&app)).await);
        let answer = caller.call(Method::POST, &format!("{path}/rotate-secret")).await;
        assert_eq!(answer.status, 200);
        let rotated = App { secret: answer.json()["client_secret"].as_str().unwrap().to_owned(), ..app.clone() };
        app.exchange(&server, &code).await.assert_error(401, "invalid_client");
        let token = rotated.redeem(&server, &code).await;
        let answer = caller.delete(&path).await;
        assert_eq!((answer.status, answer.body.as_str()), (204, ""));
        assert!(!server.is_live(&token).await);
        rotated.exchange(&server, &pending).await.assert_error(401, "invalid_client");
        assert_eq!(caller.get("/api/apps").await.json()["apps"], json!([]));
        // M9: and so it stays.
        for method in [Method::DELETE, Method::GET, Method::PATCH] {
            assert_error(&caller.call_with(method, &path, &json!({"name": "N"})).await, 404, "not_found");
        }
    }
}

on_both! {
    async fn m9_a_reply_that_was_lost_is_found_out(server) {
        let caller = Caller::of(&server, &server.sign_in("ada").await).await;
        for operation in ["PutItem", "UpdateItem", "DeleteItem"] {
            server.faults.fail_always(operation, Fault::LoseReply);
        }
        let app = caller.register(&minimal()).await;
        assert_eq!(server.keys("APP#").await.len(), 1);
        let path = format!("/api/apps/{}", app.client_id);
        let answer = caller.call_with(Method::PATCH, &path, &json!({"name": "N", "scopes": ["posts"]})).await;
        assert_eq!((answer.status, &answer.json()["name"]), (200, &json!("N")));
        let answer = caller.call(Method::POST, &format!("{path}/rotate-secret")).await;
        let rotated = App { secret: answer.json()["client_secret"].as_str().unwrap().to_owned(), ..app };
        rotated.exchange(&server, "x").await.assert_error(400, "invalid_grant");
        assert_eq!(caller.delete(&path).await.status, 204);
        assert_eq!(server.keys("APP#").await.len(), 0);
    }
}

scenario! {
    async fn m9_trouble_is_503_and_the_call_again_does_it(server) {
        let caller = Caller::of(&server, &server.sign_in("ada").await).await;
        let app = caller.register(&minimal()).await;
        let path = format!("/api/apps/{}", app.client_id);
        for operation in ["BatchGetItem", "PutItem", "UpdateItem", "DeleteItem"] {
            server.faults.fail_always(operation, Fault::Internal);
        }
        let name: Value = json!({"name": "N"});
        assert_error(&caller.get("/api/apps").await, 503, "temporarily_unavailable");
        server.faults.heal();
        for operation in ["PutItem", "UpdateItem", "DeleteItem"] {
            server.faults.fail_always(operation, Fault::Internal);
        }
        assert_error(&caller.call_with(Method::POST, "/api/apps", &minimal()).await, 503, "temporarily_unavailable");
        assert_error(&caller.call_with(Method::PATCH, &path, &name).await, 503, "temporarily_unavailable");
        assert_error(&caller.call(Method::POST, &format!("{path}/rotate-secret")).await, 503, "temporarily_unavailable");
        assert_error(&caller.delete(&path).await, 503, "temporarily_unavailable");
        server.faults.heal();
        assert_eq!(caller.call_with(Method::PATCH, &path, &name).await.status, 200);
        assert_eq!(caller.delete(&path).await.status, 204);
    }
}
