//! A visitor: a browser's manners without a browser. Keeps cookies, says where it comes from, follows nothing.

use super::{Answer, App, Server};
use std::collections::BTreeMap;
use std::sync::Mutex;

/// Somebody with a cookie jar.
pub struct Visitor {
    pub(super) client: reqwest::Client,
    pub url: String,
    cookies: Mutex<BTreeMap<String, String>>,
}

impl Visitor {
    pub fn new(server: &Server) -> Self {
        Self { client: server.client.clone(), url: server.url.clone(), cookies: Mutex::default() }
    }

    pub fn cookie(&self, prefix: &str) -> Option<String> {
        let cookies = self.cookies.lock().unwrap();
        cookies.iter().find(|(name, _)| name.starts_with(prefix)).map(|(_, value)| value.clone())
    }

    /// What this server calls the cookie that says who is signed in.
    pub fn session_name(&self) -> String {
        format!("postern-session-{}", self.url.rsplit(':').next().unwrap())
    }

    /// The session that it holds.
    pub fn session(&self) -> String {
        self.cookie(&self.session_name()).unwrap()
    }

    pub fn set_cookie(&self, name: &str, value: &str) {
        self.cookies.lock().unwrap().insert(name.to_owned(), value.to_owned());
    }

    /// Has sent a form when nobody was signed in any more.
    pub fn has_sent_in_vain(&self) {
        self.set_cookie(&self.session_name().replace("session", "unsent"), "1");
    }

    /// Each cookie as a request carries it.
    pub fn cookies(&self) -> Vec<String> {
        self.cookies.lock().unwrap().iter().map(|(name, value)| format!("{name}={value}")).collect()
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(self.client.get(format!("{}{path}", self.url))).await
    }

    /// A form of our own page, as a browser sends it.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let request = self.client.post(format!("{}{path}", self.url));
        self.send(request.header("origin", &self.url).header("sec-fetch-site", "same-origin").form(fields)).await
    }

    /// Whatever `change` makes of a POST of these fields.
    pub async fn post_as(
        &self,
        path: &str,
        fields: &[(&str, &str)],
        change: impl FnOnce(reqwest::RequestBuilder) -> reqwest::RequestBuilder,
    ) -> Answer {
        self.send(change(self.client.post(format!("{}{path}", self.url)).form(fields))).await
    }

    pub async fn send(&self, request: reqwest::RequestBuilder) -> Answer {
        let pairs = self.cookies();
        let request = if pairs.is_empty() { request } else { request.header("cookie", pairs.join("; ")) };
        let answer = Answer::read(request.send().await.unwrap()).await;
        let mut cookies = self.cookies.lock().unwrap();
        for cookie in answer.headers.get_all("set-cookie") {
            let cookie = cookie.to_str().unwrap();
            let (name, value) = cookie.split(';').next().unwrap().split_once('=').unwrap();
            if cookie.contains("Max-Age=0") {
                cookies.remove(name);
            } else {
                cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        answer
    }

    /// Signs in where an answer leads to, with the form that is shown there.
    pub async fn sign_in_at(&self, location: &str, user: &str) -> Answer {
        let page = self.get(location).await;
        page.assert_page(200);
        self.post("/login", &[("user", user), ("attempt", &page.hidden("attempt"))]).await
    }

    /// A settings form: shown at `page`, posted to `path` with its ticket.
    pub async fn submit(&self, page: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        let ticket = self.get(page).await.hidden("ticket");
        self.post(path, &[&[("ticket", ticket.as_str())], fields].concat()).await
    }

    /// Like [`submit`](Self::submit), for a page with several forms: the ticket is that of the form for `path`.
    pub async fn submit_to(&self, page: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        let page = self.get(page).await;
        let (_, form) = page.body.split_once(&format!("action=\"{path}\"")).unwrap();
        let ticket = form.split("name=\"ticket\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        self.post(path, &[&[("ticket", ticket.as_str())], fields].concat()).await
    }

    /// Registers an app through the form.
    pub async fn register(&self, redirect_uris: &[&str]) -> App {
        let uris = redirect_uris.join("\n");
        let fields = [
            ("name", "Scheduler"),
            ("description", "Plans your posts"),
            ("redirect_uris", uris.as_str()),
            ("scopes", "integrations"),
            ("scopes", "posts"),
            ("scopes", "analytics"),
        ];
        let page = self.submit("/settings/apps/new", "/settings/apps", &fields).await;
        page.assert_page(200);
        App { client_id: page.element("client-id"), secret: page.element("client-secret") }
    }

    /// The consent page for a query.
    pub async fn authorize(&self, query: &str) -> Answer {
        self.get(&format!("/oauth/authorize?{query}")).await
    }

    /// Presses a button of a consent page.
    pub async fn decide(&self, page: &Answer, action: &str) -> Answer {
        let (request, ticket) = (page.hidden("request"), page.hidden("ticket"));
        self.post("/oauth/authorize", &[("request", &request), ("ticket", &ticket), ("action", action)]).await
    }

    /// Goes through consent; returns the code.
    pub async fn approve(&self, query: &str) -> String {
        let page = self.authorize(query).await;
        page.assert_page(200);
        self.decide(&page, "approve").await.callback()["code"].clone()
    }

    pub async fn delete(&self, app: &App) -> Answer {
        let path = format!("/settings/apps/{}/delete", app.client_id);
        self.submit(&path, &path, &[]).await
    }

    /// Presses "delete" on a page that is still open in another tab.
    pub async fn delete_again(&self, app: &App) -> Answer {
        self.post(&format!("/settings/apps/{}/delete", app.client_id), &[]).await
    }

    /// Rotates the secret; returns the new one.
    pub async fn rotate(&self, app: &App) -> String {
        let path = format!("/settings/apps/{}/rotate-secret", app.client_id);
        self.submit(&path, &path, &[]).await.element("client-secret")
    }
}
