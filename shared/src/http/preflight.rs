//! Whether a page on another site may ask (CORS): for discovery any may, for nothing else any.

use super::answer::Answer;
use super::request::Request;
use super::routes::is_discovery;
use crate::log::Outcome;
use http::Method;

/// Whether a browser asks so before it asks for a document that could be here but is not.
pub fn is_for_discovery(request: &Request) -> bool {
    request.method() == Method::OPTIONS
        && is_discovery(request.path())
        && request.header("access-control-request-method").is_some()
}

/// It may, with whatever headers it likes: clients say their protocol's version in one. Nothing depends on who asks.
pub fn answer() -> Answer {
    Answer::no_content(Outcome::new("preflight")).for_any_origin().for_any_request()
}
