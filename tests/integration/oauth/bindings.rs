//! POST /oauth/token: each thing a code is bound to refuses by itself, whatever the others say.

use crate::harness::{App, query_of};
use aws_sdk_dynamodb::types::AttributeValue as Value;
use std::time::Duration;

scenario! {
    async fn h2_h3_h5_h12_each_binding_of_a_code_refuses_by_itself_before_anything_is_written(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let code = ada.approve(&query_of(&app)).await;
        let code_key = server.keys("CODE#").await.pop().unwrap();
        let grant_key = server.keys("GRANT#").await.pop().unwrap();
        let text = |text: &str| Value::S(text.to_owned());
        let another = "pca_00000000000000000000000000000000";
        for (key, attribute, value, detail) in [
            (&code_key, "client_id", text(another), "another client's code"),
            (&code_key, "redirect_uri_sent", Value::Bool(true), "redirect_uri"),
            (&code_key, "redirect_uri", text("https://d.example/cb"), "redirect_uri no longer registered"),
            (&code_key, "scopes", Value::Ss(vec!["retired".into()]), "permissions no longer the app's"),
            (&code_key, "expires_at", Value::N("1".into()), "expired"),
            (&grant_key, "client_id", text(another), "approval revoked"),
            (&grant_key, "generation", text("another"), "approval revoked"),
        ] {
            let original = server.item(key).await.unwrap();
            let mut other = original.clone();
            other.insert(attribute.into(), value);
            server.put(other).await;
            server.faults.forget();
            app.exchange(&server, &code).await.assert_error(400, "invalid_grant");
            assert_eq!((server.last_log()["detail"].as_str(), server.faults.writes()), (Some(detail), 0), "{attribute}");
            server.put(original).await;
        }
        app.redeem(&server, &code).await;
    }
}

scenario! {
    async fn h14_a_code_dies_with_its_redirect_uri_though_nothing_else_changes(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let code = ada.approve(&query_of(&app)).await;
        let path = format!("/settings/apps/{}", app.client_id);
        let all = [("scopes", "integrations"), ("scopes", "posts"), ("scopes", "analytics")];
        let fields = [&[("name", "Scheduler"), ("redirect_uris", "https://c.example/new")], &all[..]].concat();
        ada.submit(&path, &path, &fields).await.assert_page(200);
        app.exchange(&server, &code).await.assert_error(400, "invalid_grant");
    }
}

scenario! {
    async fn h6_a_double_submit_ends_after_one_second_to_the_millisecond(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let code = ada.approve(&query_of(&app)).await;
        let token = app.redeem(&server, &code).await;
        server.clock.advance(Duration::from_millis(1_000));
        app.exchange(&server, &code).await.assert_error(400, "invalid_grant");
        assert!(server.is_live(&token).await);
        server.clock.advance(Duration::from_millis(1));
        app.exchange(&server, &code).await.assert_error(400, "invalid_grant");
        assert!(!server.is_live(&token).await);
    }
}

scenario! {
    async fn g1_h7_whoever_has_not_authenticated_learns_nothing_of_a_code(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let (good, used) = (ada.approve(&query_of(&app)).await, ada.approve(&query_of(&app)).await);
        app.redeem(&server, &used).await;
        server.faults.forget();
        let secret = shared::credential::Secret::<shared::credential::ClientSecret>::generate("").expose().to_owned();
        let stranger = App { secret, ..app.clone() };
        for code in ["x", &good, &used, &format!("{}0", &good[..good.len() - 1])] {
            stranger.exchange(&server, code).await.assert_error(401, "invalid_client");
        }
        assert_eq!(server.faults.writes(), 0);
    }
}

scenario! {
    async fn g3_an_id_that_begins_like_an_apps_is_not_that_app(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let code = ada.approve(&query_of(&app)).await;
        let alike = App { client_id: format!("{}{}", &app.client_id[..16], "0".repeat(20)), ..app.clone() };
        alike.exchange(&server, &code).await.assert_error(401, "invalid_client");
        ada.authorize(&query_of(&alike)).await.assert_page(400);
        ada.get(&format!("/settings/apps/{}", alike.client_id)).await.assert_page(404);
        app.redeem(&server, &code).await;
    }
}
