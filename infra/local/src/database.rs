//! DynamoDB, embedded: a file (or memory) behind DynamoDB's own wire protocol on a loopback port.

use crate::settings::Data;
use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_sdk_dynamodb::config::{Credentials, SharedCredentialsProvider};
use dynoxide::Database;
use std::fs::{File, TryLockError};
use std::net::Ipv4Addr;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::Path;
use std::time::Duration;
use tokio::net::TcpListener;

/// How often expired items are swept. The real service takes up to days; nothing may depend on it.
const SWEEP: Duration = Duration::from_mins(1);

/// A running database. Dropping it gives the data free for another process.
pub struct Embedded {
    /// `http://127.0.0.1:port`.
    pub endpoint: String,
    _lock: Option<File>,
}

/// Opens the data and serves it on a free loopback port.
pub async fn start(data: &Data) -> Result<Embedded, String> {
    let (database, lock) = match data {
        Data::Memory => (Database::memory().map_err(|error| error.to_string())?, None),
        Data::Folder(folder) => {
            let lock = own(folder)?;
            let file = folder.join("postern.db");
            let path = file.to_string_lossy();
            let database = Database::new(&path).map_err(|error| format!("cannot open {path}: {error}"))?;
            (database, Some(lock))
        }
    };
    let endpoint = serve(database.clone()).await?;
    tokio::spawn(async move {
        loop {
            tokio::time::sleep(SWEEP).await;
            let database = database.clone();
            // A sweep that fails is tried again in a minute; nothing depends on it.
            let _ = tokio::task::spawn_blocking(move || database.sweep_ttl()).await;
        }
    });
    Ok(Embedded { endpoint, _lock: lock })
}

/// Serves a database on a free loopback port; returns where.
pub async fn serve(database: Database) -> Result<String, String> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.map_err(|error| error.to_string())?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    tokio::spawn(dynoxide::server::serve_on(listener, database));
    Ok(format!("http://{address}"))
}

/// Who asks that is no function: this server itself, the demo sign-in, a test.
pub const NO_FUNCTION: &str = "local";

/// How the SDK reaches a local DynamoDB: plain HTTP, and credentials that nobody checks.
pub fn sdk_config(endpoint: &str) -> SdkConfig {
    SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("local"))
        .endpoint_url(endpoint)
        .credentials_provider(credentials(NO_FUNCTION))
        .http_client(aws_smithy_http_client::Builder::new().build_http())
        .build()
}

/// The same as one of the functions: its name is the access key id that it signs with, as each has a role of its own where it
/// is deployed. So whoever stands before the database sees who asks.
pub fn signed_by(function: &str, sdk: &SdkConfig) -> SdkConfig {
    sdk.to_builder().credentials_provider(credentials(function)).build()
}

fn credentials(key_id: &str) -> SharedCredentialsProvider {
    SharedCredentialsProvider::new(Credentials::new(key_id, "local", None, None, "local"))
}

/// Takes the folder for this process alone: two owners would overwrite each other.
fn own(folder: &Path) -> Result<File, String> {
    let shown = folder.display();
    // The data holds e-mail addresses: it is its owner's alone.
    std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
        .map_err(|error| format!("cannot create the folder {shown}: {error}"))?;
    let lock =
        File::create(folder.join("lock")).map_err(|error| format!("cannot write in the folder {shown}: {error}"))?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => Err(format!(
            "another Postern is using the data in {shown}; stop it first, or choose another folder: DATA=.local-2 make run"
        )),
        Err(TryLockError::Error(error)) => Err(format!("cannot lock the folder {shown}: {error}")),
    }
}
