//! `DELETE /api/users/{user}`, `/api/orgs/{org}/members/{user}`, `/api/orgs/{org}`

use super::{Caller, assert_error, make_key};
use crate::harness::faults::Fault;
use crate::harness::{App, STACK, Server, Visitor, query_of};
use aws_sdk_dynamodb::types::AttributeValue as Text;
use serde_json::{Value, json};
use shared::config::{Config, PublicUrl};
use shared::credential::locator::PrincipalLocator;
use shared::credential::{Secret, Session as SessionKind};
use shared::deps::Deps;
use shared::ids::{OrgId, UserId};
use shared::lambda::{Function, Service};
use shared::log::Sink;
use shared::store::{Role, SESSION_LIFETIME, Session, Store};
use std::sync::Arc;
use std::time::Duration;

pub fn store(server: &Server) -> Store {
    server.store()
}

/// Somebody signed in as whomever the product says, and not one of the demo's users.
pub async fn sign_in_as(server: &Server, user: &str, org: &str) -> Visitor {
    let session = Session {
        user: UserId::parse(user).unwrap(),
        org: OrgId::parse(org).unwrap(),
        org_name: org.to_owned(),
        role: Role::Admin,
        cus: None,
        display_name: user.to_owned(),
        email: format!("{user}@example.com"),
        signed_in_at: server.clock.now(),
        expires_at: server.clock.now().plus(SESSION_LIFETIME),
    };
    let secret = Secret::<SessionKind>::generate(PrincipalLocator::of(&session.user, &session.org).as_str());
    store(server).start_session(&secret.digest(), &session, None).await.unwrap();
    let visitor = server.visitor();
    visitor.set_cookie(&visitor.session_name(), secret.expose());
    visitor
}

/// Everything somebody has in one org.
pub struct Belongings {
    pub visitor: Visitor,
    pub app: App,
    pub token: String,
    pub code: String,
    pub key: String,
}

impl Belongings {
    /// A session, an approval of `app` with a live token and a pending code, and an API key.
    pub async fn of(server: &Server, user: &str, org: &str, app: &App) -> Self {
        let visitor = sign_in_as(server, user, org).await;
        let (code, pending) = (visitor.approve(&query_of(app)).await, visitor.approve(&query_of(app)).await);
        let token = app.redeem(server, &code).await;
        let key = make_key(&visitor, "api").await;
        Self { visitor, app: app.clone(), token, code: pending, key }
    }

    /// Whether all of it lives, or none of it. `operator` asks about token and key.
    #[track_caller]
    pub fn assert<'a>(&'a self, operator: &'a Caller<'_>, lives: bool) -> impl Future<Output = ()> + 'a {
        let place = std::panic::Location::caller();
        async move {
            let server = operator.server;
            for credential in [&self.token, &self.key] {
                let request =
                    server.client.post(format!("{}/oauth/introspect", server.url)).form(&[("token", credential)]);
                assert_eq!(operator.send(request).await.json()["active"], lives, "{credential:.8} at {place}");
            }
            let page = self.visitor.authorize(&query_of(&self.app)).await;
            assert_eq!(page.status, if lives { 200 } else { 303 }, "{place}");
            if !lives {
                page.assert_asks_to_sign_in();
                self.app.exchange(server, &self.code).await.assert_error(400, "invalid_grant");
            }
        }
    }
}

/// Acme runs this; Ada has the key. The app is Acme's. Linus is in Acme and in Globex, Grace in Globex alone.
pub struct World<'a> {
    pub ada: Visitor,
    pub operator: Caller<'a>,
    pub app: App,
}

impl<'a> World<'a> {
    pub async fn new(server: &'a Server) -> Self {
        let ada = server.sign_in("ada").await;
        let operator = Caller::of(server, &ada).await;
        let app = ada.register(&["https://c.example/cb"]).await;
        Self { ada, operator, app }
    }
}

on_both! {
    async fn h13_j9_a_user_who_leaves_has_nothing_left_in_any_org(server) {
        let World { ada, operator, app } = World::new(&server).await;
        let here = Belongings::of(&server, "linus", "org_acme", &app).await;
        let there = Belongings::of(&server, "linus", "org_globex", &app).await;
        let hers = Belongings::of(&server, "grace", "org_globex", &app).await;
        let theirs = here.visitor.register(&["https://l.example/cb"]).await;
        let answer = operator.delete("/api/users/linus").await;
        assert_eq!((answer.status, answer.body.as_str()), (204, ""));
        let line = server.last_log();
        assert_eq!((&line["outcome"], &line["user"], &line["route"]), (&json!("user_offboarded"), &json!("linus"), &json!("/api/users/{user}")));
        here.assert(&operator, false).await;
        there.assert(&operator, false).await;
        hers.assert(&operator, true).await;
        // Apps are the org's, not the user's.
        assert!(ada.get("/settings/apps").await.body.contains(&theirs.client_id));
        // Nobody of that id, and again: as good as done.
        for user in ["linus", "nobody", "auth0%7C42"] {
            assert_eq!(operator.delete(&format!("/api/users/{user}")).await.status, 204, "{user}");
        }
    }
}

on_both! {
    async fn h13_j9_a_member_who_leaves_an_org_has_nothing_left_in_that_one(server) {
        let World { operator, app, .. } = World::new(&server).await;
        let here = Belongings::of(&server, "linus", "org_acme", &app).await;
        let there = Belongings::of(&server, "linus", "org_globex", &app).await;
        let hers = Belongings::of(&server, "grace", "org_globex", &app).await;
        assert_eq!(operator.delete("/api/orgs/org_globex/members/linus").await.status, 204);
        let line = server.last_log();
        assert_eq!((&line["outcome"], &line["user"], &line["org"]), (&json!("member_offboarded"), &json!("linus"), &json!("org_globex")));
        there.assert(&operator, false).await;
        here.assert(&operator, true).await;
        hers.assert(&operator, true).await;
    }
}

on_both! {
    async fn h13_j9_an_org_that_leaves_takes_its_apps_and_everybody_in_it_along(server) {
        let World { ada, operator, app } = World::new(&server).await;
        let here = Belongings::of(&server, "linus", "org_acme", &app).await;
        let there = Belongings::of(&server, "linus", "org_globex", &app).await;
        let hers = Belongings::of(&server, "grace", "org_globex", &app).await;
        let globex = hers.visitor.register(&["https://g.example/cb"]).await;
        let token = globex.redeem(&server, &ada.approve(&query_of(&globex)).await).await;
        assert_eq!(operator.delete("/api/orgs/org_globex").await.status, 204);
        assert_eq!(server.last_log()["outcome"], "org_offboarded");
        there.assert(&operator, false).await;
        hers.assert(&operator, false).await;
        here.assert(&operator, true).await;
        // Its app is gone, for users of other orgs too.
        assert!(!server.is_live(&token).await);
        ada.authorize(&query_of(&globex)).await.assert_page(400);
        assert!(ada.get("/settings/apps").await.body.contains(&app.client_id));
    }
}

scenario! {
    async fn m4_only_the_operators_key_offboards_and_nobody_learns_who_there_is(server) {
        let World { ada, operator, app } = World::new(&server).await;
        let hers = Belongings::of(&server, "grace", "org_globex", &app).await;
        let foreign = Caller::of(&server, &hers.visitor).await;
        server.faults.forget();
        let mut bodies = std::collections::BTreeSet::new();
        for path in [
            "/api/users/grace", "/api/users/nobody", "/api/orgs/org_globex", "/api/orgs/nothing", "/api/orgs/org_globex/members/grace",
            "/api/users/%20",
        ] {
            let answer = foreign.delete(path).await;
            assert_error(&answer, 403, "forbidden");
            bodies.insert(answer.body);
        }
        assert_eq!((bodies.len(), server.faults.writes()), (1, 0));
        for path in ["/api/users/a%20b", "/api/users/%C3%A9", &format!("/api/users/{}", "x".repeat(129)), "/api/orgs/%00", "/api/orgs/org_acme/members/%20"] {
            assert_error(&operator.delete(path).await, 400, "invalid_request");
        }
        assert_eq!(server.faults.writes(), 0);
        hers.assert(&operator, true).await;
        drop(ada);
    }
}

scenario! {
    async fn an_offboarding_that_meets_trouble_is_503_and_the_same_call_goes_on(server) {
        let World { operator, app, .. } = World::new(&server).await;
        let here = Belongings::of(&server, "linus", "org_acme", &app).await;
        // Before the note is written, nothing is ended.
        server.faults.fail_always("TransactWriteItems", Fault::Internal);
        assert_error(&operator.delete("/api/users/linus").await, 503, "temporarily_unavailable");
        here.assert(&operator, true).await;
        server.faults.heal();
        for (operation, pass) in [("Query", 0), ("BatchGetItem", 1), ("DeleteItem", 1), ("Query", 1)] {
            server.faults.fail_after(operation, Fault::Internal, pass, usize::MAX);
            assert_error(&operator.delete("/api/users/linus").await, 503, "temporarily_unavailable");
            server.faults.heal();
        }
        // Notes of what was begun bring their second pass on, however the call ended.
        assert!(!server.keys("OFFBOARDED#").await.is_empty());
        server.faults.fail("DeleteItem", Fault::LoseReply, 1);
        assert_eq!(operator.delete("/api/users/linus").await.status, 204);
        here.assert(&operator, false).await;
    }
}

/// The function over the server's table, with another limit of time.
fn function(server: &Server, deadline: Duration) -> Function {
    let config = Config {
        public_url: PublicUrl::parse(&server.url).unwrap(),
        product: "P".into(),
        accent: shared::accent::Accent::default(),
        operator_org: OrgId::parse("org_acme"),
    };
    let deps = Deps { store: server.store_of("apps"), config: Arc::new(config) };
    Function::new(Service { deadline, ..apps::service() }, deps, server.clock.clone(), Sink::new(STACK, |_| {}))
}

scenario! {
    async fn an_offboarding_that_runs_out_of_time_is_503_and_the_same_call_goes_on(server) {
        let World { operator, app, .. } = World::new(&server).await;
        let here = Belongings::of(&server, "linus", "org_acme", &app).await;
        let path = "/api/users/linus";
        let event = json!({"rawPath": path, "headers": {"authorization": operator.authorization}, "isBase64Encoded": false,
            "requestContext": {"requestId": "r1", "http": {"method": "DELETE", "path": path}}});
        server.faults.pause("DeleteItem");
        let answer = function(&server, Duration::from_millis(500)).serve(event.clone()).await;
        assert_eq!((&answer["statusCode"], &answer["headers"]["retry-after"]), (&json!(503), &json!("2")));
        let body: Value = serde_json::from_str(answer["body"].as_str().unwrap()).unwrap();
        assert_eq!(body["error"], "temporarily_unavailable");
        server.faults.resume();
        let answer = function(&server, Duration::from_mins(10)).serve(event).await;
        assert_eq!(answer["statusCode"], 204);
        here.assert(&operator, false).await;
    }
}

on_both! {
    async fn what_is_somebody_elses_or_approved_anew_since_it_was_read_is_left_alone(server) {
        let World { operator, app, .. } = World::new(&server).await;
        let here = Belongings::of(&server, "linus", "org_globex", &app).await;
        let original = server.grant_of(&here.token).await.unwrap();
        let place = original["pk"].as_s().unwrap().clone();
        let later = Text::N(server.clock.now().plus(Duration::from_secs(2)).millis().to_string());
        for (attribute, value) in [("user", Text::S("grace".into())), ("org", Text::S("org_other".into())), ("signed_in_at", later)] {
            let mut planted = original.clone();
            planted.insert(attribute.into(), value);
            for session in server.keys("SESSION#").await {
                // Only the grant is left to end.
                if server.item(&session).await.unwrap()["user"].as_s().unwrap() == "linus" {
                    server.direct.delete_item().table_name(&server.table).key("pk", Text::S(session)).send().await.unwrap();
                }
            }
            server.faults.pause("DeleteItem");
            let meddle = async {
                server.faults.reached().await;
                server.put(planted.clone()).await;
                server.faults.resume();
            };
            let (answer, ()) = tokio::join!(operator.delete("/api/orgs/org_globex/members/linus"), meddle);
            assert_eq!(answer.status, 204);
            assert_eq!(server.item(&place).await, Some(planted), "{attribute}");
            server.put(original.clone()).await;
        }
    }
}
