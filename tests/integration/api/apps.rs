//! `/api/apps`

use super::{Caller, assert_error, minimal};
use crate::harness::{App, query_of};
use reqwest::Method;
use serde_json::json;

on_both! {
    async fn m1_an_app_made_by_a_program_works_and_shows_its_secret_once(server) {
        let ada = server.sign_in("ada").await;
        let caller = Caller::of(&server, &ada).await;
        let fields = json!({
            "name": "Planner", "description": "Plans\r\nposts", "redirect_uris": ["https://c.example/cb", "http://127.0.0.1/cb"],
            "scopes": ["posts"],
        });
        server.faults.forget();
        let answer = caller.call_with(Method::POST, "/api/apps", &fields).await;
        assert_eq!(answer.status, 201, "{}", answer.body);
        answer.assert_json();
        let made = answer.json();
        let (id, secret) = (made["client_id"].as_str().unwrap(), made["client_secret"].as_str().unwrap());
        assert_eq!(answer.location(), format!("/api/apps/{id}"));
        let shown = json!({
            "client_id": id, "name": "Planner", "description": "Plans\nposts", "picture_url": null,
            "redirect_uris": ["https://c.example/cb", "http://127.0.0.1/cb"], "scopes": ["posts"],
            "created_at": server.clock.now().seconds(),
        });
        let mut with_secret = shown.clone();
        with_secret["client_secret"] = json!(secret);
        assert_eq!(made, with_secret);
        assert_eq!(caller.get(answer.location()).await.json(), shown);
        assert_eq!(caller.get("/api/apps").await.json(), json!({"apps": [shown], "next": null}));
        let hash = server.item(&format!("APP#{}", &id[4..16])).await.unwrap()["secret"].as_s().unwrap().clone();
        for path in ["/api/apps", answer.location()] {
            let body = caller.get(path).await.body;
            assert!(!body.contains(secret) && !body.contains(&hash));
        }
        // The page shows the same app, and who made it; a user's code is its own.
        let app = App { client_id: id.to_owned(), secret: secret.to_owned() };
        assert!(ada.get("/settings/apps").await.body.contains(id));
        let page = ada.authorize(&app.query("&redirect_uri=https%3A%2F%2Fc.example%2Fcb")).await;
        assert!(page.body.contains("Planner") && page.body.contains("Acme"));
        let code = ada.decide(&page, "approve").await.callback()["code"].clone();
        let answer = app.exchange_with(&server, &code, &[("redirect_uri", "https://c.example/cb")]).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
    }
}

scenario! {
    async fn m1_what_is_left_out_has_its_default(server) {
        let caller = Caller::of(&server, &server.sign_in("ada").await).await;
        let app = caller.register(&minimal()).await;
        let shown = caller.get(&format!("/api/apps/{}", app.client_id)).await.json();
        assert_eq!((&shown["description"], &shown["scopes"]), (&json!(""), &json!(["integrations", "posts", "analytics"])));
    }
}

scenario! {
    async fn m3_s24_a_member_that_nobody_knows_or_that_cannot_be_set_is_refused_and_named(server) {
        let caller = Caller::of(&server, &server.sign_in("ada").await).await;
        let app = caller.register(&minimal()).await;
        let (key, path) = (format!("APP#{}", &app.client_id[4..16]), format!("/api/apps/{}", app.client_id));
        let made = server.item(&key).await.unwrap();
        server.faults.forget();
        let long = "x".repeat(1_000);
        for (member, value, told) in [
            ("client_id", json!("pca_forged"), "client_id cannot be set here"),
            ("client_secret", json!("pcs_forged"), "client_secret cannot be set here"),
            ("picture_url", json!("https://evil.example/x.png"), "picture_url cannot be set here"),
            ("picture_url", json!(null), "picture_url cannot be set here"),
            ("created_at", json!(1), "created_at cannot be set here"),
            ("secret", json!("x"), "There is no field 'secret'"),
            ("org", json!("org_globex"), "There is no field 'org'"),
            ("owner", json!("ORG#org_globex"), "There is no field 'owner'"),
            ("shown_version", json!(9), "There is no field 'shown_version'"),
            ("deletedAt", json!({"a": [null]}), "There is no field 'deletedAt'"),
            ("Name", json!("N"), "There is no field 'Name'"),
            ("redirect_uri", json!("https://c.example/"), "There is no field 'redirect_uri'"),
            ("", json!(1), "There is no field ''"),
            ("é\"\\\n", json!(1), "There is no field '????'"),
            (&long, json!(1), &format!("There is no field '{}'", &long[..64])),
        ] {
            for (method, path, mut fields) in [(Method::POST, "/api/apps", minimal()), (Method::PATCH, path.as_str(), json!({"name": "N"}))] {
                fields[member] = value.clone();
                let answer = caller.call_with(method, path, &fields).await;
                assert_error(&answer, 400, "invalid_request");
                assert_eq!(answer.json()["error_description"], told, "{member}");
            }
        }
        assert_eq!(server.faults.writes(), 0);
        assert_eq!(server.item(&key).await.unwrap(), made);
        // An empty edit is one.
        assert_eq!(caller.call_with(Method::PATCH, &path, &json!({})).await.status, 200);
        assert_eq!(server.item(&key).await.unwrap(), made, "nothing to change is not written");
    }
}

scenario! {
    async fn an_app_that_is_not_there_and_a_method_that_is_not_known(server) {
        let caller = Caller::of(&server, &server.sign_in("ada").await).await;
        for id in ["pca_00000000000000000000000000000000", "nonsense", "APP%23x", "%00", &"x".repeat(3_000)] {
            assert_error(&caller.get(&format!("/api/apps/{id}")).await, 404, "not_found");
        }
        let answer = caller.call(Method::PUT, "/api/apps").await;
        assert_eq!((answer.status, answer.header("allow")), (405, "GET, HEAD, POST"));
        answer.assert_json();
        assert_error(&caller.get("/api/nothing").await, 404, "not_found");
    }
}

on_both! {
    async fn an_edit_changes_what_is_sent_and_nothing_else(server) {
        let ada = server.sign_in("ada").await;
        let caller = Caller::of(&server, &ada).await;
        let app = caller.register(&json!({"name": "A", "description": "D", "redirect_uris": ["https://c.example/cb"], "scopes": ["posts"]})).await;
        let path = format!("/api/apps/{}", app.client_id);
        let mut expected = caller.get(&path).await.json();
        let code = ada.approve(&query_of(&app)).await;
        for (field, sent) in [
            ("name", json!("Renamed")), ("description", json!("")), ("redirect_uris", json!(["https://d.example/", "https://e.example/"])),
            ("scopes", json!(["analytics", "posts"])),
        ] {
            let answer = caller.call_with(Method::PATCH, &path, &json!({ field: sent })).await;
            // The catalogue's order, not the caller's.
            expected[field] = if field == "scopes" { json!(["posts", "analytics"]) } else { sent };
            assert_eq!((answer.status, answer.json()), (200, expected.clone()), "{field}");
            assert_eq!(caller.get(&path).await.json(), expected, "{field}");
        }
        // H14: the redirect URI the code was for is gone.
        app.exchange(&server, &code).await.assert_error(400, "invalid_grant");
    }
}

scenario! {
    async fn e9_a_consent_page_is_out_of_date_after_an_edit_by_a_program(server) {
        let ada = server.sign_in("ada").await;
        let caller = Caller::of(&server, &ada).await;
        let app = caller.register(&minimal()).await;
        let page = ada.authorize(&query_of(&app)).await;
        caller.call_with(Method::PATCH, &format!("/api/apps/{}", app.client_id), &json!({"name": "Other"})).await;
        ada.decide(&page, "approve").await.assert_page(403);
    }
}
