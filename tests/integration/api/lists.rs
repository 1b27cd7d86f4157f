//! Lists at scale, here and on the pages: everything exactly once, nothing that is dead, whatever the database does.

use super::seeds::{seed, seed_apps, seed_grants};
use super::{Caller, assert_error};
use crate::harness::faults::Fault;
use crate::harness::{Visitor, query_of, sizes};
use aws_sdk_dynamodb::types::AttributeValue as Text;
use serde_json::json;
use std::collections::BTreeSet;

/// Every page of a list from `path` on.
async fn walk(visitor: &Visitor, path: &str) -> Vec<String> {
    let (mut pages, mut next) = (Vec::new(), path.to_owned());
    loop {
        let page = visitor.get(&next).await;
        page.assert_page(200);
        let cursor = page.body.split_once("?cursor=").map(|(_, rest)| rest.split('"').next().unwrap().to_owned());
        pages.push(page.body);
        let Some(cursor) = cursor else { return pages };
        next = format!("{path}?cursor={cursor}");
    }
}

/// Every app that the API lists, `limit` at a time.
async fn listed(caller: &Caller<'_>, limit: usize) -> Vec<String> {
    let (mut ids, mut cursor) = (Vec::new(), String::new());
    loop {
        let answer = caller.get(&format!("/api/apps?limit={limit}{cursor}")).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        let page = answer.json();
        let apps = page["apps"].as_array().unwrap().clone();
        assert!(apps.len() == limit || page["next"].is_null());
        assert!(!apps.is_empty() || cursor.is_empty(), "the page before said that there is more");
        ids.extend(apps.iter().map(|app| app["client_id"].as_str().unwrap().to_owned()));
        let Some(next) = page["next"].as_str() else { return ids };
        cursor = format!("&cursor={next}");
    }
}

fn exactly(found: &[String], expected: &BTreeSet<String>, what: &str) {
    assert_eq!(found.len(), expected.len(), "{what}: as many as there are");
    assert_eq!(&found.iter().cloned().collect::<BTreeSet<_>>(), expected, "{what}");
}

on_both! {
    async fn k6_every_approval_of_a_user_is_on_exactly_one_page(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        ada.approve(&query_of(&app)).await;
        let (orgs, count) = (10, sizes::approvals());
        let apps = seed_apps(&server, &app.client_id, count / orgs).await;
        let mut expected: BTreeSet<String> = seed_grants(&server, "ada", &apps, orgs).await.into_iter().collect();
        expected.insert(format!("{} org_acme", app.client_id));
        // Every twentieth app is deleted, and its approvals with it.
        for id in apps.iter().step_by(20) {
            let key = Text::S(format!("APP#{}", &id[4..16]));
            server.direct.delete_item().table_name(&server.table).key("pk", key).send().await.unwrap();
            expected.retain(|approval| !approval.starts_with(id));
        }
        let pages = walk(&ada, "/settings/approved-apps").await;
        let rows = pages.iter().flat_map(|page| page.split("action=\"/settings/approved-apps/").skip(1));
        let found: Vec<String> = rows
            .map(|row| format!("{} {}", &row[..36], row.split("name=\"org\" value=\"").nth(1).unwrap().split('"').next().unwrap()))
            .collect();
        exactly(&found, &expected, "approved apps");
    }
}

on_both! {
    async fn o9_every_app_of_an_org_is_listed_once_here_and_on_the_pages(server) {
        let ada = server.sign_in("ada").await;
        let caller = Caller::of(&server, &ada).await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let mut expected: BTreeSet<String> = seed_apps(&server, &app.client_id, sizes::apps()).await.into_iter().collect();
        expected.insert(app.client_id.clone());
        // What the index shows and a consistent read does not confirm, in between.
        for id in seed_apps(&server, &app.client_id, 40).await {
            let mut stale = server.item(&format!("APP#{}", &id[4..16])).await.unwrap();
            stale.insert("org".into(), Text::S("org_other".into()));
            server.put(stale).await;
        }
        for limit in [1, 7, 100] {
            exactly(&listed(&caller, limit).await, &expected, &format!("{limit} at a time"));
        }
        let pages = walk(&ada, "/settings/apps").await;
        let found: Vec<String> = pages.iter().flat_map(|page| page.split("href=\"/settings/apps/pca_").skip(1)).map(|rest| format!("pca_{}", &rest[..32])).collect();
        exactly(&found, &expected, "the page");
        // Without a limit, as many as a page shows.
        assert_eq!(caller.get("/api/apps").await.json()["apps"].as_array().unwrap().len(), 25);
    }
}

on_both! {
    async fn o9_a_page_among_many_entries_of_another_kind_is_whole(server) {
        let ada = server.sign_in("ada").await;
        let caller = Caller::of(&server, &ada).await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let expected: BTreeSet<String> = seed_apps(&server, &app.client_id, 30).await.into_iter().chain([app.client_id.clone()]).collect();
        let template = server.item(&server.keys("KEY#").await[0]).await.unwrap();
        let key = |n: usize| {
            let mut item = template.clone();
            item.insert("pk".into(), Text::S(format!("KEY#{}", shared::random::base62(16))));
            item.insert("created_at".into(), Text::N((i64::MAX / 2 + i64::try_from(n).unwrap()).to_string()));
            item
        };
        seed(&server, (0..500).map(key).collect()).await;
        server.faults.forget();
        exactly(&listed(&caller, 20).await, &expected, "behind 500 keys");
        assert!(server.faults.calls().iter().filter(|call| call.operation == "Query").count() >= 3, "several pages of the index");
        // The first page of the index shows exactly a page of apps, and nothing of those that stand behind the keys.
        for id in expected.iter().take(20) {
            let mut item = server.item(&format!("APP#{}", &id[4..16])).await.unwrap();
            item.insert("created_at".into(), Text::N(i64::MAX.to_string()));
            server.put(item).await;
        }
        exactly(&listed(&caller, 20).await, &expected, "before and behind 500 keys");
    }
}

scenario! {
    async fn o10_a_list_of_which_a_part_was_not_processed_is_whole_or_a_503(server) {
        let ada = server.sign_in("ada").await;
        let caller = Caller::of(&server, &ada).await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let expected: BTreeSet<String> = seed_apps(&server, &app.client_id, 60).await.into_iter().chain([app.client_id.clone()]).collect();
        server.faults.fail("BatchGetItem", Fault::PartlyUnprocessed, 40);
        exactly(&listed(&caller, 30).await, &expected, "a fifth unprocessed, again and again");
        server.faults.heal();
        // After the key itself was read, never everything.
        for fault in [Fault::PartlyUnprocessed, Fault::Unprocessed] {
            for times in [1, 3] {
                server.faults.fail_after("BatchGetItem", fault, 1, times);
                let page = caller.get("/api/apps?limit=100").await;
                assert_eq!(page.json()["apps"].as_array().unwrap().len(), expected.len(), "{fault:?}");
                server.faults.heal();
            }
        }
        server.faults.fail_after("BatchGetItem", Fault::Unprocessed, 1, usize::MAX);
        assert_error(&caller.get("/api/apps?limit=100").await, 503, "temporarily_unavailable");
        server.faults.heal();
        server.faults.fail_after("BatchGetItem", Fault::Unprocessed, 1, usize::MAX);
        ada.get("/settings/apps").await.assert_page(503);
        server.faults.heal();
        ada.approve(&query_of(&app)).await;
        server.faults.fail_after("BatchGetItem", Fault::Unprocessed, 1, usize::MAX);
        ada.get("/settings/approved-apps").await.assert_page(503);
    }
}

scenario! {
    async fn a_cursor_or_a_limit_that_is_none_is_a_400(server) {
        let ada = server.sign_in("ada").await;
        let (caller, foreign) = (Caller::of(&server, &ada).await, Caller::of(&server, &server.sign_in("grace").await).await);
        for _ in 0..3 {
            caller.register(&super::minimal()).await;
            server.clock.advance(std::time::Duration::from_millis(1));
        }
        for query in [
            "cursor=x", "cursor=%25", "cursor=%ZZ", "cursor=AAAA", "limit=0", "limit=101", "limit=-1", "limit=x", "limit=1.5", "limit=1e1",
            "limit=99999999999999999999", "limit=1&limit=2", "cursor=&cursor=x&cursor=y",
        ] {
            assert_error(&caller.get(&format!("/api/apps?{query}")).await, 400, "invalid_request");
        }
        assert_eq!(caller.get("/api/apps?cursor=&limit=&other=x").await.json()["apps"].as_array().unwrap().len(), 3);
        // One org's cursor is no way into its list for another.
        let next = caller.get("/api/apps?limit=2").await.json()["next"].as_str().unwrap().to_owned();
        assert_eq!(foreign.get(&format!("/api/apps?cursor={next}")).await.json(), json!({"apps": [], "next": null}));
        assert_eq!(caller.get(&format!("/api/apps?cursor={next}")).await.json()["apps"].as_array().unwrap().len(), 1);
    }
}
