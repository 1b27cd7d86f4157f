//! What docs and examples show, run.

/// The example app, run.
mod example;
/// The server of docs/your-api.md that asks about each request, run.
mod guard;
/// The functions of docs/sign-in.md that sign tickets, run.
mod tickets;
