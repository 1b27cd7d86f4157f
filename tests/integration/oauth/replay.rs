//! A code used again (ARCHITECTURE.md, invariant 2).

use crate::harness::{App, query_of};
use std::time::Duration;

const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256";

on_both! {
    async fn h6_h18_a_replay_ends_the_token_the_code_gave(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let (code, other) = (ada.approve(&query_of(&app)).await, ada.approve(&query_of(&app)).await);
        let (token, innocent) = (app.redeem(&server, &code).await, app.redeem(&server, &other).await);
        server.clock.advance(Duration::from_millis(1_500));
        app.exchange(&server, &code).await.assert_error(400, "invalid_grant");
        assert!(!server.is_live(&token).await);
        assert!(server.is_live(&innocent).await);
        assert_eq!(server.last_log()["outcome"], "code_replayed");
        // Again: refused just the same.
        app.exchange(&server, &code).await.assert_error(400, "invalid_grant");
    }
}

scenario! {
    async fn h6_a_double_submit_within_a_second_is_only_refused(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let code = ada.approve(&query_of(&app)).await;
        let token = app.redeem(&server, &code).await;
        app.exchange(&server, &code).await.assert_error(400, "invalid_grant");
        assert!(server.is_live(&token).await);
    }
}

scenario! {
    async fn h6_a_replay_after_the_codes_ten_minutes_is_only_refused(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let code = ada.approve(&query_of(&app)).await;
        let token = app.redeem(&server, &code).await;
        server.clock.advance(Duration::from_secs(600));
        app.exchange(&server, &code).await.assert_error(400, "invalid_grant");
        assert!(server.is_live(&token).await);
        // The spent code is kept for a day after its expiry, so that a replay is still told from a guess.
        let key = server.keys("CODE#").await.pop().unwrap();
        let item = server.item(&key).await.unwrap();
        let (expiry, ttl) = (item["expires_at"].as_n().unwrap(), item["ttl"].as_n().unwrap());
        assert_eq!(ttl.parse::<i64>().unwrap(), expiry.parse::<i64>().unwrap() / 1000 + 24 * 3600);
    }
}

scenario! {
    async fn h7_a_replay_with_anything_wrong_changes_nothing(server) {
        let ada = server.sign_in("ada").await;
        let (app, other) = (ada.register(&["https://c.example/cb"]).await, ada.register(&["https://d.example/cb"]).await);
        let code = ada.approve(&app.query(CHALLENGE)).await;
        let answer = app.exchange_with(&server, &code, &[("code_verifier", VERIFIER)]).await;
        let token = answer.json()["access_token"].as_str().unwrap().to_owned();
        server.clock.advance(Duration::from_secs(5));
        server.faults.forget();
        let stranger = App { secret: other.secret.clone(), ..app.clone() };
        stranger.exchange_with(&server, &code, &[("code_verifier", VERIFIER)]).await.assert_error(401, "invalid_client");
        other.exchange_with(&server, &code, &[("code_verifier", VERIFIER)]).await.assert_error(400, "invalid_grant");
        app.exchange(&server, &code).await.assert_error(400, "invalid_grant");
        let wrong = [("code_verifier", VERIFIER), ("redirect_uri", "https://c.example/x")];
        app.exchange_with(&server, &code, &wrong).await.assert_error(400, "invalid_grant");
        assert_eq!(server.faults.writes(), 0);
        assert!(server.is_live(&token).await);
    }
}
