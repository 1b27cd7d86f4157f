//! POST /oauth/token: what a request looks like.

use serde_json::{Value, json};

const FORM: &str = "application/x-www-form-urlencoded";

scenario! {
    async fn f8_f12_json_and_form_in_any_spelling(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        for content_type in ["application/json", "Application/JSON; charset=UTF-8"] {
            let code = ada.approve(&app.query("")).await;
            let body = Value::Object(app.fields(&code)).to_string();
            assert_eq!(server.post_token(&body, content_type).await.status, 200, "{content_type}");
        }
        for content_type in [FORM, "application/x-www-form-urlencoded;charset=utf-8"] {
            let code = ada.approve(&app.query("")).await;
            let (id, secret) = (&app.client_id, &app.secret);
            let body = format!("grant_type=authorization_code&code={code}&client_id={id}&client_secret={secret}");
            assert_eq!(server.post_token(&body, content_type).await.status, 200, "{content_type}");
        }
    }
}

scenario! {
    async fn f9_other_content_types_are_refused(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let code = ada.approve(&app.query("")).await;
        let body = Value::Object(app.fields(&code)).to_string();
        for content_type in ["", "text/plain", "multipart/form-data; boundary=x", "application/jsonp", FORM,
            "application/json, application/x-www-form-urlencoded", "application/json; charset=utf-16"] {
            server.post_token(&body, content_type).await.assert_error(400, "invalid_request");
        }
        server.post_token("code=A&grant_type=authorization_code", "application/json").await.assert_error(400, "invalid_request");
        app.redeem(&server, &code).await;
    }
}

scenario! {
    async fn f4_f5_f6_f7_f15_what_cannot_be_read_costs_no_call(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let code = ada.approve(&app.query("")).await;
        server.faults.forget();
        let fields = |name: &str, value: Value| {
            let mut fields = app.fields(&code);
            fields.insert(name.to_owned(), value);
            Value::Object(fields).to_string()
        };
        let without = |name: &str| {
            let mut fields = app.fields(&code);
            fields.remove(name);
            Value::Object(fields).to_string()
        };
        let deep = format!("{{\"x\":{}", "[".repeat(10_000));
        for body in [
            format!("{{\"code\":\"A\",{}", &Value::Object(app.fields(&code)).to_string()[1..]),
            fields("code", json!(123)),
            fields("code", json!(["x"])),
            fields("code", json!({"S": "x"})),
            fields("code", Value::Null),
            fields("client_secret", json!({"$ne": ""})),
            fields("redirect_uri", json!(1)),
            fields("code", json!("")),
            without("code"),
            without("client_id"),
            without("grant_type"),
            "null".into(), "[]".into(), "\"x\"".into(), String::new(), "{}x".into(), "\u{feff}{}".into(),
            r#"{"code":"x""#.into(), r#"{"code":"\ud800"}"#.into(), r#"{"code":NaN}"#.into(), "{\"a\":\"\0\"}".into(), deep,
        ] {
            server.post_token(&body, "application/json").await.assert_error(400, "invalid_request");
        }
        for body in ["code=A&code=B", "client_secret=A&client_secret=A", "grant_type=%ZZ", "=", "%", ""] {
            server.post_token(body, FORM).await.assert_error(400, "invalid_request");
        }
        let bad_utf8 = server.client.post(format!("{}/oauth/token", server.url)).header("content-type", "application/json");
        let answer = bad_utf8.body(b"{\"x\":\"\xff\"}".to_vec()).send().await.unwrap();
        assert_eq!(answer.status(), 400);
        assert!(server.faults.calls().is_empty());
        app.redeem(&server, &code).await;
    }
}

scenario! {
    async fn f14_the_grant_type_is_told_before_the_credentials_are_looked_at(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        server.faults.forget();
        for other in ["password", "refresh_token", "client_credentials", "Authorization_Code"] {
            let changes = [("grant_type", other), ("client_secret", "wrong")];
            app.exchange_with(&server, "x", &changes).await.assert_error(400, "unsupported_grant_type");
        }
        app.exchange_with(&server, "x", &[("grant_type", "")]).await.assert_error(400, "invalid_request");
        assert!(server.faults.calls().is_empty());
    }
}

scenario! {
    async fn f10_a_body_over_16_kib_is_not_parsed(server) {
        let body = format!("{{\"x\":\"{}\"}}", "y".repeat(17 * 1024));
        server.post_token(&body, "application/json").await.assert_error(413, "invalid_request");
    }
}

scenario! {
    async fn f3_nothing_is_read_from_the_url(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let code = ada.approve(&app.query("")).await;
        let url = format!("{}/oauth/token?client_secret={}&code={code}", server.url, app.secret);
        let mut fields = app.fields(&code);
        fields.remove("client_secret");
        let answer = server.client.post(&url).json(&fields).send().await.unwrap();
        crate::harness::Answer::read(answer).await.assert_error(401, "invalid_client");
        let mut fields = app.fields(&code);
        fields.remove("code");
        let answer = server.client.post(&url).json(&fields).send().await.unwrap();
        crate::harness::Answer::read(answer).await.assert_error(400, "invalid_request");
    }
}

scenario! {
    async fn f10_f11_f12_size_encodings_and_oddities(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let code = ada.approve(&app.query("")).await;
        server.faults.forget();
        server.post_token(&"x".repeat(5_000_000), "application/json").await.assert_error(413, "invalid_request");
        // The gateway itself refuses what no function could be given.
        assert_eq!(server.post_token(&"x".repeat(6_100_000), "application/json").await.status, 413);
        // Never inflated: read as what it is.
        let gzip = server.client.post(format!("{}/oauth/token", server.url)).header("content-encoding", "gzip");
        let gzip = gzip.header("content-type", "application/json").body(b"\x1f\x8b\x08\x00rubbish".to_vec());
        crate::harness::Answer::read(gzip.send().await.unwrap()).await.assert_error(400, "invalid_request");
        server.post_token(&"a=b&".repeat(4_000), FORM).await.assert_error(400, "invalid_request");
        assert!(server.faults.calls().is_empty());
        let odd = format!(
            "&&=x&noequals&__proto__=x&a=%ZZ&grant_type=authorization_code&code={code}&client_id={}&client_secret={}",
            app.client_id, app.secret,
        );
        let request = server.client.post(format!("{}/oauth/token", server.url)).header("content-type", FORM);
        let answer = request.header("accept", "text/html").body(odd).send().await.unwrap();
        let answer = crate::harness::Answer::read(answer).await;
        assert_eq!(answer.status, 200);
        answer.assert_json();
    }
}

scenario! {
    async fn s13_null_is_absent_where_a_member_may_be_and_an_error_where_it_must_not(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let with = |code: &str, nulls: &[&str]| {
            let mut fields = app.fields(code);
            for name in nulls {
                fields.insert((*name).to_owned(), Value::Null);
            }
            fields
        };
        let optional = ["redirect_uri", "code_verifier", "client_assertion", "client_assertion_type", "token_type_hint", "other"];
        let code = ada.approve(&app.query("")).await;
        for required in ["grant_type", "code", "client_id"] {
            let body = Value::Object(with(&code, &[required])).to_string();
            server.post_token(&body, "application/json").await.assert_error(400, "invalid_request");
        }
        let body = Value::Object(with(&code, &["client_secret"])).to_string();
        server.post_token(&body, "application/json").await.assert_error(401, "invalid_client");
        let twice = Value::Object(with(&code, &[])).to_string().replacen('{', "{\"code\":null,", 1);
        server.post_token(&twice, "application/json").await.assert_error(400, "invalid_request");
        let body = Value::Object(with(&code, &optional)).to_string();
        assert_eq!(server.post_token(&body, "application/json").await.status, 200);
        // Beside HTTP Basic the credentials in the body are optional, too.
        let code = ada.approve(&app.query("")).await;
        let request = server.client.post(format!("{}/oauth/token", server.url)).basic_auth(&app.client_id, Some(&app.secret));
        assert_eq!(request.json(&with(&code, &["client_id", "client_secret"])).send().await.unwrap().status(), 200);
        for path in ["/oauth/revoke", "/oauth/introspect"] {
            for (token, status) in [(json!("x"), 200), (Value::Null, 400)] {
                let body = json!({"token": token, "token_type_hint": null, "client_id": app.client_id, "client_secret": app.secret});
                let request = server.client.post(format!("{}{path}", server.url)).json(&body);
                assert_eq!(request.send().await.unwrap().status(), status, "{path} {body}");
            }
        }
    }
}
