//! What was taken back is refused at the very next request, in another process.
//!
//! A kind of taking back is a struct: how a credential comes to life, how it is taken back, and who is asked about it.

use crate::harness::process::OtherProcess;
use crate::harness::turns::{self, Turn};
use crate::harness::{Answer, App, Server, Visitor, decided, query_of, sizes};
use aws_sdk_dynamodb::types::AttributeValue;
use shared::credential::{AccessToken, ApiKey as KeyKind, Secret, locator::KeyLocator};
use shared::ids::{OrgId, UserId};
use shared::store::{ApiKey, KeyUse, Role};
use std::time::Instant;

/// The server, its other process, and somebody who takes things back.
struct Scene<'a> {
    server: &'a Server,
    elsewhere: OtherProcess,
    ada: Visitor,
    app: App,
    _turn: Turn,
}

impl<'a> Scene<'a> {
    async fn set(server: &'a Server) -> Self {
        let _turn = turns::alone().await;
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        Self { server, elsewhere: server.another_process().await, ada, app, _turn }
    }

    /// Whether a credential opens the public API in the other process, at this moment.
    async fn accepts(&self, credential: &str) -> bool {
        let ask = async || self.server.call_at(&self.elsewhere.url, "GET", "/public/v1/is-connected", credential).await;
        let answer = decided(ask).await;
        assert!(matches!(answer.status, 200 | 401), "{answer:?}");
        answer.status == 200
    }

    /// Goes through consent once; returns a token and the item of its grant, to be put back each round.
    async fn token(&self) -> (String, crate::harness::Item) {
        let code = self.ada.approve(&query_of(&self.app)).await;
        let token = self.app.redeem(self.server, &code).await;
        let grant = self.server.grant_of(&token).await.unwrap();
        (token, grant)
    }

    /// The ticket of the form that posts to `path`, on `page`. It is as good as the session.
    async fn ticket(&self, page: &str, path: &str) -> String {
        let page = self.ada.get(page).await;
        let (_, form) = page.body.split_once(&format!("action=\"{path}\"")).unwrap();
        form.split("name=\"ticket\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
    }
}

/// A key of org_acme, through the store.
async fn key(server: &Server, opens: KeyUse) -> String {
    let locator = KeyLocator::generate();
    let secret = Secret::<KeyKind>::generate(locator.as_str());
    let key = ApiKey {
        locator,
        digest: secret.digest(),
        // Nobody who is offboarded here.
        user: UserId::parse("operator").unwrap(),
        org: OrgId::parse("org_acme").unwrap(),
        role: Role::Admin,
        label: "test".into(),
        opens,
        created_at: server.clock.now(),
        org_name: "Acme".into(),
        signed_in_at: server.clock.now(),
    };
    assert_eq!(server.store().create_key(&key).await.unwrap(), shared::store::KeyCreated::New);
    secret.expose().to_owned()
}

/// Rounds of: alive elsewhere, taken back here, dead elsewhere at the very next request.
async fn rounds(what: &str, scene: &Scene<'_>, token: &str, revive: impl AsyncFn(), take_back: impl AsyncFn()) {
    let (count, started) = (sizes::revocation_rounds(), Instant::now());
    for round in 0..count {
        revive().await;
        assert!(scene.accepts(token).await, "round {round}: it was alive");
        take_back().await;
        assert!(!scene.accepts(token).await, "round {round}: late");
    }
    println!("{what}: {count} rounds, none late, in {:?}", started.elapsed());
}

on_both! {
    async fn k1_j8_a_token_that_its_app_gave_back(server) {
        let scene = Scene::set(&server).await;
        let (token, grant) = scene.token().await;
        let fields = [("token", token.as_str()), ("client_id", &scene.app.client_id), ("client_secret", &scene.app.secret)];
        rounds("revoked by the app", &scene, &token, async || server.put(grant.clone()).await, async || {
            let request = server.client.post(format!("{}/oauth/revoke", server.url)).form(&fields);
            assert_eq!(request.send().await.unwrap().status(), 200);
        }).await;
    }
}

on_both! {
    async fn k5_j8_an_approval_that_its_user_took_back(server) {
        let scene = Scene::set(&server).await;
        let (token, grant) = scene.token().await;
        let path = format!("/settings/approved-apps/{}/revoke", scene.app.client_id);
        let ticket = scene.ticket("/settings/approved-apps", &path).await;
        rounds("revoked by the user", &scene, &token, async || server.put(grant.clone()).await, async || {
            assert_eq!(scene.ada.post(&path, &[("ticket", &ticket), ("org", "org_acme")]).await.status, 303);
        }).await;
    }
}

on_both! {
    async fn m8_j9_a_token_of_an_app_that_was_deleted(server) {
        let scene = Scene::set(&server).await;
        let (token, _) = scene.token().await;
        let app = server.item(&format!("APP#{}", &scene.app.client_id[4..16])).await.unwrap();
        let path = format!("/settings/apps/{}/delete", scene.app.client_id);
        let ticket = scene.ada.get(&path).await.hidden("ticket");
        rounds("app deleted", &scene, &token, async || server.put(app.clone()).await, async || {
            assert_eq!(scene.ada.post(&path, &[("ticket", &ticket)]).await.status, 303);
        }).await;
    }
}

on_both! {
    async fn h13_j9_a_token_of_a_member_who_left(server) {
        let scene = Scene::set(&server).await;
        let (token, grant) = scene.token().await;
        let operator = format!("Bearer {}", key(&server, KeyUse::Manage).await);
        let url = format!("{}/api/orgs/org_acme/members/ada", server.url);
        rounds("offboarded", &scene, &token, async || server.put(grant.clone()).await, async || {
            let request = server.client.delete(&url).header("authorization", &operator);
            assert_eq!(request.send().await.unwrap().status(), 204);
        }).await;
    }
}

on_both! {
    async fn j8_an_api_key_that_was_deleted(server) {
        let scene = Scene::set(&server).await;
        let key = key(&server, KeyUse::Api).await;
        let locator = Secret::<KeyKind>::parse(&key).unwrap().locator().to_owned();
        let item = server.item(&format!("KEY#{locator}")).await.unwrap();
        let path = format!("/settings/api-keys/{locator}/delete");
        let ticket = scene.ticket("/settings/api-keys", &path).await;
        rounds("key deleted", &scene, &key, async || server.put(item.clone()).await, async || {
            assert_eq!(scene.ada.post(&path, &[("ticket", &ticket)]).await.status, 303);
        }).await;
    }
}

on_both! {
    async fn m7_g11_a_secret_that_was_rotated(server) {
        let scene = Scene::set(&server).await;
        let (mut app, count, started) = (scene.app.clone(), sizes::revocation_rounds(), Instant::now());
        // With the right secret the code is looked at, and found to be none; with a wrong one it is not looked at.
        let authenticates = async |app: &App| {
            let url = format!("{}/oauth/token", scene.elsewhere.url);
            let ask = async || Answer::read(server.client.post(&url).json(&app.fields("x")).send().await.unwrap()).await;
            let answer = decided(ask).await;
            match answer.json()["error"].as_str().unwrap() {
                "invalid_grant" => true,
                "invalid_client" => false,
                other => panic!("{other}"),
            }
        };
        for round in 0..count {
            assert!(authenticates(&app).await, "round {round}");
            let rotated = App { secret: scene.ada.rotate(&app).await, ..app.clone() };
            assert!(!authenticates(&app).await, "round {round}: late");
            app = rotated;
        }
        println!("secret rotated: {count} rounds, none late, in {:?}", started.elapsed());
    }
}

/// The other process is asked, not taken at its word: it tells a live credential from one that never was.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_other_process_reads_the_same_table_and_guesses_nothing() {
    let server = Server::start(crate::harness::Database::Embedded).await;
    let scene = Scene::set(&server).await;
    let (token, mut grant) = scene.token().await;
    let never = Secret::<AccessToken>::generate(&token[4..36]).expose().to_owned();
    assert!(scene.accepts(&token).await && !scene.accepts(&never).await);
    let entry = grant["tokens"].as_m().unwrap().values().next().unwrap().clone();
    let digest = Secret::<AccessToken>::parse(&never).unwrap().digest().hex();
    grant.insert("tokens".into(), AttributeValue::M([(digest, entry)].into()));
    server.put(grant).await;
    assert!(!scene.accepts(&token).await && scene.accepts(&never).await);
}
