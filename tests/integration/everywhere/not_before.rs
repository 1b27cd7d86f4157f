//! `NOT_BEFORE`: what was made before it is dead, of every kind and in every function; what was made since lives, and so does
//! what opens nothing.

use crate::api::{make_key, minimal};
use crate::authorizer::Subject;
use crate::harness::{Answer, App, Server, Visitor, query_of};
use serde_json::json;
use shared::clock::Timestamp;
use shared::ids::{OrgId, UserId};
use shared::store::{Role, SESSION_LIFETIME, Session};
use std::time::Duration;

/// What opens something, of every kind.
struct Made {
    ada: Visitor,
    app: App,
    token: String,
    /// The code of that token.
    spent: String,
    unspent: String,
    key: String,
    manage: String,
}

impl Made {
    async fn at(server: &Server, ada: Visitor, app: App) -> Self {
        let (spent, unspent) = (ada.approve(&query_of(&app)).await, ada.approve(&query_of(&app)).await);
        let token = redeem_at(server, &ada.url, &app, &spent).await;
        let (key, manage) = (make_key(&ada, "api").await, make_key(&ada, "manage").await);
        Self { ada, app, token, spent, unspent, key, manage }
    }
}

async fn redeem_at(server: &Server, url: &str, app: &App, code: &str) -> String {
    let answer = app.exchange_at(server, url, code).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.json()["access_token"].as_str().unwrap().to_owned()
}

/// The same browser, at another front: a cookie is called after the port there.
fn at(server: &Server, url: &str, visitor: &Visitor) -> Visitor {
    let mut there = server.visitor();
    there.url = url.to_owned();
    there.set_cookie(&there.session_name(), &visitor.session());
    there
}

/// Ada, who signs in at another front.
async fn signed_in_at(server: &Server, url: &str) -> Visitor {
    let mut ada = server.visitor();
    ada.url = url.to_owned();
    assert_eq!(ada.post("/login", &[("user", "ada")]).await.status, 303);
    ada
}

async fn introspected(server: &Server, url: &str, asking: &str, credential: &str) -> Answer {
    let request = server.client.post(format!("{url}/oauth/introspect")).bearer_auth(asking);
    Answer::read(request.form(&[("token", credential)]).send().await.unwrap()).await
}

async fn managed(server: &Server, url: &str, method: reqwest::Method, path: &str, key: &str) -> u16 {
    let request = server.client.request(method, format!("{url}{path}")).bearer_auth(key);
    request.json(&minimal()).send().await.unwrap().status().as_u16()
}

/// Every place in which something is decided upon, and whether it takes what it is shown there: all of them agree.
async fn is_taken(
    server: &Server,
    url: &str,
    moment: Option<Timestamp>,
    made: &Made,
    operator: &str,
) -> Vec<(&'static str, bool)> {
    let authorizer = Subject::with(server.store_of("authorizer").not_before(moment), server, "/public/v1");
    let visitor = at(server, url, &made.ada);
    let calls = async |credential: &str| server.call_at(url, "GET", "/public/v1/posts", credential).await.status == 200;
    let lets =
        async |credential: &str| authorizer.lets("GET", "/public/v1/posts", &format!("Bearer {credential}")).await;
    let active =
        async |credential: &str| introspected(server, url, operator, credential).await.json()["active"] == true;
    vec![
        ("a token at the proxy", calls(&made.token).await),
        ("a token at the authorizer", lets(&made.token).await),
        ("a token, introspected", active(&made.token).await),
        ("a key at the proxy", calls(&made.key).await),
        ("a key at the authorizer", lets(&made.key).await),
        ("a key, introspected", active(&made.key).await),
        ("a key that asks", introspected(server, url, &made.manage, operator).await.status == 200),
        ("a key that lists", managed(server, url, reqwest::Method::GET, "/api/apps", &made.manage).await == 200),
        ("a key that registers", managed(server, url, reqwest::Method::POST, "/api/apps", &made.manage).await == 201),
        ("a session at consent", visitor.authorize(&query_of(&made.app)).await.status == 200),
        ("a session in the settings", visitor.get("/settings/apps").await.status == 200),
        ("a session among its own", visitor.get("/settings/approved-apps").await.status == 200),
    ]
}

#[track_caller]
fn assert_all(taken: Vec<(&'static str, bool)>, expected: bool) {
    for (what, is_taken) in taken {
        assert_eq!(is_taken, expected, "{what}");
    }
}

on_both! {
    async fn o17_what_was_made_before_is_dead_in_every_function_and_what_was_made_since_lives(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let old = Made::at(&server, ada, app.clone()).await;
        server.clock.advance(Duration::from_millis(1));
        let moment = server.clock.now();
        assert_all(is_taken(&server, &server.url, None, &old, &old.manage).await, true);
        let url = server.not_before(moment).await;
        let ada = signed_in_at(&server, &url).await;
        // Made at the very moment.
        let new = Made::at(&server, ada, app).await;
        assert_all(is_taken(&server, &url, Some(moment), &old, &new.manage).await, false);
        assert_all(is_taken(&server, &url, Some(moment), &new, &new.manage).await, true);
    }
}

scenario! {
    /// A deployment takes minutes, in which a stolen session goes on making things.
    async fn o17_what_a_session_of_before_makes_since_is_dead_too(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        server.clock.advance(Duration::from_millis(1));
        let moment = server.clock.now();
        server.clock.advance(Duration::from_secs(60));
        // At a function that is not deployed anew yet.
        let made = Made::at(&server, ada, app).await;
        server.clock.advance(Duration::from_secs(60));
        let url = server.not_before(moment).await;
        let ada = signed_in_at(&server, &url).await;
        let operator = make_key(&ada, "manage").await;
        assert_all(is_taken(&server, &url, Some(moment), &made, &operator).await, false);
        let token = redeem_at(&server, &url, &made.app, &made.unspent).await;
        assert_eq!(server.call_at(&url, "GET", "/public/v1/posts", &token).await.status, 401);
    }
}

scenario! {
    async fn o17_a_code_of_before_gives_nothing_and_its_replay_ends_nothing(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let old = Made::at(&server, ada, app.clone()).await;
        server.clock.advance(Duration::from_secs(2));
        let url = server.not_before(server.clock.now()).await;
        for code in [&old.unspent, &old.spent] {
            app.exchange_at(&server, &url, code).await.assert_error(400, "invalid_grant");
            let line = server.last_log();
            assert_eq!((&line["outcome"], &line["detail"], &line["dynamodb_calls"]), (&json!("invalid_grant"), &json!("unknown code"), &json!(1)));
        }
        // Given back, it is dead already.
        let fields = [("token", old.token.as_str()), ("client_id", &app.client_id), ("client_secret", &app.secret)];
        assert_eq!(server.client.post(format!("{url}/oauth/revoke")).form(&fields).send().await.unwrap().status(), 200);
        assert_eq!(server.last_log()["detail"], "nothing live of this app");
        assert!(server.is_live(&old.token).await, "nothing was written: without NOT_BEFORE it lives");
        redeem_at(&server, &server.url, &app, &old.unspent).await;
    }
}

scenario! {
    async fn o17_lists_show_what_lives_and_a_form_of_before_is_not_obeyed(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let old = Made::at(&server, ada, app.clone()).await;
        let page = old.ada.authorize(&query_of(&app)).await;
        server.clock.advance(Duration::from_secs(1));
        let url = server.not_before(server.clock.now()).await;
        let there = at(&server, &url, &old.ada);
        let sent = there.decide(&page, "approve").await;
        assert!(sent.status == 303 && sent.location().starts_with("/login"), "{sent:?}");
        assert_eq!(there.post("/login", &[("user", "ada")]).await.status, 303);
        assert!(server.last_log().get("replaced").is_none(), "{}", server.last_log());
        assert!(there.get("/settings/api-keys").await.body.contains("No API keys yet"));
        let approved = there.get("/settings/approved-apps").await;
        assert!(approved.says("Scheduler") && approved.says("no live token"), "{}", approved.body);
        assert!(old.ada.get("/settings/api-keys").await.says("test"), "at the front without it, they are there");
        // The approval goes on, and gives tokens again.
        let token = redeem_at(&server, &url, &app, &there.approve(&query_of(&app)).await).await;
        assert_eq!(server.call_at(&url, "GET", "/public/v1/posts", &token).await.status, 200);
    }
}

scenario! {
    async fn o17_what_was_signed_before_signs_nobody_in(server) {
        let now = server.clock.now();
        let signed = |signed_in_at: Timestamp| Session {
            user: UserId::parse("ada").unwrap(), org: OrgId::parse("acme").unwrap(), org_name: "Acme".to_owned(),
            role: Role::Member, cus: None, display_name: "Ada".to_owned(), email: String::new(),
            signed_in_at, expires_at: now.plus(SESSION_LIFETIME),
        };
        let before = Timestamp::from_millis(now.millis() - 1);
        for (not_before, signed_in_at, ended) in [(None, before, false), (Some(now), before, true), (Some(now), now, false)] {
            let store = server.store().not_before(not_before);
            assert_eq!(store.arrival(None, &signed(signed_in_at), now).await.unwrap().ended, ended, "{not_before:?}");
        }
    }
}

#[test]
fn p10_only_the_environment_makes_a_functions_store() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
    for function in ["apps", "authorize", "authorizer", "consent", "proxy", "purge", "session", "token"] {
        let read = |file: &str| std::fs::read_to_string(format!("{root}/functions/{function}/src/{file}")).unwrap();
        let by_the_wrapper = read("main.rs").contains("shared::lambda::run(");
        assert!(by_the_wrapper || read("lib.rs").contains("store_from_env"), "{function}");
    }
}
