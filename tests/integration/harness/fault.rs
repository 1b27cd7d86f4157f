//! The ways in which the real service fails, and what it says then.

use super::faults::Call;
use http::{Response, StatusCode};
use http_body_util::Full;
use hyper::body::Bytes;
use serde_json::{Value, json};

/// One way of failing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// ProvisionedThroughputExceededException.
    Throttle,
    /// 500 InternalServerError.
    Internal,
    /// The transaction met another one: what the real service says every day, and no emulator does.
    Conflict,
    /// The transaction met another one, and its first condition failed too.
    ConflictAndCondition,
    /// The first, second … condition of the transaction failed; that of a single write, if it is one.
    Condition(usize),
    /// A transaction of the same token is still running.
    InProgress,
    /// The token was used for another payload.
    Mismatch,
    /// Takes the request and answers later than anybody waits.
    Hang,
    /// Does the work, then drops the connection.
    LoseReply,
    /// A batch of which no key was processed.
    Unprocessed,
    /// A batch of which every fifth key was not processed.
    PartlyUnprocessed,
    /// An index that does not show yet what it will show: a query finds nothing.
    Lagging,
}

impl Fault {
    /// What it says.
    pub(super) fn answer(self, call: &Call) -> Response<Full<Bytes>> {
        let items = call.body["TransactItems"].as_array().map_or(1, Vec::len);
        let cancelled = |codes: &dyn Fn(usize) -> &'static str| {
            let reasons: Vec<Value> = (0..items).map(|at| json!({ "Code": codes(at) })).collect();
            let error = json!({ "__type": name("TransactionCanceledException"), "Message": "Transaction cancelled", "CancellationReasons": reasons });
            (400, error)
        };
        let error = |kind: &str| json!({ "__type": name(kind), "message": "injected" });
        let (status, body) = match self {
            Self::Throttle => (400, error("ProvisionedThroughputExceededException")),
            Self::Internal => (500, error("InternalServerError")),
            Self::InProgress => (400, error("TransactionInProgressException")),
            Self::Mismatch => (400, error("IdempotentParameterMismatchException")),
            Self::Conflict if items > 1 => cancelled(&|at| if at == 1 { "TransactionConflict" } else { "None" }),
            Self::Conflict => (400, error("TransactionConflictException")),
            Self::ConflictAndCondition => {
                cancelled(&|at| if at == 0 { "ConditionalCheckFailed" } else { "TransactionConflict" })
            }
            Self::Condition(_) if items == 1 => (400, error("ConditionalCheckFailedException")),
            Self::Condition(failed) => cancelled(&|at| if at == failed { "ConditionalCheckFailed" } else { "None" }),
            Self::Unprocessed => (200, json!({ "Responses": {}, "UnprocessedKeys": call.body["RequestItems"] })),
            Self::Lagging => (200, json!({ "Items": [], "Count": 0, "ScannedCount": 0 })),
            Self::Hang | Self::LoseReply | Self::PartlyUnprocessed => unreachable!("these answer nothing"),
        };
        json_response(StatusCode::from_u16(status).unwrap(), &body)
    }
}

/// DynamoDB's own form of an answer.
pub(super) fn json_response(status: StatusCode, body: &Value) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Bytes::from(body.to_string())));
    *response.status_mut() = status;
    let json = http::HeaderValue::from_static("application/x-amz-json-1.0");
    response.headers_mut().insert("content-type", json);
    response
}

fn name(kind: &str) -> String {
    format!("com.amazonaws.dynamodb.v20120810#{kind}")
}
