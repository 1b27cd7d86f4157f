//! What ends although the indexes lag again and again, or although something beside it cannot be ended.

use super::make_key;
use super::offboarding::{Belongings, World, sign_in_as};
use super::second_pass::{MINUTE, later_passes, note, record, serve};
use crate::harness::faults::Fault;
use crate::harness::{Item, Server, Visitor, query_of};
use aws_sdk_dynamodb::types::AttributeValue as Attribute;
use std::time::Duration;

/// Somebody leaves, and the index does not show their session at first; a second before the next pass they make a key.
async fn leaves_with_a_key_made_late(server: &Server) -> (Visitor, String) {
    let World { operator, .. } = World::new(server).await;
    let linus = sign_in_as(server, "linus", "org_globex").await;
    server.faults.fail_always("Query", Fault::Lagging);
    assert_eq!(operator.delete("/api/users/linus").await.status, 204);
    server.faults.heal();
    server.clock.advance(MINUTE - Duration::from_secs(1));
    let key = make_key(&linus, "api").await;
    server.clock.advance(Duration::from_secs(16));
    (linus, key)
}

on_both! {
    async fn s1_a_pass_that_ended_a_session_is_not_the_last(server) {
        let (linus, key) = leaves_with_a_key_made_late(&server).await;
        // The pass at 75 seconds finds the session; the key is shown after the pass that follows at once, too.
        server.faults.fail_after("Query", Fault::Lagging, 1, 3);
        assert_eq!(later_passes(&server).await, 2);
        assert!(!server.is_live(&key).await);
        linus.get("/settings/apps").await.assert_asks_to_sign_in();
    }
}

on_both! {
    async fn s1_nor_is_one_to_which_the_index_showed_nothing_at_all(server) {
        let (linus, key) = leaves_with_a_key_made_late(&server).await;
        server.faults.fail("Query", Fault::Lagging, 2);
        assert_eq!(later_passes(&server).await, 2);
        assert!(!server.is_live(&key).await);
        linus.get("/settings/apps").await.assert_asks_to_sign_in();
    }
}

on_both! {
    async fn s1_a_pass_that_was_cut_short_after_it_ended_a_session_is_not_the_last_either(server) {
        let (_, key) = leaves_with_a_key_made_late(&server).await;
        // The session is ended, the key not shown, and then the environment is gone.
        server.faults.fail_after("Query", Fault::Lagging, 1, 1);
        server.faults.fail_after("Query", Fault::Hang, 0, usize::MAX);
        server.faults.forget();
        let records = [record(&note(&server).await)];
        let queries = || server.faults.calls().iter().filter(|call| call.operation == "Query").count();
        tokio::select! {
            _ = serve(&server, &records, Duration::from_mins(5)) => panic!("it was to be killed at its second pass"),
            () = async { while queries() < 3 { tokio::time::sleep(Duration::from_millis(1)).await } } => {}
        }
        assert!(server.keys("SESSION#").await.len() == 1 && server.is_live(&key).await);
        // The record comes again at once, and the key is not shown yet.
        server.faults.heal();
        server.faults.fail("Query", Fault::Lagging, 2);
        assert_eq!(later_passes(&server).await, 1);
        assert!(!server.is_live(&key).await);
    }
}

/// An item that no version can read.
async fn spoil(server: &Server, pk: &str) -> Item {
    let mut item = server.item(pk).await.unwrap();
    let good = item.clone();
    item.insert("org".into(), Attribute::N("7".into()));
    server.put(item).await;
    good
}

on_both! {
    async fn s2_an_offboarding_that_cannot_be_finished_holds_up_no_other(server) {
        let World { operator, app, .. } = World::new(&server).await;
        server.faults.fail_always("Query", Fault::Lagging);
        let mut everything = Vec::new();
        let mut records = Vec::new();
        for user in ["mary", "linus", "nora"] {
            let theirs = Belongings::of(&server, user, "org_globex", &app).await;
            let before = server.keys("OFFBOARDED#").await;
            assert_eq!(operator.delete(&format!("/api/users/{user}")).await.status, 204);
            let notes = server.keys("OFFBOARDED#").await;
            records.extend(notes.iter().filter(|note| !before.contains(note)).map(|note| record(note)));
            everything.push(theirs);
        }
        server.faults.heal();
        server.clock.advance(MINUTE);
        // Of the first, one item cannot be read.
        let grant = server.grant_of(&everything[0].token).await.unwrap()["pk"].as_s().unwrap().clone();
        let good = spoil(&server, &grant).await;
        assert!(serve(&server, &records, Duration::from_mins(5)).await.is_err());
        let outcomes: Vec<_> = server.log().iter().rev().take(3).map(|line| line["outcome"].clone()).collect();
        assert_eq!(outcomes, ["offboarded_again", "offboarded_again", "store_unavailable"]);
        for theirs in &everything[1..] {
            theirs.assert(&operator, false).await;
        }
        // What can be ended of the first is, and its note alone is left for when the rest can be read.
        assert!(!server.is_live(&everything[0].key).await);
        assert_eq!(server.keys("OFFBOARDED#").await.len(), 1);
        server.put(good).await;
        serve(&server, &records, Duration::from_mins(5)).await.unwrap();
        everything[0].assert(&operator, false).await;
        assert!(server.keys("OFFBOARDED#").await.is_empty());
    }
}

on_both! {
    async fn s2_a_deleted_app_that_cannot_be_swept_holds_up_no_other(server) {
        let World { ada, app, .. } = World::new(&server).await;
        let other = ada.register(&["https://d.example/cb"]).await;
        ada.approve(&query_of(&app)).await;
        ada.approve(&query_of(&other)).await;
        let pk = format!("APP#{}", &app.client_id[4..16]);
        let item = server.item(&pk).await.unwrap();
        let mut stream = server.stream().await;
        ada.delete(&app).await;
        ada.delete(&other).await;
        let records = stream.take().await.unwrap();
        // An app that begins alike, of which it cannot be read whether it is the one that was deleted.
        server.put(item).await;
        spoil(&server, &pk).await;
        assert!(serve(&server, &records, Duration::from_mins(5)).await.is_err());
        assert_eq!(server.last_log()["outcome"], "app_purged");
        assert_eq!(server.keys("GRANT#").await.len(), 1);
    }
}
