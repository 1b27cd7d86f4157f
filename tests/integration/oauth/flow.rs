//! From the button to the token, and what the code is bound to.

use crate::harness::query_of;
use serde_json::{Value, json};
use std::time::Duration;

const MINUTE: Duration = Duration::from_secs(60);

on_both! {
    async fn f16_a1_from_the_button_to_the_token(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;

        let page = ada.authorize(&query_of(&app)).await;
        page.assert_page(200);
        for shown in ["Scheduler", "Plans your posts", "c.example", "Acme", "Ada Lovelace", "does not expire"] {
            assert!(page.body.contains(shown), "{shown}");
        }
        assert!(server.keys("CODE#").await.is_empty() && server.keys("GRANT#").await.is_empty());

        let callback = ada.decide(&page, "approve").await.callback();
        assert_eq!(callback.len(), 3, "{callback:?}");
        assert_eq!((callback["state"].as_str(), callback["iss"].as_str()), ("s1", server.url.as_str()));

        let answer = app.exchange(&server, &callback["code"]).await;
        assert_eq!(answer.status, 200);
        answer.assert_json();
        let granted = answer.json();
        let token = granted["access_token"].as_str().unwrap();
        assert!(token.starts_with("pos_") && token.len() <= 80);
        let expected = json!({
            "id": "org_acme", "cus": "cus_acme", "access_token": token, "token_type": "bearer",
            "scope": "integrations posts analytics",
        });
        assert_eq!(granted, expected);
        assert!(server.is_live(token).await);
    }
}

on_both! {
    async fn f16_cus_is_null_where_there_is_none(server) {
        let grace = server.sign_in("grace").await;
        let app = grace.register(&["https://c.example/cb"]).await;
        let code = grace.approve(&query_of(&app)).await;
        let granted = app.exchange(&server, &code).await.json();
        assert_eq!((&granted["id"], &granted["cus"]), (&json!("org_globex"), &Value::Null));
    }
}

on_both! {
    async fn the_token_has_the_permissions_of_the_page(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let page = ada.authorize(&app.query("&scope=analytics+posts")).await;
        assert!(page.body.contains("analytics of your channels") && !page.body.contains("connected channels"));
        let code = ada.decide(&page, "approve").await.callback()["code"].clone();
        let answer = app.exchange(&server, &code).await.json();
        assert_eq!(answer["scope"], "posts analytics");
        let grant = server.grant_of(&code).await.unwrap();
        let token = grant["tokens"].as_m().unwrap().values().next().unwrap().as_m().unwrap();
        let mut scopes = token["scopes"].as_ss().unwrap().clone();
        scopes.sort();
        assert_eq!(scopes, ["analytics", "posts"]);
    }
}

scenario! {
    async fn new_permissions_are_marked_on_re_approval(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        assert!(!ada.authorize(&query_of(&app)).await.body.contains(">new<"));
        ada.approve(&app.query("&scope=posts")).await;
        let page = ada.authorize(&app.query("&scope=posts+analytics")).await;
        assert_eq!(page.body.matches(">new<").count(), 1);
        assert!(page.body.contains("analytics of your channels and posts <span class=\"new\">"));
    }
}

on_both! {
    async fn h2_h4_another_clients_code_is_refused_and_unspent(server) {
        let ada = server.sign_in("ada").await;
        let (a, b) = (ada.register(&["https://a.example/cb"]).await, ada.register(&["https://b.example/cb"]).await);
        let code = ada.approve(&query_of(&a)).await;
        b.exchange(&server, &code).await.assert_error(400, "invalid_grant");
        a.redeem(&server, &code).await;
    }
}

on_both! {
    async fn h3_h4_the_redirect_uri_is_repeated_if_it_was_sent(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb", "https://c.example/other"]).await;
        let sent = ada.approve(&app.query("&redirect_uri=https%3A%2F%2Fc.example%2Fcb")).await;
        for wrong in ["", "https://c.example/other", "https://c.example/cb/", "https%3A%2F%2Fc.example%2Fcb"] {
            app.exchange_with(&server, &sent, &[("redirect_uri", wrong)]).await.assert_error(400, "invalid_grant");
        }
        assert_eq!(app.exchange_with(&server, &sent, &[("redirect_uri", "https://c.example/cb")]).await.status, 200);
    }
}

scenario! {
    async fn h3_a_redirect_uri_that_was_not_sent_is_absent_or_equal(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        for (repeated, status) in [("", 200), ("https://c.example/cb", 200), ("https://c.example/x", 400)] {
            let code = ada.approve(&query_of(&app)).await;
            let answer = app.exchange_with(&server, &code, &[("redirect_uri", repeated)]).await;
            assert_eq!(answer.status, status, "{repeated}");
        }
    }
}

on_both! {
    async fn h5_a_code_lives_ten_minutes_whether_or_not_it_was_swept(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let (early, late) = (ada.approve(&query_of(&app)).await, ada.approve(&query_of(&app)).await);
        server.clock.advance(10 * MINUTE - Duration::from_secs(5));
        app.redeem(&server, &early).await;
        server.clock.advance(Duration::from_secs(5));
        app.exchange(&server, &late).await.assert_error(400, "invalid_grant");
        server.clock.advance(MINUTE);
        app.exchange(&server, &late).await.assert_error(400, "invalid_grant");
        assert_eq!(server.keys("CODE#").await.len(), 2);
    }
}

scenario! {
    async fn h1_unknown_and_malformed_codes_are_all_the_same(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let real = ada.approve(&query_of(&app)).await;
        let locator = &real[4..36];
        let unknown = shared::credential::Secret::<shared::credential::Code>::generate(locator).expose().to_owned();
        let first = app.exchange(&server, &unknown).await;
        first.assert_error(400, "invalid_grant");
        server.faults.forget();
        for code in ["x", &"x".repeat(5_000), "пос", &real.replace("poc_", "pos_"), &real.to_uppercase()] {
            assert_eq!(app.exchange(&server, code).await.body, first.body, "{code}");
        }
        for _ in 0..crate::harness::sizes::code_guesses() {
            let guess = shared::credential::Secret::<shared::credential::Code>::generate(locator);
            assert_eq!(app.exchange(&server, guess.expose()).await.body, first.body);
        }
        assert_eq!(server.faults.writes(), 0);
        app.redeem(&server, &real).await;
    }
}

on_both! {
    async fn h10_h11_two_codes_of_one_approval_both_work(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let (older, newer) = (ada.approve(&query_of(&app)).await, ada.approve(&query_of(&app)).await);
        let first = app.redeem(&server, &older).await;
        let second = app.redeem(&server, &newer).await;
        assert!(server.is_live(&first).await && server.is_live(&second).await);
    }
}

on_both! {
    async fn h12_revoking_kills_codes_not_yet_redeemed_even_after_a_new_approval(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let (revoked, old) = (ada.approve(&query_of(&app)).await, ada.approve(&query_of(&app)).await);
        server.revoke(&revoked).await;
        app.exchange(&server, &revoked).await.assert_error(400, "invalid_grant");
        let new = ada.approve(&query_of(&app)).await;
        app.exchange(&server, &old).await.assert_error(400, "invalid_grant");
        app.redeem(&server, &new).await;
    }
}

scenario! {
    async fn h14_editing_the_redirect_uri_kills_outstanding_codes(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let code = ada.approve(&query_of(&app)).await;
        let path = format!("/settings/apps/{}", app.client_id);
        let fields = [("name", "Scheduler"), ("redirect_uris", "https://c.example/new"), ("scopes", "posts")];
        ada.submit(&path, &path, &fields).await.assert_page(200);
        app.exchange(&server, &code).await.assert_error(400, "invalid_grant");
    }
}

on_both! {
    async fn a_grant_keeps_its_ten_newest_tokens(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let mut tokens = Vec::new();
        for _ in 0..12 {
            server.clock.advance(Duration::from_secs(1));
            let code = ada.approve(&query_of(&app)).await;
            tokens.push(app.redeem(&server, &code).await);
        }
        let mut live = Vec::new();
        for token in &tokens {
            live.push(server.is_live(token).await);
        }
        assert_eq!(live, [false, false, true, true, true, true, true, true, true, true, true, true]);
    }
}

on_both! {
    async fn e19_an_abandoned_re_approval_leaves_live_tokens_alone(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let code = ada.approve(&query_of(&app)).await;
        let token = app.redeem(&server, &code).await;
        ada.approve(&app.query("&scope=posts")).await;
        let page = ada.authorize(&query_of(&app)).await;
        ada.decide(&page, "deny").await;
        assert!(server.is_live(&token).await);
    }
}

scenario! {
    async fn any_member_may_approve_for_himself(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let linus = server.sign_in("linus").await;
        let code = linus.approve(&query_of(&app)).await;
        app.redeem(&server, &code).await;
        let grant = server.grant_of(&code).await.unwrap();
        assert_eq!((grant["user"].as_s().unwrap().as_str(), grant["org"].as_s().unwrap().as_str()), ("linus", "org_acme"));
    }
}

scenario! {
    async fn a_permission_taken_from_the_app_is_in_no_token_given_afterwards(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let (wide, narrow) = (ada.approve(&query_of(&app)).await, ada.approve(&app.query("&scope=posts")).await);
        let path = format!("/settings/apps/{}", app.client_id);
        let fields = [("name", "Scheduler"), ("redirect_uris", "https://c.example/cb"), ("scopes", "posts")];
        ada.submit(&path, &path, &fields).await.assert_page(200);
        app.exchange(&server, &wide).await.assert_error(400, "invalid_grant");
        app.redeem(&server, &narrow).await;
    }
}

scenario! {
    async fn an_app_whose_permissions_have_all_left_the_catalogue_may_ask_for_nothing(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let code = ada.approve(&query_of(&app)).await;
        let retired = aws_sdk_dynamodb::types::AttributeValue::Ss(vec!["retired".into()]);
        for key in [format!("APP#{}", &app.client_id[4..16]), server.keys("CODE#").await.pop().unwrap()] {
            let mut item = server.item(&key).await.unwrap();
            item.insert("scopes".into(), retired.clone());
            server.put(item).await;
        }
        ada.authorize(&query_of(&app)).await.assert_refused("https://c.example/cb?", "invalid_scope", Some("s1"));
        app.exchange(&server, &code).await.assert_error(400, "invalid_grant");
    }
}
