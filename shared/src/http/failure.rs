//! A handler that came to nothing, and who says so in its place.

use crate::config::Config;
use crate::http::answer::Answer;
use crate::http::request::Request;

/// Why a handler has no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// It panicked.
    Panic,
    /// It took too long.
    Deadline,
}

/// What is answered in a handler's place. A function that shows pages answers with one; a function that does not, and
/// should not carry any, with JSON.
pub type FailureResponse = fn(&Config, &Request, Failure) -> Answer;
