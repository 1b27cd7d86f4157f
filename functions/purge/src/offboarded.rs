//! The second pass of an offboarding: what the indexes did not show at the first one is ended when its minute is over.

use crate::unfinished::Unfinished;
use shared::clock::Clock;
use shared::log::Outcome;
use shared::store::{Again, Store, StoreError};
use std::time::Duration;

/// An offboarding that was noted in the table.
pub struct Noted {
    /// The key of its note, which is no secret and names nobody.
    pub pk: String,
    /// What the second pass ended; `None` until it is done.
    pub ended: Option<usize>,
}

impl Noted {
    /// What the log says of it, once the passes have ended, or were kept from ending.
    pub fn outcome(&self, unfinished: Option<&Unfinished>) -> Outcome {
        match (self.ended, unfinished) {
            (Some(ended), _) => Outcome::new("offboarded_again").detail(&ended),
            (None, Some(Unfinished::Store(cause))) => Outcome::new("store_unavailable").detail(cause),
            (None, _) => Outcome::new("offboarding_goes_on"),
        }
    }
}

/// Makes the second pass of each. At most `pause` goes by between two looks at the clock. Whatever ends it early loses
/// nothing: a note stays until its pass is done.
pub async fn second_passes(
    store: &Store,
    clock: &Clock,
    notes: &mut [Noted],
    pause: Duration,
) -> Result<(), StoreError> {
    for note in notes {
        note.ended = loop {
            match store.offboard_again(&note.pk, clock.now()).await? {
                Again::NotYet(left) => tokio::time::sleep(left.min(pause)).await,
                Again::Done(ended) => break Some(ended),
                // A record that came twice.
                Again::Gone => break Some(0),
            }
        };
    }
    Ok(())
}
