//! Environments: fronts over one table, each with its own connections, as Lambda starts them.

use super::process::OtherProcess;
use super::{Server, database};
use aws_config::SdkConfig;
use postern_local::database::signed_by;
use postern_local::upstream::DemoUpstream;
use postern_local::{Backend, Front, Patience};
use session::SignIn;
use shared::accent::Accent;
use shared::clock::{Clock, Timestamp};
use shared::config::{Config, PublicUrl};
use shared::deps::Deps;
use shared::ids::OrgId;
use shared::lambda::{Function, Service};
use shared::log::Sink;
use shared::store::{Limits, Store};
use std::sync::{Arc, Mutex};
use tokio::net::TcpListener;

/// The stack that is counted for.
pub const STACK: &str = "under-test";

/// Where log lines go.
pub(super) type Log = Arc<Mutex<Vec<String>>>;

impl Server {
    /// Another front over the same table, past any faults. Its log is this server's.
    pub async fn another(&self) -> String {
        self.front(&self.endpoint, Patience::of_one_machine(), &self.log).await
    }

    /// The same with a log of its own.
    pub(super) async fn unheard(&self) -> String {
        self.front(&self.endpoint, Patience::of_one_machine(), &Log::default()).await
    }

    /// Another front, to which what was made before `moment` is dead. Its log is this server's.
    pub async fn not_before(&self, moment: Timestamp) -> String {
        let outside = Outside { upstream: &self.upstream, sign_in: None, not_before: Some(moment) };
        let sdk = database::sdk(&self.endpoint);
        front(&sdk, &self.table, &self.clock, Patience::of_one_machine(), &self.log, outside).await
    }

    /// The same behind the proxy for faults, and as impatient as production.
    pub async fn as_in_production(&self) -> String {
        self.front(&self.faults.url, Patience::of_production(), &self.log).await
    }

    /// The same with limits of the test's own: what a limit does can be seen with any that is longer than this machine takes.
    pub async fn within(&self, store: Limits) -> String {
        self.front(&self.faults.url, Patience { store, ..Patience::of_one_machine() }, &self.log).await
    }

    /// The front in another process, over the same table.
    pub async fn another_process(&self) -> OtherProcess {
        OtherProcess::start(&self.endpoint, &self.table).await
    }

    /// The store that the functions have here: behind the proxy for faults, and patient. What is asked of it is no function's.
    pub fn store(&self) -> Store {
        self.store_at(&self.faults.url)
    }

    /// The store of one of the functions.
    pub fn store_of(&self, function: &str) -> Store {
        self.store_of_within(function, Patience::of_one_machine().store)
    }

    /// The same with limits of the test's own.
    pub fn store_of_within(&self, function: &str, limits: Limits) -> Store {
        Store::within(&signed_by(function, &database::sdk(&self.faults.url)), &self.table, limits)
    }

    /// The same, somewhere else.
    pub fn store_at(&self, endpoint: &str) -> Store {
        Store::within(&database::sdk(endpoint), &self.table, Patience::of_one_machine().store)
    }

    async fn front(&self, endpoint: &str, patience: Patience, log: &Log) -> String {
        let outside = Outside { upstream: &self.upstream, sign_in: None, not_before: None };
        front(&database::sdk(endpoint), &self.table, &self.clock, patience, log, outside).await
    }
}

/// A function over a server's table, alone: to be handed events as the gateway makes them. Behind the proxy for faults, and
/// patient.
pub fn function(name: &str, service: Service, server: &Server, config: Config, clock: Clock) -> Function {
    function_telling(Sink::new(STACK, |_| {}), name, service, server, config, clock)
}

/// The same, with a log.
pub fn function_telling(
    sink: Sink,
    name: &str,
    service: Service,
    server: &Server,
    config: Config,
    clock: Clock,
) -> Function {
    let deadline = Patience::of_one_machine().deadline.unwrap();
    let deps = Deps { store: server.store_of(name), config: Arc::new(config) };
    Function::new(Service { deadline, ..service }, deps, clock, sink)
}

/// What an operator would decide for a server at `url`.
pub fn config(url: &str) -> Config {
    Config {
        public_url: PublicUrl::parse(url).unwrap(),
        product: "Postern".to_owned(),
        accent: Accent::default(),
        operator_org: OrgId::parse("org_acme"),
    }
}

/// What a front is connected to.
pub(super) struct Outside<'a> {
    /// What the public API is forwarded to.
    pub upstream: &'a DemoUpstream,
    /// How users sign in, unless as one of the demo's.
    pub sign_in: Option<SignIn>,
    /// What was made before is dead.
    pub not_before: Option<Timestamp>,
}

/// A front, where it listens.
pub(super) async fn front(
    sdk: &SdkConfig,
    table: &str,
    clock: &Clock,
    patience: Patience,
    log: &Log,
    outside: Outside<'_>,
) -> String {
    let Outside { upstream, sign_in, not_before } = outside;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://localhost:{}", listener.local_addr().unwrap().port());
    let log = Arc::clone(log);
    let backend = Backend {
        sdk: sdk.clone(),
        table: table.to_owned(),
        config: config(&url),
        clock: clock.clone(),
        sink: Sink::new(STACK, move |line| log.lock().unwrap().push(line.to_owned())),
        not_before,
        patience,
    };
    let upstream = proxy::Upstream::new(&upstream.url, Some(&upstream.secret), None).unwrap();
    tokio::spawn(Front::new(backend, upstream, sign_in).await.unwrap().serve(listener));
    url
}
