//! How long things may take where the database shares one machine with everything else.

use shared::store::Limits;
use std::time::Duration;

/// Limits in the place of production's.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// The store's.
    pub store: Limits,
    /// For a whole request, whatever its function says; `None` is what it says.
    pub deadline: Option<Duration>,
}

impl Patience {
    /// Production's: what is slower there than this is broken.
    pub fn of_production() -> Self {
        Self { store: Limits::default(), deadline: None }
    }

    /// What is slow here is busy: a compiler beside it takes a second from anybody, and an error page for that helps nobody.
    pub fn of_one_machine() -> Self {
        let store = Limits { attempt: Duration::from_mins(1), operation: Duration::from_mins(4) };
        Self { store, deadline: Some(Duration::from_mins(5)) }
    }
}
