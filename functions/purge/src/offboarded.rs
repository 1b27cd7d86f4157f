//! The later passes of an offboarding: what the indexes did not show at the first one is ended from a minute later on.

use crate::passes::Passes;
use crate::unfinished::Unfinished;
use shared::clock::Clock;
use shared::log::Outcome;
use shared::store::{Store, StoreError};
use std::time::Duration;

/// An offboarding that was noted in the table.
pub(crate) struct Noted {
    /// The key of its note, which is no secret and names nobody.
    pub pk: String,
    /// Things ended so far.
    pub ended: usize,
}

impl Noted {
    /// Not begun yet.
    pub(crate) fn new(pk: String) -> Self {
        Self { pk, ended: 0 }
    }

    /// What the log says of it, once the passes have ended, or were kept from ending.
    pub(crate) fn outcome(&self, unfinished: Option<&Unfinished>) -> Outcome {
        match unfinished {
            None => Outcome::new("offboarded_again").detail(&self.ended),
            Some(Unfinished::Store(cause)) => Outcome::new("store_unavailable").detail(cause),
            Some(Unfinished::OutOfTime) => Outcome::new("offboarding_goes_on").detail(&self.ended),
        }
    }
}

/// Makes its passes, from its minute's end on, until nothing is left; only then the note goes. At most `pause` goes by
/// between two looks at the clock.
pub(crate) async fn later_passes(
    store: &Store,
    clock: &Clock,
    note: &mut Noted,
    pause: Duration,
) -> Result<(), StoreError> {
    // A record that came twice.
    let Some(offboarding) = store.recorded_offboarding(&note.pk).await? else { return Ok(()) };
    loop {
        let left = offboarding.second_pass_in(clock.now());
        if left.is_zero() {
            break;
        }
        tokio::time::sleep(left.min(pause)).await;
    }
    let mut passes = Passes::new(pause);
    loop {
        let ended = store.offboard(&offboarding).await?;
        note.ended += ended;
        if passes.are_over(ended).await {
            break;
        }
    }
    store.forget_offboarding(&offboarding).await
}
