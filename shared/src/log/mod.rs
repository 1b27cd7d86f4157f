//! The log: one JSON line per request: what was asked, what came of it, how long it took, how many calls to DynamoDB; and, in the
//! same line, what it counts for.
//!
//! It is built from named fields only. No header, query, body or path as sent ever reaches it, so no secret does.

mod line;
mod metric;
mod outcome;
mod sink;

pub(crate) use line::level;
pub use line::{Asked, Cost, write};
pub use metric::Metric;
pub use outcome::Outcome;
pub use sink::Sink;

use std::error::Error;
use std::iter::successors;

/// An error with the chain of its causes, in words.
pub(crate) fn causes(error: &(dyn Error + 'static)) -> String {
    let chain: Vec<String> = successors(Some(error), |&error| error.source()).map(ToString::to_string).collect();
    chain.join(": ")
}
