//! One line, as Lambda and CloudWatch read it.

use super::{Metric, Outcome, Sink};
use crate::clock::Timestamp;
use serde::Serialize;
use std::collections::BTreeMap;

/// One line. Lambda takes `timestamp` and `level` as they are, and without them gives a line of ours the level INFO.
#[derive(Debug, Serialize)]
struct Line<'a> {
    timestamp: String,
    level: &'static str,
    request_id: &'a str,
    method: &'a str,
    route: &'a str,
    status: u16,
    #[serde(flatten)]
    outcome: &'a Outcome,
    duration_ms: u64,
    dynamodb_calls: u32,
    #[serde(flatten)]
    counted: Option<Counted<'a>>,
}

/// Lambda's words for levels.
const INFO: &str = "INFO";
const ERROR: &str = "ERROR";

/// The level of a line: what needs somebody is an error.
pub(crate) const fn level(needs_somebody: bool) -> &'static str {
    if needs_somebody { ERROR } else { INFO }
}

/// What makes a line count: CloudWatch's embedded metric format.
#[derive(Debug, Serialize)]
struct Counted<'a> {
    #[serde(rename = "_aws")]
    directives: Directives,
    #[serde(rename = "Stack")]
    stack: &'a str,
    /// The metric's name and its value, at the root.
    #[serde(flatten)]
    value: BTreeMap<Metric, u8>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
struct Directives {
    timestamp: i64,
    cloud_watch_metrics: [Directive; 1],
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
struct Directive {
    namespace: &'static str,
    /// One set of one dimension: each further one would be a metric more, and paid for.
    dimensions: [[&'static str; 1]; 1],
    metrics: [Definition; 1],
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
struct Definition {
    name: Metric,
    unit: &'static str,
}

impl<'a> Counted<'a> {
    fn new(metric: Metric, stack: &'a str, time: Timestamp) -> Self {
        let directive = Directive {
            namespace: "Postern",
            dimensions: [["Stack"]],
            metrics: [Definition { name: metric, unit: "Count" }],
        };
        let directives = Directives { timestamp: time.millis(), cloud_watch_metrics: [directive] };
        Self { directives, stack, value: BTreeMap::from([(metric, 1)]) }
    }
}

/// What was asked.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// When it arrived.
    pub time: Timestamp,
    /// The gateway's id of it.
    pub request_id: &'a str,
    /// Its method.
    pub method: &'a str,
    /// A path of the route table or the function's name, never the path as sent.
    pub route: &'a str,
}

/// HTTP's own methods. Any other word may be a client's secret, sent in the wrong place: it is not repeated.
const METHODS: [&str; 9] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT"];

fn method_of(sent: &str) -> &str {
    if sent.is_empty() || METHODS.contains(&sent) { sent } else { "other" }
}

/// What it took.
#[derive(Clone, Copy, Debug)]
pub struct Cost {
    /// Milliseconds.
    pub duration_ms: u64,
    /// Requests to DynamoDB.
    pub dynamodb_calls: u32,
}

/// Writes the line of a request that was answered with `status`.
pub fn write(sink: &Sink, asked: Asked<'_>, status: u16, outcome: &Outcome, cost: Cost) {
    let Asked { time, request_id, method, route } = asked;
    let metric = Metric::of(outcome.event, route, status);
    let line = Line {
        timestamp: time.rfc3339(),
        level: level(metric == Some(Metric::Trouble)),
        request_id,
        method: method_of(method),
        route,
        status,
        outcome,
        duration_ms: cost.duration_ms,
        dynamodb_calls: cost.dynamodb_calls,
        counted: metric.map(|metric| Counted::new(metric, sink.stack(), time)),
    };
    if let Ok(line) = serde_json::to_string(&line) {
        sink.write(&line);
    }
}
