//! The signature, and those who verify it: the demo upstream, and the two snippets of docs/your-api.md, run for real.

use super::{event, function, key_for, token_for};
use crate::harness::process::{Folder, PATIENCE, Process};
use crate::harness::upstream::{Seen, Upstream};
use crate::harness::{Answer, Database, Server};
use postern_local::upstream::DemoUpstream;
use serde_json::{Value, json};
use std::time::Duration;
use tokio::process::Command;

/// What the proxy sends to the demo upstream: one request by a token, one by a key.
async fn signed(server: &Server) -> Vec<Seen> {
    let recorder = Upstream::recording().await;
    let upstream = DemoUpstream { url: recorder.url.clone(), secret: server.upstream.secret.clone() };
    let proxy = function(server, &upstream);
    let (ada, _, token) = token_for(server, "").await;
    let key = key_for(&ada, "api").await;
    for (path, query, credential) in [
        ("/public/v1/integrations", "", &token),
        ("/public/v1/posts", "a=%20b&c=d", &key),
        ("/public/v1/analytics/é x", "", &token),
    ] {
        assert_eq!(proxy.serve(event("GET", path, query, credential)).await["statusCode"], 200);
    }
    recorder.take()
}

/// A request, and what was done to it.
struct Case {
    what: &'static str,
    genuine: bool,
    method: String,
    target: String,
    headers: Vec<(String, String)>,
}

fn cases(seen: &[Seen]) -> Vec<Case> {
    let mut cases = Vec::new();
    for seen in seen {
        let case = |what, change: &dyn Fn(&mut Case)| {
            let headers = seen.headers.iter().filter(|(name, _)| name.starts_with("x-postern-")).cloned().collect();
            let mut case =
                Case { what, genuine: false, method: "GET".into(), target: seen.target().to_owned(), headers };
            change(&mut case);
            case
        };
        let set = |case: &mut Case, name: &str, value: Option<String>| {
            case.headers.retain(|(found, _)| found != name);
            case.headers.extend(value.map(|value| (name.to_owned(), value)));
        };
        let signature = seen.header("x-postern-signature").unwrap();
        let (t, v1) = signature.strip_prefix("t=").unwrap().split_once(",v1=").unwrap();
        let later = t.parse::<i64>().unwrap() + 1;
        cases.extend([
            case("as it was sent", &|case| case.genuine = true),
            case("no signature", &|case| set(case, "x-postern-signature", None)),
            case("an empty signature", &|case| set(case, "x-postern-signature", Some(String::new()))),
            case("another time", &|case| set(case, "x-postern-signature", Some(format!("t={later},v1={v1}")))),
            case("a time that is none", &|case| set(case, "x-postern-signature", Some(format!("t=x,v1={v1}")))),
            case("half a signature", &|case| set(case, "x-postern-signature", Some(format!("t={t},v1={}", &v1[..32])))),
            case("no hex", &|case| set(case, "x-postern-signature", Some(format!("t={t},v1={}", "é".repeat(32))))),
            case("another path", &|case| case.target = "/public/v1/is-connected".into()),
            case("a query more", &|case| case.target.push_str(if case.target.contains('?') { "&x" } else { "?x" })),
            case("another method", &|case| case.method = "POST".into()),
            case("another org", &|case| set(case, "x-postern-org", Some("org_globex".into()))),
            case("another user", &|case| set(case, "x-postern-user", Some("grace".into()))),
            case("a border moved", &|case| {
                set(case, "x-postern-user", Some("adao".into()));
                set(case, "x-postern-org", Some("rg_acme".into()));
            }),
            case("another scope", &|case| set(case, "x-postern-scope", Some("everything".into()))),
            case("another client", &|case| set(case, "x-postern-client", Some("pca_x".into()))),
            case("another kind", &|case| set(case, "x-postern-kind", Some("admin".into()))),
            case("another address", &|case| set(case, "x-postern-ip", Some("192.0.2.1".into()))),
            case("no address", &|case| set(case, "x-postern-ip", None)),
            case("no identity", &|case| case.headers.retain(|(name, _)| name == "x-postern-signature")),
        ]);
    }
    cases
}

async fn straight(server: &Server, case: &Case) -> Answer {
    let method = http::Method::from_bytes(case.method.as_bytes()).unwrap();
    let mut request = server.client.request(method, format!("{}{}", server.upstream.url, case.target));
    for (name, value) in &case.headers {
        request = request.header(name, value);
    }
    Answer::read(request.send().await.unwrap()).await
}

#[tokio::test]
async fn q4_s19_the_demo_upstream_takes_only_what_was_signed_for_it_and_lately() {
    let server = Server::start(Database::Embedded).await;
    let seen = signed(&server).await;
    for case in cases(&seen) {
        let answer = straight(&server, &case).await;
        assert_eq!(answer.status, if case.genuine { 200 } else { 403 }, "{}: {}", case.what, answer.body);
    }
    let mut twice = cases(&seen).remove(0);
    twice.headers.push(("x-postern-org".into(), "org_acme".into()));
    assert_eq!(straight(&server, &twice).await.status, 403);
    let genuine = &cases(&seen)[0];
    server.clock.advance(Duration::from_secs(290));
    assert_eq!(straight(&server, genuine).await.status, 200);
    server.clock.advance(Duration::from_secs(20));
    assert_eq!(straight(&server, genuine).await.status, 403);
    // Another Postern is not this upstream's.
    let other = Server::before(&Server::start(Database::Embedded).await.upstream.url).await;
    let (_, _, token) = token_for(&other, "").await;
    assert_eq!(other.call("GET", "/public/v1/is-connected", &token).await.status, 403, "signed with another secret");
}

/// The code block of that language in the chapter on the proxy.
fn snippet(language: &str) -> String {
    let document = include_str!("../../../docs/your-api.md");
    let (_, chapter) = document.split_once("## 1. Our proxy").unwrap();
    let (_, code) = chapter.split_once(&format!("```{language}\n")).unwrap();
    code.split_once("```").unwrap().0.to_owned()
}

/// Runs a published verifier over all cases, now and at other times; holds what it says against what is true.
async fn assert_verifies(program: &str, files: &[(&str, &str)], main: &str) {
    let server = Server::start(Database::Embedded).await;
    let seen = signed(&server).await;
    let t: i64 = seen[0].header("x-postern-signature").unwrap()[2..].split(',').next().unwrap().parse().unwrap();
    let mut inputs = Vec::new();
    let mut expected = Vec::new();
    let mut names = Vec::new();
    let cases = cases(&seen);
    for (case, now, in_time) in cases.iter().map(|case| (case, t, true)).chain([
        (&cases[0], t + 290, true),
        (&cases[0], t + 310, false),
        (&cases[0], t - 310, false),
    ]) {
        let headers: serde_json::Map<String, Value> =
            case.headers.iter().map(|(name, value)| (name.clone(), json!(value))).collect();
        let value = |name: &str| headers.get(&format!("x-postern-{name}")).cloned().unwrap_or(json!(""));
        let identity = json!({"user": value("user"), "org": value("org"), "client": value("client"), "scope": value("scope"), "kind": value("kind"), "ip": value("ip")});
        expected.push(if case.genuine && in_time { identity } else { Value::Null });
        names.push(case.what);
        inputs.push(json!({"method": case.method, "url": case.target, "headers": headers, "secret": server.upstream.secret, "now": now}));
    }
    let folder = Folder::new();
    for (name, content) in files {
        std::fs::write(folder.path().join(name), content).unwrap();
    }
    std::fs::write(folder.path().join("cases.json"), json!(inputs).to_string()).unwrap();
    let mut process =
        Process::start(Command::new(program).arg(main).current_dir(folder.path()), "make test names what is missing");
    let said: Value = serde_json::from_str(&process.line("said: ").await).unwrap();
    assert_eq!(process.end(PATIENCE).await.code, Some(0));
    for (at, name) in names.iter().enumerate() {
        assert_eq!(said[at], expected[at], "{program}: {name}");
    }
    assert_eq!(expected.iter().filter(|expected| expected.is_object()).count(), 4);
}

#[tokio::test]
async fn q4_s19_the_readmes_node_verifier_is_right() {
    let main = "import { readFileSync } from 'node:fs';\nimport { caller } from './verify.mjs';\n\
        const cases = JSON.parse(readFileSync('cases.json'));\n\
        console.log('said: ' + JSON.stringify(cases.map(({ secret, now, ...request }) => caller(request, secret, now))));\n";
    assert_verifies("node", &[("verify.mjs", &snippet("js")), ("main.mjs", main)], "main.mjs").await;
}

#[tokio::test]
async fn q4_s19_the_readmes_python_verifier_is_right() {
    let main = "import json\nfrom verify import caller\n\
        cases = json.load(open('cases.json'))\n\
        print('said: ' + json.dumps([caller(c['method'], c['url'], c['headers'], c['secret'], c['now']) for c in cases]))\n";
    assert_verifies("python3", &[("verify.py", &snippet("python")), ("main.py", main)], "main.py").await;
}
