//! `ETag` and `If-Match`: what a caller has read is what the act changes.

use super::{Caller, assert_error, minimal};
use crate::harness::faults::Fault;
use crate::harness::{Answer, Visitor, between, decision, winner};
use futures_util::future::join_all;
use reqwest::Method;
use serde_json::{Value, json};

impl Caller<'_> {
    async fn call_if(&self, tags: &str, method: Method, path: &str, body: Option<&Value>) -> Answer {
        let request = self.server.client.request(method, format!("{}{path}", self.server.url)).header("if-match", tags);
        self.send(match body {
            Some(body) => request.json(body),
            None => request,
        })
        .await
    }

    async fn tag(&self, path: &str) -> String {
        self.get(path).await.header("etag").to_owned()
    }
}

/// The three acts, each of which honours it.
fn acts(path: &str) -> [(Method, String, Option<Value>); 3] {
    [
        (Method::PATCH, path.to_owned(), Some(json!({"name": "Mine"}))),
        (Method::POST, format!("{path}/rotate-secret"), None),
        (Method::DELETE, path.to_owned(), None),
    ]
}

async fn edit(ada: &Visitor, path: &str) {
    let page = path.replace("/api", "/settings");
    let fields = [("name", "Theirs"), ("redirect_uris", "https://c.example/cb"), ("scopes", "posts")];
    ada.submit(&page, &page, &fields).await.assert_page(200);
}

on_both! {
    async fn s5_a_tag_names_a_state_and_every_change_makes_another(server) {
        let ada = server.sign_in("ada").await;
        let caller = Caller::of(&server, &ada).await;
        let made = caller.call_with(Method::POST, "/api/apps", &minimal()).await;
        let (path, first) = (made.location().to_owned(), made.header("etag").to_owned());
        assert!(first.len() == 22 && first.starts_with('"') && first.ends_with('"'), "{first}");
        assert_eq!((caller.tag(&path).await, caller.tag(&path).await), (first.clone(), first.clone()));
        let mut seen = vec![first];
        let patched = caller.call_with(Method::PATCH, &path, &json!({"description": "D"})).await;
        assert_eq!(patched.header("etag"), caller.tag(&path).await);
        seen.push(patched.header("etag").to_owned());
        let rotated = caller.call(Method::POST, &format!("{path}/rotate-secret")).await;
        assert_eq!(rotated.header("etag"), caller.tag(&path).await);
        seen.push(rotated.header("etag").to_owned());
        edit(&ada, &path).await;
        seen.push(caller.tag(&path).await);
        let page = path.replace("/api", "/settings");
        let fields = [("name", "Theirs"), ("redirect_uris", "https://c.example/cb"), ("scopes", "posts")];
        let picture = crate::settings::pictures::picture(1, image::ImageFormat::Png);
        ada.submit_picture(&page, &page, &fields, Some(&picture)).await.assert_page(200);
        seen.push(caller.tag(&path).await);
        // Back to what it was: another state all the same.
        caller.call_with(Method::PATCH, &path, &json!({"description": "D"})).await;
        seen.push(caller.tag(&path).await);
        let other = caller.register(&minimal()).await;
        seen.push(caller.tag(&format!("/api/apps/{}", other.client_id)).await);
        let distinct: std::collections::BTreeSet<_> = seen.iter().collect();
        assert_eq!(distinct.len(), seen.len(), "{seen:?}");
        assert_eq!(caller.get("/api/apps").await.header("etag"), "");
    }
}

scenario! {
    async fn s5_if_match_lets_through_what_the_caller_has_seen_and_nothing_else(server) {
        let ada = server.sign_in("ada").await;
        let caller = Caller::of(&server, &ada).await;
        let app = caller.register(&minimal()).await;
        let path = format!("/api/apps/{}", app.client_id);
        let stale = caller.tag(&path).await;
        edit(&ada, &path).await;
        let (current, key) = (caller.tag(&path).await, format!("APP#{}", &app.client_id[4..16]));
        let before = server.item(&key).await;
        server.faults.forget();
        for (method, path, body) in acts(&path) {
            for tags in [stale.clone(), format!("W/{current}"), format!("{stale}, \"x\""), "\"\"".to_owned(), current.to_lowercase() + "\"x\""] {
                let answer = caller.call_if(&tags, method.clone(), &path, body.as_ref()).await;
                let (status, error) = if tags.ends_with("\"\"x\"") { (400, "invalid_request") } else { (412, "precondition_failed") };
                assert_error(&answer, status, error);
            }
            for malformed in ["", current.trim_matches('"'), "*, \"x\"", "\"x"] {
                assert_error(&caller.call_if(malformed, method.clone(), &path, body.as_ref()).await, 400, "invalid_request");
            }
        }
        assert_eq!((server.faults.writes(), server.item(&key).await), (0, before));
        for (method, path, body) in acts(&path) {
            let current = caller.tag(&format!("/api/apps/{}", app.client_id)).await;
            let tags = format!("\"x\" , W/{stale},,{current}");
            let answer = caller.call_if(&tags, method, &path, body.as_ref()).await;
            assert!(matches!(answer.status, 200 | 204), "{path}: {}", answer.body);
        }
        // What is not there is not there, whatever is expected of it.
        for (method, path, body) in acts(&path) {
            assert_error(&caller.call_if("*", method, &path, body.as_ref()).await, 404, "not_found");
        }
        let any = caller.register(&minimal()).await;
        for (method, path, body) in acts(&format!("/api/apps/{}", any.client_id)) {
            assert!(matches!(caller.call_if(" * ", method, &path, body.as_ref()).await.status, 200 | 204), "{path}");
        }
    }
}

on_both! {
    async fn s5_a_change_between_the_read_and_the_write_is_412_too(server) {
        let ada = server.sign_in("ada").await;
        let caller = Caller::of(&server, &ada).await;
        for (at, operation) in ["UpdateItem", "UpdateItem", "DeleteItem"].into_iter().enumerate() {
            let app = caller.register(&minimal()).await;
            let path = format!("/api/apps/{}", app.client_id);
            let rotate = format!("{path}/rotate-secret");
            for change in ["edit", "rotate"] {
                let tag = caller.tag(&path).await;
                let (method, act, body) = acts(&path)[at].clone();
                let late = between(&server, operation, caller.call_if(&tag, method, &act, body.as_ref()), async |_| {
                    match change {
                        "edit" => assert_eq!(caller.call_with(Method::PATCH, &path, &json!({"name": "Theirs"})).await.status, 200),
                        _ => assert_eq!(caller.call(Method::POST, &rotate).await.status, 200),
                    }
                });
                assert_error(&late.await, 412, "precondition_failed");
                assert_eq!(caller.get(&path).await.json()["name"], "Theirs", "{act} {change}");
            }
        }
    }
}

on_both! {
    async fn s5_of_many_edits_of_one_state_exactly_one_wins(server) {
        let caller = Caller::of(&server, &server.sign_in("ada").await).await;
        let path = format!("/api/apps/{}", caller.register(&minimal()).await.client_id);
        let tag = caller.tag(&path).await;
        let bodies: Vec<Value> = (0..12).map(|n| json!({ "name": format!("N{n}") })).collect();
        let (caller, tag, path) = (&caller, tag.as_str(), path.as_str());
        let send = async |body| decision(async || caller.call_if(tag, Method::PATCH, path, Some(body)).await).await;
        let decisions = join_all(bodies.iter().map(send)).await;
        let (won, lost) = winner(&decisions, |answer| answer.status == 200);
        for answer in lost {
            assert_error(answer, 412, "precondition_failed");
        }
        if let Some(won) = won {
            assert_eq!(won.json()["name"], caller.get(path).await.json()["name"]);
        }
    }
}

scenario! {
    async fn s5_an_edit_whose_every_reply_was_lost_is_found_out(server) {
        let caller = Caller::of(&server, &server.sign_in("ada").await).await;
        let app = caller.register(&minimal()).await;
        let path = format!("/api/apps/{}", app.client_id);
        server.faults.fail_always("UpdateItem", Fault::LoseReply);
        for (method, act, body) in acts(&path).into_iter().take(2) {
            let tag = caller.tag(&path).await;
            let answer = caller.call_if(&tag, method, &act, body.as_ref()).await;
            assert_eq!((answer.status, answer.header("etag").to_owned()), (200, caller.tag(&path).await), "{}", answer.body);
        }
        server.faults.heal();
    }
}
