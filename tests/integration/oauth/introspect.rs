//! POST /oauth/introspect

use crate::harness::{Answer, App, Server, query_of};
use serde_json::{Value, json};
use shared::credential::{ApiKey as Kind, Secret, locator::KeyLocator};
use shared::ids::{OrgId, UserId};
use shared::store::{ApiKey, KeyUse, Role};

async fn introspect(server: &Server, app: &App, token: &str) -> Answer {
    let fields = [("token", token), ("client_id", &app.client_id), ("client_secret", &app.secret)];
    let request = server.client.post(format!("{}/oauth/introspect", server.url)).form(&fields);
    Answer::read(request.send().await.unwrap()).await
}

async fn as_operator(server: &Server, key: &str, token: &str) -> Answer {
    let request =
        server.client.post(format!("{}/oauth/introspect", server.url)).header("authorization", format!("Bearer {key}"));
    Answer::read(request.form(&[("token", token)]).send().await.unwrap()).await
}

/// A key, through the store.
async fn key(server: &Server, org: &str, opens: KeyUse, role: Role) -> String {
    let locator = KeyLocator::generate();
    let secret = Secret::<Kind>::generate(locator.as_str());
    let key = ApiKey {
        locator,
        digest: secret.digest(),
        user: UserId::parse("ada").unwrap(),
        org: OrgId::parse(org).unwrap(),
        org_name: "Test".into(),
        role,
        label: "test".into(),
        opens,
        created_at: server.clock.now(),
        signed_in_at: server.clock.now(),
    };
    let store = server.store();
    assert_eq!(store.create_key(&key).await.unwrap(), shared::store::KeyCreated::New);
    secret.expose().to_owned()
}

on_both! {
    async fn k8_an_app_learns_what_its_own_token_is_in_one_round_trip(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let code = ada.approve(&app.query("&scope=posts")).await;
        let token = app.redeem(&server, &code).await;
        server.faults.forget();
        let answer = introspect(&server, &app, &token).await;
        assert_eq!(server.faults.calls().len(), 1);
        answer.assert_json();
        let expected = json!({
            "active": true, "kind": "token", "client_id": app.client_id, "sub": "ada", "org": "org_acme", "cus": "cus_acme",
            "scope": "posts", "iat": server.clock.now().seconds(), "token_type": "bearer",
        });
        assert_eq!(answer.json(), expected);
        assert!(!answer.body.contains("@"), "no e-mail");
    }
}

on_both! {
    async fn k7_of_anything_else_nothing_is_said(server) {
        let ada = server.sign_in("ada").await;
        let (app, other) = (ada.register(&["https://c.example/cb"]).await, ada.register(&["https://d.example/cb"]).await);
        let (code, foreign) = (ada.approve(&query_of(&app)).await, ada.approve(&query_of(&other)).await);
        let (revoked, foreign) = (app.redeem(&server, &code).await, other.redeem(&server, &foreign).await);
        server.revoke(&revoked).await;
        let api_key = key(&server, "org_acme", KeyUse::Api, Role::Admin).await;
        let inactive: Value = json!({"active": false});
        for token in [revoked.as_str(), &foreign, "rubbish", "pos_rubbish", &api_key] {
            let answer = introspect(&server, &app, token).await;
            assert_eq!((answer.status, answer.json()), (200, inactive.clone()), "{token}");
            answer.assert_json();
        }
        let nobody = server.client.post(format!("{}/oauth/introspect", server.url)).form(&[("token", foreign.as_str())]);
        Answer::read(nobody.send().await.unwrap()).await.assert_error(401, "invalid_client");
        let stranger = App { secret: "pcs_wrong".into(), ..app.clone() };
        introspect(&server, &stranger, &foreign).await.assert_error(401, "invalid_client");
        // A deleted app's tokens are dead for everybody.
        ada.delete(&other).await;
        let operator = key(&server, "org_acme", KeyUse::Manage, Role::Admin).await;
        assert_eq!(as_operator(&server, &operator, &foreign).await.json(), inactive);
    }
}

scenario! {
    async fn s27_what_holds_a_token_and_is_none_is_inactive(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let code = ada.approve(&query_of(&app)).await;
        let token = app.redeem(&server, &code).await;
        let operator = key(&server, "org_acme", KeyUse::Manage, Role::Admin).await;
        for around in [format!("Bearer {token}"), format!("{token}\n")] {
            for answer in [introspect(&server, &app, &around).await, as_operator(&server, &operator, &around).await] {
                assert_eq!((answer.status, answer.json()), (200, json!({"active": false})));
            }
        }
    }
}

on_both! {
    async fn the_operators_manage_key_sees_any_token_and_any_key(server) {
        let grace = server.sign_in("grace").await;
        let app = grace.register(&["https://c.example/cb"]).await;
        let code = grace.approve(&query_of(&app)).await;
        let token = app.redeem(&server, &code).await;
        let operator = key(&server, "org_acme", KeyUse::Manage, Role::Admin).await;
        let api_key = key(&server, "org_globex", KeyUse::Api, Role::Admin).await;
        server.faults.forget();
        let seen = as_operator(&server, &operator, &token).await.json();
        assert_eq!(server.faults.calls().len(), 1);
        assert_eq!((&seen["active"], &seen["sub"], &seen["org"]), (&json!(true), &json!("grace"), &json!("org_globex")));
        assert!(seen.get("cus").is_none());
        let seen = as_operator(&server, &operator, &api_key).await.json();
        let expected = json!({
            "active": true, "kind": "key", "sub": "ada", "org": "org_globex", "iat": server.clock.now().seconds(), "token_type": "bearer",
        });
        assert_eq!(seen, expected);
        // Its own key, too: one item, asked for once. What opens no public API says so.
        let own = as_operator(&server, &operator, &operator).await.json();
        assert_eq!((&own["active"], &own["use"]), (&json!(true), &json!("manage")));
    }
}

scenario! {
    async fn no_other_key_is_the_operators(server) {
        let foreign = key(&server, "org_globex", KeyUse::Manage, Role::Admin).await;
        let api = key(&server, "org_acme", KeyUse::Api, Role::Admin).await;
        let member = key(&server, "org_acme", KeyUse::Manage, Role::Member).await;
        let unknown = Secret::<Kind>::generate(KeyLocator::generate().as_str()).expose().to_owned();
        for key in [foreign.as_str(), &api, &member, &unknown, "rubbish"] {
            let answer = as_operator(&server, key, "x").await;
            assert_eq!((answer.status, answer.json()["error"].as_str()), (401, Some("invalid_token")), "{key}");
            assert_eq!(answer.header("www-authenticate"), "Bearer realm=\"introspection\", error=\"invalid_token\"");
        }
    }
}

scenario! {
    async fn s30_an_operators_key_beside_an_apps_secret_is_told_as_what_it_is(server) {
        let app = server.sign_in("ada").await.register(&["https://c.example/cb"]).await;
        let operator = key(&server, "org_acme", KeyUse::Manage, Role::Admin).await;
        let fields = [("token", "x"), ("client_id", app.client_id.as_str()), ("client_secret", app.secret.as_str())];
        let request = server.client.post(format!("{}/oauth/introspect", server.url)).bearer_auth(&operator).form(&fields);
        let answer = Answer::read(request.send().await.unwrap()).await;
        answer.assert_error(400, "invalid_request");
        assert!(answer.body.contains("manage key") && !answer.body.contains("Basic"), "{}", answer.body);
    }
}
