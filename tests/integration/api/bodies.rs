//! What a body may be.

use super::{Caller, assert_error, minimal};
use reqwest::Method;
use serde_json::{Value, json};

/// The fields that pass the form's rules, with one changed.
fn with(field: &str, value: Value) -> Value {
    let mut fields = minimal();
    fields[field] = value;
    fields
}

scenario! {
    async fn m2_the_rules_are_the_forms_and_the_error_names_the_field(server) {
        let caller = Caller::of(&server, &server.sign_in("ada").await).await;
        let app = caller.register(&minimal()).await;
        let path = format!("/api/apps/{}", app.client_id);
        server.faults.forget();
        let many: Vec<String> = (0..11).map(|n| format!("https://{n}.example/")).collect();
        for (field, value, problem) in [
            ("name", json!(""), "name: Give the app a name"),
            ("name", json!("   "), "name: Give the app a name"),
            ("name", json!("x".repeat(101)), "name: A name has at most 100"),
            ("name", json!("a\0b"), "name: Character 2 (U+0000) cannot be seen"),
            ("name", json!("P\u{43e}stiz"), "name: 'P?stiz' mixes Latin"),
            ("name", json!(7), "name must be a string"),
            ("name", json!(["x"]), "name must be a string"),
            ("description", json!("x".repeat(501)), "description: A description has at most 500"),
            ("description", json!({"$ne": ""}), "description must be a string"),
            ("redirect_uris", json!([]), "redirect_uris: Give at least one"),
            ("redirect_uris", json!(["javascript:alert(1)"]), "redirect_uris: Redirect URI 1 must use https"),
            ("redirect_uris", json!(["https://c.example/", "https://c.example/#x"]), "redirect_uris: Redirect URI 2"),
            ("redirect_uris", json!(["https://c.example/\nhttps://d.example/"]), "redirect_uris must be a list"),
            ("redirect_uris", json!("https://c.example/"), "redirect_uris must be a list"),
            ("redirect_uris", json!([["https://c.example/"]]), "redirect_uris must be a list"),
            ("redirect_uris", json!(many), "redirect_uris: An app has at most 10"),
            ("scopes", json!([]), "scopes: Choose at least one"),
            ("scopes", json!(["posts", "admin"]), "scopes must be names of permissions"),
            ("scopes", json!("posts"), "scopes must be a list"),
        ] {
            for (method, path, body) in [
                (Method::POST, "/api/apps", with(field, value.clone())), (Method::PATCH, path.as_str(), json!({ field: value.clone() })),
            ] {
                let answer = caller.call_with(method, path, &body).await;
                assert_error(&answer, 400, "invalid_request");
                let text = answer.json()["error_description"].as_str().unwrap().to_owned();
                assert!(text.starts_with(problem), "{field} {value}: {text}");
            }
        }
        for missing in ["name", "redirect_uris"] {
            let mut fields = minimal();
            fields.as_object_mut().unwrap().remove(missing);
            let answer = caller.call_with(Method::POST, "/api/apps", &fields).await;
            assert_error(&answer, 400, "invalid_request");
            assert!(answer.json()["error_description"].as_str().unwrap().starts_with(&format!("{missing}: Give")));
        }
        assert_eq!(server.faults.writes(), 0);
    }
}

scenario! {
    async fn m2_what_cannot_be_read_is_refused_and_nothing_is_written(server) {
        let caller = Caller::of(&server, &server.sign_in("ada").await).await;
        let app = caller.register(&minimal()).await;
        let path = format!("/api/apps/{}", app.client_id);
        server.faults.forget();
        let deep = format!("{{\"name\":{}", "[".repeat(8_000));
        let padded = |length: usize| format!("{{\"name\":\"N\"{}}}", " ".repeat(length - 12));
        for (content_type, body, status) in [
            ("application/json", "", 400),
            ("application/json", "null", 400),
            ("application/json", "[]", 400),
            ("application/json", "{\"name\":\"N\"", 400),
            ("application/json", "{\"name\":\"N\"}x", 400),
            ("application/json", "{\"name\":\"N\",\"name\":\"M\"}", 400),
            ("application/json", "{\"name\":\"N\",\"n\\u0061me\":\"N\"}", 400),
            ("application/json", "name=N", 400),
            ("application/json", &deep, 400),
            ("application/json", &padded(16_385), 413),
            ("application/json", &padded(400_000), 413),
            ("application/x-www-form-urlencoded", "name=N", 415),
            ("text/plain", "{\"name\":\"N\"}", 415),
            ("application/json; charset=utf-16", "{\"name\":\"N\"}", 415),
            ("", "{\"name\":\"N\"}", 415),
        ] {
            for (method, path) in [(Method::POST, "/api/apps"), (Method::PATCH, path.as_str())] {
                let request = server.client.request(method, format!("{}{path}", server.url));
                let request = if content_type.is_empty() { request } else { request.header("content-type", content_type) };
                assert_error(&caller.send(request.body(body.to_owned())).await, status, "invalid_request");
            }
        }
        assert_eq!(server.faults.writes(), 0);
        // The last byte that fits.
        let patch = server.client.patch(format!("{}{path}", server.url)).header("content-type", "Application/JSON; charset=UTF-8");
        assert_eq!(padded(16_384).len(), 16_384);
        assert_eq!(caller.send(patch.body(padded(16_384))).await.status, 200);
    }
}

scenario! {
    async fn s13_null_is_absent_in_every_member_that_may_be_left_out(server) {
        let caller = Caller::of(&server, &server.sign_in("ada").await).await;
        let mut fields = minimal();
        fields["description"] = Value::Null;
        fields["scopes"] = Value::Null;
        let app = caller.register(&fields).await;
        let path = format!("/api/apps/{}", app.client_id);
        let made = caller.get(&path).await.json();
        assert_eq!((&made["description"], made["scopes"].as_array().unwrap().len()), (&json!(""), 3));
        for required in ["name", "redirect_uris"] {
            let answer = caller.call_with(Method::POST, "/api/apps", &with(required, Value::Null)).await;
            assert_error(&answer, 400, "invalid_request");
            assert!(answer.json()["error_description"].as_str().unwrap().starts_with(&format!("{required}: Give")));
        }
        let nulls = json!({"name": null, "description": "New", "redirect_uris": null, "scopes": null});
        let edited = caller.call_with(Method::PATCH, &path, &nulls).await;
        assert_eq!((edited.status, &edited.json()["description"]), (200, &json!("New")));
        for kept in ["name", "redirect_uris", "scopes"] {
            assert_eq!(edited.json()[kept], made[kept], "{kept}");
        }
        for (body, status) in [
            (json!({"user": "nobody", "org": null, "keep": null}), 204),
            (json!({"user": null, "org": "org_nobody"}), 204),
            (json!({"user": null}), 400),
            (json!({"user": null, "org": "org_nobody", "keep": "approvals"}), 400),
        ] {
            assert_eq!(caller.call_with(Method::POST, "/api/offboard", &body).await.status, status, "{body}");
        }
    }
}

scenario! {
    async fn s32_a_call_that_takes_no_body_names_what_was_sent_in_one(server) {
        let caller = Caller::of(&server, &server.sign_in("ada").await).await;
        let app = caller.register(&minimal()).await;
        let path = format!("/api/apps/{}", app.client_id);
        let ended = server.keys("OFFBOARDED#").await;
        for (method, path) in [
            (Method::POST, format!("{path}/rotate-secret")),
            (Method::DELETE, path.clone()),
            (Method::DELETE, "/api/users/linus".to_owned()),
            (Method::DELETE, "/api/users/linus/sessions".to_owned()),
            (Method::DELETE, "/api/orgs/org_acme/members/linus".to_owned()),
            (Method::DELETE, "/api/orgs/org_acme/members/linus/rights".to_owned()),
            (Method::DELETE, "/api/orgs/org_globex".to_owned()),
        ] {
            let answer = caller.call_with(method.clone(), &path, &json!({"org": "org_acme"})).await;
            assert_error(&answer, 400, "invalid_request");
            assert!(answer.body.contains("no field 'org'"), "{path}: {}", answer.body);
            let request = server.client.request(method.clone(), format!("{}{path}", server.url));
            let broken = caller.send(request.header("content-type", "application/json").body("{")).await;
            assert_error(&broken, 400, "invalid_request");
        }
        assert_eq!(server.keys("OFFBOARDED#").await, ended);
        app.exchange(&server, "x").await.assert_error(400, "invalid_grant");
        // An empty object says nothing.
        assert_eq!(caller.call_with(Method::POST, &format!("{path}/rotate-secret"), &json!({})).await.status, 200);
        assert_eq!(caller.call_with(Method::DELETE, &path, &json!({})).await.status, 204);
    }
}
