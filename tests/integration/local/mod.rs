//! `postern-local`, its front, and the real Lambda runtime.

/// This machine under its other names.
mod alias;
/// An environment between two requests.
mod frozen;
/// The wrapper: events that are none, panics.
mod lambda;
/// `postern-local` as a process.
mod process;
/// What it says where it does not start.
mod refusals;
/// The functions under the real Lambda runtime.
mod watch;
