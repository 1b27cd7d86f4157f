//! How events are made: requests that are nearly right, and requests that mean nothing.

use crate::harness::multipart;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use shared::http::routes::ROUTES;

/// Names and values.
pub type Pairs = Vec<(String, String)>;

/// A request in parts, before it becomes an event.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    pub method: String,
    pub path: String,
    pub query: Pairs,
    pub headers: Pairs,
    pub cookies: Vec<String>,
    pub body: Pairs,
    pub encoding: Encoding,
}

/// How a draft's body is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    #[default]
    Form,
    Json,
    /// With a file as the field `picture`.
    Multipart,
}

/// What events are made of: values that are right somewhere, and whole requests that are right.
#[derive(Clone, Debug)]
pub struct Pool {
    pub values: Vec<String>,
    pub drafts: Vec<Draft>,
    /// Files that are pictures.
    pub files: Vec<Vec<u8>>,
}

fn value(pool: &Pool) -> BoxedStrategy<String> {
    let known = proptest::sample::select(pool.values.clone());
    prop_oneof![
        6 => known.clone(),
        1 => (known.clone(), known, any::<prop::sample::Index>()).prop_map(|(a, b, at)| {
            let at = (0..=at.index(a.len() + 1)).rev().find(|&at| a.is_char_boundary(at)).unwrap_or(0);
            format!("{}{}", &a[..at], b)
        }),
        1 => any::<String>(),
        1 => "[ -~]{0,100}",
        1 => (0..3_000_usize).prop_map(|length| "x".repeat(length)),
    ]
    .boxed()
}

const NAMES: [&str; 22] = [
    "client_id",
    "redirect_uri",
    "response_type",
    "state",
    "scope",
    "code_challenge",
    "code_challenge_method",
    "response_mode",
    "request",
    "ticket",
    "action",
    "grant_type",
    "code",
    "client_secret",
    "code_verifier",
    "name",
    "description",
    "redirect_uris",
    "scopes",
    "cursor",
    "picture",
    "remove_picture",
];

fn pairs(pool: &Pool, most: usize) -> BoxedStrategy<Pairs> {
    let name = proptest::sample::select(NAMES.to_vec()).prop_map(str::to_owned);
    proptest::collection::vec((name, value(pool)), 0..most).boxed()
}

/// A request of parts that mean nothing together.
fn rubbish(pool: &Pool) -> BoxedStrategy<Draft> {
    let path = prop_oneof![
        8 => proptest::sample::select(ROUTES.iter().map(|route| route.path).collect::<Vec<_>>()).prop_map(str::to_owned),
        1 => value(pool),
    ];
    let path = (path, value(pool)).prop_map(|(path, id)| crate::harness::filled(&path, &id));
    let method = prop_oneof![8 => proptest::sample::select(vec!["GET", "POST", "PATCH", "DELETE", "OPTIONS"]).prop_map(str::to_owned), 1 => "[A-Za-z /]{0,8}"];
    let cookies =
        proptest::collection::vec(value(pool).prop_map(|value| format!("postern-session-9000={value}")), 0..3);
    let encoding = proptest::sample::select(vec![Encoding::Form, Encoding::Json, Encoding::Multipart]);
    (method, path, pairs(pool, 8), pairs(pool, 6), cookies, pairs(pool, 8), encoding)
        .prop_map(|(method, path, query, headers, cookies, body, encoding)| Draft {
            method,
            path,
            query,
            headers,
            cookies,
            body,
            encoding,
        })
        .boxed()
}

/// A request that is right, but for a few changes.
fn nearly_right(pool: &Pool) -> BoxedStrategy<Draft> {
    let change = (0..6_u8, any::<prop::sample::Index>(), value(pool), proptest::sample::select(NAMES.to_vec()));
    let changes = proptest::collection::vec(change, 0..4);
    (proptest::sample::select(pool.drafts.clone()), changes)
        .prop_map(|(mut draft, changes)| {
            for (how, at, value, name) in changes {
                let pairs = if how < 3 && !draft.body.is_empty() { &mut draft.body } else { &mut draft.query };
                match (how, pairs.len()) {
                    (0 | 3, 1..) => {
                        let at = at.index(pairs.len());
                        pairs[at].1 = value;
                    }
                    (1, 1..) => {
                        let at = at.index(pairs.len());
                        pairs.remove(at);
                    }
                    (2, 1..) => {
                        let at = at.index(pairs.len());
                        pairs.push(pairs[at].clone());
                    }
                    // Only where a path goes on as it likes; elsewhere it would be another route.
                    (5, _) if draft.path.starts_with("/public/") => draft.path = format!("{}/{value}", draft.path),
                    (4, _) => draft.headers.push((HEADERS[at.index(HEADERS.len())].to_owned(), value)),
                    _ => pairs.push((name.to_owned(), value)),
                }
            }
            draft
        })
        .boxed()
}

const HEADERS: [&str; 18] = [
    "x-postern-ip",
    "x-real-ip",
    "true_client_ip",
    "x-postern-org",
    "x_postern_user",
    "x-postern-signature",
    "connection",
    "transfer-encoding",
    "content-length",
    "expect",
    "authorization",
    "content-type",
    "origin",
    "sec-fetch-site",
    "host",
    "cookie",
    "x-forwarded-proto",
    "x-forwarded-host",
];

/// A file that is a picture, or nearly.
fn file(pool: &Pool) -> BoxedStrategy<Vec<u8>> {
    (proptest::sample::select(pool.files.clone()), changes(), any::<prop::sample::Index>(), 0..6_u8)
        .prop_map(|(file, changes, cut, how)| {
            let mut file = if how == 0 { file } else { changed(file, changes) };
            if how == 1 {
                file.truncate(cut.index(file.len() + 1));
            }
            file
        })
        .boxed()
}

/// Bytes to change, and to what.
type Changes = Vec<(prop::sample::Index, u8)>;

fn changes() -> impl Strategy<Value = Changes> {
    proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..4)
}

fn changed(mut bytes: Vec<u8>, changes: Changes) -> Vec<u8> {
    for (at, to) in changes {
        if !bytes.is_empty() {
            let at = at.index(bytes.len());
            bytes[at] = to;
        }
    }
    bytes
}

/// The event of a draft, in one of the encodings a gateway (or nobody) would choose.
pub fn event(pool: &Pool) -> BoxedStrategy<Value> {
    (prop_oneof![rubbish(pool), nearly_right(pool)], 0..8_u8, any::<bool>(), file(pool), changes())
        .prop_map(|(draft, encoding, raw, file, changes)| {
            let encode = |text: &str| {
                if raw && encoding > 5 {
                    text.to_owned()
                } else {
                    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
                }
            };
            let joined = |pairs: &Pairs| {
                pairs.iter().map(|(name, value)| format!("{name}={}", encode(value))).collect::<Vec<_>>().join("&")
            };
            let body = match draft.encoding {
                Encoding::Json => {
                    let members: Vec<String> =
                        draft.body.iter().map(|(name, value)| format!("{}:{}", json!(name), json!(value))).collect();
                    format!("{{{}}}", members.join(",")).into_bytes()
                }
                Encoding::Form => joined(&draft.body).into_bytes(),
                Encoding::Multipart => {
                    let fields: Vec<(&str, &str)> =
                        draft.body.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
                    let whole = multipart::body(&fields, Some(&file));
                    if raw { changed(whole, changes) } else { whole }
                }
            };
            // Right, mostly; sometimes plain text that claims to be base64.
            let body = if encoding == 0 { String::from_utf8_lossy(&body).into_owned() } else { STANDARD.encode(body) };
            let headers: Map<String, Value> =
                draft.headers.iter().map(|(name, value)| (name.clone(), json!(value))).collect();
            json!({
                "version": "2.0", "rawPath": draft.path, "rawQueryString": joined(&draft.query), "headers": headers,
                "cookies": draft.cookies, "body": body, "isBase64Encoded": true,
                "requestContext": {"requestId": "fuzz", "http": {"method": draft.method, "path": draft.path}},
            })
        })
        .boxed()
}
