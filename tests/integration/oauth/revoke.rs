//! POST /oauth/revoke

use crate::harness::{Answer, App, Server, query_of};
use serde_json::{Value, json};

async fn revoke(server: &Server, app: &App, token: &str) -> Answer {
    let fields = [("token", token), ("client_id", &app.client_id), ("client_secret", &app.secret)];
    let request = server.client.post(format!("{}/oauth/revoke", server.url)).form(&fields);
    Answer::read(request.send().await.unwrap()).await
}

on_both! {
    async fn k1_a_token_given_back_is_dead_and_giving_it_back_again_is_fine(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let (code, other) = (ada.approve(&query_of(&app)).await, ada.approve(&query_of(&app)).await);
        let (token, kept) = (app.redeem(&server, &code).await, app.redeem(&server, &other).await);
        server.faults.forget();
        let answer = revoke(&server, &app, &token).await;
        assert_eq!(answer.status, 200);
        answer.assert_json();
        assert_eq!(server.faults.calls().len(), 2);
        assert!(!server.is_live(&token).await && server.is_live(&kept).await);
        for dead in [token.as_str(), "", "rubbish", "pos_rubbish"] {
            let expected = if dead.is_empty() { 400 } else { 200 };
            assert_eq!(revoke(&server, &app, dead).await.status, expected, "{dead}");
        }
        // A wrong or unknown hint, JSON, HTTP Basic.
        for hint in ["refresh_token", "nonsense"] {
            let body = json!({"token": kept, "token_type_hint": hint});
            let request = server.client.post(format!("{}/oauth/revoke", server.url)).basic_auth(&app.client_id, Some(&app.secret));
            assert_eq!(request.json(&body).send().await.unwrap().status(), 200);
        }
        assert!(!server.is_live(&kept).await);
    }
}

on_both! {
    async fn k2_another_clients_token_is_left_alone(server) {
        let ada = server.sign_in("ada").await;
        let (a, b) = (ada.register(&["https://a.example/cb"]).await, ada.register(&["https://b.example/cb"]).await);
        let code = ada.approve(&query_of(&a)).await;
        let token = a.redeem(&server, &code).await;
        revoke(&server, &b, &token).await.assert_error(400, "invalid_request");
        assert!(server.is_live(&token).await);
    }
}

scenario! {
    async fn k3_malformed_requests(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        revoke(&server, &app, "").await.assert_error(400, "invalid_request");
        let stranger = App { secret: "pcs_wrong".into(), ..app.clone() };
        revoke(&server, &stranger, "x").await.assert_error(401, "invalid_client");
        let get = server.client.get(format!("{}/oauth/revoke?token=x", server.url)).send().await.unwrap();
        assert_eq!((get.status().as_u16(), get.headers()["allow"].to_str().unwrap()), (405, "POST"));
    }
}

scenario! {
    async fn k4_storage_trouble_is_503_and_never_200(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let code = ada.approve(&query_of(&app)).await;
        let token = app.redeem(&server, &code).await;
        for operation in ["BatchGetItem", "UpdateItem"] {
            server.faults.fail_always(operation, crate::harness::faults::Fault::Internal);
            revoke(&server, &app, &token).await.assert_error(503, "temporarily_unavailable");
            server.faults.heal();
        }
        assert!(server.is_live(&token).await);
        let body: Value = revoke(&server, &app, &token).await.json();
        assert_eq!(body, json!({}));
    }
}

scenario! {
    async fn s27_what_holds_a_token_and_is_none_is_refused_and_the_token_lives(server) {
        let ada = server.sign_in("ada").await;
        let (app, other) = (ada.register(&["https://c.example/cb"]).await, ada.register(&["https://d.example/cb"]).await);
        let code = ada.approve(&query_of(&app)).await;
        let token = app.redeem(&server, &code).await;
        let (start, end) = token.split_at(30);
        for around in [format!("{start}\n{end}"), format!("{start} {end}"), token.replace("pos_", "pos%5F"), token.replace("pos_", "Pos_"),
            format!("Bearer {token}"), format!("{token}\n"), format!(" {token}"), format!("\"{token}\""), format!("{token},{token}")] {
            for asking in [&app, &other] {
                let answer = revoke(&server, asking, &around).await;
                answer.assert_error(400, "invalid_request");
                assert!(answer.json()["error_description"].as_str().unwrap().contains("alone"));
            }
        }
        // Only who may revoke is told.
        let stranger = App { secret: "pcs_wrong".into(), ..app.clone() };
        revoke(&server, &stranger, &format!("Bearer {token}")).await.assert_error(401, "invalid_client");
        assert!(server.is_live(&token).await);
        assert_eq!(revoke(&server, &app, &token).await.status, 200);
        assert!(!server.is_live(&token).await);
    }
}

scenario! {
    async fn s31_what_is_no_access_token_is_not_said_to_be_revoked(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let key = ada.submit("/settings/api-keys", "/settings/api-keys", &[("label", "K")]).await.element("api-key");
        let code = ada.approve(&query_of(&app)).await;
        for other in [&key, &format!("Bearer {key}"), &format!("{key}\n"), &code, &app.secret, &ada.session()] {
            revoke(&server, &app, other).await.assert_error(400, "unsupported_token_type");
        }
        let stranger = App { secret: "pcs_wrong".into(), ..app.clone() };
        revoke(&server, &stranger, &key).await.assert_error(401, "invalid_client");
        assert_eq!(server.call("GET", "/public/v1/is-connected", &key).await.status, 200);
        app.redeem(&server, &code).await;
    }
}
