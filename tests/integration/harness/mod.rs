//! What scenarios are made of.

mod answer;
mod app;
/// What an issuer says otherwise.
mod bends;
mod between;
mod database;
mod decided;
pub mod dynamodb_json;
mod environments;
mod fault;
pub mod faults;
pub mod issuer;
pub mod multipart;
pub mod npm;
pub mod process;
pub mod product;
mod recordings;
mod server;
pub mod signer;
pub mod sizes;
mod spent;
pub mod turns;
pub mod upstream;
mod visitor;

pub use answer::Answer;
pub use app::{App, query_of};
pub use between::between;
pub use database::{Database, grants, no_grants_remain, patient_client, sdk, with_clock};
pub use decided::{Decision, decided, decision, winner};
pub use environments::{STACK, config, function, function_telling};
pub use server::{Item, Server};
pub use spent::spent;
pub use visitor::Visitor;

/// A path of the route table with `value` in the place of each parameter.
pub fn filled(path: &str, value: &str) -> String {
    let segments = path.split('/').map(|segment| if segment.starts_with('{') { value } else { segment });
    segments.collect::<Vec<_>>().join("/")
}

/// A GET with a target exactly as written, which HTTP clients would encode first. Returns the whole response.
pub async fn raw_get(url: &str, target: &str) -> String {
    raw(url, &format!("GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")).await
}

/// A request exactly as written, which must ask for its connection to be closed. Returns the whole response.
pub async fn raw(url: &str, request: &str) -> String {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    let url = url::Url::parse(url).unwrap();
    let mut stream = tokio::net::TcpStream::connect(("127.0.0.1", url.port().unwrap())).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut response = String::new();
    stream.read_to_string(&mut response).await.unwrap();
    response
}

/// Runs one scenario on the embedded database and on Amazon's own.
macro_rules! on_both {
    ($(#[$meta:meta])* async fn $name:ident($server:ident) $body:block) => {
        async fn $name($server: crate::harness::Server) $body

        mod $name {
            $(#[$meta])*
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn embedded() {
                super::$name(crate::harness::Server::start(crate::harness::Database::Embedded).await).await;
            }

            $(#[$meta])*
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn amazon() {
                super::$name(crate::harness::Server::start(crate::harness::Database::Amazon).await).await;
            }
        }
    };
}

/// Runs one scenario on the embedded database.
macro_rules! scenario {
    ($(#[$meta:meta])* async fn $name:ident($server:ident) $body:block) => {
        $(#[$meta])*
        #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
        async fn $name() {
            let $server = crate::harness::Server::start(crate::harness::Database::Embedded).await;
            $body
        }
    };
}
