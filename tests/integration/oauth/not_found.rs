//! Paths and methods nobody answers: 404 and 405 of ours, JSON where programs call.

scenario! {
    async fn a18_unknown_paths_are_404_in_the_callers_language(server) {
        let nobody = server.visitor();
        for path in ["/nowhere", "//oauth/authorize", "/oauth/authorize/", "/OAuth/Authorize", "/prod/oauth/authorize", "/oauth/authorize;x"] {
            nobody.get(path).await.assert_page(404);
        }
        // The gateway decodes the path once, so this is the same path.
        assert_eq!(nobody.get("/oauth/%61uthorize").await.status, 400);
        for path in ["/api/nowhere", "/public/v1", "/public/v1/", "/public/v2/posts", "/.well-known/x"] {
            nobody.get(path).await.assert_error(404, "not_found");
        }
    }
}

scenario! {
    async fn a14_f1_a_known_path_with_another_method_is_405_and_does_nothing(server) {
        server.faults.forget();
        for (method, path, allow) in [
            ("PUT", "/oauth/authorize", "GET, HEAD, POST"),
            ("DELETE", "/oauth/authorize", "GET, HEAD, POST"),
            ("TRACE", "/oauth/authorize", "GET, HEAD, POST"),
            ("GET", "/oauth/token?grant_type=authorization_code&code=x", "POST"),
            ("HEAD", "/oauth/token", "POST"),
            ("PUT", "/oauth/token", "POST"),
            ("DELETE", "/login", "GET, POST"),
            ("GET", "/logout", "POST"),
        ] {
            let method = reqwest::Method::from_bytes(method.as_bytes()).unwrap();
            let request = server.client.request(method.clone(), format!("{}{path}", server.url));
            let answer = crate::harness::Answer::read(request.send().await.unwrap()).await;
            assert_eq!((answer.status, answer.header("allow")), (405, allow), "{method} {path}");
            if method != reqwest::Method::HEAD && path.starts_with("/oauth/token") {
                answer.assert_error(405, "invalid_request");
            }
        }
        let overridden = server.client.get(format!("{}/oauth/authorize?_method=POST", server.url));
        let answer = overridden.header("x-http-method-override", "POST").send().await.unwrap();
        assert_eq!(answer.status(), 400);
        assert!(server.faults.calls().is_empty());
    }
}

scenario! {
    async fn s22_machines_get_json_below_oauth_but_for_where_a_browser_is_sent(server) {
        let nobody = server.visitor();
        for path in ["/oauth/token/", "/oauth/x", "/oauth/revoke/x", "/oauth/", "/oauth/token%20", "/oauth/authorize2"] {
            nobody.get(path).await.assert_error(404, "not_found");
            nobody.post(path, &[]).await.assert_error(404, "not_found");
        }
        for path in ["/oauth/revoke", "/oauth/introspect"] {
            let answer = nobody.get(path).await;
            answer.assert_error(405, "invalid_request");
            assert_eq!(answer.header("allow"), "POST");
        }
        for path in ["/oauth", "/oauth/authorize/", "/oauth/authorize/x"] {
            nobody.get(path).await.assert_page(404);
        }
    }
}

scenario! {
    async fn s22_of_two_paths_that_match_the_literal_one_says_what_it_takes(server) {
        let answer = server.sign_in("ada").await.post("/settings/apps/new", &[]).await;
        answer.assert_page(405);
        assert_eq!(answer.header("allow"), "GET, HEAD");
    }
}
