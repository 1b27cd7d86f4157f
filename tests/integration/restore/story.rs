//! People who do things with apps, in browsers of their own, and what each of it gave somebody to hold.

use crate::api::Caller;
use crate::harness::{Answer, App, Server, Visitor};
use serde_json::json;
use shared::credential::locator::KeyLocator;
use shared::credential::{ApiKey, Secret};
use std::time::Duration;

const KEYS: &str = "/settings/api-keys";
const APPROVED: &str = "/settings/approved-apps";
const REDIRECT_URI: &str = "https://c.example/cb";

/// What kind of credential somebody holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Session,
    Key,
    ManagementKey,
    Secret,
    Code,
    Token,
}

/// A credential that somebody holds, and since which step.
#[derive(Clone, Debug)]
pub struct Held {
    pub kind: Kind,
    pub text: String,
    /// Of which app, by its place.
    pub app: usize,
    pub since: usize,
}

/// What has happened so far. What cannot be done as things are, such as approving while signed out, is left out.
pub struct Story<'a> {
    pub server: &'a Server,
    browsers: Vec<Visitor>,
    pub apps: Vec<App>,
    pub held: Vec<Held>,
    /// Client ids of apps, by the step at which they were edited.
    pub edited: Vec<(usize, String)>,
    pub step: usize,
    operator: Option<String>,
}

impl<'a> Story<'a> {
    pub fn new(server: &'a Server) -> Self {
        let browsers = (0..3).map(|_| server.visitor()).collect();
        Self { server, browsers, apps: Vec::new(), held: Vec::new(), edited: Vec::new(), step: 0, operator: None }
    }

    fn hold(&mut self, kind: Kind, text: String, app: usize) {
        self.held.push(Held { kind, text, app, since: self.step });
    }

    /// Sends the form of a page that leads to `path`; `None` if there is no such page or form for whoever is signed in.
    async fn form(&self, browser: usize, page: &str, path: &str, fields: &[(&str, &str)]) -> Option<Answer> {
        let visitor = &self.browsers[browser];
        let shown = visitor.get(page).await;
        let (_, form) = shown.body.split_once(&format!("action=\"{path}\"")).filter(|_| shown.status == 200)?;
        let form = form.split("</form>").next().unwrap();
        let hidden = |name: &str| {
            let value = form.split_once(&format!("name=\"{name}\" value=\""))?.1;
            Some(value.split('"').next().unwrap().to_owned())
        };
        let (ticket, org) = (hidden("ticket")?, hidden("org"));
        let own = [("ticket", ticket.as_str())].into_iter().chain(org.as_deref().map(|org| ("org", org)));
        Some(visitor.post(path, &own.chain(fields.iter().copied()).collect::<Vec<_>>()).await)
    }

    pub async fn sign_in(&mut self, browser: usize, user: &'static str) {
        let visitor = &self.browsers[browser];
        let brought = visitor.cookie(&visitor.session_name());
        assert_eq!(visitor.post("/login", &[("user", user)]).await.status, 303);
        let session = visitor.session();
        if brought.as_ref() != Some(&session) {
            self.hold(Kind::Session, session, 0);
        }
    }

    pub async fn sign_out(&mut self, browser: usize) {
        assert_eq!(self.browsers[browser].post("/logout", &[]).await.status, 303);
    }

    pub async fn register(&mut self, browser: usize) {
        let fields = [("name", "Scheduler"), ("description", ""), ("redirect_uris", REDIRECT_URI), ("scopes", "posts")];
        let Some(page) = self.form(browser, "/settings/apps/new", "/settings/apps", &fields).await else { return };
        let app = App { client_id: page.element("client-id"), secret: page.element("client-secret") };
        self.hold(Kind::Secret, app.secret.clone(), self.apps.len());
        self.apps.push(app);
    }

    pub async fn rotate(&mut self, browser: usize, app: usize) {
        let path = format!("/settings/apps/{}/rotate-secret", self.apps[app].client_id);
        let Some(page) = self.form(browser, &path, &path, &[]).await else { return };
        self.apps[app].secret = page.element("client-secret");
        self.hold(Kind::Secret, self.apps[app].secret.clone(), app);
    }

    pub async fn edit(&mut self, browser: usize, app: usize) {
        let path = format!("/settings/apps/{}", self.apps[app].client_id);
        let name = format!("Scheduler {}", self.step);
        let uris = format!("{REDIRECT_URI}\nhttps://d.example/cb");
        let fields = [("name", name.as_str()), ("description", ""), ("redirect_uris", &uris), ("scopes", "posts")];
        if self.form(browser, &path, &path, &fields).await.is_some() {
            self.edited.push((self.step, self.apps[app].client_id.clone()));
        }
    }

    pub async fn delete_app(&mut self, browser: usize, app: usize) {
        let path = format!("/settings/apps/{}/delete", self.apps[app].client_id);
        self.form(browser, &path, &path, &[]).await;
    }

    pub async fn make_key(&mut self, browser: usize, kind: Kind) {
        let opens = if kind == Kind::Key { "api" } else { "manage" };
        let Some(page) = self.form(browser, KEYS, KEYS, &[("label", "key"), ("use", opens)]).await else { return };
        self.hold(kind, page.element("api-key"), 0);
    }

    pub async fn delete_key(&mut self, browser: usize, key: &Held) {
        let locator = KeyLocator::from_credential(&Secret::<ApiKey>::parse(&key.text).unwrap());
        self.form(browser, KEYS, &format!("{KEYS}/{}/delete", locator.as_str()), &[]).await;
    }

    pub async fn approve(&mut self, browser: usize, app: usize) -> Option<String> {
        let visitor = &self.browsers[browser];
        let page = visitor.authorize(&self.apps[app].query("&scope=posts")).await;
        if page.status != 200 {
            return None;
        }
        let code = visitor.decide(&page, "approve").await.callback()["code"].clone();
        self.hold(Kind::Code, code.clone(), app);
        Some(code)
    }

    pub async fn redeem(&mut self, app: usize, code: &str) -> bool {
        let answer = self.apps[app].exchange(self.server, code).await;
        if answer.status == 200 {
            self.hold(Kind::Token, answer.json()["access_token"].as_str().unwrap().to_owned(), app);
        }
        answer.status == 200
    }

    pub async fn revoke_token(&mut self, token: &Held) {
        let App { client_id, secret } = &self.apps[token.app];
        let body = json!({ "token": token.text, "client_id": client_id, "client_secret": secret });
        self.server.client.post(format!("{}/oauth/revoke", self.server.url)).json(&body).send().await.unwrap();
    }

    pub async fn revoke_approval(&mut self, browser: usize, app: usize) {
        let path = format!("{APPROVED}/{}/revoke", self.apps[app].client_id);
        self.form(browser, APPROVED, &path, &[]).await;
    }

    /// A call of the operator's, who takes another key where theirs went with their org.
    pub async fn offboard(&mut self, path: &str) {
        loop {
            if let Some(key) = &self.operator {
                let answer = Caller::with(self.server, &format!("Bearer {key}")).delete(path).await;
                match answer.status {
                    204 => return,
                    401 => self.operator = None,
                    other => panic!("{path}: {other} {}", answer.body),
                }
            }
            let operator = self.server.sign_in("ada").await;
            self.operator = Some(crate::api::make_key(&operator, "manage").await);
        }
    }

    pub fn pass(&self, seconds: u64) {
        self.server.clock.advance(Duration::from_secs(seconds));
    }
}

/// Whether a credential opens anything at a front of a server. A code is spent by this.
pub async fn is_live(server: &Server, url: &str, held: &Held, app: Option<&App>, secrets: &[&Held]) -> bool {
    match held.kind {
        Kind::Token | Kind::Key => decided(server.call_at(url, "GET", "/public/v1/posts", &held.text).await, 200, 401),
        Kind::ManagementKey => decided(server.call_at(url, "GET", "/api/apps", &held.text).await, 200, 401),
        Kind::Session => {
            let mut visitor = server.visitor();
            url.clone_into(&mut visitor.url);
            visitor.set_cookie(&visitor.session_name(), &held.text);
            decided(visitor.get(APPROVED).await, 200, 303)
        }
        Kind::Secret => {
            let body = json!({ "token": "x", "client_id": app.unwrap().client_id, "client_secret": held.text });
            let request = server.client.post(format!("{url}/oauth/revoke")).json(&body);
            decided(Answer::read(request.send().await.unwrap()).await, 200, 401)
        }
        Kind::Code => {
            for secret in secrets {
                let app = App { client_id: app.unwrap().client_id.clone(), secret: secret.text.clone() };
                if app.exchange_at(server, url, &held.text).await.status == 200 {
                    return true;
                }
            }
            false
        }
    }
}

fn decided(answer: Answer, yes: u16, no: u16) -> bool {
    assert!([yes, no].contains(&answer.status), "{answer:?}");
    answer.status == yes
}
