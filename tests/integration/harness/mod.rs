//! What scenarios are made of.

mod answer;
mod app;
mod database;
pub mod faults;
mod server;
pub mod sizes;
mod visitor;

pub use answer::Answer;
pub use app::{App, query_of};
pub use database::{Database, with_clock};
pub use server::Server;
pub use visitor::Visitor;

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
