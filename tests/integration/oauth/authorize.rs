//! GET /oauth/authorize

use crate::harness::{App, Server, query_of};

const UNKNOWN: &str = "pca_00000000000000000000000000000000";

async fn app(server: &Server) -> App {
    server.sign_in("ada").await.register(&["https://c.example/cb"]).await
}

scenario! {
    async fn a2_missing_unknown_and_deleted_clients_get_a_page(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        assert_eq!(ada.delete(&app).await.status, 303);
        let without_id = |page: crate::harness::Answer| page.body.split("Request").next().unwrap().to_owned();
        let deleted = ada.authorize(&query_of(&app)).await;
        let unknown = ada.authorize(&format!("client_id={UNKNOWN}&response_type=code")).await;
        ada.authorize("response_type=code").await.assert_page(400);
        deleted.assert_page(400);
        unknown.assert_page(400);
        assert_eq!(without_id(deleted), without_id(unknown));
    }
}

scenario! {
    async fn a3_hostile_client_ids_cost_no_call(server) {
        let (ada, good) = (server.sign_in("ada").await, app(&server).await.client_id);
        server.faults.forget();
        let long = "x".repeat(2_700);
        for id in ["", "APP%23x", "pca_..%2F..", &long, "%00", "%FF", &good.to_uppercase(), &good[..35], "https://169.254.169.254/x"] {
            let page = ada.authorize(&format!("client_id={id}&response_type=code")).await;
            page.assert_page(400);
        }
        assert!(server.faults.calls().is_empty());
    }
}

scenario! {
    async fn a5_nothing_is_redirected_to_an_unverified_uri(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let evil = "redirect_uri=https%3A%2F%2Fevil%2F&response_type=token";
        ada.authorize(&format!("client_id={UNKNOWN}&{evil}")).await.assert_page(400);
        ada.authorize(&format!("client_id={}&{evil}", app.client_id)).await.assert_page(400);
    }
}

scenario! {
    async fn a4_c7_a_wrong_response_type_is_told_in_the_query_never_the_fragment(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let query = |rest: &str| format!("client_id={}&state=s1{rest}", app.client_id);
        ada.authorize(&query("")).await.assert_refused("https://c.example/cb?", "invalid_request", Some("s1"));
        for other in ["token", "id_token", "code%20token", "CODE", "code%20"] {
            let answer = ada.authorize(&query(&format!("&response_type={other}"))).await;
            answer.assert_refused("https://c.example/cb?", "unsupported_response_type", Some("s1"));
        }
    }
}

scenario! {
    async fn a7_a_duplicated_client_id_or_redirect_uri_is_a_page(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let uri = "https%3A%2F%2Fc.example%2Fcb";
        for more in [
            format!("&client_id={UNKNOWN}"),
            format!("&client%5Fid={}", app.client_id),
            format!("&redirect_uri={uri}&redirect_uri={uri}"),
        ] {
            ada.authorize(&app.query(&more)).await.assert_page(400);
        }
    }
}

scenario! {
    async fn a8_another_duplicate_is_told_to_the_client(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let twice = ada.authorize(&app.query("&state=s2")).await;
        twice.assert_refused("https://c.example/cb?", "invalid_request", None);
        let twice = ada.authorize(&app.query("&response_type=code")).await;
        twice.assert_refused("https://c.example/cb?", "invalid_request", Some("s1"));
    }
}

scenario! {
    async fn a9_c6_only_the_raw_query_counts(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let query = format!("client_id={}&response_type=code&state=a,b", app.client_id);
        let page = ada.authorize(&query).await;
        assert_eq!(ada.decide(&page, "approve").await.callback()["state"], "a,b");
    }
}

scenario! {
    async fn a6_storage_trouble_is_a_503_page_whenever_it_comes(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        server.faults.fail_always("BatchGetItem", crate::harness::faults::Fault::Internal);
        let page = ada.authorize(&query_of(&app)).await;
        page.assert_page(503);
        assert_ne!(page.header("retry-after"), "");
    }
}

scenario! {
    async fn a15_a16_signed_out_everything_goes_to_sign_in_and_nothing_is_written(server) {
        let app = app(&server).await;
        let nobody = server.visitor();
        server.faults.forget();
        for query in [query_of(&app), app.query("&response_type=x"), app.query("&scope=none")] {
            let answer = nobody.authorize(&query).await;
            answer.assert_asks_to_sign_in();
        }
        assert_eq!(server.faults.writes(), 0);
    }
}

scenario! {
    async fn after_sign_in_the_user_is_back_at_the_same_request(server) {
        let app = app(&server).await;
        let nobody = server.visitor();
        let longest = format!("{}&x={}", query_of(&app), "y".repeat(2_800 - query_of(&app).len() - 3));
        let asked = nobody.authorize(&longest).await;
        asked.assert_asks_to_sign_in();
        let answer = nobody.sign_in_at(asked.location(), "linus").await;
        assert_eq!((answer.status, answer.location()), (303, format!("/oauth/authorize?{longest}").as_str()));
        nobody.get(answer.location()).await.assert_page(200);
        assert_eq!(nobody.cookie("postern-login"), None);
    }
}

scenario! {
    async fn an_expired_session_is_no_session(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        server.clock.advance(std::time::Duration::from_secs(12 * 3600));
        ada.authorize(&query_of(&app)).await.assert_asks_to_sign_in();
    }
}

scenario! {
    async fn a10_a11_a12_unknown_and_empty_parameters_are_ignored_a_wrong_response_mode_is_not(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        ada.authorize(&app.query("&utm=1&foo[]=x&scope=&redirect_uri=&request=e30.e30.&request_uri=http://169.254.169.254/&%ZZ=1")).await.assert_page(200);
        for mode in ["fragment", "form_post", "web_message", "jwt"] {
            let answer = ada.authorize(&app.query(&format!("&response_mode={mode}"))).await;
            answer.assert_refused("https://c.example/cb?", "invalid_request", Some("s1"));
        }
    }
}

scenario! {
    async fn a_scope_that_is_not_the_apps_is_refused(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let path = format!("/settings/apps/{}", app.client_id);
        let fields = [("name", "Scheduler"), ("redirect_uris", "https://c.example/cb"), ("scopes", "posts")];
        ada.submit(&path, &path, &fields).await.assert_page(200);
        for scope in ["analytics", "posts+analytics", "admin", "posts,analytics"] {
            let answer = ada.authorize(&app.query(&format!("&scope={scope}"))).await;
            answer.assert_refused("https://c.example/cb?", "invalid_scope", Some("s1"));
        }
        let page = ada.authorize(&query_of(&app)).await;
        assert_eq!(page.body.matches("<li>").count(), 1);
    }
}

scenario! {
    async fn s26_blanks_between_scopes_mean_nothing_and_a_comma_is_named(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        for (scope, permissions) in [("posts%20", 1), ("%20posts", 1), ("posts++analytics", 2), ("+posts+analytics+", 2), ("%20", 3)] {
            let page = ada.authorize(&app.query(&format!("&scope={scope}"))).await;
            page.assert_page(200);
            assert_eq!(page.body.matches("<li>").count(), permissions, "{scope}");
        }
        for scope in ["posts,analytics", "posts,%20analytics"] {
            let answer = ada.authorize(&app.query(&format!("&scope={scope}"))).await;
            answer.assert_refused("https://c.example/cb?", "invalid_scope", Some("s1"));
            assert!(answer.callback()["error_description"].contains("comma"), "{answer:?}");
        }
    }
}

scenario! {
    async fn a19_an_overlong_query_is_a_page(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        ada.authorize(&format!("{}&x={}", query_of(&app), "y".repeat(2_800))).await.assert_page(400);
        let answer = ada.authorize(&"y".repeat(10_241)).await;
        assert_eq!(answer.status, 431);
    }
}

scenario! {
    async fn a_query_that_browsers_leave_as_it_is_survives_sign_in(server) {
        let app = app(&server).await;
        let nobody = server.visitor();
        let query = format!("client_id={}&response_type=code&state=a\\b{{}}|^`", app.client_id);
        let url = format!("{}/oauth/authorize?{query}", server.url);
        // reqwest would encode these; a raw request does not.
        let answer = crate::harness::raw_get(&url, &format!("/oauth/authorize?{query}")).await;
        assert!(answer.contains("location: /login"), "{answer}");
        let cookie = answer.lines().find_map(|line| line.strip_prefix("set-cookie: ")).unwrap();
        let (name, value) = cookie.split(';').next().unwrap().split_once('=').unwrap();
        nobody.set_cookie(name, value);
        let location = answer.lines().find_map(|line| line.strip_prefix("location: ")).unwrap();
        let back = nobody.sign_in_at(location, "ada").await;
        assert_eq!(back.location(), format!("/oauth/authorize?{query}"));
    }
}

scenario! {
    async fn a13_an_app_approved_before_is_shown_again_whatever_it_prompts(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        ada.approve(&query_of(&app)).await;
        let codes = server.keys("CODE#").await.len();
        for prompt in ["", "&prompt=none", "&prompt=consent&approval_prompt=auto"] {
            ada.authorize(&app.query(prompt)).await.assert_page(200);
            server.visitor().authorize(&app.query(prompt)).await.assert_asks_to_sign_in();
        }
        assert_eq!(server.keys("CODE#").await.len(), codes);
    }
}

scenario! {
    async fn a20_a_resource_is_ignored_however_often_it_is_sent(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let resource = "&resource=https://mcp.example/mcp";
        let code = ada.approve(&app.query(&format!("{resource}{resource}&resource=x%23f"))).await;
        let answer = app.exchange_with(&server, &code, &[("resource", "https://other.example/")]).await;
        assert_eq!(answer.status, 200);
    }
}

scenario! {
    async fn a17_odd_encodings_and_floods_of_parameters_are_a_400_or_nothing_special(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        for client_id in ["%00", "%C0%AF", "%FF", "%ZZ"] {
            ada.authorize(&format!("client_id={client_id}&response_type=code")).await.assert_page(400);
        }
        ada.authorize(&app.query(&"&a=b".repeat(600))).await.assert_page(200);
        ada.authorize(&app.query(&"&".repeat(3_000))).await.assert_page(400);
        // A semicolon separates nothing.
        let semicolons = query_of(&app).replace('&', ";");
        ada.authorize(&semicolons).await.assert_page(400);
    }
}
