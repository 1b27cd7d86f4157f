//! Every endpoint over HTTP, through the front that speaks API Gateway's events.
//!
//! A test is one scenario and carries the id of its row in docs/security-cases.md. Those in `on_both!` run on the embedded
//! database and on Amazon's DynamoDB Local. Time is moved, not waited for.

#![expect(clippy::pedantic, reason = "tests read better without")]
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]
#![expect(clippy::string_slice, reason = "ids are ASCII")]
#![expect(unreachable_pub, reason = "nothing is exported; what the harness offers its tests is `pub`")]
#![expect(clippy::print_stdout, reason = "what a test measured is worth reading")]

/// Servers, visitors, apps, faults: what scenarios are made of.
#[macro_use]
mod harness;

/// `/api/…`: the management API, and offboarding.
mod api;
/// The authorizer, asked with a gateway's own events.
mod authorizer;
/// One real browser.
mod browser;
/// What holds of every answer.
mod everywhere;
/// What docs and examples show, run.
mod examples;
/// Generated hostile input, for every parser and every function.
mod fuzz;
/// `postern-local`, its front, and the real Lambda runtime.
mod local;
/// `/oauth/…`, by path.
mod oauth;
/// `/public/v1/…`: credentials, what arrives upstream, and what comes back.
mod public_api;
/// The repository held against itself: documents, dependencies, template, sizes.
mod repository;
/// A table that was set back to a moment.
mod restore;
/// Sign-in for real: an issuer, a product's own login page.
mod session;
/// `/settings/…`, by path.
mod settings;
/// `/login`, `/logout`, sessions.
mod sign_in;
/// What follows a deletion, by way of the table's stream.
mod stream;
/// Failures and races: the database fails, answers get lost, many come at once.
mod trouble;
/// Two versions live: what one has made is good in the other.
mod versions;
