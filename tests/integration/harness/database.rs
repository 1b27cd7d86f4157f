//! The two databases.

use aws_config::SdkConfig;
use aws_config::retry::RetryConfig;
use postern_local::database;
use std::sync::Arc;
use std::time::Duration;

/// Which DynamoDB a scenario runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Database {
    /// The embedded one, in memory, one for each server.
    Embedded,
    /// Amazon's DynamoDB Local, one process for all tests, one table for each server.
    Amazon,
}

impl Database {
    /// Where it listens.
    pub async fn endpoint(self) -> String {
        match self {
            Self::Embedded => database::serve(dynoxide::Database::memory().unwrap()).await.unwrap(),
            Self::Amazon => amazon(),
        }
    }
}

/// The embedded one with a clock that decides what a TTL sweep finds expired.
pub async fn with_clock(clock: Arc<dyn dynoxide::storage_backend::Clock>) -> (dynoxide::Database, String) {
    let database = dynoxide::Database::memory_with_clock(clock).unwrap();
    let endpoint = database::serve(database.clone()).await.unwrap();
    (database, endpoint)
}

/// The SDK for an endpoint.
pub fn sdk(endpoint: &str) -> SdkConfig {
    database::sdk_config(endpoint)
}

/// For what a scenario itself reads and writes. Whether an overloaded database takes it at once is not what any of them is about.
pub fn patient_client(endpoint: &str) -> aws_sdk_dynamodb::Client {
    let sdk = sdk(endpoint).to_builder().retry_config(RetryConfig::standard().with_max_attempts(20)).build();
    aws_sdk_dynamodb::Client::new(&sdk)
}

#[expect(clippy::disallowed_methods, reason = "`make test` starts DynamoDB Local and says here where it is")]
fn amazon() -> String {
    std::env::var("POSTERN_DYNAMODB_LOCAL")
        .expect("this test needs Amazon's DynamoDB Local: run `make test`, or `make test-one T=name`, which start it")
}

/// Grants in the table of a `postern-local`.
pub async fn grants(endpoint: &str) -> usize {
    let scan = patient_client(endpoint).scan().table_name("postern").consistent_read(true);
    let items = scan.send().await.unwrap().items.unwrap_or_default();
    items.iter().filter(|item| item["pk"].as_s().unwrap().starts_with("GRANT#")).count()
}

/// Returns once it has none.
pub async fn no_grants_remain(endpoint: &str, patience: Duration) {
    let gone = async {
        while grants(endpoint).await > 0 {
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
    };
    tokio::time::timeout(patience, gone).await.expect("grants are left behind");
}
