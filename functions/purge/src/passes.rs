//! How long what is gone is looked for: an index lags behind the table, and a request under way may still write.

use std::time::Duration;

/// Passes in a row that must find nothing.
const EMPTY_PASSES: u32 = 2;

/// Passes over what an index shows, until two of them, a pause apart, have found nothing. So none that ended something is
/// the last: what it ended may have written a moment before, where the index did not show it yet.
///
/// Whatever ends them early loses nothing: what is deleted is deleted, and whoever begins again makes the last two too.
pub(crate) struct Passes {
    pause: Duration,
    empty: u32,
}

impl Passes {
    /// None made yet.
    pub(crate) fn new(pause: Duration) -> Self {
        Self { pause, empty: 0 }
    }

    /// Takes note of one that found so many things. Says whether it was the last; if not, once it is time for the next.
    pub(crate) async fn are_over(&mut self, found: usize) -> bool {
        self.empty = if found == 0 { self.empty + 1 } else { 0 };
        if self.empty == EMPTY_PASSES {
            return true;
        }
        if self.empty > 0 {
            tokio::time::sleep(self.pause).await;
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Instant;

    #[tokio::test]
    async fn s1_the_last_pass_found_nothing_and_began_a_pause_after_one_that_found_nothing_either() {
        const PAUSE: Duration = Duration::from_millis(20);
        for found in [&[0, 0][..], &[3, 0, 0], &[0, 3, 0, 0], &[1, 1, 0, 2, 0, 0]] {
            let mut passes = Passes::new(PAUSE);
            let (last, before) = found.split_last().unwrap();
            let mut began = Instant::now();
            for &found in before {
                began = Instant::now();
                assert!(!passes.are_over(found).await);
            }
            assert!(began.elapsed() >= PAUSE);
            assert!(passes.are_over(*last).await, "{found:?}");
        }
    }
}
