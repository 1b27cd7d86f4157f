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
    async fn r5_each_act_is_one_event_with_ids_only(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let event = |server: &crate::harness::Server| -> String { server.last_log()["outcome"].as_str().unwrap().to_owned() };
        let page = ada.authorize(&query_of(&app)).await;
        let mut events = vec![event(&server)];
        ada.decide(&page, "deny").await;
        events.push(event(&server));
        let code = ada.decide(&page, "approve").await.callback()["code"].clone();
        events.push(event(&server));
        app.redeem(&server, &code).await;
        events.push(event(&server));
        server.clock.advance(std::time::Duration::from_secs(2));
        app.exchange(&server, &code).await;
        events.push(event(&server));
        ada.rotate(&app).await;
        events.push(event(&server));
        ada.delete(&app).await;
        events.push(event(&server));
        let expected = ["consent_shown", "denied", "code_issued", "token_issued", "code_replayed", "secret_rotated", "app_deleted"];
        assert_eq!(events, expected);
        for line in server.log().iter().filter(|line| expected[1..].iter().any(|event| line["outcome"] == *event)) {
            assert_eq!(line["client_id"], app.client_id.as_str(), "{line}");
        }
    }
}
