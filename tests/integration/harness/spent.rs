//! What a request has cost.

use super::Server;

/// Asserts the calls to DynamoDB since the last look, and that the log line counted the same.
#[track_caller]
pub fn spent(server: &Server, operations: &[&str]) {
    let calls: Vec<String> = server.faults.calls().into_iter().map(|call| call.operation).collect();
    assert_eq!(calls, operations);
    assert_eq!(server.last_log()["dynamodb_calls"], operations.len());
    server.faults.forget();
}
