//! What the issuer says, within limits.

use crate::jose::object;
use http::{Request, StatusCode};
use serde_json::{Map, Value};
use shared::outgoing::{self, Failure, HttpClient, NoRoots};
use std::time::Duration;
use tokio::time::Instant;

/// How long it may take for each answer.
const PATIENCE: Duration = Duration::from_secs(5);
/// Bytes of the longest answer.
const MOST: usize = 256 * 1024;

/// Why the issuer is of no help. None of it is the user's fault, so whatever they began is still good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// It cannot be reached, or what it says cannot be read; the text says what of it, and how.
    Unavailable(String),
    /// It says that it is another.
    Mismatch,
    /// It does not know us by what is configured; the text is the error's code.
    RefusedUs(&'static str),
}

/// Asks it.
pub(super) struct Fetcher(HttpClient);

impl Fetcher {
    pub(super) fn new(secure: bool) -> Result<Self, NoRoots> {
        outgoing::client(secure).map(Self)
    }

    /// One request, and a JSON object for an answer. `what` is for the log.
    pub(super) async fn object(
        &self,
        what: &'static str,
        request: Request<Vec<u8>>,
    ) -> Result<(StatusCode, Map<String, Value>), Trouble> {
        let unavailable = |why: &str| Trouble::Unavailable(format!("{what}: {why}"));
        let latest = Instant::now() + PATIENCE;
        let response = outgoing::exchange(&self.0, request, MOST, latest).await.map_err(|failure| match failure {
            Failure::Broken(reason) => unavailable(&reason),
            Failure::TooLarge => unavailable("over 256 KiB"),
            Failure::TimedOut => unavailable("silent for 5 s"),
        })?;
        let status = response.status;
        if status.is_redirection() || status.is_server_error() {
            return Err(unavailable(status.as_str()));
        }
        let object = object(&response.body).ok_or_else(|| unavailable(&format!("{status}, and no JSON object")))?;
        Ok((status, object))
    }

    /// A document that everybody may read.
    pub(super) async fn document(&self, what: &'static str, url: &str) -> Result<Map<String, Value>, Trouble> {
        let request = Request::get(url).header("accept", "application/json").body(Vec::new());
        let request = request.map_err(|_| Trouble::Unavailable(format!("{what}: no address")))?;
        match self.object(what, request).await? {
            (StatusCode::OK, document) => Ok(document),
            (status, _) => Err(Trouble::Unavailable(format!("{what}: {}", status.as_str()))),
        }
    }
}
