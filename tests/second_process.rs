//! One more environment over a table that a test has, in a process of its own: `environment ENDPOINT TABLE`.

use postern_local::upstream::DemoUpstream;
use postern_local::{Backend, Front, Patience, database};
use proxy::Upstream;
use shared::clock::Clock;
use shared::config::{Config, PublicUrl};
use shared::ids::OrgId;
use shared::log::Sink;
use std::process::ExitCode;
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> ExitCode {
    let problem = run().await;
    say(&problem);
    ExitCode::FAILURE
}

/// Returns only if something is wrong.
async fn run() -> String {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, endpoint, table] = arguments.as_slice() else { return "usage: environment ENDPOINT TABLE".to_owned() };
    serve(endpoint, table).await.err().unwrap_or_else(|| "it ended by itself".to_owned())
}

async fn serve(endpoint: &str, table: &str) -> Result<(), String> {
    let listener = TcpListener::bind("127.0.0.1:0").await.map_err(|error| error.to_string())?;
    let port = listener.local_addr().map_err(|error| error.to_string())?.port();
    let url = format!("http://localhost:{port}");
    let backend = Backend {
        sdk: database::sdk_config(endpoint),
        table: table.to_owned(),
        config: Config {
            public_url: PublicUrl::parse(&url).map_err(|error| error.to_string())?,
            product: "Postern".to_owned(),
            accent: shared::accent::Accent::default(),
            operator_org: OrgId::parse("org_acme"),
        },
        clock: Clock::default(),
        sink: Sink::new("second", |_| {}),
        not_before: None,
        patience: Patience::of_one_machine(),
    };
    let demo = DemoUpstream::start(Clock::default()).await?;
    let upstream = Upstream::new(&demo.url, Some(&demo.secret), None).map_err(|error| error.to_string())?;
    let front = Front::new(backend, upstream, None).await?;
    say(&format!("ready: {url}"));
    front.serve(listener).await;
    Ok(())
}

#[expect(clippy::print_stdout, reason = "this is what the test that started it reads")]
fn say(line: &str) {
    println!("{line}");
}
