//! Many items, copied from one that was really made.

use crate::harness::{Item, Server};
use aws_sdk_dynamodb::types::{AttributeValue as Text, PutRequest, WriteRequest};
use futures_util::future::join_all;
use shared::credential::locator::{AppLocator, GrantLocator, PrincipalLocator};
use shared::ids::{ClientId, OrgId, UserId};

/// Writes items by the batch.
pub async fn seed(server: &Server, items: Vec<Item>) {
    let request = |item: &Item| {
        WriteRequest::builder().put_request(PutRequest::builder().set_item(Some(item.clone())).build().unwrap()).build()
    };
    let batches: Vec<Vec<WriteRequest>> = items.chunks(25).map(|chunk| chunk.iter().map(request).collect()).collect();
    for some in batches.chunks(8) {
        let write = |batch: &Vec<WriteRequest>| {
            server.direct.batch_write_item().request_items(&server.table, batch.clone()).send()
        };
        for answer in join_all(some.iter().map(write)).await {
            assert!(answer.unwrap().unprocessed_items.unwrap_or_default().is_empty());
        }
    }
}

/// Copies an app `count` times; several at a time are of the same moment.
pub async fn seed_apps(server: &Server, client_id: &str, count: usize) -> Vec<String> {
    let template = server.item(&format!("APP#{}", &client_id[4..16])).await.unwrap();
    let now: i64 = template["created_at"].as_n().unwrap().parse().unwrap();
    let ids: Vec<String> = (0..count).map(|_| ClientId::generate().to_string()).collect();
    let copy = |(n, id): (usize, &String)| {
        let mut item = template.clone();
        item.insert("pk".into(), Text::S(format!("APP#{}", &id[4..16])));
        item.insert("client_id".into(), Text::S(id.clone()));
        item.insert("created_at".into(), Text::N((now + 1 + i64::try_from(n / 7).unwrap()).to_string()));
        item
    };
    seed(server, ids.iter().enumerate().map(copy).collect()).await;
    ids
}

/// Copies the one approval there is, of `user`, for each of `apps` in each of `orgs` orgs. Returns `client_id org` of each.
pub async fn seed_grants(server: &Server, user: &str, apps: &[String], orgs: usize) -> Vec<String> {
    let template = server.item(&server.keys("GRANT#").await[0]).await.unwrap();
    let user = UserId::parse(user).unwrap();
    let pairs = apps.iter().flat_map(|id| (0..orgs).map(move |n| (id, OrgId::parse(&format!("org_{n}")).unwrap())));
    let pairs: Vec<(&String, OrgId)> = pairs.collect();
    let copy = |(n, (id, org)): (usize, &(&String, OrgId))| {
        let app = AppLocator::of(&ClientId::parse(id).unwrap());
        let locator = GrantLocator::of(&app, &PrincipalLocator::of(&user, org));
        let mut item = template.clone();
        item.insert("pk".into(), Text::S(format!("GRANT#{}", locator.text())));
        item.insert("client_id".into(), Text::S((*id).clone()));
        item.insert("org".into(), Text::S(org.to_string()));
        item.insert("counterpart".into(), Text::S(format!("ORG#{org}")));
        item.insert("created_at".into(), Text::N(n.to_string()));
        item
    };
    seed(server, pairs.iter().enumerate().map(copy).collect()).await;
    pairs.iter().map(|(id, org)| format!("{id} {org}")).collect()
}
