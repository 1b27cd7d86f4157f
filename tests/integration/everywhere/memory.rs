//! Memory, counted where it is taken: what a function needs beside a request does not grow with how much is in it.

use crate::authorizer;
use crate::harness::{Database, Server, Visitor, config, function, multipart, product, query_of};
use serde_json::{Value, json};
use tokio::runtime::Runtime;

const FORM: &str = "application/x-www-form-urlencoded";
/// The largest body that a function takes.
const LARGEST: usize = 4 * 1024 * 1024;
/// What may differ all the same: a header here, a buffer of the database's client there.
const TOLERATED: u64 = 128 * 1024;

/// The most that this thread takes at once while a function answers.
fn peak(runtime: &Runtime, serve: impl Future) -> u64 {
    at_most(|| drop(runtime.block_on(serve)))
}

fn at_most(work: impl FnOnce()) -> u64 {
    allocation_counter::measure(work).bytes_max
}

#[test]
fn s4_what_is_collected_would_be_seen() {
    let [many, one, _] = bodies("");
    for (body, fits) in [(one, true), (many, false)] {
        let taken = at_most(|| drop(std::hint::black_box(body.split('&').collect::<Vec<_>>())));
        assert_eq!(taken < TOLERATED, fits, "{taken}");
    }
}

/// A POST by somebody.
fn post(visitor: &Visitor, path: &str, content_type: &str, authorization: &str, body: &str) -> Value {
    json!({
        "rawPath": path, "rawQueryString": "", "cookies": visitor.cookies(), "body": body, "isBase64Encoded": false,
        "headers": {"content-type": content_type, "authorization": authorization, "origin": visitor.url},
        "requestContext": {"requestId": "r1", "http": {"method": "POST"}},
    })
}

/// Bodies of one length: of as many pairs as fit, of one, and of many of a field that is asked for.
fn bodies(end: &str) -> [String; 3] {
    let [many, one, asked] =
        ["a&", "aa", "scopes=&"].map(|part| part.repeat((LARGEST - end.len()) / 8 * 8 / part.len()));
    [many, one, asked].map(|body| format!("{}&{end}", &body[1..]))
}

#[test]
fn s4_what_a_function_takes_does_not_grow_with_the_number_of_pairs() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let server = runtime.block_on(Server::start(Database::Embedded));
    let (ada, app, token) = runtime.block_on(async {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let token = app.redeem(&server, &ada.approve(&query_of(&app)).await).await;
        (ada, app, token)
    });
    let forward = proxy::Upstream::new(&server.upstream.url, Some(&server.upstream.secret), None).unwrap();
    let sign_in = product::Product::new("HS256").sign_in_of();
    let [consent, token_endpoint, apps, proxy, session] = [
        ("consent", consent::service()),
        ("token", token::service()),
        ("apps", apps::service()),
        ("proxy", proxy::service(forward)),
        ("session", session::service(sign_in)),
    ]
    .map(|(name, service)| function(name, service, &server, config(&server.url), server.clock.clone()));
    let revoke = format!("/settings/approved-apps/{}/revoke", app.client_id);
    for (function, path, content_type, authorization) in [
        (&consent, "/oauth/authorize", FORM, ""),
        (&token_endpoint, "/oauth/token", FORM, ""),
        (&token_endpoint, "/oauth/introspect", FORM, ""),
        (&apps, "/settings/apps", FORM, ""),
        (&apps, "/settings/api-keys", FORM, ""),
        (&apps, &revoke, FORM, ""),
        (&apps, "/api/apps", "application/json", "Bearer x"),
        (&proxy, "/public/v1/posts", FORM, &token),
        (&session, "/login/org", FORM, ""),
        (&session, "/logout", FORM, ""),
    ] {
        // The first request also opens the connection to the database.
        let ask = |body: &str| peak(&runtime, function.serve(post(&ada, path, content_type, authorization, body)));
        let [many, one, asked] = bodies("access_token=x");
        ask(&one);
        let (one, many, asked) = (ask(&one), ask(&many), ask(&asked));
        println!("memory: {path} takes {one} bytes beside one pair, {many} and {asked} beside many");
        assert!(many.max(asked) < one + TOLERATED, "{path}: {one} for one pair, {many} and {asked} for many");
    }
    // A form with files: as many parts as it may have and more, and all its text in one.
    let parts = |name: &str, value: &str, count: usize| multipart::body(&vec![(name, value); count], None);
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let ask =
        |body: &str| peak(&runtime, apps.serve(post(&ada, "/settings/apps", &multipart::content_type(), "", body)));
    let one = ask(&text(parts("a", &"x".repeat(LARGEST), 1)));
    for many in [parts("a", "", 40_000), parts("scopes", "", 40_000), parts("scopes", &"x".repeat(60_000), 60)] {
        let many = ask(&text(many));
        assert!(many < one + TOLERATED, "{many} for many parts, {one} for one");
    }
    // The query that an authorizer is asked about.
    let subject = authorizer::Subject::over(&server);
    let ask = |query: &str| {
        let mut event = authorizer::http("GET", "/public/v1/posts", &token);
        event["rawQueryString"] = json!(query);
        peak(&runtime, subject.asked(event))
    };
    let [many, one, _] = bodies("access_token=x");
    let (one, many) = (ask(&one), ask(&many));
    assert!(many < one + TOLERATED, "the authorizer takes {many} for many pairs, {one} for one");
}
