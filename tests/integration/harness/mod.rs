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
        mod $name {
            #[allow(unused_imports, reason = "each scenario uses what it needs")]
            use super::*;

            async fn scenario($server: crate::harness::Server) $body

            $(#[$meta])*
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn embedded() {
                scenario(crate::harness::Server::start(crate::harness::Database::Embedded).await).await;
            }

            $(#[$meta])*
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn amazon() {
                scenario(crate::harness::Server::start(crate::harness::Database::Amazon).await).await;
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
