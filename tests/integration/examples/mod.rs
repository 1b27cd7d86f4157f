//! What docs and examples show, run.

/// The example app, run.
mod example;
/// The server of docs/your-api.md that asks about each request, run.
mod guard;
