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

/// This machine under its other names.
mod alias;
/// `/api/…`: the management API, and offboarding.
mod api;
/// The authorizer, asked with a gateway's own events.
mod authorizer;
/// One real browser.
mod browser;
/// How many calls to DynamoDB each endpoint makes, counted between it and the database.
mod budget;
/// What functions are built from.
mod dependencies;
/// What the documents say, held against the code.
mod documents;
/// The example app, run.
mod example;
/// DynamoDB failing in every way it can.
mod faults;
/// Generated hostile input, for every parser and every function.
mod fuzz;
/// The server of docs/your-api.md that asks about each request, run.
mod guard;
/// The headers of every kind of answer.
mod headers;
/// The wrapper: events that are none, panics.
mod lambda;
/// Where secrets must not be.
mod leaks;
/// `postern-local` as a process.
mod local;
/// What the log says, and never says.
mod log;
/// Writes behind pages, failing.
mod lost_writes;
/// What a function takes in memory for what was sent to it.
mod memory;
/// `/oauth/…`, by path.
mod oauth;
/// What every page has in common.
mod pages;
/// `/public/v1/…`: credentials, what arrives upstream, and what comes back.
mod public_api;
/// What is reclaimed after a deletion, and that nothing else is.
mod purge;
/// Many at once.
mod races;
/// What was taken back is refused at the very next request, in another process.
mod revocation_races;
/// The Runtime API that functions are measured with.
mod runtime_api;
/// `/settings/…`, by path.
mod settings;
/// `/login`, `/logout`, sessions.
mod sign_in;
/// What the largest events take of the release binaries.
mod size;
/// The store where it is not reached through an endpoint.
mod store;
/// What every write insists on, with something changed since its read.
mod store_conditions;
/// Requests without credentials, and users beside each other.
mod strangers;
/// `template.yaml` and the watch router, held against the code they repeat.
mod template;
/// The functions under the real Lambda runtime.
mod watch;
