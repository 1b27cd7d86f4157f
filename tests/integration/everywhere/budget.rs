//! How many calls to DynamoDB each endpoint makes, counted between it and the database (the budget of ARCHITECTURE.md).

use crate::harness::{query_of, spent};
use shared::credential::{AccessToken, Secret};

on_both! {
    async fn the_flow_costs_one_two_and_two_round_trips(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        // First approval, then a second one of the same grant.
        for _ in 0..2 {
            server.faults.forget();
            let page = ada.authorize(&query_of(&app)).await;
            spent(&server, &["BatchGetItem"]);
            let callback = ada.decide(&page, "approve").await.callback();
            spent(&server, &["BatchGetItem", "TransactWriteItems"]);
            app.redeem(&server, &callback["code"]).await;
            spent(&server, &["BatchGetItem", "TransactWriteItems"]);
            app.exchange(&server, &callback["code"]).await.assert_error(400, "invalid_grant");
            spent(&server, &["BatchGetItem"]);
            ada.decide(&page, "deny").await;
            spent(&server, &["BatchGetItem"]);
        }
    }
}

scenario! {
    async fn a_replay_costs_two(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let code = ada.approve(&query_of(&app)).await;
        app.redeem(&server, &code).await;
        server.clock.advance(std::time::Duration::from_secs(2));
        server.faults.forget();
        app.exchange(&server, &code).await.assert_error(400, "invalid_grant");
        spent(&server, &["BatchGetItem", "UpdateItem"]);
    }
}

scenario! {
    async fn signed_out_costs_one_read_and_rubbish_none(server) {
        let app = server.sign_in("ada").await.register(&["https://c.example/cb"]).await;
        let nobody = server.visitor();
        server.faults.forget();
        nobody.authorize(&query_of(&app)).await;
        spent(&server, &["BatchGetItem"]);
        nobody.authorize("client_id=rubbish").await;
        spent(&server, &[]);
        for page in ["/settings/apps", "/", "/login"] {
            nobody.get(page).await;
            spent(&server, &[]);
        }
        nobody.get("/nowhere").await;
        spent(&server, &[]);
        app.exchange_with(&server, "x", &[("client_secret", "pcs_rubbish")]).await.assert_error(401, "invalid_client");
        spent(&server, &[]);
    }
}

on_both! {
    async fn the_public_api_costs_one_round_trip_and_a_malformed_credential_none(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let token = app.redeem(&server, &ada.approve(&app.query("&scope=posts")).await).await;
        let keys = "/settings/api-keys";
        let key = ada.submit_to(keys, keys, &[("label", "K"), ("use", "api")]).await.element("api-key");
        let unknown = Secret::<AccessToken>::generate(&token[4..36]);
        server.faults.forget();
        for (credential, status) in [(token.as_str(), 200), (&key, 200), (unknown.expose(), 401)] {
            assert_eq!(server.call("GET", "/public/v1/posts", credential).await.status, status);
            spent(&server, &["BatchGetItem"]);
        }
        assert_eq!(server.call("GET", "/public/v1/analytics/x", &token).await.status, 403);
        spent(&server, &["BatchGetItem"]);
        assert_eq!(server.call("GET", "/public/v1/posts", &token[..60]).await.status, 401);
        spent(&server, &[]);
        assert_eq!(server.call("GET", "/public/v1/posts/", &token).await.status, 400);
        spent(&server, &[]);
    }
}

scenario! {
    async fn settings_cost_at_most_two(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let path = format!("/settings/apps/{}", app.client_id);
        server.faults.forget();
        let ticket = ada.get("/settings/apps/new").await.hidden("ticket");
        spent(&server, &["BatchGetItem"]);
        let fields = [("ticket", ticket.as_str()), ("name", "N"), ("redirect_uris", "https://c.example/"), ("scopes", "posts")];
        ada.post("/settings/apps", &fields).await.assert_page(200);
        spent(&server, &["BatchGetItem", "PutItem"]);
        let ticket = ada.get(&path).await.hidden("ticket");
        spent(&server, &["BatchGetItem"]);
        ada.post(&path, &[&[("ticket", ticket.as_str())], &fields[1..]].concat()).await.assert_page(200);
        spent(&server, &["BatchGetItem", "UpdateItem"]);
        ada.get("/settings/apps").await.assert_page(200);
        spent(&server, &["BatchGetItem", "Query", "BatchGetItem"]);
        for (act, write) in [("rotate-secret", "UpdateItem"), ("delete", "DeleteItem")] {
            let path = format!("{path}/{act}");
            let ticket = ada.get(&path).await.hidden("ticket");
            spent(&server, &["BatchGetItem"]);
            ada.post(&path, &[("ticket", &ticket)]).await;
            spent(&server, &["BatchGetItem", write]);
        }
    }
}

scenario! {
    async fn a_call_of_the_management_api_costs_one_read_and_its_write(server) {
        use reqwest::Method;
        let ada = server.sign_in("ada").await;
        let caller = crate::api::Caller::of(&server, &ada).await;
        server.faults.forget();
        let app = caller.register(&crate::api::minimal()).await;
        spent(&server, &["BatchGetItem", "PutItem"]);
        let path = format!("/api/apps/{}", app.client_id);
        caller.get("/api/apps").await;
        spent(&server, &["BatchGetItem", "Query", "BatchGetItem"]);
        caller.get(&path).await;
        spent(&server, &["BatchGetItem"]);
        caller.call_with(Method::PATCH, &path, &serde_json::json!({"name": "N"})).await;
        spent(&server, &["BatchGetItem", "UpdateItem"]);
        caller.call_with(Method::PATCH, &path, &serde_json::json!({})).await;
        spent(&server, &["BatchGetItem"]);
        caller.call(Method::POST, &format!("{path}/rotate-secret")).await;
        spent(&server, &["BatchGetItem", "UpdateItem"]);
        caller.delete(&path).await;
        spent(&server, &["BatchGetItem", "DeleteItem"]);
        crate::api::Caller::with(&server, "Bearer pok_rubbish").get("/api/apps").await;
        spent(&server, &[]);
    }
}

scenario! {
    async fn an_offboarding_costs_a_note_two_walks_and_a_delete_for_each_thing(server) {
        let (ada, linus) = (server.sign_in("ada").await, server.sign_in("linus").await);
        let caller = crate::api::Caller::of(&server, &ada).await;
        let app = ada.register(&["https://c.example/cb"]).await;
        linus.approve(&query_of(&app)).await;
        server.faults.forget();
        caller.delete("/api/users/nobody").await;
        spent(&server, &["BatchGetItem", "TransactWriteItems", "Query", "Query"]);
        caller.delete("/api/users/linus").await;
        spent(&server, &["BatchGetItem", "TransactWriteItems", "Query", "BatchGetItem", "DeleteItem", "DeleteItem", "Query"]);
    }
}

scenario! {
    async fn o8_every_read_that_decides_is_consistent(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let code = ada.approve(&query_of(&app)).await;
        let token = app.redeem(&server, &code).await;
        server.call("GET", "/public/v1/posts", &token).await;
        ada.get("/settings/apps").await;
        ada.delete(&app).await;
        crate::api::Caller::of(&server, &ada).await.delete("/api/users/linus").await;
        for call in server.faults.calls() {
            match call.operation.as_str() {
                "BatchGetItem" => assert_eq!(call.body["RequestItems"][&server.table]["ConsistentRead"], true),
                // Lists and offboarding alone read an index, and BatchGetItem confirms what it shows.
                "Query" => assert!(["by_owner", "by_counterpart"].contains(&call.body["IndexName"].as_str().unwrap())),
                "PutItem" | "UpdateItem" | "DeleteItem" | "TransactWriteItems" => {}
                other => panic!("{other} is not in the budget"),
            }
        }
    }
}
