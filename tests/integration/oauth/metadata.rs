//! GET /.well-known/oauth-authorization-server

use crate::harness::{Answer, Server, query_of};
use serde_json::Value;

scenario! {
    async fn n2_n3_the_issuer_is_configured_and_s256_is_named(server) {
        let path = "/.well-known/oauth-authorization-server";
        let request = server.client.get(format!("{}{path}", server.url)).header("x-forwarded-host", "evil.example");
        let answer = Answer::read(request.send().await.unwrap()).await;
        answer.assert_json();
        assert_eq!(answer.header("access-control-allow-origin"), "*");
        assert_eq!(answer.json()["issuer"], server.url);
        assert_eq!(answer.json()["code_challenge_methods_supported"], serde_json::json!(["S256"]));
        assert!(!answer.body.contains("evil"));
        server.visitor().get(&format!("{path}/")).await.assert_error(404, "not_found");
    }
}

scenario! {
    async fn n1_what_is_advertised_works_and_what_is_not_is_refused(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let metadata = server.visitor().get("/.well-known/oauth-authorization-server").await.json();
        let list = |name: &str| -> Vec<String> {
            metadata[name].as_array().unwrap().iter().map(|value| value.as_str().unwrap().to_owned()).collect()
        };
        let path = |name: &str| metadata[name].as_str().unwrap().strip_prefix(&server.url).unwrap().to_owned();
        for scope in list("scopes_supported") {
            ada.authorize(&app.query(&format!("&scope={scope}"))).await.assert_page(200);
        }
        assert_eq!((list("response_types_supported"), list("grant_types_supported")), (vec!["code".into()], vec!["authorization_code".into()]));
        assert_eq!(list("response_modes_supported"), ["query"]);
        assert_eq!(metadata["authorization_response_iss_parameter_supported"], true);
        assert_eq!(path("authorization_endpoint"), "/oauth/authorize");
        for (endpoint, methods) in [
            ("token_endpoint", "token_endpoint_auth_methods_supported"),
            ("revocation_endpoint", "revocation_endpoint_auth_methods_supported"),
            ("introspection_endpoint", "introspection_endpoint_auth_methods_supported"),
        ] {
            for method in list(methods) {
                let code = ada.approve(&query_of(&app)).await;
                let fields = [("grant_type", "authorization_code"), ("code", code.as_str()), ("token", "x")];
                let secrets = [("client_id", app.client_id.as_str()), ("client_secret", &app.secret)];
                let request = server.client.post(format!("{}{}", server.url, path(endpoint)));
                let request = match method.as_str() {
                    "client_secret_post" => request.form(&[&fields[..], &secrets].concat()),
                    "client_secret_basic" => request.basic_auth(&app.client_id, Some(&app.secret)).form(&fields),
                    other => panic!("{other} is advertised"),
                };
                assert_eq!(request.send().await.unwrap().status(), 200, "{endpoint} by {method}");
            }
        }
        for unadvertised in ["refresh_token", "client_credentials", "password"] {
            let answer = app.exchange_with(&server, "x", &[("grant_type", unadvertised)]).await;
            answer.assert_error(400, "unsupported_grant_type");
        }
        let known: Vec<Value> = metadata.as_object().unwrap().values().filter(|value| value.is_string()).cloned().collect();
        assert!(known.iter().all(|url| url.as_str().unwrap().starts_with(&server.url)));
    }
}

/// What a browser asks before a client's request that has a header of its own.
async fn preflight(server: &Server, path: &str) -> Answer {
    let request = server.client.request(reqwest::Method::OPTIONS, format!("{}{path}", server.url));
    let request = request.header("origin", "https://client.example").header("access-control-request-method", "GET");
    Answer::read(request.header("access-control-request-headers", "mcp-protocol-version").send().await.unwrap()).await
}

scenario! {
    async fn s10_any_page_may_ask_what_this_server_can_do_with_any_header(server) {
        let path = "/.well-known/oauth-authorization-server";
        let answer = preflight(&server, path).await;
        assert_eq!((answer.status, answer.body.as_str()), (204, ""));
        assert_eq!(answer.header("access-control-allow-origin"), "*");
        assert_eq!((answer.header("access-control-allow-methods"), answer.header("access-control-allow-headers")), ("GET, HEAD", "*"));
        assert_eq!(answer.header("access-control-allow-credentials"), "");
        let bare = server.client.request(reqwest::Method::OPTIONS, format!("{}{path}", server.url)).send().await.unwrap();
        assert_eq!(bare.status(), 204);
        let posted = Answer::read(server.client.post(format!("{}{path}", server.url)).send().await.unwrap()).await;
        posted.assert_error(405, "invalid_request");
        assert_eq!((posted.header("allow"), posted.header("access-control-allow-origin")), ("GET, HEAD, OPTIONS", "*"));
    }
}

scenario! {
    async fn s10_a_page_that_looks_next_door_is_told_that_nothing_is_there(server) {
        for path in [
            "/.well-known/openid-configuration", "/.well-known/oauth-protected-resource",
            "/.well-known/oauth-authorization-server/", "/.well-known/oauth-authorization-server/mcp", "/.well-known/",
        ] {
            let answer = preflight(&server, path).await;
            assert_eq!((answer.status, answer.header("access-control-allow-headers")), (204, "*"), "{path}");
            for method in [reqwest::Method::GET, reqwest::Method::POST, reqwest::Method::OPTIONS] {
                let answer = server.client.request(method, format!("{}{path}", server.url)).header("origin", "https://client.example");
                let answer = Answer::read(answer.send().await.unwrap()).await;
                answer.assert_error(404, "not_found");
                assert_eq!(answer.header("access-control-allow-origin"), "*", "{path}");
            }
        }
        // Nothing else is for pages of other sites.
        for path in ["/oauth/token", "/oauth/x", "/api/apps", "/settings/apps", "/nowhere"] {
            let answer = preflight(&server, path).await;
            assert!([404, 405].contains(&answer.status), "{path}");
            assert_eq!(answer.header("access-control-allow-origin"), "", "{path}");
        }
    }
}
