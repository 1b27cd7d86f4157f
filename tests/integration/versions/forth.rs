//! What an older version has made is good in this one.

use super::world::{FORM, REDIRECT_URI, VERIFIER, World};
use crate::api::Caller;
use crate::harness::query_of;
use serde_json::json;
use std::time::Duration;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn p9_a_code_an_older_version_issued_is_redeemed_once_and_by_its_verifier() {
    let world = World::landed();
    let (server, app, code) = (world.server().await, world.app(), world.get("unspent code"));
    server.clock.advance(Duration::from_secs(5));
    app.exchange_with(&server, code, &[("redirect_uri", REDIRECT_URI)]).await.assert_error(400, "invalid_grant");
    let verified = [("redirect_uri", REDIRECT_URI), ("code_verifier", VERIFIER)];
    let answer = app.exchange_with(&server, code, &verified).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    let token = answer.json()["access_token"].as_str().unwrap().to_owned();
    assert!(server.is_live(&token).await);
    app.exchange_with(&server, code, &verified).await.assert_error(400, "invalid_grant");
    // One that the older version redeemed: this one knows its token, and ends it.
    assert!(server.is_live(world.get("token")).await);
    app.exchange(&server, world.get("spent code")).await.assert_error(400, "invalid_grant");
    assert_eq!(server.last_log()["outcome"], "code_replayed");
    assert!(!server.is_live(world.get("token")).await && server.is_live(world.get("other token")).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn p9_tokens_and_keys_of_an_older_version_open_what_they_opened_and_can_be_ended() {
    let world = World::landed();
    let (server, app) = (world.server().await, world.app());
    for opens in ["token", "other token", "API key"] {
        assert_eq!(server.call("GET", "/public/v1/posts", world.get(opens)).await.status, 200, "{opens}");
    }
    let program = Caller::with(&server, &format!("Bearer {}", world.get("management key")));
    let apps = program.get("/api/apps").await;
    assert_eq!(apps.json()["apps"][0]["client_id"], app.client_id, "{}", apps.body);
    let question = server.client.post(format!("{}/oauth/introspect", server.url));
    let said = program.send(question.form(&[("token", world.get("token"))])).await.json();
    assert_eq!((&said["active"], &said["client_id"]), (&json!(true), &json!(app.client_id)));
    let back = json!({ "token": world.get("token"), "client_id": app.client_id, "client_secret": app.secret });
    let revoked = server.client.post(format!("{}/oauth/revoke", server.url)).json(&back).send().await.unwrap();
    assert_eq!(revoked.status(), 200);
    assert!(!server.is_live(world.get("token")).await);
    assert_eq!(program.delete("/api/users/grace").await.status, 204);
    assert!(!server.is_live(world.get("other token")).await && server.is_live(world.get("API key")).await);
    assert_eq!(program.delete("/api/orgs/org_acme").await.status, 204);
    assert!(!server.is_live(world.get("API key")).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn p9_pages_that_an_older_version_has_shown_are_sent_to_this_one() {
    let world = World::landed();
    let (server, app) = (world.server().await, world.app());
    server.clock.advance(Duration::from_secs(60));
    let grace = world.visitor(&server, "other admin's session");
    let form =
        [("request", world.get("consent request")), ("ticket", world.get("consent ticket")), ("action", "approve")];
    let code = grace.post("/oauth/authorize", &form).await.callback()["code"].clone();
    assert!(server.is_live(&app.redeem(&server, &code).await).await);
    assert!(server.is_live(world.get("other token")).await, "the approval goes on, and so do its tokens");
    let ada = world.visitor(&server, "admin's session");
    let path = format!("/settings/apps/{}", app.client_id);
    let edit: Vec<_> =
        FORM[1..].iter().copied().chain([("name", "Renamed"), ("ticket", world.get("settings ticket"))]).collect();
    let page = ada.post(&path, &edit).await;
    assert_eq!(server.last_log()["outcome"], "app_edited", "{}", page.body);
    assert!(page.body.contains("/pictures/"), "its picture stays");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn p9_sign_ins_of_an_older_version_go_on_and_end_in_this_one() {
    let world = World::landed();
    let (server, app) = (world.server().await, world.app());
    server.clock.advance(Duration::from_secs(60));
    let stranger = server.visitor();
    let attempt = world.get("attempt");
    let name = format!("{}-{attempt}", stranger.session_name().replace("session", "login"));
    stranger.set_cookie(&name, world.get("attempt's cookie"));
    let signed_in = stranger.sign_in_at(&format!("/login?attempt={attempt}"), "linus").await;
    assert_eq!(signed_in.location(), "/settings/approved-apps", "{}", signed_in.body);
    assert!(stranger.get("/settings/approved-apps").await.body.contains("Scheduler"));
    let linus = world.visitor(&server, "member's session");
    linus.authorize(&query_of(&app)).await.assert_page(200);
    assert_eq!(linus.post("/logout", &[]).await.status, 303);
    world.visitor(&server, "member's session").authorize(&query_of(&app)).await.assert_asks_to_sign_in();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn p9_an_offboarding_that_an_older_version_noted_is_brought_to_its_end() {
    let world = World::landed();
    let server = world.server().await;
    server.clock.advance(Duration::from_secs(120));
    let note = server.keys("OFFBOARDED#").await.pop().unwrap();
    assert!(server.store().recorded_offboarding(&note).await.unwrap().is_some());
    let record = json!({ "eventName": "INSERT", "dynamodb": { "Keys": { "pk": { "S": note } } } });
    let deadline = server.clock.now().plus(Duration::from_secs(3_600));
    server.purge().serve(&json!({ "Records": [record] }).to_string(), deadline).await.unwrap();
    assert_eq!(server.last_log()["outcome"], "offboarded_again");
    assert_eq!(server.keys("OFFBOARDED#").await, Vec::<String>::new());
}
