//! Why an invocation fails, and so its records come again.

use shared::store::StoreError;
use tokio::time::error::Elapsed;

/// What kept it from being done.
pub(crate) enum Unfinished {
    /// Storage trouble.
    Store(String),
    /// The time to work in was over.
    OutOfTime,
}

impl Unfinished {
    /// `None` for what was done in time.
    pub(crate) fn of(ended: Result<Result<(), StoreError>, Elapsed>) -> Option<Self> {
        match ended {
            Ok(Ok(())) => None,
            Ok(Err(error)) => Some(Self::Store(error.to_string())),
            Err(_) => Some(Self::OutOfTime),
        }
    }

    /// The text with which the invocation fails.
    pub(crate) fn text(&self) -> &'static str {
        match self {
            Self::Store(_) => "The store is unavailable; the records come again",
            Self::OutOfTime => "Not finished in time; the records come again",
        }
    }
}
