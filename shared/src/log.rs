//! The log: one JSON line per request: what was asked, what came of it, how long it took, how many calls to DynamoDB.
//!
//! It is built from named fields only. No header, query, body or path as sent ever reaches it, so no secret does.

use crate::clock::Timestamp;
use crate::ids::{ClientId, OrgId, UserId};
use serde::Serialize;
use std::error::Error;
use std::iter::successors;
use std::sync::Arc;

/// Where lines go: standard output in a function, wherever a test wants them in a test.
pub type Sink = Arc<dyn Fn(&str) + Send + Sync>;

/// What came of a request.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Outcome {
    /// The event, in a word or two: `code_issued`, `invalid_grant`.
    #[serde(rename = "outcome")]
    pub event: &'static str,
    /// Which of several reasons it was; for storage trouble, the chain of causes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// The app concerned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_id: Option<String>,
    /// The user concerned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user: Option<String>,
    /// The org concerned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub org: Option<String>,
    /// By what right the public API was called: `token` or `key`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<&'static str>,
}

impl Outcome {
    /// Just the event.
    pub fn new(event: &'static str) -> Self {
        Self { event, ..Self::default() }
    }

    /// With a reason that clients are not told.
    #[must_use]
    pub fn detail(mut self, detail: &(impl ToString + ?Sized)) -> Self {
        self.detail = Some(detail.to_string());
        self
    }

    /// With the app concerned.
    #[must_use]
    pub fn client(mut self, client_id: &ClientId) -> Self {
        self.client_id = Some(client_id.to_string());
        self
    }

    /// With the user and org concerned.
    #[must_use]
    pub fn principal(mut self, user: &UserId, org: &OrgId) -> Self {
        self.user = Some(user.to_string());
        self.org = Some(org.to_string());
        self
    }

    /// With the kind of credential.
    #[must_use]
    pub fn kind(mut self, kind: &'static str) -> Self {
        self.kind = Some(kind);
        self
    }
}

/// An error with the chain of its causes, in words.
pub(crate) fn causes(error: &(dyn Error + 'static)) -> String {
    let chain: Vec<String> = successors(Some(error), |&error| error.source()).map(ToString::to_string).collect();
    chain.join(": ")
}

/// One line.
#[derive(Debug, Serialize)]
pub struct Line<'a> {
    level: &'static str,
    time_ms: i64,
    request_id: &'a str,
    method: &'a str,
    route: &'a str,
    status: u16,
    #[serde(flatten)]
    outcome: &'a Outcome,
    duration_ms: u64,
    dynamodb_calls: u32,
}

impl<'a> Line<'a> {
    /// `route` is a path of the route table, not the path as sent.
    pub fn new(time: Timestamp, request_id: &'a str, method: &'a str, route: &'a str) -> Self {
        const NOTHING: &Outcome =
            &Outcome { event: "", detail: None, client_id: None, user: None, org: None, kind: None };
        Self {
            level: "info",
            time_ms: time.millis(),
            request_id,
            method,
            route,
            status: 0,
            outcome: NOTHING,
            duration_ms: 0,
            dynamodb_calls: 0,
        }
    }

    /// Fills in how it ended, and writes it.
    pub fn write(mut self, sink: &Sink, status: u16, outcome: &'a Outcome, duration_ms: u64, dynamodb_calls: u32) {
        self.level = if status >= 500 { "error" } else { "info" };
        (self.status, self.outcome) = (status, outcome);
        (self.duration_ms, self.dynamodb_calls) = (duration_ms, dynamodb_calls);
        if let Ok(line) = serde_json::to_string(&self) {
            sink(&line);
        }
    }
}
