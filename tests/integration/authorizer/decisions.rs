//! What it says, to each kind of gateway.

use super::{Subject, http, rest_request, rest_token};
use crate::harness::{Server, Visitor, query_of};
use serde_json::{Value, json};

const POSTS: &str = "/public/v1/posts";

/// An app with a token for `posts` alone.
async fn token_for_posts(server: &Server, ada: &Visitor) -> (crate::harness::App, String) {
    let app = ada.register(&["https://c.example/cb"]).await;
    let code = ada.approve(&app.query("&scope=posts")).await;
    let token = app.redeem(server, &code).await;
    (app, token)
}

async fn key(visitor: &Visitor, opens: &str) -> String {
    let fields = [("label", "K"), ("use", opens)];
    visitor.submit("/settings/api-keys", "/settings/api-keys", &fields).await.element("api-key")
}

fn policy(effect: &str, arn: &str, principal: &str, context: Value) -> Value {
    json!({"principalId": principal, "context": context, "policyDocument": {"Version": "2012-10-17",
        "Statement": [{"Action": "execute-api:Invoke", "Effect": effect, "Resource": arn}]}})
}

on_both! {
    async fn j1_j6_an_http_api_is_told_who_it_is_and_by_what_right(server) {
        let ada = server.sign_in("ada").await;
        let (app, token) = token_for_posts(&server, &ada).await;
        let subject = Subject::over(&server);
        let by_token = json!({"user": "ada", "org": "org_acme", "kind": "token", "client": app.client_id, "scope": "posts"});
        for form in [token.clone(), format!("Bearer {token}"), format!("bearer  {token}")] {
            server.faults.forget();
            let answer = subject.asked(http("GET", POSTS, &form)).await;
            assert_eq!(answer, Ok(json!({"isAuthorized": true, "context": by_token})));
            assert_eq!(server.faults.calls().len(), 1, "one round trip");
        }
        let key = key(&ada, "api").await;
        let by_key = json!({"user": "ada", "org": "org_acme", "kind": "key"});
        for path in [POSTS, "/public/v1/integrations"] {
            let answer = subject.asked(http("DELETE", path, &key)).await;
            assert_eq!(answer, Ok(json!({"isAuthorized": true, "context": by_key})), "a key opens everything");
        }
        assert_eq!(subject.asked(http("GET", "/public/v1/integrations", &token)).await, Ok(json!({"isAuthorized": false})));
        let line = subject.last_log();
        assert_eq!((&line["outcome"], &line["user"], &line["kind"]), (&json!("insufficient_scope"), &json!("ada"), &json!("token")));
    }
}

on_both! {
    async fn j1_j3_j6_a_rest_api_gets_a_policy_for_what_was_asked_and_nothing_else(server) {
        let ada = server.sign_in("ada").await;
        let (app, token) = token_for_posts(&server, &ada).await;
        let subject = Subject::over(&server);
        let dead = format!("{}x", &token[..token.len() - 1]);
        for event in [rest_token, rest_request] {
            let context = json!({"user": "ada", "org": "org_acme", "kind": "token", "client": app.client_id, "scope": "posts"});
            let (allowed, arn) = event("POST", "/public/v1/posts/a:b", &token);
            assert_eq!(subject.asked(allowed).await, Ok(policy("Allow", &arn, "ada", context)));
            // 403: the token is good, and its client should keep it.
            let (denied, arn) = event("GET", "/public/v1/analytics/x", &token);
            let short = json!({"error": "insufficient_scope", "scope": "analytics"});
            assert_eq!(subject.asked(denied).await, Ok(policy("Deny", &arn, "nobody", short)));
            // The one text of which the gateway makes a 401.
            for unusable in [dead.as_str(), "", "Bearer", "Basic eDp5"] {
                assert_eq!(subject.asked(event("GET", POSTS, unusable).0).await, Err("Unauthorized"), "{unusable}");
            }
            let (two, arn) = event("GET", POSTS, &format!("{token},{token}"));
            assert_eq!(subject.asked(two).await, Ok(policy("Deny", &arn, "nobody", json!({"error": "several_credentials"}))));
        }
        let (mut twice, _) = rest_request("GET", POSTS, &token);
        twice["multiValueHeaders"]["authorization"] = json!([token]);
        assert_eq!(subject.asked(twice).await.unwrap()["policyDocument"]["Statement"][0]["Effect"], "Deny");
        let (mut query, _) = rest_request("GET", POSTS, &token);
        query["queryStringParameters"] = json!({"access_token": token});
        assert_eq!(subject.asked(query).await.unwrap()["context"]["error"], "several_credentials");
    }
}

scenario! {
    async fn j3_j4_r7_junk_is_refused_without_a_look_up(server) {
        let ada = server.sign_in("ada").await;
        let (_, token) = token_for_posts(&server, &ada).await;
        let manage = key(&ada, "manage").await;
        let subject = Subject::over(&server);
        server.faults.forget();
        for junk in ["", "Bearer", "Bearer a b", "Basic x", &token[1..], &token.to_uppercase(), &format!("DPoP {token}"),
            &format!("{token},{token}"), &format!("{token}0"), &token.replacen("pos_", "poc_", 1)]
        {
            assert!(!subject.lets("GET", POSTS, junk).await, "{junk}");
        }
        let mut nothing = http("GET", POSTS, "");
        nothing["headers"] = Value::Null;
        assert_eq!(subject.asked(nothing).await, Ok(json!({"isAuthorized": false})));
        let mut query = http("GET", POSTS, &token);
        query["rawQueryString"] = json!("access_token=x");
        assert_eq!(subject.asked(query).await, Ok(json!({"isAuthorized": false})));
        assert_eq!(server.faults.calls().len(), 0);
        // Well-formed, and no credential of the public API.
        let stranger = shared::credential::Secret::<shared::credential::AccessToken>::generate(&token[4..36]);
        for unknown in [stranger.expose(), &manage] {
            assert!(!subject.lets("GET", POSTS, unknown).await);
            assert_eq!(subject.last_log()["outcome"], "invalid_token");
        }
    }
}

on_both! {
    async fn j8_j9_what_was_revoked_is_refused_at_the_next_request(server) {
        let ada = server.sign_in("ada").await;
        let subject = Subject::over(&server);
        let app = ada.register(&["https://c.example/cb"]).await;
        let code = ada.approve(&query_of(&app)).await;
        let token = app.redeem(&server, &code).await;
        assert!(subject.lets("GET", POSTS, &token).await);
        server.revoke(&token).await;
        assert!(!subject.lets("GET", POSTS, &token).await);
        let code = ada.approve(&query_of(&app)).await;
        let token = app.redeem(&server, &code).await;
        assert!(subject.lets("GET", POSTS, &token).await);
        ada.delete(&app).await;
        assert!(!subject.lets("GET", POSTS, &token).await);
    }
}

scenario! {
    async fn r5_each_decision_is_one_line_with_ids_only(server) {
        let ada = server.sign_in("ada").await;
        let (app, token) = token_for_posts(&server, &ada).await;
        let subject = Subject::over(&server);
        assert!(subject.lets("GET", POSTS, &token).await);
        let line = subject.last_log();
        for (field, value) in [("level", "INFO"), ("method", "GET"), ("route", "authorizer"), ("outcome", "authorized"),
            ("client_id", &app.client_id), ("user", "ada"), ("org", "org_acme"), ("request_id", "JKJaXmPLvHcESHA=")] {
            assert_eq!(line[field], value, "{field}");
        }
        assert_eq!((&line["status"], &line["dynamodb_calls"]), (&json!(200), &json!(1)));
        assert!(!subject.lets("GET", "/public/v1/secret-path", &token).await);
        let (line, body) = (subject.last_log(), token.split_at(40).1);
        assert_eq!((&line["status"], &line["detail"]), (&json!(403), &json!("integrations")));
        assert!(!line.to_string().contains(body) && !line.to_string().contains("secret-path"));
    }
}
