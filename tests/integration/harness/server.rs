//! A server of its own for each scenario.

use super::environments::{Log, Outside, STACK, front};
use super::faults::FaultProxy;
use super::{Answer, Database, Visitor, database, decided};
use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::types::AttributeValue;
use postern_local::Patience;
use postern_local::stream::Stream;
use postern_local::upstream::DemoUpstream;
use purge::Purge;
use serde_json::Value;
use session::SignIn;
use shared::clock::Clock;
use shared::credential::locator::GrantLocator;
use shared::credential::{AccessToken, Code, Secret};
use shared::log::Sink;
use shared::random;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::OnceCell;

/// The front over a table of its own.
pub struct Server {
    pub url: String,
    pub clock: Clock,
    pub client: reqwest::Client,
    /// Straight to the database, past any faults.
    pub direct: Client,
    pub table: String,
    pub faults: Arc<FaultProxy>,
    pub(super) log: Log,
    /// Where the database listens.
    pub endpoint: String,
    /// What the public API is forwarded to.
    pub upstream: DemoUpstream,
    /// Another environment, for looking at what this one has done: past any faults, and with a log of its own.
    elsewhere: OnceCell<String>,
}

pub type Item = HashMap<String, AttributeValue>;

impl Server {
    /// One front; between it and the database, a proxy that counts calls and injects faults when told to.
    pub async fn start(database: Database) -> Self {
        Self::over(database.endpoint().await).await
    }

    /// The same on the wall clock, for what only real time shows.
    pub async fn on_the_wall_clock(database: Database) -> Self {
        Self::with_clock(database.endpoint().await, Clock::System).await
    }

    /// One front over a database that is already there.
    pub async fn over(endpoint: String) -> Self {
        // It stands until a scenario moves it: what happens at once happens at the same moment, however slow the machine.
        Self::with_clock(endpoint, Clock::stopped(Clock::System.now())).await
    }

    /// One front that forwards the public API to `url`, signed with [`SECRET`](super::upstream::SECRET).
    pub async fn before(url: &str) -> Self {
        let upstream = DemoUpstream { url: url.to_owned(), secret: super::upstream::SECRET.to_owned() };
        let clock = Clock::stopped(Clock::System.now());
        Self::with_upstream(Database::Embedded.endpoint().await, clock, upstream, None).await
    }

    /// One front whose users sign in as these variables say, on the wall clock: that is what an issuer's is.
    pub async fn signing_in(variables: &[(&str, &str)]) -> Self {
        Self::signing_in_at(Clock::System, variables).await
    }

    /// The same at a time of one's own.
    pub async fn signing_in_at(clock: Clock, variables: &[(&str, &str)]) -> Self {
        let find =
            |name: &str| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
        let sign_in = SignIn::from(&find).unwrap();
        let upstream = DemoUpstream::start(clock.clone()).await.unwrap();
        Self::with_upstream(Database::Embedded.endpoint().await, clock, upstream, Some(sign_in)).await
    }

    /// The same at a time of one's own.
    pub async fn with_clock(endpoint: String, clock: Clock) -> Self {
        let upstream = DemoUpstream::start(clock.clone()).await.unwrap();
        Self::with_upstream(endpoint, clock, upstream, None).await
    }

    async fn with_upstream(endpoint: String, clock: Clock, upstream: DemoUpstream, sign_in: Option<SignIn>) -> Self {
        let faults = FaultProxy::start(&endpoint).await;
        let table = format!("test_{}", random::base62(12));
        let log = Log::default();
        let patience = Patience::of_one_machine();
        let url = front(
            &database::sdk(&faults.url),
            &table,
            &clock,
            patience,
            &log,
            Outside { upstream: &upstream, sign_in, not_before: None },
        )
        .await;
        let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
        let direct = database::patient_client(&endpoint);
        faults.forget();
        Self { url, clock, client, direct, table, faults, log, endpoint, upstream, elsewhere: OnceCell::new() }
    }

    /// The table's stream, from its beginning.
    pub async fn stream(&self) -> Stream {
        Stream::open(&self.endpoint, &self.table, None).await.unwrap()
    }

    /// The purge, behind the proxy for faults, without its minutes of waiting. Its log is this server's.
    pub fn purge(&self) -> Purge {
        let log = Arc::clone(&self.log);
        let sink = Sink::new(STACK, move |line| log.lock().unwrap().push(line.to_owned()));
        Purge::new(self.store_of("purge"), self.clock.clone(), sink).pausing(Duration::ZERO)
    }

    pub fn visitor(&self) -> Visitor {
        Visitor::new(self)
    }

    /// Somebody who has signed in as a demo user.
    pub async fn sign_in(&self, user: &str) -> Visitor {
        let visitor = self.visitor();
        assert_eq!(visitor.post("/login", &[("user", user)]).await.status, 303);
        visitor
    }

    pub async fn post_token(&self, body: &str, content_type: &str) -> Answer {
        let request = self.client.post(format!("{}/oauth/token", self.url)).header("content-type", content_type);
        Answer::read(request.body(body.to_owned()).send().await.unwrap()).await
    }

    /// Log lines so far.
    pub fn log(&self) -> Vec<Value> {
        self.log.lock().unwrap().iter().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// Log lines since they were last taken.
    pub fn take_log(&self) -> Vec<Value> {
        let lines = std::mem::take(&mut *self.log.lock().unwrap());
        lines.iter().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// The last log line.
    pub fn last_log(&self) -> Value {
        self.log().pop().unwrap()
    }

    /// One item, consistently.
    pub async fn item(&self, pk: &str) -> Option<Item> {
        let key = AttributeValue::S(pk.to_owned());
        self.direct.get_item().table_name(&self.table).key("pk", key).consistent_read(true).send().await.unwrap().item
    }

    /// Every item.
    pub async fn dump(&self) -> Vec<Item> {
        let mut items = Vec::new();
        let mut from = None;
        loop {
            let scan = self.direct.scan().table_name(&self.table).consistent_read(true);
            let page = scan.set_exclusive_start_key(from).send().await.unwrap();
            items.extend(page.items.unwrap_or_default());
            from = page.last_evaluated_key;
            if from.is_none() {
                return items;
            }
        }
    }

    /// Keys of all items of one kind, such as `CODE#`.
    pub async fn keys(&self, prefix: &str) -> Vec<String> {
        let items = self.dump().await;
        items.iter().map(|item| item["pk"].as_s().unwrap().clone()).filter(|pk| pk.starts_with(prefix)).collect()
    }

    /// The item of the grant that a token or code leads to.
    pub async fn grant_of(&self, token: &str) -> Option<Item> {
        let locator = Secret::<AccessToken>::parse(token).map(|token| GrantLocator::from_credential(&token));
        let locator =
            locator.or_else(|_| Secret::<Code>::parse(token).map(|code| GrantLocator::from_credential(&code)));
        self.item(&format!("GRANT#{}", locator.unwrap().text())).await
    }

    /// Whether a token or an API key opens the public API, at this moment, in another environment.
    pub async fn is_live(&self, credential: &str) -> bool {
        let url = self.elsewhere.get_or_init(|| self.unheard()).await;
        let answer = decided(async || self.call_at(url, "GET", "/public/v1/is-connected", credential).await).await;
        match answer.status {
            // One that opens less than this is live too.
            200 | 403 => true,
            401 => false,
            other => panic!("{other}: {answer:?}"),
        }
    }

    /// Calls the public API.
    pub async fn call(&self, method: &str, path: &str, credential: &str) -> Answer {
        self.call_at(&self.url, method, path, credential).await
    }

    /// The same in another environment.
    pub async fn call_at(&self, url: &str, method: &str, path: &str, credential: &str) -> Answer {
        let method = http::Method::from_bytes(method.as_bytes()).unwrap();
        let request = self.client.request(method, format!("{url}{path}"));
        Answer::read(request.header("authorization", format!("Bearer {credential}")).send().await.unwrap()).await
    }

    /// Deletes a grant, as "revoke" will.
    pub async fn revoke(&self, code_or_token: &str) {
        let grant = self.grant_of(code_or_token).await.unwrap();
        self.direct.delete_item().table_name(&self.table).key("pk", grant["pk"].clone()).send().await.unwrap();
    }

    /// Overwrites attributes of an item by hand.
    pub async fn put(&self, item: Item) {
        self.direct.put_item().table_name(&self.table).set_item(Some(item)).send().await.unwrap();
    }
}
