//! DynamoDB failing in every way it can: each ends as 503 with Retry-After or as the right answer, never as 401, 403
//! or `invalid_grant`, never with a spent code and no token.

use crate::harness::faults::Fault;
use crate::harness::{App, Server, Visitor, decided, query_of};
use shared::store::Limits;
use std::time::{Duration, Instant};

/// An attempt that is given up by nobody.
const PATIENT: Limits = Limits { attempt: Duration::from_hours(1), operation: Duration::from_hours(1) };

/// An app with a code ready to redeem.
async fn ready(server: &Server) -> (Visitor, App, String) {
    let ada = server.sign_in("ada").await;
    let app = ada.register(&["https://c.example/cb"]).await;
    let code = ada.approve(&query_of(&app)).await;
    server.faults.forget();
    (ada, app, code)
}

/// Tokens in the grant a code leads to.
async fn tokens(server: &Server, code: &str) -> usize {
    server.grant_of(code).await.unwrap()["tokens"].as_m().unwrap().len()
}

scenario! {
    async fn o1_throttled_without_end_is_503_and_the_code_is_still_good(server) {
        let (_, app, code) = ready(&server).await;
        for operation in ["BatchGetItem", "TransactWriteItems"] {
            server.faults.fail_always(operation, Fault::Throttle);
            server.faults.forget();
            app.exchange(&server, &code).await.assert_error(503, "temporarily_unavailable");
            println!("o1: {operation} throttled without end answered after {} ms", server.last_log()["duration_ms"]);
            let calls = server.faults.calls();
            assert_eq!(calls.iter().filter(|call| call.operation == operation).count(), 5, "the first try and four more");
            assert_eq!(server.last_log()["outcome"], "store_unavailable");
            server.faults.heal();
        }
        app.redeem(&server, &code).await;
    }
}

scenario! {
    async fn o2_trouble_once_is_nobodys_business(server) {
        let (ada, app, _) = ready(&server).await;
        for fault in [Fault::Throttle, Fault::Internal] {
            for operation in ["BatchGetItem", "TransactWriteItems"] {
                let code = ada.approve(&query_of(&app)).await;
                let before = tokens(&server, &code).await;
                server.faults.fail(operation, fault, 1);
                app.redeem(&server, &code).await;
                assert_eq!(tokens(&server, &code).await, before + 1);
            }
        }
    }
}

on_both! {
    async fn o3_a_reply_lost_after_the_commit_is_found_out(server) {
        let (ada, app, code) = ready(&server).await;
        server.faults.fail("TransactWriteItems", Fault::LoseReply, 1);
        app.redeem(&server, &code).await;
        assert_eq!(tokens(&server, &code).await, 1);
        // Every reply lost, until the retries run out: the code's item tells.
        let code = ada.approve(&query_of(&app)).await;
        server.faults.fail_always("TransactWriteItems", Fault::LoseReply);
        let token = app.redeem(&server, &code).await;
        assert!(server.is_live(&token).await);
        assert_eq!(tokens(&server, &code).await, 2);
    }
}

scenario! {
    async fn o3_a_reply_lost_twice_over_is_503(server) {
        let (_, app, code) = ready(&server).await;
        // The transaction's replies are lost, and so is the read that would tell.
        server.faults.fail_always("TransactWriteItems", Fault::LoseReply);
        server.faults.fail_after("BatchGetItem", Fault::Internal, 1, usize::MAX);
        app.exchange(&server, &code).await.assert_error(503, "temporarily_unavailable");
    }
}

scenario! {
    async fn o4_a_failed_condition_is_invalid_grant_whichever_it_was(server) {
        let (_, app, code) = ready(&server).await;
        for (failed, detail) in [(0, "redeemed or expired in between"), (1, "approval revoked in between")] {
            server.faults.fail("TransactWriteItems", Fault::Condition(failed), 1);
            app.exchange(&server, &code).await.assert_error(400, "invalid_grant");
            assert_eq!(server.last_log()["detail"], detail);
        }
        app.redeem(&server, &code).await;
    }
}

scenario! {
    async fn o5_a_conflict_is_retried_and_a_condition_beside_it_wins(server) {
        let (ada, app, code) = ready(&server).await;
        server.faults.fail("TransactWriteItems", Fault::Conflict, 4);
        app.redeem(&server, &code).await;
        let code = ada.approve(&query_of(&app)).await;
        server.faults.forget();
        server.faults.fail("TransactWriteItems", Fault::ConflictAndCondition, 1);
        app.exchange(&server, &code).await.assert_error(400, "invalid_grant");
        assert_eq!(server.faults.writes(), 1, "the condition is the answer: nothing is tried again");
        server.faults.fail_always("TransactWriteItems", Fault::Conflict);
        app.exchange(&server, &code).await.assert_error(503, "temporarily_unavailable");
        server.faults.heal();
        app.redeem(&server, &code).await;
    }
}

scenario! {
    async fn o5_single_writes_meet_conflicts_too(server) {
        let (ada, app, code) = ready(&server).await;
        app.redeem(&server, &code).await;
        server.clock.advance(Duration::from_secs(2));
        server.faults.fail("UpdateItem", Fault::Conflict, 2);
        app.exchange(&server, &code).await.assert_error(400, "invalid_grant");
        assert_eq!(tokens(&server, &code).await, 0);
        server.faults.fail("UpdateItem", Fault::Conflict, 2);
        let rotated = App { secret: ada.rotate(&app).await, ..app.clone() };
        server.faults.fail("DeleteItem", Fault::Conflict, 2);
        assert_eq!(ada.delete(&rotated).await.status, 303);
    }
}

scenario! {
    async fn o5_approvals_meet_conflicts_too(server) {
        let (ada, app, _) = ready(&server).await;
        server.faults.fail("TransactWriteItems", Fault::Conflict, 3);
        let code = ada.approve(&query_of(&app)).await;
        app.redeem(&server, &code).await;
        let page = ada.authorize(&query_of(&app)).await;
        server.faults.fail_always("TransactWriteItems", Fault::Conflict);
        ada.decide(&page, "approve").await.assert_page(503);
    }
}

scenario! {
    async fn o6_a_transaction_in_progress_is_retried_once_five_seconds_have_passed(server) {
        let (_, app, code) = ready(&server).await;
        server.faults.fail("TransactWriteItems", Fault::InProgress, 1);
        let started = Instant::now();
        app.redeem(&server, &code).await;
        assert!(started.elapsed() >= Duration::from_secs(5));
    }
}

scenario! {
    async fn o6_a_transaction_in_progress_without_end_is_503_within_the_operations_eight_seconds(server) {
        let (_, app, code) = ready(&server).await;
        let url = server.within(Limits { operation: Limits::default().operation, ..PATIENT }).await;
        server.faults.fail_always("TransactWriteItems", Fault::InProgress);
        app.exchange_at(&server, &url, &code).await.assert_error(503, "temporarily_unavailable");
        // And not the end of its attempts, which would be twenty seconds away.
        assert!(server.last_log()["detail"].as_str().unwrap().contains("operation timeout"), "{}", server.last_log());
    }
}

scenario! {
    async fn o5_a_storm_of_conflicts_leaves_the_next_transaction_its_retries(server) {
        let (_, app, code) = ready(&server).await;
        server.faults.fail_always("TransactWriteItems", Fault::Conflict);
        // Four retries each: more than the SDK's own budget of retries would pay for.
        for answer in futures_util::future::join_all((0..40).map(|_| app.exchange(&server, &code))).await {
            answer.assert_error(503, "temporarily_unavailable");
        }
        // What those at once gave back at their end goes too.
        for _ in 0..15 {
            app.exchange(&server, &code).await.assert_error(503, "temporarily_unavailable");
        }
        server.faults.heal();
        server.faults.fail("TransactWriteItems", Fault::Conflict, 4);
        app.redeem(&server, &code).await;
    }
}

scenario! {
    async fn o6_a_mismatched_token_is_503(server) {
        let (_, app, code) = ready(&server).await;
        server.faults.fail_always("TransactWriteItems", Fault::Mismatch);
        app.exchange(&server, &code).await.assert_error(503, "temporarily_unavailable");
        server.faults.heal();
        app.redeem(&server, &code).await;
    }
}

scenario! {
    async fn o7_a_database_that_never_answers_is_503_within_the_budget(server) {
        let (mut ada, app, code) = ready(&server).await;
        // Longer than this machine takes for an answer, however busy it is; a hanging one takes an hour.
        let attempt = Duration::from_secs(3);
        let url = server.within(Limits { attempt, operation: 4 * attempt }).await;
        server.faults.fail("TransactWriteItems", Fault::Hang, 1);
        let started = Instant::now();
        assert_eq!(app.exchange_at(&server, &url, &code).await.status, 200);
        assert!(started.elapsed() >= attempt, "one attempt is given up after its time");
        server.faults.fail_always("BatchGetItem", Fault::Hang);
        let query = query_of(&app);
        ada.url.clone_from(&url);
        let (answer, page) = tokio::join!(app.exchange_at(&server, &url, &code), ada.authorize(&query));
        answer.assert_error(503, "temporarily_unavailable");
        page.assert_page(503);
        assert!(server.last_log()["detail"].as_str().unwrap().contains("operation timeout"), "{}", server.last_log());
    }
}

scenario! {
    async fn o7_s20_in_production_an_attempt_that_hangs_is_given_up_too(server) {
        let (_, app, code) = ready(&server).await;
        let url = server.as_in_production().await;
        for operation in ["BatchGetItem", "TransactWriteItems"] {
            server.faults.fail(operation, Fault::Hang, 1);
        }
        let answer = decided(async || app.exchange_at(&server, &url, &code).await).await;
        assert!(matches!(answer.status, 200 | 400), "{}", answer.body);
        assert_eq!(tokens(&server, &code).await, 1);
    }
}

scenario! {
    async fn o10_a_batch_left_unprocessed_is_asked_again_and_never_taken_for_absence(server) {
        let (ada, app, code) = ready(&server).await;
        server.faults.fail("BatchGetItem", Fault::Unprocessed, 3);
        app.redeem(&server, &code).await;
        let code = ada.approve(&query_of(&app)).await;
        server.faults.fail_always("BatchGetItem", Fault::Unprocessed);
        app.exchange(&server, &code).await.assert_error(503, "temporarily_unavailable");
        ada.authorize(&query_of(&app)).await.assert_page(503);
        ada.get("/settings/apps").await.assert_page(503);
        server.faults.heal();
        app.redeem(&server, &code).await;
    }
}

scenario! {
    async fn o16_an_odd_item_fails_closed(server) {
        let (ada, app, code) = ready(&server).await;
        let code_key = server.keys("CODE#").await.pop().unwrap();
        let app_key = format!("APP#{}", &app.client_id[4..16]);
        let grant_key = server.keys("GRANT#").await.pop().unwrap();
        for (key, attribute) in [
            (&code_key, "expires_at"), (&code_key, "generation"), (&code_key, "scopes"), (&app_key, "redirect_uris"),
            (&app_key, "client_id"), (&grant_key, "tokens"), (&grant_key, "user"),
        ] {
            let original = server.item(key).await.unwrap();
            for odd in [None, Some(aws_sdk_dynamodb::types::AttributeValue::Bool(true))] {
                let mut item = original.clone();
                item.remove(attribute);
                item.extend(odd.map(|odd| (attribute.to_owned(), odd)));
                server.put(item).await;
                app.exchange(&server, &code).await.assert_error(503, "temporarily_unavailable");
            }
            server.put(original).await;
        }
        app.redeem(&server, &code).await;
        ada.authorize(&query_of(&app)).await.assert_page(200);
    }
}
