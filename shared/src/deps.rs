//! What every handler is given.

use crate::config::Config;
use crate::store::Store;
use std::sync::Arc;

/// What a handler needs.
#[derive(Clone, Debug)]
pub struct Deps {
    /// The store, with this request's own count of calls.
    pub store: Store,
    /// What the operator decided.
    pub config: Arc<Config>,
}
