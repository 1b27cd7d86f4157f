//! What can go wrong with the store. Whoever asks learns one thing: not now (503), never a wrong answer.

use aws_sdk_dynamodb::error::{DisplayErrorContext, SdkError};
use std::fmt::Debug;

/// Trouble, as opposed to absence. The text is for the log.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// DynamoDB refused, failed or did not answer, retries included.
    #[error("{operation} failed: {cause}")]
    Unavailable {
        /// The DynamoDB operation.
        operation: &'static str,
        /// The chain of causes, as the SDK tells it.
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
    /// From what the SDK says once its retries are spent.
    pub(super) fn sdk<E, R>(operation: &'static str, error: &SdkError<E, R>) -> Self
    where
        E: std::error::Error + 'static,
        R: Debug,
    {
        Self::Unavailable { operation, cause: DisplayErrorContext(error).to_string() }
    }
}
