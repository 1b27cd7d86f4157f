//! The local server: what API Gateway and DynamoDB are to the functions in production.
//!
//! One process: the embedded database, a front that speaks API Gateway's payload 2.0 and hands each event, as JSON, to
//! the very wrapper that Lambda would, a demo sign-in, and a demo of the API that Postern protects. The endpoint tests run against this front too.

mod alias;
pub mod database;
mod event;
mod front;
mod functions;
mod patience;
pub mod settings;
pub mod sign_in;
pub mod stream;
pub mod table;
pub mod upstream;
pub mod watch;

pub use front::{Backend, Front};
pub use functions::{Purging, Watched};
pub use patience::Patience;

/// The stack that is counted for.
pub const STACK: &str = "local";
