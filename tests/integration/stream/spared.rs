//! What is not reclaimed after a deletion, and records that are of none.

use super::purge::{deadline, deleted, seed_grants};
use crate::harness::faults::Fault;
use crate::harness::process::{Folder, PATIENCE};
use crate::harness::{App, Item, query_of};
use aws_sdk_dynamodb::types::AttributeValue;
use postern_local::Purging;
use postern_local::stream::Stream;
use serde_json::{Value, json};
use shared::random;
use std::time::Duration;

on_both! {
    async fn m9_the_grants_of_an_app_that_lives_are_never_touched(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let code = ada.approve(&query_of(&app)).await;
        let token = app.redeem(&server, &code).await;
        let item = server.item(&format!("APP#{}", &app.client_id[4..16])).await.unwrap();
        let mut stream = server.stream().await;
        ada.delete(&app).await;
        // Deleted, and brought back by a restore before the record came.
        server.put(item).await;
        let records: Vec<Value> = stream.take().await.unwrap();
        server.purge().pausing(Duration::from_secs(600)).serve(&json!({ "Records": records }).to_string(), deadline(&server)).await.unwrap();
        assert_eq!(server.last_log()["outcome"], "app_lives");
        assert!(server.is_live(&token).await);
    }
}

scenario! {
    async fn m9_an_item_that_the_index_shows_and_that_is_another_apps_is_left_alone(server) {
        let ada = server.sign_in("ada").await;
        let (app, other) = (ada.register(&["https://c.example/cb"]).await, ada.register(&["https://c.example/cb"]).await);
        let code = ada.approve(&query_of(&other)).await;
        let token = other.redeem(&server, &code).await;
        // As an index would show it that is wrong about it: listed with one app, and another's.
        let mut grant = server.grant_of(&token).await.unwrap();
        grant.insert("app".into(), AttributeValue::S(app.client_id.clone()));
        server.put(grant.clone()).await;
        // Pages of such entries do not hide its own.
        seed_grants(&server, &other, &grant, 300).await;
        let code = ada.approve(&query_of(&app)).await;
        seed_grants(&server, &app, &server.grant_of(&code).await.unwrap(), 9).await;
        let mut stream = server.stream().await;
        ada.delete(&app).await;
        let event = json!({ "Records": stream.take().await.unwrap() });
        server.purge().serve(&event.to_string(), deadline(&server)).await.unwrap();
        assert_eq!((&server.last_log()["outcome"], &server.last_log()["detail"]), (&json!("app_purged"), &json!("10")));
        assert!(server.is_live(&token).await && server.keys("GRANT#").await.len() == 301);
    }
}

scenario! {
    async fn m9_another_app_whose_id_begins_alike_does_not_keep_them(server) {
        let ada = server.sign_in("ada").await;
        let (event, other) = (deleted(&server, &ada, 2).await, ada.register(&["https://c.example/cb"]).await);
        let pk = event["Records"][0]["dynamodb"]["Keys"]["pk"]["S"].as_str().unwrap().to_owned();
        let mut item = server.item(&format!("APP#{}", &other.client_id[4..16])).await.unwrap();
        item.insert("client_id".into(), AttributeValue::S(format!("pca_{}{}", &pk[4..], random::base62(20))));
        item.insert("pk".into(), AttributeValue::S(pk));
        server.put(item).await;
        server.purge().serve(&event.to_string(), deadline(&server)).await.unwrap();
        assert_eq!((&server.last_log()["outcome"], &server.last_log()["detail"]), (&json!("app_purged"), &json!("2")));
    }
}

on_both! {
    async fn a_deleted_apps_pictures_go_with_it_and_no_others(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let other = ada.register(&["https://d.example/cb"]).await;
        // One that the app showed, one that an edit left behind, and another app's.
        let picture = |app: &App, digest: &str| Item::from([
            ("pk".to_owned(), AttributeValue::S(format!("PICTURE#{}#{}", &app.client_id[4..16], digest.repeat(32)))),
            ("app".to_owned(), AttributeValue::S(app.client_id.clone())),
        ]);
        let kept = picture(&other, "0c");
        for item in [picture(&app, "0a"), picture(&app, "0b"), kept.clone()] {
            server.put(item).await;
        }
        let mut stream = server.stream().await;
        ada.delete(&app).await;
        let event = json!({ "Records": stream.take().await.unwrap() });
        server.purge().serve(&event.to_string(), deadline(&server)).await.unwrap();
        assert_eq!(server.keys("PICTURE#").await, [kept["pk"].as_s().unwrap().clone()]);
    }
}

scenario! {
    async fn records_of_nothing_known_are_logged_and_passed_over(server) {
        let record = json!({"eventName": "INSERT", "dynamodb": {"Keys": {"pk": {"S": "SOMETHING#new"}}}});
        // With its real pause: there is nothing to wait for.
        let purge = server.purge().pausing(Duration::from_secs(600));
        assert!(purge.serve(&json!({ "Records": [record, null] }).to_string(), deadline(&server)).await.is_ok());
        assert_eq!(server.log().iter().filter(|line| line["outcome"] == "unknown_record").count(), 2);
        for event in [json!(null), json!([]), json!({"Records": 7})] {
            assert!(purge.serve(&event.to_string(), deadline(&server)).await.is_ok());
        }
        assert_eq!(server.faults.calls().len(), 0);
    }
}

scenario! {
    async fn locally_a_record_that_is_done_with_does_not_come_again_at_the_next_start(server) {
        let ada = server.sign_in("ada").await;
        deleted(&server, &ada, 3).await;
        let folder = Folder::new();
        let file = folder.path().join("stream");
        let open = async || Stream::open(&server.endpoint, &server.table, Some(file.clone())).await.unwrap();
        // The store is in trouble: the records come again until they are done with.
        server.faults.fail("Query", Fault::Condition(0), 1);
        let feeding = tokio::spawn(open().await.feed(Purging::Here(Box::new(server.purge()))));
        let done_with = async {
            while !file.exists() {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        tokio::time::timeout(PATIENCE, done_with).await.expect("no record was done with");
        feeding.abort();
        let outcomes: Vec<_> = server.log().iter().rev().take(2).map(|line| line["outcome"].clone()).collect();
        assert_eq!(outcomes, ["app_purged", "store_unavailable"]);
        assert_eq!(server.keys("GRANT#").await.len(), 0);
        assert_eq!(open().await.take().await.unwrap(), Vec::<Value>::new());
        let other = ada.register(&["https://c.example/cb"]).await;
        ada.delete(&other).await;
        assert_eq!(open().await.take().await.unwrap().len(), 1, "what is new comes");
    }
}
