//! The store where it is not reached through an endpoint.

use crate::harness::{Server, query_of, sizes, turns};
use aws_sdk_dynamodb::types::AttributeValue as Value;
use dynoxide::storage_backend::ManualClock;
use shared::credential::{AccessToken, ApiKey, ClientSecret, Code, Kind, Secret, Session};
use shared::store::PresentedCredential;
use shared::{ids::ClientId, random};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::{Duration, Instant};

#[test]
fn h17_no_two_credentials_are_ever_the_same() {
    fn draw<K: Kind>() {
        let locator = "0".repeat(K::LOCATOR);
        let count = sizes::draws();
        let drawn: HashSet<String> = (0..count).map(|_| Secret::<K>::generate(&locator).expose().to_owned()).collect();
        assert_eq!(drawn.len(), count, "{}", K::NAME);
    }
    draw::<Code>();
    draw::<AccessToken>();
    draw::<ClientSecret>();
    draw::<ApiKey>();
    draw::<Session>();
    assert_eq!((0..10_000).map(|_| ClientId::generate().to_string()).collect::<HashSet<_>>().len(), 10_000);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn o13_everything_is_the_same_before_and_after_a_sweep() {
    let clock = ManualClock::new(0);
    let (database, endpoint) = crate::harness::with_clock(Arc::new(clock.clone())).await;
    let server = Server::over(endpoint).await;
    let ada = server.sign_in("ada").await;
    let app = ada.register(&["https://c.example/cb"]).await;
    let (redeemed, expired) = (ada.approve(&query_of(&app)).await, ada.approve(&query_of(&app)).await);
    let token = app.redeem(&server, &redeemed).await;
    let now = u64::try_from(shared::clock::Clock::System.now().seconds()).unwrap();

    clock.set(now + 600);
    assert_eq!(database.sweep_ttl().unwrap(), 0, "codes are kept for a day after their ten minutes");
    server.clock.advance(Duration::from_secs(3 * 24 * 3600));
    app.exchange(&server, &redeemed).await.assert_error(400, "invalid_grant");
    app.exchange(&server, &expired).await.assert_error(400, "invalid_grant");
    ada.get("/settings/apps").await.assert_asks_to_sign_in();

    clock.set(now + 3 * 24 * 3600);
    assert_eq!(database.sweep_ttl().unwrap(), 3, "two codes and a session: nothing else has a ttl");
    app.exchange(&server, &redeemed).await.assert_error(400, "invalid_grant");
    app.exchange(&server, &expired).await.assert_error(400, "invalid_grant");
    ada.get("/settings/apps").await.assert_asks_to_sign_in();
    assert!(server.is_live(&token).await);
}

on_both! {
    async fn m8_an_app_with_many_live_tokens_is_deleted_by_one_write(server) {
        let _turn = turns::alone().await;
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let code = ada.approve(&query_of(&app)).await;
        let token = app.redeem(&server, &code).await;
        let grant = server.grant_of(&token).await.unwrap();
        // Seeded through the store's own shape: the grant of one user, copied for many.
        let mut seeds = Vec::new();
        let count = sizes::tokens_of_deleted_app();
        for _ in 0..count / 10 {
            let locator = format!("{}{}", &app.client_id[4..16], random::base62(20));
            let tokens: Vec<Secret<AccessToken>> = (0..10).map(|_| Secret::generate(&locator)).collect();
            let entry = grant["tokens"].as_m().unwrap().values().next().unwrap();
            let map: HashMap<String, Value> = tokens.iter().map(|token| (token.digest().hex(), entry.clone())).collect();
            let mut item = grant.clone();
            item.insert("pk".into(), Value::S(format!("GRANT#{locator}")));
            item.insert("tokens".into(), Value::M(map));
            seeds.push((item, tokens));
        }
        for chunk in seeds.chunks(100) {
            futures_util::future::join_all(chunk.iter().map(|(item, _)| server.put(item.clone()))).await;
        }
        assert!(server.is_live(seeds[0].1[0].expose()).await);
        let mut stream = server.stream().await;
        stream.take().await.unwrap();
        let started = Instant::now();
        assert_eq!(ada.delete(&app).await.status, 303);
        println!("m8: an app with {count} live tokens deleted in {:?}", started.elapsed());
        // Not one of them is accepted, by another environment's verification.
        let store = server.store_at(&server.endpoint);
        for chunk in seeds.chunks(10) {
            let tokens = chunk.iter().flat_map(|(_, tokens)| tokens.iter().take(sizes::tokens_checked_of_each_grant()));
            let presented: Vec<_> = tokens.map(|token| PresentedCredential::parse(token.expose()).unwrap()).collect();
            for found in futures_util::future::join_all(presented.iter().map(|token| store.verify(token))).await {
                assert!(found.unwrap().is_none());
            }
        }
        assert!(!server.is_live(&token).await);
        // And what it leaves behind is reclaimed.
        let event = serde_json::json!({ "Records": stream.take().await.unwrap() });
        let (started, deadline) = (Instant::now(), server.clock.now().plus(Duration::from_hours(1)));
        server.purge().serve(&event.to_string(), deadline).await.unwrap();
        println!("m8: its {} grants reclaimed in {:?}", count / 10 + 1, started.elapsed());
        assert_eq!(server.keys("GRANT#").await.len(), 0);
    }
}

on_both! {
    async fn h9_each_half_of_a_redemption_fails_with_the_other(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let code = ada.approve(&query_of(&app)).await;
        let key = server.keys("CODE#").await.pop().unwrap();
        // The grant changes between the read and the write: the condition on it fails, and the code is not spent.
        let grant = server.grant_of(&code).await.unwrap();
        let mut regenerated = grant.clone();
        regenerated.insert("generation".into(), Value::S("another".into()));
        server.faults.pause("TransactWriteItems");
        let exchange = app.exchange(&server, &code);
        let meddle = async {
            server.faults.reached().await;
            server.put(regenerated).await;
            server.faults.resume();
        };
        let (answer, ()) = tokio::join!(exchange, meddle);
        answer.assert_error(400, "invalid_grant");
        assert!(!server.item(&key).await.unwrap().contains_key("redeemed"));
        // The code changes: the condition on it fails, and the grant gains no token.
        server.put(grant.clone()).await;
        let mut expired = server.item(&key).await.unwrap();
        expired.insert("expires_at".into(), Value::N("1".into()));
        let original = server.item(&key).await.unwrap();
        server.faults.pause("TransactWriteItems");
        let meddle = async {
            server.faults.reached().await;
            server.put(expired).await;
            server.faults.resume();
        };
        let (answer, ()) = tokio::join!(app.exchange(&server, &code), meddle);
        answer.assert_error(400, "invalid_grant");
        assert!(server.grant_of(&code).await.unwrap()["tokens"].as_m().unwrap().is_empty());
        server.put(original).await;
        app.redeem(&server, &code).await;
    }
}

scenario! {
    async fn a_locator_is_never_trusted(server) {
        let (ada, linus) = (server.sign_in("ada").await, server.sign_in("linus").await);
        let app = ada.register(&["https://c.example/cb"]).await;
        let code = ada.approve(&query_of(&app)).await;
        // Somebody else's grant in the place where Linus's would be: approving must not extend it.
        let hers = server.grant_of(&code).await.unwrap();
        let his = linus.approve(&query_of(&app)).await;
        let mut planted = hers.clone();
        planted.insert("pk".into(), server.grant_of(&his).await.unwrap()["pk"].clone());
        server.put(planted).await;
        let page = linus.authorize(&query_of(&app)).await;
        linus.decide(&page, "approve").await.assert_page(503);
    }
}

scenario! {
    async fn o15_an_id_or_digest_that_is_taken_is_drawn_again(server) {
        let ada = server.sign_in("ada").await;
        server.faults.fail("PutItem", crate::harness::faults::Fault::Condition(0), 2);
        let app = ada.register(&["https://c.example/cb"]).await;
        assert_eq!(server.keys("APP#").await.len(), 1);
        let page = ada.authorize(&query_of(&app)).await;
        server.faults.fail("TransactWriteItems", crate::harness::faults::Fault::Condition(0), 1);
        let code = ada.decide(&page, "approve").await.callback()["code"].clone();
        app.redeem(&server, &code).await;
    }
}

on_both! {
    async fn o9_o11_a_list_goes_on_past_pages_that_confirm_nothing(server) {
        let ada = server.sign_in("ada").await;
        let real = ada.register(&["https://c.example/cb"]).await;
        let template = server.item(&format!("APP#{}", &real.client_id[4..16])).await.unwrap();
        // 150 newer entries in the index whose items are another org's by now: six pages of nothing.
        let now = template["created_at"].as_n().unwrap().parse::<i64>().unwrap();
        for n in 0..150 {
            let client_id = ClientId::generate().to_string();
            let mut stale = template.clone();
            stale.insert("pk".into(), Value::S(format!("APP#{}", &client_id[4..16])));
            stale.insert("client_id".into(), Value::S(client_id));
            stale.insert("org".into(), Value::S("org_other".into()));
            stale.insert("created_at".into(), Value::N((now + 1 + n).to_string()));
            server.put(stale).await;
        }
        let page = ada.get("/settings/apps").await;
        page.assert_page(200);
        assert!(page.body.contains(&real.client_id) && !page.body.contains("?cursor="));
        // 101 keys: more than one BatchGetItem takes.
        let store = server.store();
        let listed = store.list_apps(&shared::ids::OrgId::parse("org_acme").unwrap(), None, 100).await.unwrap();
        assert_eq!(listed.items.len(), 1);
    }
}
