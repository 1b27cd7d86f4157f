//! Lambda's Runtime API on loopback. It starts the binary that is deployed as Lambda does, hands it events one by one, and
//! says what came back, how long that took, and what the process has taken: for `make size`, and for whatever else measures a
//! function from outside.
//!
//! It is Linux's `/proc` that is read. What it is not: no sandbox, no limit of memory, no freeze between two events.

mod environment;
mod server;
mod usage;

pub use environment::{Environment, Invocation, Trouble};
pub use usage::Usage;

/// Bytes of JSON that Lambda takes as an event, and as an answer.
pub const MAX_PAYLOAD: usize = 6_291_556;
