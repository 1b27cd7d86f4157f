//! An approval keeps its ten newest tokens, however many its item holds.

use crate::harness::{Answer, App, Decision, Server, decision, query_of};
use aws_sdk_dynamodb::types::AttributeValue as Attribute;
use futures_util::future::join_all;
use shared::credential::{AccessToken, Secret};
use std::time::Duration;

/// What the app is answered about a token, at `revoke` or `introspect`.
async fn ask(server: &Server, what: &str, app: &App, token: &str) -> Answer {
    let fields = [("token", token), ("client_id", &app.client_id), ("client_secret", &app.secret)];
    let request = server.client.post(format!("{}/oauth/{what}", server.url)).form(&fields);
    Answer::read(request.send().await.unwrap()).await
}

/// Whether it is live; the public API and introspection must say the same.
async fn is_live(server: &Server, app: &App, token: &str) -> bool {
    let live = server.is_live(token).await;
    assert_eq!(ask(server, "introspect", app, token).await.json()["active"], live);
    live
}

async fn redeem(server: &Server, app: &App, code: &str) -> Option<String> {
    let Decision { answer, asked_again } = decision(async || app.exchange(server, code).await).await;
    if answer.status == 200 {
        return Some(answer.json()["access_token"].as_str().unwrap().to_owned());
    }
    // It had been redeemed after all, by the call that was told 503.
    assert!(asked_again, "{}", answer.body);
    answer.assert_error(400, "invalid_grant");
    None
}

/// Copies the one token of a grant, so that it holds `count` more, each younger than the one before.
async fn hold(server: &Server, token: &str, count: usize) -> Vec<String> {
    let mut grant = server.grant_of(token).await.unwrap();
    let tokens: Vec<Secret<AccessToken>> = (0..count).map(|_| Secret::generate(&token[4..36])).collect();
    let mut held = grant["tokens"].as_m().unwrap().clone();
    let entry = held.values().next().unwrap().as_m().unwrap().clone();
    let first = server.clock.now().millis();
    for (n, token) in (1..).zip(&tokens) {
        let mut entry = entry.clone();
        entry.insert("issued_at".into(), Attribute::N((first + n).to_string()));
        held.insert(token.digest().hex(), Attribute::M(entry));
    }
    grant.insert("tokens".into(), Attribute::M(held));
    server.put(grant).await;
    server.clock.advance(Duration::from_secs(1));
    tokens.iter().map(|token| token.expose().to_owned()).collect()
}

async fn held(server: &Server, token: &str) -> usize {
    server.grant_of(token).await.unwrap()["tokens"].as_m().unwrap().len()
}

on_both! {
    async fn s16_of_thirty_redemptions_at_once_ten_tokens_live(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let mut codes = Vec::new();
        for _ in 0..30 {
            codes.push(ada.approve(&query_of(&app)).await);
        }
        let tokens = join_all(codes.iter().map(|code| redeem(&server, &app, code))).await;
        let tokens: Vec<String> = tokens.into_iter().flatten().collect();
        let mut live = 0;
        for token in &tokens {
            live += usize::from(is_live(&server, &app, token).await);
        }
        // A token whose answer was lost is one of the ten, too.
        assert!(if tokens.len() == 30 { live == 10 } else { live <= 10 }, "{live} of {} live", tokens.len());
        let code = ada.approve(&query_of(&app)).await;
        server.clock.advance(Duration::from_secs(1));
        let newest = app.redeem(&server, &code).await;
        assert_eq!(held(&server, &newest).await, 10, "what was left over goes with the next");
        assert!(server.is_live(&newest).await);
    }
}

on_both! {
    async fn s16_whoever_asks_counts_the_ten_newest_whatever_the_grant_holds(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let oldest = app.redeem(&server, &ada.approve(&query_of(&app)).await).await;
        let tokens = hold(&server, &oldest, 29).await;
        assert!(!is_live(&server, &app, &oldest).await);
        for (n, token) in tokens.iter().enumerate() {
            assert_eq!(is_live(&server, &app, token).await, n >= 19, "{n}");
        }
        assert!(ada.get("/settings/approved-apps").await.says("10 live tokens"));
        // A dead one is given back: nothing is written, and nothing is told.
        server.faults.forget();
        assert_eq!(ask(&server, "revoke", &app, &tokens[18]).await.status, 200);
        assert_eq!((server.faults.writes(), held(&server, &oldest).await), (0, 30));
        // A live one is: nine are left, and no dead one takes its place.
        assert_eq!(ask(&server, "revoke", &app, &tokens[28]).await.status, 200);
        assert_eq!(server.faults.writes(), 1);
        for (n, token) in tokens.iter().enumerate() {
            assert_eq!(is_live(&server, &app, token).await, (19..28).contains(&n), "{n}");
        }
    }
}

on_both! {
    async fn s16_no_dead_token_takes_the_place_of_one_that_a_replay_ended(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let oldest = app.redeem(&server, &ada.approve(&query_of(&app)).await).await;
        let tokens = hold(&server, &oldest, 12).await;
        // The newest, by a code of its own; what was redeemed beside it is held still, as after a race.
        let code = ada.approve(&query_of(&app)).await;
        let before = server.grant_of(&oldest).await.unwrap();
        let newest = app.redeem(&server, &code).await;
        let mut grant = server.grant_of(&oldest).await.unwrap();
        let mut held = before["tokens"].as_m().unwrap().clone();
        held.extend(grant["tokens"].as_m().unwrap().clone());
        grant.insert("tokens".into(), Attribute::M(held));
        server.put(grant).await;
        assert!(server.is_live(&newest).await && server.is_live(&tokens[3]).await && !server.is_live(&tokens[2]).await);
        server.clock.advance(Duration::from_secs(2));
        app.exchange(&server, &code).await.assert_error(400, "invalid_grant");
        assert!(!server.is_live(&newest).await && server.is_live(&tokens[3]).await && !server.is_live(&tokens[2]).await);
    }
}

on_both! {
    async fn s16_a_redemption_removes_at_most_a_hundred_so_that_its_expression_is_taken(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let oldest = app.redeem(&server, &ada.approve(&query_of(&app)).await).await;
        let tokens = hold(&server, &oldest, 399).await;
        let longest = |server: &Server| {
            let of = |update: &serde_json::Value| update["UpdateExpression"].as_str().map(str::len);
            let calls = server.faults.calls();
            let parts = calls.iter().flat_map(|call| [&call.body, &call.body["TransactItems"][1]["Update"]]);
            parts.filter_map(of).max().unwrap()
        };
        server.faults.forget();
        for left in [301, 202, 103, 10, 10] {
            server.clock.advance(Duration::from_secs(1));
            let newest = app.redeem(&server, &ada.approve(&query_of(&app)).await).await;
            assert_eq!(held(&server, &newest).await, left);
            assert!(server.is_live(&newest).await);
        }
        assert!(longest(&server) <= 4096, "{}", longest(&server));
        // Five new ones, and the five newest of those before.
        assert!(server.is_live(&tokens[394]).await && !server.is_live(&tokens[393]).await);
        // Nor is giving one back too long, of however many dead ones it makes sure that they stay dead.
        let tokens = hold(&server, &oldest, 399).await;
        server.faults.forget();
        assert_eq!(ask(&server, "revoke", &app, &tokens[398]).await.status, 200);
        assert!(longest(&server) <= 4096, "{}", longest(&server));
        assert_eq!(held(&server, &oldest).await, 9);
        assert!(!server.is_live(&tokens[398]).await && server.is_live(&tokens[397]).await);
    }
}
