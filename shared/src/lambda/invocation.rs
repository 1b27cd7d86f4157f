//! What every invocation has, whatever the function is for: a start, a count of calls of its own, a line in the log, and a panic
//! that goes nowhere.

use crate::clock::{Clock, Timestamp};
use crate::log::{self, Asked, Cost, Outcome, Sink};
use crate::store::Store;
use futures_util::FutureExt as _;
use std::panic::AssertUnwindSafe;
use std::time::Instant;

/// One invocation, from its beginning on.
#[derive(Clone, Debug)]
pub struct Invocation {
    /// When it began, by the function's clock.
    pub now: Timestamp,
    /// The store, which counts this invocation's calls.
    pub store: Store,
    started: Instant,
}

/// Whoever was asked panicked. The panic's own words may quote a credential: they go nowhere (see [`crate::panics`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Panicked;

impl Invocation {
    /// Begins one.
    pub fn begin(store: &Store, clock: &Clock) -> Self {
        Self { now: clock.now(), store: store.metered(), started: Instant::now() }
    }

    /// The same, when something of it is logged later.
    #[must_use]
    pub fn at(&self, now: Timestamp) -> Self {
        Self { now, ..self.clone() }
    }

    /// Writes its line. `route` is a path of the route table or the function's name, never the path as sent.
    pub fn log(&self, sink: &Sink, [request_id, method, route]: [&str; 3], status: u16, outcome: &Outcome) {
        let duration_ms = u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX);
        let asked = Asked { time: self.now, request_id, method, route };
        log::write(sink, asked, status, outcome, Cost { duration_ms, dynamodb_calls: self.store.calls() });
    }
}

/// Runs the work of an invocation to its end, or to its panic. `work` is called inside the future: what makes one may panic before
/// there is one.
pub async fn catching<T>(work: impl AsyncFnOnce() -> T) -> Result<T, Panicked> {
    AssertUnwindSafe(async { work().await }).catch_unwind().await.map_err(|_| Panicked)
}
