//! Who may call `/api/apps`.

use super::{Caller, assert_error, make_key, minimal};
use crate::harness::query_of;
use reqwest::Method;
use serde_json::json;
use shared::credential::{AccessToken, ApiKey, Secret};
use shared::random;

scenario! {
    async fn m4_only_a_live_management_key_of_an_admin_and_only_its_own_org(server) {
        let (ada, grace) = (server.sign_in("ada").await, server.sign_in("grace").await);
        let caller = Caller::of(&server, &ada).await;
        let app = caller.register(&minimal()).await;
        let token = app.redeem(&server, &ada.approve(&query_of(&app)).await).await;
        let (api_key, foreign) = (make_key(&ada, "api").await, Caller::of(&server, &grace).await);
        let unknown = Secret::<ApiKey>::generate(&random::base62(16)).expose().to_owned();
        let never = Secret::<AccessToken>::generate(&random::base62(32)).expose().to_owned();
        let key = caller.authorization.strip_prefix("Bearer ").unwrap();
        let member = {
            // As an odd writer could leave it: Linus is a member, and no form of ours makes him a key.
            let made = Caller::of(&server, &ada).await.authorization;
            let place = format!("KEY#{}", &made["Bearer pok_".len()..][..16]);
            let mut item = server.item(&place).await.unwrap();
            item.insert("role".into(), aws_sdk_dynamodb::types::AttributeValue::S("member".into()));
            server.put(item).await;
            made
        };
        let path = format!("/api/apps/{}", app.client_id);
        let calls = [
            (Method::GET, "/api/apps".to_owned()), (Method::POST, "/api/apps".to_owned()), (Method::GET, path.clone()),
            (Method::PATCH, path.clone()), (Method::DELETE, path.clone()), (Method::POST, format!("{path}/rotate-secret")),
            (Method::DELETE, "/api/users/ada".into()), (Method::DELETE, "/api/orgs/org_acme".into()),
            (Method::DELETE, "/api/orgs/org_acme/members/ada".into()),
        ];
        server.faults.forget();
        let mut bodies = std::collections::BTreeSet::new();
        for (method, path) in &calls {
            for authorization in [
                format!("Bearer {token}"), token.clone(), format!("Bearer {never}"), format!("Bearer {api_key}"), key.to_owned(),
                format!("Bearer {unknown}"), "Bearer pok_x".into(), "Bearer".into(), member.clone(),
            ] {
                let answer = Caller::with(&server, &authorization).call_with(method.clone(), path, &minimal()).await;
                assert_error(&answer, 401, "invalid_token");
                assert_eq!(answer.header("www-authenticate"), "Bearer realm=\"management\", error=\"invalid_token\"");
                bodies.insert(answer.body);
            }
            for authorization in ["", "Basic eDp5"] {
                let answer = Caller::with(&server, authorization).call(method.clone(), path).await;
                assert_error(&answer, 401, "invalid_token");
                assert_eq!(answer.header("www-authenticate"), "Bearer realm=\"management\"");
            }
            // A cookie is nothing here, whoever sends it.
            let request = server.client.request(method.clone(), format!("{}{path}", server.url)).json(&minimal());
            assert_error(&ada.send(request).await, 401, "invalid_token");
            let twice = caller.call(method.clone(), &format!("{path}?access_token={token}")).await;
            assert_error(&twice, 400, "invalid_request");
        }
        assert_eq!(bodies.len(), 1, "one answer for all");
        // Another org's app is not there.
        for (method, path) in &calls[2..6] {
            assert_error(&foreign.call_with(method.clone(), path, &json!({"name": "N"})).await, 404, "not_found");
        }
        assert_eq!(foreign.get("/api/apps").await.json()["apps"], json!([]));
        assert_eq!(server.faults.writes(), 0);
        assert!(server.is_live(&token).await);
    }
}

scenario! {
    async fn m4_a_deleted_key_opens_nothing_from_then_on(server) {
        let ada = server.sign_in("ada").await;
        let caller = Caller::of(&server, &ada).await;
        assert_eq!(caller.get("/api/apps").await.status, 200);
        let path = format!("/settings/api-keys/{}/delete", &caller.authorization["Bearer pok_".len()..][..16]);
        assert_eq!(ada.submit_to("/settings/api-keys", &path, &[]).await.status, 303);
        assert_error(&caller.get("/api/apps").await, 401, "invalid_token");
    }
}
