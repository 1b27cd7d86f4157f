//! What the log says, and never says.

use crate::harness::query_of;
use serde_json::Value;

scenario! {
    async fn one_line_a_request_says_what_was_asked_and_what_came_of_it(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let code = ada.approve(&query_of(&app)).await;
        let before = server.log().len();
        app.redeem(&server, &code).await;
        assert_eq!(server.log().len(), before + 1);
        let line = server.last_log();
        for (field, value) in [("level", "info"), ("method", "POST"), ("route", "/oauth/token"), ("outcome", "token_issued"),
            ("client_id", &app.client_id), ("user", "ada"), ("org", "org_acme")] {
            assert_eq!(line[field], value);
        }
        assert_eq!((&line["status"], &line["dynamodb_calls"]), (&Value::from(200), &Value::from(2)));
        assert!(line["duration_ms"].is_u64() && line["time_ms"].is_i64());
        assert_eq!(line["request_id"].as_str().unwrap().len(), 16);
    }
}

scenario! {
    async fn r3_r2_no_secret_is_in_the_log_the_table_or_an_error(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let code = ada.approve(&query_of(&app)).await;
        let unspent = ada.approve(&query_of(&app)).await;
        let token = app.redeem(&server, &code).await;
        let session = ada.cookie("session").unwrap();
        let page = ada.authorize(&query_of(&app)).await;
        let ticket = page.hidden("ticket");
        let mut errors = Vec::new();
        // What a parser would quote, a path would hold, a header would carry.
        for body in [format!("{{\"code\":{{\"{unspent}\":1}}"), format!("{{\"client_secret\":\"{}\",}}", app.secret)] {
            errors.push(server.post_token(&body, "application/json").await.body);
        }
        errors.push(app.exchange_with(&server, &unspent, &[("client_secret", &token)]).await.body);
        errors.push(ada.get(&format!("/nowhere/{token}")).await.body);
        errors.push(ada.get(&format!("/settings/apps/{token}")).await.body);
        errors.push(ada.authorize(&format!("client_id={token}")).await.body);
        errors.push(ada.authorize(&app.query(&format!("&redirect_uri={token}"))).await.body);
        server.faults.fail_always("", crate::harness::faults::Fault::Internal);
        errors.push(app.exchange(&server, &unspent).await.body);
        server.faults.heal();
        let log = server.log().iter().map(Value::to_string).collect::<String>();
        let table = format!("{:?}", server.dump().await);
        for secret in [&app.secret, &code, &unspent, &token, &session, &ticket] {
            let tail = &secret[secret.len() - 20..];
            assert!(!log.contains(tail) && !table.contains(tail) && !errors.concat().contains(tail), "{secret}");
        }
    }
}
