//! `cargo lambda watch`, started and ended with this process.

use crate::database::Embedded;
use crate::settings::UpstreamSettings;
use shared::config::Config;
use shared::ids::OrgId;
use std::net::Ipv4Addr;
use std::process::Stdio;
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::process::{Child, Command};

/// How long `cargo lambda watch` may take to listen.
const PATIENCE: Duration = Duration::from_mins(5);

/// How long it may take to end the functions it started.
const FAREWELL: Duration = Duration::from_mins(1);

/// A running `cargo lambda watch`.
pub struct CargoLambda {
    child: Child,
    /// `http://127.0.0.1:port`, where it takes invocations.
    pub url: String,
}

/// Starts it on `port`, for functions that use this database and configuration. `arguments` are handed on to it, such as
/// `--only-lambda-apis` to run a function in a debugger.
pub async fn start(
    port: u16,
    database: &Embedded,
    table: &str,
    config: &Config,
    upstream: &UpstreamSettings,
    arguments: &[String],
) -> Result<CargoLambda, String> {
    // Whoever listens there already would be taken for it, and be sent our visitors' cookies and codes.
    if let Err(error) = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
        return Err(format!("cargo lambda watch needs port {port}, the one after PORT, and cannot have it ({error})"));
    }
    let child = Command::new("cargo")
        .args(["lambda", "watch", "--invoke-address", "127.0.0.1", "--disable-cors", "--invoke-port"])
        .arg(port.to_string())
        .args(arguments)
        .env("AWS_ENDPOINT_URL_DYNAMODB", &database.endpoint)
        .env("AWS_ACCESS_KEY_ID", "local")
        .env("AWS_SECRET_ACCESS_KEY", "local")
        .env("AWS_REGION", "local")
        .env("TABLE_NAME", table)
        .env("STACK_NAME", crate::STACK)
        .env("PUBLIC_URL", config.public_url.as_str())
        .env("PRODUCT_NAME", &config.product)
        .env("PRODUCT_ACCENT", config.accent.to_string())
        .env("OPERATOR_ORG", config.operator_org.as_ref().map_or("", OrgId::as_str))
        .env("UPSTREAM_URL", &upstream.url)
        .env("UPSTREAM_SECRET", upstream.secret.as_deref().unwrap_or_default())
        .env("UPSTREAM_TRUST", upstream.trust.as_deref().unwrap_or_default())
        .stdin(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .map_err(|error| format!("cannot start cargo: {error}"))?;
    let mut watched = CargoLambda { child, url: format!("http://127.0.0.1:{port}") };
    let listening = async {
        loop {
            if let Ok(Some(status)) = watched.child.try_wait() {
                return Err(format!("cargo lambda watch ended ({status}); `make watch` installs it if it is missing"));
            }
            if TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await.is_ok() {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    };
    tokio::time::timeout(PATIENCE, listening)
        .await
        .map_err(|_| format!("cargo lambda watch does not listen on port {port} after five minutes"))??;
    Ok(watched)
}

impl CargoLambda {
    /// Returns when it has ended by itself: then nobody answers for the functions any more.
    pub async fn ended(&mut self) -> String {
        let status = self.child.wait().await.map_or_else(|error| error.to_string(), |status| status.to_string());
        format!("cargo lambda watch ended by itself ({status})")
    }

    /// Asks it to end, so that it ends the functions it started; a kill would leave them behind.
    pub async fn end(mut self) {
        if let Some(pid) = self.child.id() {
            // Without `kill` on the system the drop below still ends the process itself.
            let _ = Command::new("kill").arg(pid.to_string()).status().await;
            let _ = tokio::time::timeout(FAREWELL, self.child.wait()).await;
        }
    }
}
