//! What can go wrong with the store. Whoever asks learns one thing: not now (503), never a wrong answer.

use crate::log::causes;
use aws_sdk_dynamodb::error::{ProvideErrorMetadata, SdkError};
use std::fmt::Debug;

/// Trouble, as opposed to absence. The text is for the log.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// DynamoDB refused, failed or did not answer, retries included.
    #[error("{operation} failed: {cause}")]
    Unavailable {
        /// The DynamoDB operation.
        operation: &'static str,
        /// The chain of causes, in words.
        cause: String,
    },
    /// A batch still had unprocessed keys after every retry.
    #[error("BatchGetItem left {0} keys unprocessed")]
    Incomplete(usize),
    /// An item lacks an attribute, or has it in a form this version does not read: written by another version, or by hand.
    #[error("{item} has an unreadable {attribute}")]
    Unreadable {
        /// The kind of item.
        item: &'static str,
        /// The attribute.
        attribute: &'static str,
    },
}

impl StoreError {
    /// From what the SDK says once its retries are spent: codes and messages. Not its `DisplayErrorContext`, which ends in
    /// the whole response, and a response can hold items.
    pub(super) fn sdk<E, R>(operation: &'static str, error: &SdkError<E, R>) -> Self
    where
        E: std::error::Error + ProvideErrorMetadata + 'static,
        R: Debug + 'static,
    {
        let cause = format!("{} ({})", causes(error), error.code().unwrap_or("no error code"));
        Self::Unavailable { operation, cause }
    }
}

/// Whether a single write was refused by its condition.
pub(super) fn condition_failed<E: ProvideErrorMetadata, R>(error: &SdkError<E, R>) -> bool {
    error.as_service_error().and_then(ProvideErrorMetadata::code) == Some("ConditionalCheckFailedException")
}
