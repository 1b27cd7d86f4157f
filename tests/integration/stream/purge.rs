//! What is reclaimed after a deletion, and that nothing else is. The records are the database's own stream's.

use crate::harness::faults::Fault;
use crate::harness::{App, Item, STACK, Server, Visitor, query_of};
use aws_sdk_dynamodb::types::AttributeValue;
use purge::Purge;
use serde_json::{Value, json};
use shared::clock::Timestamp;
use shared::log::Sink;
use shared::random;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// What it takes to purge an app with three grants: looks at the app and at the index, three times each, and the deletes.
pub(super) const CALLS: usize = 3 * 2 + 3;

/// A grant for each of `count` users, beside the one that consent made.
pub(super) async fn seed_grants(server: &Server, app: &App, grant: &Item, count: usize) {
    let seed = |_| {
        let mut item = grant.clone();
        let pk = format!("GRANT#{}{}", &app.client_id[4..16], random::base62(20));
        item.insert("pk".into(), AttributeValue::S(pk));
        server.put(item)
    };
    futures_util::future::join_all((0..count).map(seed)).await;
}

/// An app with `count` grants, deleted through its page; and what the stream says of it.
pub(super) async fn deleted(server: &Server, ada: &Visitor, count: usize) -> Value {
    let app = ada.register(&["https://c.example/cb"]).await;
    let code = ada.approve(&query_of(&app)).await;
    let token = app.redeem(server, &code).await;
    seed_grants(server, &app, &server.grant_of(&token).await.unwrap(), count - 1).await;
    let mut stream = server.stream().await;
    stream.take().await.unwrap();
    assert_eq!(ada.delete(&app).await.status, 303);
    let records = stream.take().await.unwrap();
    assert_eq!(records.len(), 1, "one app was deleted, and nothing else passes: {records:?}");
    json!({ "Records": records })
}

pub(super) fn deadline(server: &Server) -> Timestamp {
    server.clock.now().plus(Duration::from_hours(1))
}

on_both! {
    async fn m8_m9_what_a_deleted_app_leaves_behind_is_reclaimed_page_by_page(server) {
        let ada = server.sign_in("ada").await;
        let other = ada.register(&["https://c.example/cb"]).await;
        let code = ada.approve(&query_of(&other)).await;
        let token = other.redeem(&server, &code).await;
        let event = deleted(&server, &ada, 250).await;
        assert_eq!(server.keys("GRANT#").await.len(), 251);
        server.faults.forget();
        server.purge().serve(&event.to_string(), deadline(&server)).await.unwrap();
        assert_eq!(server.last_log()["outcome"], "app_purged");
        assert_eq!(server.last_log()["detail"], "250");
        let queries = server.faults.calls().iter().filter(|call| call.operation == "Query").count();
        assert!(queries >= 3 + 2, "three pages, then two passes that find nothing: {queries}");
        assert_eq!(server.keys("GRANT#").await.len(), 1, "another app's grant is left alone");
        assert!(server.is_live(&token).await);
        // The record comes again: there is nothing left to do, and nothing goes wrong.
        server.purge().serve(&event.to_string(), deadline(&server)).await.unwrap();
        assert_eq!((&server.last_log()["outcome"], &server.last_log()["detail"]), (&json!("app_purged"), &json!("0")));
        assert!(server.is_live(&token).await);
    }
}

on_both! {
    async fn m9_a_fault_at_any_call_loses_nothing_and_the_record_comes_again(server) {
        let ada = server.sign_in("ada").await;
        for fault in [Fault::Internal, Fault::LoseReply] {
            for call in 0.. {
                let event = deleted(&server, &ada, 3).await;
                server.faults.forget();
                server.faults.fail_after("", fault, call, usize::MAX);
                let first = server.purge().serve(&event.to_string(), deadline(&server)).await;
                server.faults.heal();
                if first.is_ok() {
                    assert_eq!(call, CALLS, "every call of a whole purge had its turn");
                    break;
                }
                assert_eq!(server.last_log()["outcome"], "store_unavailable");
                assert_eq!((&server.last_log()["level"], &server.last_log()["Trouble"]), (&json!("ERROR"), &json!(1)));
                server.purge().serve(&event.to_string(), deadline(&server)).await.unwrap();
                assert_eq!(server.keys("GRANT#").await, Vec::<String>::new(), "orphans after a fault at call {call}");
            }
            // A delete that failed is not one that found nothing.
            let event = deleted(&server, &ada, 3).await;
            server.faults.fail_always("DeleteItem", fault);
            let failed = server.purge().serve(&event.to_string(), deadline(&server)).await;
            assert!(failed.is_err(), "done with, though no delete was answered");
            server.faults.heal();
            server.purge().serve(&event.to_string(), deadline(&server)).await.unwrap();
        }
    }
}

on_both! {
    async fn m9_killed_at_any_call_loses_nothing_and_the_record_comes_again(server) {
        let ada = server.sign_in("ada").await;
        for call in 1..=CALLS {
            let event = deleted(&server, &ada, 3).await;
            server.faults.forget();
            server.faults.fail_after("", Fault::Hang, call - 1, 1);
            let (purge, event) = (server.purge(), event.to_string());
            tokio::select! {
                _ = purge.serve(&event, deadline(&server)) => panic!("it was to be killed at call {call}"),
                // While that call is under way, nothing more of it is ever run.
                () = async { while server.faults.calls().len() < call { tokio::time::sleep(Duration::from_millis(1)).await } } => {}
            }
            server.faults.heal();
            server.purge().serve(&event, deadline(&server)).await.unwrap();
            assert_eq!(server.keys("GRANT#").await, Vec::<String>::new(), "orphans after a kill at call {call}");
        }
    }
}

scenario! {
    async fn m9_when_time_runs_out_it_fails_on_purpose_and_the_record_comes_again(server) {
        let ada = server.sign_in("ada").await;
        let event = deleted(&server, &ada, 150).await;
        server.faults.fail_after("DeleteItem", Fault::Hang, 50, usize::MAX);
        let mut left = 150;
        // Never enough for all; enough for some, however slow the machine is.
        for seconds in [6, 7, 9, 13, 21, 37, 69, 133] {
            let soon = server.clock.now().plus(Duration::from_secs(seconds));
            let error = server.purge().serve(&event.to_string(), soon).await.unwrap_err();
            assert_eq!(error, "Not finished in time; the records come again");
            assert_eq!(server.last_log()["outcome"], "purge_goes_on");
            assert_eq!((&server.last_log()["level"], server.last_log().get("Trouble")), (&json!("INFO"), None));
            left = server.keys("GRANT#").await.len();
            if left < 150 {
                break;
            }
        }
        assert!((1..150).contains(&left), "some were reclaimed, and stay so: {left}");
        server.faults.heal();
        server.purge().serve(&event.to_string(), deadline(&server)).await.unwrap();
        assert_eq!(server.keys("GRANT#").await.len(), 0);
    }
}

scenario! {
    async fn m9_what_an_approval_under_way_still_writes_is_found_by_the_last_pass(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let code = ada.approve(&query_of(&app)).await;
        let late = server.grant_of(&code).await.unwrap();
        let mut stream = server.stream().await;
        ada.delete(&app).await;
        let event = json!({ "Records": stream.take().await.unwrap() });
        // One pass finds the grant, one finds nothing; the third is held back until the write is done.
        server.faults.pause_after("Query", 2);
        let straggler = async {
            server.faults.reached().await;
            server.put(late).await;
            server.faults.resume();
        };
        let (purge, event) = (server.purge(), event.to_string());
        let (served, ()) = tokio::join!(purge.serve(&event, deadline(&server)), straggler);
        served.unwrap();
        assert_eq!(server.last_log()["detail"], "2");
        assert_eq!(server.keys("GRANT#").await.len(), 0);
    }
}

scenario! {
    async fn p5_a_panic_of_the_purge_counts_and_its_records_come_again(server) {
        let ada = server.sign_in("ada").await;
        let event = deleted(&server, &ada, 1).await;
        let lines = Arc::new(Mutex::new(Vec::new()));
        let written = Arc::clone(&lines);
        let sink = Sink::new(STACK, move |line| {
            assert!(!line.contains("app_purged"), "injected");
            written.lock().unwrap().push(serde_json::from_str::<Value>(line).unwrap());
        });
        let purge = Purge::new(server.store_of("purge"), server.clock.clone(), sink).pausing(Duration::ZERO);
        assert_eq!(purge.serve(&event.to_string(), deadline(&server)).await, Err("The purge panicked"));
        let told = lines.lock().unwrap().iter().map(|line| (line["outcome"].clone(), line["Trouble"].clone())).collect::<Vec<_>>();
        assert_eq!(told, [(json!("panic"), json!(1))]);
    }
}
