//! What follows a deletion, fed by the table's stream: a deleted app's grants and pictures are reclaimed, and an
//! offboarding is gone through again.
//!
//! Nothing waits for it. Deleting the app was one write, and from then on none of its tokens was accepted.

// Whoever adds a variant is asked what it means here.
#![deny(clippy::wildcard_enum_match_arm)]

mod offboarded;
mod passes;
mod record;
mod sweep;
mod unfinished;

use futures_util::future::join_all;
use lambda_http::{Error, LambdaEvent, lambda_runtime, service_fn};
use offboarded::{Noted, later_passes};
use record::{Record, records};
use serde_json::value::RawValue;
use serde_json::{Value, json};
use shared::clock::{Clock, Timestamp};
use shared::lambda::invocation::{Invocation, Panicked, catching};
use shared::lambda::{sink_from_env, store_from_env};
use shared::log::{Outcome, Sink};
use shared::panics;
use shared::store::Store;
use std::time::Duration;
use sweep::{Swept, sweep};
use tokio::time::timeout;
use unfinished::Unfinished;

/// Between two passes that find nothing.
const PAUSE: Duration = Duration::from_mins(1);
/// The function's time-out in `template.yaml`.
const TIMEOUT: Duration = Duration::from_mins(5);
/// Kept back of it, to fail in words instead of being killed.
const MARGIN: Duration = Duration::from_secs(5);

/// The function, ready to serve.
#[derive(Clone)]
pub struct Purge {
    store: Store,
    clock: Clock,
    sink: Sink,
    pause: Duration,
}

/// Starts it under the Lambda runtime.
pub async fn run() -> Result<(), Error> {
    panics::quiet();
    let purge = Purge::new(store_from_env().await?, Clock::default(), sink_from_env()?);
    let purge = &purge;
    lambda_runtime::run(service_fn(|event: LambdaEvent<Box<RawValue>>| async move {
        let deadline = Timestamp::from_millis(i64::try_from(event.context.deadline).unwrap_or(i64::MAX));
        purge.serve(event.payload.get(), deadline).await.map_err(Error::from)
    }))
    .await
}

impl Purge {
    /// Puts one together. `clock` and `sink` are the system's and standard output in production.
    pub fn new(store: Store, clock: Clock, sink: Sink) -> Self {
        Self { store, clock, sink, pause: PAUSE }
    }

    /// With another pause than a minute between two passes: tests do not wait.
    #[must_use]
    pub fn pausing(self, pause: Duration) -> Self {
        Self { pause, ..self }
    }

    /// Serves one event, JSON text, until `deadline`. `Err` is the text with which the invocation fails; its records come again then.
    pub async fn serve(&self, event: &str, deadline: Timestamp) -> Result<Value, &'static str> {
        let invocation = Invocation::begin(&self.store, &self.clock);
        // Each line at its own time: minutes lie between the first and the last.
        let write = |status, outcome: &Outcome| {
            invocation.at(self.clock.now()).log(&self.sink, ["", "", "purge"], status, outcome);
        };
        catching(async || self.purge(&invocation.store, event, deadline, &write).await).await.unwrap_or_else(
            |Panicked| {
                write(500, &Outcome::new("panic"));
                Err("The purge panicked")
            },
        )
    }

    async fn purge(
        &self,
        store: &Store,
        event: &str,
        deadline: Timestamp,
        write: &(dyn Fn(u16, &Outcome) + Sync),
    ) -> Result<Value, &'static str> {
        let (mut apps, mut notes, mut unknown) = (Vec::new(), Vec::new(), 0);
        for record in records(event) {
            match record {
                Record::AppDeleted(app) => apps.push(Swept::new(app)),
                Record::Offboarded(pk) => notes.push(Noted::new(pk)),
                Record::Unknown => unknown += 1,
            }
        }
        let left = self.left(deadline);
        // Beside each other: none waits for another's minutes, nor fails with it.
        let sweeps = apps.iter_mut().map(|app| timeout(left, sweep(store, app, self.pause)));
        let passes = notes.iter_mut().map(|note| timeout(left, later_passes(store, &self.clock, note, self.pause)));
        let (swept, gone_through) = tokio::join!(join_all(sweeps), join_all(passes));
        for _ in 0..unknown {
            write(200, &Outcome::new("unknown_record"));
        }
        let mut first = None;
        for (app, ended) in apps.iter().zip(swept) {
            let unfinished = Unfinished::of(ended);
            write(status(unfinished.as_ref()), &app.outcome(unfinished.as_ref()));
            first = first.or(unfinished);
        }
        for (note, ended) in notes.iter().zip(gone_through) {
            let unfinished = Unfinished::of(ended);
            write(status(unfinished.as_ref()), &note.outcome(unfinished.as_ref()));
            first = first.or(unfinished);
        }
        match first {
            None => Ok(json!({ "apps": apps.len(), "offboardings": notes.len() })),
            Some(unfinished) => Err(unfinished.text()),
        }
    }

    /// The time to work in.
    fn left(&self, deadline: Timestamp) -> Duration {
        let left = u64::try_from(deadline.millis() - self.clock.now().millis()).map(Duration::from_millis);
        // Lambda names one to come; an emulator may name none, which reads as long past.
        left.unwrap_or(TIMEOUT).saturating_sub(MARGIN)
    }
}

/// For the log: what is unfinished is an error, since its record must come again.
fn status(unfinished: Option<&Unfinished>) -> u16 {
    if unfinished.is_some() { 500 } else { 200 }
}
