//! What a version makes at one moment: an item of every kind, a credential of every kind, a page of every sort.

use crate::api::{Caller, make_key};
use crate::harness::dynamodb_json::{from_json, to_json};
use crate::harness::{App, Database, Item, Server, Visitor};
use crate::settings::pictures::picture;
use image::ImageFormat;
use serde_json::{Value, json};
use shared::clock::{Clock, Timestamp};
use std::collections::BTreeMap;

const ABOUT: &str = "What a released version has written, and the credentials it gave out: of a made-up world, whose users, apps \
    and secrets exist nowhere else. tests/integration/versions reads it.";
const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/landed.json");
/// 2026-11-27T01:00:00Z
const MOMENT: Timestamp = Timestamp::from_millis(1_795_741_200_000);

/// The verifier of RFC 7636, appendix B, and its challenge.
pub const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256";
pub const REDIRECT_URI: &str = "https://c.example/cb";
pub const FORM: [(&str, &str); 4] =
    [("name", "Scheduler"), ("description", "Plans your posts"), ("redirect_uris", REDIRECT_URI), ("scopes", "posts")];

/// The items of a table, and who holds what.
pub struct World {
    pub held: BTreeMap<String, String>,
    pub items: Vec<Item>,
}

impl World {
    /// What this version makes of it.
    pub async fn make() -> Self {
        let server = Server::with_clock(Database::Embedded.endpoint().await, Clock::stopped(MOMENT)).await;
        let (ada, linus, grace) =
            (server.sign_in("ada").await, server.sign_in("linus").await, server.sign_in("grace").await);
        let file = picture(1, ImageFormat::Png);
        let made = ada.submit_picture("/settings/apps/new", "/settings/apps", &FORM, Some(&file)).await;
        let app = App { client_id: made.element("client-id"), secret: made.element("client-secret") };
        let manage = make_key(&ada, "manage").await;
        let pkce = app.query(&format!("{CHALLENGE}&redirect_uri=https%3A%2F%2Fc.example%2Fcb"));
        let unspent = ada.approve(&pkce).await;
        let spent = linus.approve(&app.query("")).await;
        let token = app.redeem(&server, &spent).await;
        let other_token = app.redeem(&server, &grace.approve(&app.query("")).await).await;
        let page = grace.authorize(&app.query("&scope=posts")).await;
        let settings = ada.get(&format!("/settings/apps/{}", app.client_id)).await.hidden("ticket");
        let stranger = server.visitor();
        let asked = stranger.get("/settings/approved-apps").await;
        let attempt = asked.location().strip_prefix("/login?attempt=").unwrap().to_owned();
        let gone = Caller::with(&server, &format!("Bearer {manage}")).delete("/api/orgs/org_gone/members/gone").await;
        assert_eq!(gone.status, 204, "{}", gone.body);
        let held = [
            ("client id", app.client_id),
            ("client secret", app.secret),
            ("API key", make_key(&ada, "api").await),
            ("management key", manage),
            ("admin's session", ada.session()),
            ("member's session", linus.session()),
            ("other admin's session", grace.session()),
            ("unspent code", unspent),
            ("spent code", spent),
            ("token", token),
            ("other token", other_token),
            ("consent request", page.hidden("request")),
            ("consent ticket", page.hidden("ticket")),
            ("settings ticket", settings),
            ("attempt's cookie", stranger.cookie("postern-login-").unwrap()),
            ("attempt", attempt),
        ];
        let held = held.map(|(name, value)| (name.to_owned(), value)).into();
        Self { held, items: server.dump().await }
    }

    /// What a released version has made of it.
    pub fn landed() -> Self {
        let document: Value = serde_json::from_str(&std::fs::read_to_string(FILE).unwrap()).unwrap();
        assert_eq!(document["moment"].as_i64(), Some(MOMENT.millis()));
        let held = serde_json::from_value(document["held"].clone()).unwrap();
        Self { held, items: document["items"].as_array().unwrap().iter().map(from_json).collect() }
    }

    /// Keeps it.
    pub fn write(&self) {
        let mut items: Vec<Value> = self.items.iter().map(to_json).collect();
        items.sort_by_key(|item| item["pk"]["S"].as_str().unwrap().to_owned());
        let document = json!({ "about": ABOUT, "moment": MOMENT.millis(), "held": self.held, "items": items });
        std::fs::write(FILE, format!("{}\n", serde_json::to_string_pretty(&document).unwrap())).unwrap();
    }

    /// This version over its table, at its moment.
    pub async fn server(&self) -> Server {
        let server = Server::with_clock(Database::Embedded.endpoint().await, Clock::stopped(MOMENT)).await;
        for item in &self.items {
            server.put(item.clone()).await;
        }
        server
    }

    /// What somebody holds.
    pub fn get(&self, name: &str) -> &str {
        &self.held[name]
    }

    pub fn app(&self) -> App {
        App { client_id: self.get("client id").to_owned(), secret: self.get("client secret").to_owned() }
    }

    /// The browser of whoever holds that session.
    pub fn visitor(&self, server: &Server, session: &str) -> Visitor {
        let visitor = server.visitor();
        visitor.set_cookie(&visitor.session_name(), self.get(session));
        visitor
    }
}
