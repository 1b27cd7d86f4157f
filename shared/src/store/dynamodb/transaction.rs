//! What the transactions share: building their parts, and reading why one was cancelled.

use crate::store::error::StoreError;
use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;

/// A request that lacks a required field: only a mistake in this file can bring it about.
pub(in crate::store) fn incomplete_request(error: impl std::error::Error) -> StoreError {
    StoreError::Unavailable { operation: "building a request", cause: error.to_string() }
}

/// Which item's condition cancelled the transaction, by its place in the list; `None` for any other failure.
pub(in crate::store) fn condition_failed_at<R>(error: &SdkError<TransactWriteItemsError, R>) -> Option<usize> {
    let TransactWriteItemsError::TransactionCanceledException(cancelled) = error.as_service_error()? else {
        return None;
    };
    cancelled.cancellation_reasons().iter().position(|reason| reason.code() == Some("ConditionalCheckFailed"))
}
