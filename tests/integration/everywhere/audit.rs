//! What the log keeps of every act, for whoever asks later who did what, or restores the table: ids, and the beginnings of digests.

use crate::api::{Caller, make_key, minimal};
use crate::harness::{App, Server, Visitor, query_of};
use serde_json::{Value, json};
use shared::credential::{AccessToken, ApiKey, ClientSecret, Code, Kind, Secret, Session};
use std::time::Duration;

/// The members that a line may have.
const MEMBERS: [&str; 20] = [
    "timestamp",
    "level",
    "request_id",
    "method",
    "route",
    "status",
    "outcome",
    "detail",
    "client_id",
    "user",
    "org",
    "kind",
    "code",
    "token",
    "session",
    "replaced",
    "secret",
    "key",
    "duration_ms",
    "dynamodb_calls",
];

/// As the log names a credential.
fn named<K: Kind>(credential: &str) -> String {
    Secret::<K>::parse(credential).unwrap_or_else(|_| panic!("{credential}")).digest().hex()[..12].to_owned()
}

fn key_locator(key: &str) -> String {
    Secret::<ApiKey>::parse(key).unwrap().locator().to_owned()
}

/// Of the last line, which must be of that act, the members that say whom and what it concerned: these, and no other.
#[track_caller]
fn assert_told(server: &Server, outcome: &str, concerned: Value) {
    let line = server.last_log();
    assert_eq!(line["outcome"], outcome, "{line}");
    let whom = ["client_id", "user", "org", "code", "token", "session", "replaced", "secret", "key"];
    let told = whom.iter().filter_map(|name| Some(((*name).to_owned(), line.get(name)?.clone()))).collect();
    assert_eq!(Value::Object(told), concerned, "{outcome}");
    assert_eq!(line["timestamp"], server.clock.now().rfc3339(), "a line's time is when the request arrived");
}

async fn give_back(server: &Server, app: &App, token: &str) {
    let fields = [("token", token), ("client_id", &app.client_id), ("client_secret", &app.secret)];
    let request = server.client.post(format!("{}/oauth/revoke", server.url)).form(&fields);
    assert_eq!(request.send().await.unwrap().status(), 200);
}

async fn take_back(visitor: &Visitor, app: &App) {
    const LIST: &str = "/settings/approved-apps";
    let path = format!("{LIST}/{}/revoke", app.client_id);
    assert_eq!(visitor.submit_to(LIST, &path, &[("org", "org_acme")]).await.status, 303);
}

scenario! {
    async fn r5_what_is_made_and_ended_by_codes_and_tokens_is_one_line_with_ids_only(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let (id, ada_at_acme) = (&app.client_id, ("ada", "org_acme"));
        let of = |more: Value| {
            let mut whole = json!({"client_id": id, "user": ada_at_acme.0, "org": ada_at_acme.1});
            whole.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            whole
        };
        assert_told(&server, "app_created", of(json!({"secret": named::<ClientSecret>(&app.secret)})));
        let page = ada.authorize(&query_of(&app)).await;
        ada.decide(&page, "deny").await;
        assert_told(&server, "denied", of(json!({})));
        let code = ada.decide(&page, "approve").await.callback()["code"].clone();
        let code_named = named::<Code>(&code);
        assert_told(&server, "code_issued", of(json!({"code": code_named})));
        let token = app.redeem(&server, &code).await;
        let token_named = named::<AccessToken>(&token);
        assert_told(&server, "token_issued", of(json!({"code": code_named, "token": token_named})));
        app.exchange(&server, &code).await.assert_error(400, "invalid_grant");
        assert_told(&server, "invalid_grant", json!({"client_id": id}));
        server.clock.advance(Duration::from_secs(2));
        app.exchange(&server, &code).await.assert_error(400, "invalid_grant");
        assert_told(&server, "code_replayed", of(json!({"code": code_named, "token": token_named})));
        App { secret: ada.rotate(&app).await, ..app.clone() }.exchange(&server, "poc_").await.assert_error(400, "invalid_grant");
        app.exchange(&server, &code).await.assert_error(401, "invalid_client");
        assert_told(&server, "invalid_client", json!({"client_id": id}));
    }
}

scenario! {
    async fn r5_what_is_taken_back_is_one_line_with_ids_only(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let token = app.redeem(&server, &ada.approve(&query_of(&app)).await).await;
        let of = |more: Value| {
            let mut whole = json!({"client_id": app.client_id, "user": "ada", "org": "org_acme"});
            whole.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            whole
        };
        give_back(&server, &app, &token).await;
        assert_told(&server, "token_revoked", of(json!({"token": named::<AccessToken>(&token)})));
        give_back(&server, &app, &token).await;
        assert_told(&server, "token_revoked", json!({"client_id": app.client_id}));
        take_back(&ada, &app).await;
        assert_told(&server, "approval_revoked", of(json!({})));
        let secret = ada.rotate(&app).await;
        assert_told(&server, "secret_rotated", of(json!({"secret": named::<ClientSecret>(&secret)})));
        ada.delete(&app).await;
        assert_told(&server, "app_deleted", of(json!({})));
        let key = make_key(&ada, "api").await;
        let of_key = json!({"user": "ada", "org": "org_acme", "key": key_locator(&key)});
        assert_told(&server, "key_created", of_key.clone());
        const LIST: &str = "/settings/api-keys";
        ada.submit_to(LIST, &format!("{LIST}/{}/delete", key_locator(&key)), &[]).await;
        assert_told(&server, "key_deleted", of_key);
    }
}

scenario! {
    async fn r5_sign_in_and_sign_out_name_their_sessions(server) {
        let visitor = server.sign_in("ada").await;
        let first = named::<Session>(&visitor.session());
        assert_told(&server, "signed_in", json!({"user": "ada", "org": "org_acme", "session": first}));
        // The same user once more: the session goes on.
        visitor.post("/login", &[("user", "ada")]).await;
        assert_told(&server, "signed_in", json!({"user": "ada", "org": "org_acme", "session": first}));
        visitor.post("/login", &[("user", "grace")]).await;
        let second = named::<Session>(&visitor.session());
        assert_ne!(first, second);

        assert_told(&server, "signed_in", json!({"user": "grace", "org": "org_globex", "session": second, "replaced": first}));
        visitor.post("/logout", &[]).await;
        assert_told(&server, "signed_out", json!({"session": second}));
        visitor.post("/logout", &[]).await;
        assert_told(&server, "signed_out", json!({}));
    }
}

scenario! {
    async fn r5_what_a_program_does_names_its_key(server) {
        let ada = server.sign_in("ada").await;
        let caller = Caller::of(&server, &ada).await;
        let key = key_locator(caller.authorization.strip_prefix("Bearer ").unwrap());
        let app = caller.register(&minimal()).await;
        let of = |secret: &str| json!({"client_id": app.client_id, "user": "ada", "org": "org_acme", "key": key, "secret": secret});
        assert_told(&server, "app_created", of(&named::<ClientSecret>(&app.secret)));
        let path = format!("/api/apps/{}", app.client_id);
        let rotated = caller.call(reqwest::Method::POST, &format!("{path}/rotate-secret")).await;
        assert_told(&server, "secret_rotated", of(&named::<ClientSecret>(rotated.json()["client_secret"].as_str().unwrap())));
        caller.delete(&path).await;
        assert_told(&server, "app_deleted", json!({"client_id": app.client_id, "user": "ada", "org": "org_acme", "key": key}));
        for (path, outcome, whom) in [
            ("/api/users/eve", "user_offboarded", json!({"user": "eve"})),
            ("/api/orgs/org_x/members/eve", "member_offboarded", json!({"user": "eve", "org": "org_x"})),
            ("/api/orgs/org_x", "org_offboarded", json!({"org": "org_x"})),
            ("/api/users/eve/sessions", "sessions_ended", json!({"user": "eve"})),
            ("/api/orgs/org_x/members/eve/rights", "rights_ended", json!({"user": "eve", "org": "org_x"})),
        ] {
            assert_eq!(caller.delete(path).await.status, 204);
            let mut concerned = whom;
            concerned["key"] = json!(key);
            assert_told(&server, outcome, concerned);
        }
    }
}

scenario! {
    async fn r5_no_line_has_a_member_that_is_not_documented(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let token = app.redeem(&server, &ada.approve(&query_of(&app)).await).await;
        server.call("GET", "/public/v1/posts", &token).await;
        let document = include_str!("../../../docs/log.md");
        for line in server.log() {
            for member in line.as_object().unwrap().keys() {
                let counts = ["_aws", "Stack"].contains(&member.as_str()) || member.starts_with(|sign: char| sign.is_ascii_uppercase());
                assert!(counts || MEMBERS.contains(&member.as_str()), "{member}");
                assert!(document.contains(&format!("`{member}`")), "docs/log.md does not name {member}");
            }
        }
    }
}
