//! `postern-local`: what `make run` starts; `postern-local watch` is what `make watch` starts.

use postern_local::settings::{Data, Settings, UpstreamSettings};
use postern_local::sign_in::{DEMO_USERS, demo};
use postern_local::stream::Stream;
use postern_local::upstream::DemoUpstream;
use postern_local::watch::CargoLambda;
use postern_local::{Backend, Front, Patience, Purging, STACK, Watched, database, watch};
use proxy::Upstream;
use purge::Purge;
use session::SignIn;
use shared::clock::Clock;
use shared::config::{self, Config, PublicUrl};
use shared::ids::OrgId;
use shared::log::Sink;
use shared::random;
use shared::store::Store;
use shared::text::Language;
use std::io::ErrorKind;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::process::ExitCode;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

const TABLE: &str = "postern";
/// Ada's: whoever runs it locally is she.
const OPERATOR_ORG: &str = "org_acme";

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => {
            say("Stopped.");
            ExitCode::SUCCESS
        }
        Err(problem) => {
            say(&format!("Postern did not start: {problem}."));
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), String> {
    let settings = Settings::from_env().map_err(|error| error.to_string())?;
    let mode = Mode::of(&std::env::args().skip(1).collect::<Vec<_>>())?;
    let port = settings.port;
    // Checked here, so that a mistake is told at once under `cargo lambda watch` too.
    let sign_in = settings.real_users.then(SignIn::from_env).transpose().map_err(|error| error.to_string())?;
    let who_signs_in = who_signs_in(sign_in.as_ref());
    let accent = config::accent().map_err(|error| error.to_string())?;
    let not_before = config::not_before().map_err(|error| error.to_string())?;
    // The port first: it is what is most often taken, and nothing has been touched yet.
    let listener = listen(Ipv4Addr::LOCALHOST.into(), port).await?;
    // "localhost" is ::1 to browsers, first of all: whoever listens there would get our visitors.
    let v6 = match listen(Ipv6Addr::LOCALHOST.into(), port).await {
        Ok(listener) => Some(listener),
        Err(NotListening::Taken(problem)) => return Err(problem),
        // Where the system has no IPv6, 127.0.0.1 alone serves.
        Err(NotListening::Impossible(_)) => None,
    };
    let data = match &settings.data {
        Data::Memory => "in memory only, gone when this stops".to_owned(),
        Data::Folder(folder) => format!("in {}", folder.display()),
    };
    say(&format!("Opening the database ({data}) …"));
    let database = database::start(&settings.data).await?;
    shared::panics::quiet();
    let public_url = PublicUrl::parse(&format!("http://localhost:{port}")).map_err(|error| error.to_string())?;
    let backend = Backend {
        sdk: database::sdk_config(&database.endpoint),
        table: TABLE.to_owned(),
        config: Config {
            public_url: public_url.clone(),
            product: config::product(),
            accent,
            operator_org: OrgId::parse(OPERATOR_ORG),
        },
        clock: Clock::default(),
        sink: Sink::stdout(STACK),
        not_before,
        patience: Patience::of_one_machine(),
    };
    let (forwarded, upstream) = upstream(settings.upstream).await?;
    let mut cargo_lambda = None;
    let sdk = database::signed_by("purge", &backend.sdk);
    let store = Store::within(&sdk, TABLE, backend.patience.store).not_before(not_before);
    let purge = Purge::new(store, Clock::default(), Sink::stdout(STACK));
    let mut purging = Purging::Here(Box::new(purge));
    let front = match mode {
        Mode::Run => Front::new(backend, upstream, sign_in).await?,
        Mode::Watch(arguments) => {
            let next = port.checked_add(1).ok_or("PORT is 65535, and cargo lambda watch needs the next one")?;
            say(&format!("Starting cargo lambda watch on port {next} …"));
            let watched = watch::start(next, &database, TABLE, &backend.config, &forwarded, &arguments).await?;
            purging = Purging::Watched(Watched::new(watched.url.clone()));
            let front = Front::watched(backend, Watched::new(watched.url.clone()), sign_in.is_none()).await?;
            cargo_lambda = Some(watched);
            front
        }
    };
    let checkpoint = match &settings.data {
        Data::Memory => None,
        Data::Folder(folder) => Some(folder.join("stream")),
    };
    tokio::spawn(Stream::open(&database.endpoint, TABLE, checkpoint).await?.feed(purging));
    if let Some(v6) = v6 {
        tokio::spawn(front.clone().serve(v6));
    }
    say(&who_signs_in);
    say(&format!(
        "Data lies {data}; DynamoDB speaks at {}. One JSON line per request follows. Ctrl-C stops.",
        database.endpoint
    ));
    say(&format!("ready: {public_url}"));
    let ended = tokio::select! {
        () = front.serve(listener) => Ok(()),
        told = told_to_stop() => told,
        problem = watch_over(cargo_lambda.as_mut()) => Err(problem),
    };
    if let Some(cargo_lambda) = cargo_lambda {
        cargo_lambda.end().await;
    }
    ended
}

/// Who can sign in, in words for whoever started this.
fn who_signs_in(sign_in: Option<&SignIn>) -> String {
    if let Some(sign_in) = sign_in {
        return format!("Users sign in at {}.", sign_in.voucher());
    }
    let demo = demo(Language::English);
    let users = DEMO_USERS.iter().map(|user| format!("\n  {:6} {}", user.name, (user.about)(demo)));
    format!("Sign in as one of the demo users:{}", users.collect::<String>())
}

/// What the public API is forwarded to: what the settings say, or else the demo upstream. Checked here, so that a mistake is
/// told at once under `cargo lambda watch` too.
async fn upstream(settings: Option<UpstreamSettings>) -> Result<(UpstreamSettings, Upstream), String> {
    let settings = match settings {
        None => {
            let demo = DemoUpstream::start(Clock::default()).await?;
            say(&format!("The public API is forwarded to the demo API at {} (UPSTREAM_URL is another).", demo.url));
            UpstreamSettings { url: demo.url, secret: Some(demo.secret), trust: None }
        }
        Some(UpstreamSettings { url, secret: None, trust: None }) => {
            let secret = random::base62(43);
            say(&format!(
                "The public API is forwarded to {url}, signed with UPSTREAM_SECRET={secret}, made up for now."
            ));
            UpstreamSettings { url, secret: Some(secret), trust: None }
        }
        Some(settings) => {
            say(&format!("The public API is forwarded to {}.", settings.url));
            settings
        }
    };
    let UpstreamSettings { url, secret, trust } = &settings;
    let upstream = Upstream::new(url, secret.as_deref(), trust.as_deref()).map_err(|error| error.to_string())?;
    Ok((settings, upstream))
}

/// Returns if `cargo lambda watch` ends; never, where there is none.
async fn watch_over(cargo_lambda: Option<&mut CargoLambda>) -> String {
    match cargo_lambda {
        Some(cargo_lambda) => cargo_lambda.ended().await,
        None => std::future::pending().await,
    }
}

/// What was asked for on the command line.
enum Mode {
    /// The handlers in this process.
    Run,
    /// The functions under `cargo lambda watch`, which gets these arguments.
    Watch(Vec<String>),
}

impl Mode {
    fn of(arguments: &[String]) -> Result<Self, String> {
        match arguments.split_first() {
            None => Ok(Self::Run),
            Some((mode, rest)) if mode == "watch" => Ok(Self::Watch(rest.to_vec())),
            Some((other, _)) => Err(format!("there is no {other:?}; it is `postern-local` or `postern-local watch`")),
        }
    }
}

/// Why an address cannot be had, in words for whoever started this.
enum NotListening {
    Taken(String),
    Impossible(String),
}

impl From<NotListening> for String {
    fn from(reason: NotListening) -> Self {
        let (NotListening::Taken(problem) | NotListening::Impossible(problem)) = reason;
        problem
    }
}

async fn listen(host: IpAddr, port: u16) -> Result<TcpListener, NotListening> {
    let next = port.saturating_add(1);
    TcpListener::bind((host, port)).await.map_err(|error| match error.kind() {
        ErrorKind::AddrInUse => {
            NotListening::Taken(format!("port {port} is taken; choose another: PORT={next} make run"))
        }
        ErrorKind::PermissionDenied => NotListening::Impossible(format!(
            "this user may not listen on port {port}; choose one above 1023: PORT=9000 make run"
        )),
        _ => NotListening::Impossible(format!("cannot listen on port {port}: {error}")),
    })
}

/// Returns on Ctrl-C, and on the polite way to end a process.
async fn told_to_stop() -> Result<(), String> {
    let mut terminate = signal(SignalKind::terminate()).map_err(|error| error.to_string())?;
    tokio::select! {
        interrupted = tokio::signal::ctrl_c() => interrupted.map_err(|error| error.to_string()),
        _ = terminate.recv() => Ok(()),
    }
}

#[expect(clippy::print_stdout, reason = "this is what the person who started it reads")]
fn say(line: &str) {
    println!("{line}");
}
