//! POST /oauth/token: who asks.

use crate::harness::{Answer, App, Server};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value};

const UNKNOWN: &str = "pca_00000000000000000000000000000000";

/// The standard token request with an `Authorization` header, and of the body's fields only those named.
async fn with_header(server: &Server, app: &App, code: &str, header: &str, keep: &[(&str, &str)]) -> Answer {
    let mut fields: Map<String, Value> = app.fields(code);
    fields.remove("client_id");
    fields.remove("client_secret");
    for (name, value) in keep {
        fields.insert((*name).to_owned(), Value::String((*value).to_owned()));
    }
    let request = server.client.post(format!("{}/oauth/token", server.url)).header("authorization", header);
    Answer::read(request.json(&fields).send().await.unwrap()).await
}

fn basic(scheme: &str, pair: &str) -> String {
    format!("{scheme} {}", STANDARD.encode(pair))
}

on_both! {
    async fn g1_g2_g3_g10_every_wrong_client_gets_the_same_bytes(server) {
        let ada = server.sign_in("ada").await;
        let (app, other) = (ada.register(&["https://c.example/cb"]).await, ada.register(&["https://d.example/cb"]).await);
        let code = ada.approve(&app.query("")).await;
        let another = shared::credential::Secret::<shared::credential::ClientSecret>::generate("").expose().to_owned();
        let secret = app.secret.as_str();
        let mut bodies = Vec::new();
        for changes in [
            [("client_secret", another.as_str()), ("client_id", app.client_id.as_str())],
            [("client_secret", secret), ("client_id", UNKNOWN)],
            [("client_secret", secret), ("client_id", "nonsense")],
            [("client_secret", ""), ("client_id", &app.client_id)],
            [("client_secret", &format!("{secret}x")), ("client_id", &app.client_id)],
            [("client_secret", &secret[..secret.len() - 1]), ("client_id", &app.client_id)],
            [("client_secret", &format!("{secret}\n")), ("client_id", &app.client_id)],
            [("client_secret", &secret.to_lowercase()), ("client_id", &app.client_id)],
            [("client_secret", &secret.replace("pcs_", "ｐcs_")), ("client_id", &app.client_id)],
            [("client_secret", &other.secret), ("client_id", &app.client_id)],
        ] {
            let answer = app.exchange_with(&server, &code, &changes).await;
            answer.assert_error(401, "invalid_client");
            bodies.push(answer.body);
        }
        bodies.dedup();
        assert_eq!(bodies.len(), 1);
        app.redeem(&server, &code).await;
    }
}

scenario! {
    async fn g2_an_app_without_a_stored_secret_never_authenticates(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let code = ada.approve(&app.query("")).await;
        let mut item = server.item(&format!("APP#{}", &app.client_id[4..16])).await.unwrap();
        item.remove("secret");
        server.put(item).await;
        app.exchange(&server, &code).await.assert_error(401, "invalid_client");
        app.exchange_with(&server, &code, &[("client_secret", "")]).await.assert_error(401, "invalid_client");
    }
}

scenario! {
    async fn g4_http_basic_in_any_case_and_percent_decoded(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let (id, secret) = (&app.client_id, &app.secret);
        for header in [
            basic("Basic", &format!("{id}:{secret}")),
            basic("basic", &format!("{id}:{secret}")),
            basic("BASIC", &format!("{}:{secret}", id.replacen('p', "%70", 1))),
        ] {
            let code = ada.approve(&app.query("")).await;
            assert_eq!(with_header(&server, &app, &code, &header, &[]).await.status, 200, "{header}");
        }
    }
}

scenario! {
    async fn g5_g6_malformed_and_wrong_basic_is_an_invalid_client(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let code = ada.approve(&app.query("")).await;
        let (id, secret) = (&app.client_id, &app.secret);
        for header in [
            "Basic".to_owned(),
            "Basic !!".to_owned(),
            basic("Basic", "no colon"),
            basic("Basic", &format!("%ZZ:{secret}")),
            format!("Basic {}", STANDARD.encode(b"\xff\xfe:x")),
            basic("Basic", &format!("{id}:wrong")),
            basic("Basic", &format!("{UNKNOWN}:{secret}")),
            "Bearer x".to_owned(),
        ] {
            with_header(&server, &app, &code, &header, &[]).await.assert_error(401, "invalid_client");
        }
        let good = basic("Basic", &format!("{id}:{secret}"));
        let twice = server.client.post(format!("{}/oauth/token", server.url)).header("authorization", &good).header("authorization", &good);
        let fields = [("grant_type", "authorization_code"), ("code", code.as_str())];
        Answer::read(twice.form(&fields).send().await.unwrap()).await.assert_error(401, "invalid_client");
        assert_eq!(with_header(&server, &app, &code, &good, &[]).await.status, 200);
    }
}

scenario! {
    async fn g7_g8_g9_one_way_of_authenticating(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let code = ada.approve(&app.query("")).await;
        let header = basic("Basic", &format!("{}:{}", app.client_id, app.secret));
        for secret in [app.secret.as_str(), "other", ""] {
            with_header(&server, &app, &code, &header, &[("client_secret", secret)]).await.assert_error(400, "invalid_request");
        }
        with_header(&server, &app, &code, "Bearer x", &[("client_secret", &app.secret)]).await.assert_error(400, "invalid_request");
        with_header(&server, &app, &code, &header, &[("client_id", UNKNOWN)]).await.assert_error(400, "invalid_request");
        let assertion = [("client_id", app.client_id.as_str()), ("client_assertion", "x")];
        let mut fields = app.fields(&code);
        fields.remove("client_secret");
        fields.insert("client_assertion".into(), assertion[1].1.into());
        server.post_token(&Value::Object(fields).to_string(), "application/json").await.assert_error(401, "invalid_client");
        assert_eq!(with_header(&server, &app, &code, &header, &[("client_id", &app.client_id)]).await.status, 200);
    }
}

on_both! {
    async fn g11_m7_a_rotated_secret_is_dead_at_once_everywhere_and_tokens_live(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let (first, pending) = (ada.approve(&app.query("")).await, ada.approve(&app.query("")).await);
        let token = app.redeem(&server, &first).await;
        let mut warm = Vec::new();
        for _ in 0..50 {
            let url = server.another().await;
            // Warm: it has authenticated with the old secret before.
            let answer = server.client.post(format!("{url}/oauth/token")).json(&app.fields("x")).send().await.unwrap();
            assert_eq!(answer.status(), 400);
            warm.push(url);
        }
        let rotated = App { secret: ada.rotate(&app).await, ..app.clone() };
        for url in warm {
            let answer = server.client.post(format!("{url}/oauth/token")).json(&app.fields(&pending)).send().await.unwrap();
            Answer::read(answer).await.assert_error(401, "invalid_client");
        }
        rotated.redeem(&server, &pending).await;
        assert!(server.is_live(&token).await);
    }
}

scenario! {
    async fn s14_an_empty_authorization_header_is_none_at_every_endpoint(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        for empty in ["", " "] {
            let code = ada.approve(&app.query("")).await;
            let secrets = [("client_id", app.client_id.as_str()), ("client_secret", app.secret.as_str())];
            let answer = with_header(&server, &app, &code, empty, &secrets).await;
            assert_eq!(answer.status, 200, "{}", answer.body);
            let token = answer.json()["access_token"].as_str().unwrap().to_owned();
            let fields = [&secrets[..], &[("token", token.as_str())]].concat();
            for (path, said) in [("/oauth/introspect", "\"active\":true"), ("/oauth/revoke", "{}")] {
                let request = server.client.post(format!("{}{path}", server.url)).header("authorization", empty);
                let answer = Answer::read(request.form(&fields).send().await.unwrap()).await;
                assert!(answer.status == 200 && answer.body.contains(said), "{path}: {}", answer.body);
            }
            // Where nothing else can hold a credential, there is none.
            for (path, realm) in [("/public/v1/posts", "api"), ("/api/apps", "management")] {
                let request = server.client.get(format!("{}{path}", server.url)).header("authorization", empty);
                let answer = Answer::read(request.send().await.unwrap()).await;
                assert_eq!((answer.status, answer.header("www-authenticate")), (401, format!("Bearer realm=\"{realm}\"").as_str()));
            }
        }
    }
}
