//! What the demo upstream can do, in the shape of Postiz's public API. Every answer shows the identity it was given.

use super::verify::Caller;
use http::{Method, StatusCode};
use serde_json::{Value, json};
use shared::random;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// Posts an org may keep: it is a demo, and keeps them in memory.
const MOST_POSTS: usize = 100;

/// Each org's posts.
#[derive(Default)]
pub(crate) struct Posts(Mutex<HashMap<String, Vec<Value>>>);

/// One answer.
pub(crate) fn answer(posts: &Posts, method: &Method, path: &str, body: &[u8], caller: &Caller) -> (StatusCode, Value) {
    let (status, mut document) = match (method.as_str(), path) {
        ("GET", "/public/v1/is-connected") => (StatusCode::OK, json!({ "connected": true })),
        ("GET", "/public/v1/integrations") => (StatusCode::OK, json!({ "integrations": integrations(&caller.org) })),
        ("GET", "/public/v1/posts") => (StatusCode::OK, json!({ "posts": posts.of(&caller.org) })),
        ("POST", "/public/v1/posts") => match serde_json::from_slice::<Value>(body).ok().filter(Value::is_object) {
            Some(post) => posts.add(caller, &post),
            None => (StatusCode::BAD_REQUEST, json!({ "msg": "A post is a JSON object" })),
        },
        ("GET", _) if path.starts_with("/public/v1/analytics/") => (
            StatusCode::OK,
            json!({ "analytics": [{ "label": "Impressions", "total": "1024", "percentageChange": 12 }] }),
        ),
        _ => (StatusCode::NOT_FOUND, json!({ "msg": "The demo API has nothing here" })),
    };
    let Caller { user, org, client, scope, kind, ip } = caller;
    if let Value::Object(members) = &mut document {
        let identity = json!({ "user": user, "org": org, "client": client, "scope": scope, "kind": kind, "ip": ip });
        members.insert("identity".to_owned(), identity);
    }
    (status, document)
}

fn integrations(org: &str) -> Value {
    json!([
        { "id": format!("{org}-x"), "name": "Product news", "identifier": "x", "disabled": false },
        { "id": format!("{org}-linkedin"), "name": "Company page", "identifier": "linkedin-page", "disabled": false },
    ])
}

impl Posts {
    fn of(&self, org: &str) -> Value {
        let posts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        json!(posts.get(org).cloned().unwrap_or_default())
    }

    fn add(&self, caller: &Caller, post: &Value) -> (StatusCode, Value) {
        let mut posts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let posts = posts.entry(caller.org.clone()).or_default();
        if posts.len() >= MOST_POSTS {
            return (StatusCode::CONFLICT, json!({ "msg": "The demo keeps a hundred posts an organization" }));
        }
        let id = random::base62(16);
        posts.push(json!({ "id": id, "by": caller.user, "post": post }));
        (StatusCode::CREATED, json!({ "id": id }))
    }
}
