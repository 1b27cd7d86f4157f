//! Redirect URIs, end to end; the matching rule itself is tested beside it.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

fn encoded(uri: &str) -> String {
    utf8_percent_encode(uri, NON_ALPHANUMERIC).to_string()
}

scenario! {
    async fn b1_b2_b3_b4_what_is_not_registered_byte_for_byte_gets_a_page(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        for uri in [
            "https://c.example:443/cb", "https://C.example/cb", "HTTPS://c.example/cb", "https://c.example/cb/",
            "https://c.example/%63b", "https://c.example/./cb", "https://c.example/x/../cb", "//c.example/cb",
            "http://c.example/cb", "https://c.example@evil.com/cb", "https://evil.com\\@c.example/cb",
            "https://c.example\0.evil.com/cb", " https://c.example/cb", "https://c.example/cb\n", "https:c.example/cb",
            "https://с.example/cb", "https://c.example/cb/..%2fX", "https://c.example/cb%0a%0d/../../X",
            "https://c.example/cb?x=1", "https://c.example/cb?code=attacker&state=x", "https://c.example/cb#f",
        ] {
            ada.authorize(&app.query(&format!("&redirect_uri={}", encoded(uri)))).await.assert_page(400);
        }
    }
}

scenario! {
    async fn b5_a_dangerous_uri_is_not_registered_and_nothing_typed_is_lost(server) {
        let ada = server.sign_in("ada").await;
        server.faults.forget();
        for uri in ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "file:///x", "http://x.com/cb",
            "https://u@c.example/", "https://c.example/#f", "https://*.example/", "/cb", "https://c.example/?state=x"] {
            let fields = [("name", "Typed name"), ("redirect_uris", uri), ("scopes", "posts")];
            let page = ada.submit("/settings/apps/new", "/settings/apps", &fields).await;
            page.assert_page(422);
            assert!(page.body.contains("Typed name") && page.body.contains("Redirect URI 1"), "{uri}");
        }
        assert_eq!(server.faults.writes(), 0);
    }
}

scenario! {
    async fn b6_a_registered_query_is_kept_byte_for_byte(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb?a=%20b+c"]).await;
        let page = ada.authorize(&app.query("")).await;
        let answer = ada.decide(&page, "approve").await;
        assert!(answer.location().starts_with("https://c.example/cb?a=%20b+c&code=poc_"), "{}", answer.location());
    }
}

scenario! {
    async fn b7_with_several_registered_one_must_be_named(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb", "https://c.example/other"]).await;
        ada.authorize(&app.query("")).await.assert_page(400);
        let page = ada.authorize(&app.query("&redirect_uri=https%3A%2F%2Fc.example%2Fother")).await;
        let answer = ada.decide(&page, "approve").await;
        assert!(answer.location().starts_with("https://c.example/other?code="));
    }
}

scenario! {
    async fn b8_a_loopback_literal_takes_any_port_and_the_code_is_bound_to_it(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["http://127.0.0.1/cb"]).await;
        for bad in ["http://127.0.0.1:51004/other", "http://localhost:51004/cb", "http://[::1]/cb", "http://127.0.0.2/cb", "https://127.0.0.1/cb"] {
            ada.authorize(&app.query(&format!("&redirect_uri={}", encoded(bad)))).await.assert_page(400);
        }
        let sent = "http://127.0.0.1:51004/cb";
        let page = ada.authorize(&app.query(&format!("&redirect_uri={}", encoded(sent)))).await;
        let answer = ada.decide(&page, "approve").await;
        assert!(answer.location().starts_with("http://127.0.0.1:51004/cb?code="));
        let code = &answer.callback()["code"];
        let other = [("redirect_uri", "http://127.0.0.1:51005/cb")];
        app.exchange_with(&server, code, &other).await.assert_error(400, "invalid_grant");
        assert_eq!(app.exchange_with(&server, code, &[("redirect_uri", sent)]).await.status, 200);
    }
}
