//! Time-outs and retries: the SDK's own machinery, taught what it does not know.
//!
//! `TransactionConflict` is an everyday answer of the real service under concurrency, and the SDK does not retry it.
//! Each classifier below is asked after every failed attempt. The client request token of a transaction stays the same
//! across attempts, so that one whose answer was lost is recognised and answered again, not done again.

use aws_config::SdkConfig;
use aws_sdk_dynamodb::config::retry::{ClassifyRetry, RetryAction, RetryConfig, RetryPartition, TokenBucket};
use aws_sdk_dynamodb::config::timeout::TimeoutConfig;
use aws_sdk_dynamodb::config::{Builder, Config, interceptors::InterceptorContext};
use aws_sdk_dynamodb::error::ProvideErrorMetadata;
use aws_sdk_dynamodb::operation::delete_item::DeleteItemError;
use aws_sdk_dynamodb::operation::put_item::PutItemError;
use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use aws_sdk_dynamodb::operation::update_item::UpdateItemError;
use aws_smithy_runtime_api::client::retries::classifiers::RetryClassifierPriority;
use aws_smithy_types::retry::ErrorKind;
use std::time::Duration;

/// How long the store waits for DynamoDB.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// One attempt.
    pub attempt: Duration,
    /// All attempts of one operation.
    pub operation: Duration,
}

impl Default for Limits {
    /// DynamoDB answers in single-digit milliseconds: a hung connection is better given up and tried again. An operation ends
    /// well inside the functions' time-outs and the gateway's 29 s.
    fn default() -> Self {
        Self { attempt: Duration::from_secs(1), operation: Duration::from_secs(8) }
    }
}

/// The first try and four more.
pub(in crate::store) const ATTEMPTS: u32 = 5;
/// The first wait is up to this long (full jitter), each further one up to twice the last.
const FIRST_BACKOFF: Duration = Duration::from_millis(20);
/// AWS asks for a retry five seconds after the first attempt when a transaction of the same token is still running.
const IN_PROGRESS: Duration = Duration::from_secs(5);

/// How long to wait at most before a try, the first being 0 and waiting for nothing: for what the SDK does not know to be
/// worth another try.
pub(in crate::store) fn longest_wait(attempt: u32) -> Option<Duration> {
    Some(FIRST_BACKOFF.saturating_mul(2_u32.saturating_pow(attempt.checked_sub(1)?)))
}

pub(in crate::store) fn configure(sdk: &SdkConfig, limits: Limits) -> Config {
    Builder::from(sdk)
        .timeout_config(
            TimeoutConfig::builder()
                .operation_attempt_timeout(limits.attempt)
                .operation_timeout(limits.operation)
                .build(),
        )
        .retry_config(RetryConfig::standard().with_max_attempts(ATTEMPTS).with_initial_backoff(FIRST_BACKOFF))
        .retry_classifier(TransactionTrouble)
        // The SDK's own budget of retries is shared by the whole process and runs dry in a storm; then the next
        // TransactionConflict would not be retried even once. What bounds us is the attempts and the time above.
        .retry_partition(RetryPartition::custom("postern").token_bucket(TokenBucket::unlimited()).build())
        .build()
}

/// Retries what collides with another transaction, unless a condition failed beside it: then that is the answer.
/// Declared as throttling, because that is what the SDK backs off from as configured here; for other transient errors it
/// has a pace of its own.
#[derive(Debug)]
struct TransactionTrouble;

impl ClassifyRetry for TransactionTrouble {
    fn classify_retry(&self, context: &InterceptorContext) -> RetryAction {
        let Some(Err(error)) = context.output_or_error() else { return RetryAction::NoActionIndicated };
        let Some(error) = error.as_operation_error() else { return RetryAction::NoActionIndicated };
        if let Some(TransactWriteItemsError::TransactionCanceledException(cancelled)) = error.downcast_ref() {
            let mut codes = cancelled.cancellation_reasons().iter().filter_map(|reason| reason.code());
            return if codes.all(|code| TRANSIENT_REASONS.contains(&code)) {
                RetryAction::throttling_error()
            } else {
                RetryAction::NoActionIndicated
            };
        }
        let code = error
            .downcast_ref::<TransactWriteItemsError>()
            .and_then(ProvideErrorMetadata::code)
            .or_else(|| error.downcast_ref::<UpdateItemError>().and_then(ProvideErrorMetadata::code))
            .or_else(|| error.downcast_ref::<PutItemError>().and_then(ProvideErrorMetadata::code))
            .or_else(|| error.downcast_ref::<DeleteItemError>().and_then(ProvideErrorMetadata::code));
        match code {
            Some("TransactionConflictException") => RetryAction::throttling_error(),
            Some("TransactionInProgressException") => {
                RetryAction::retryable_error_with_explicit_delay(ErrorKind::ThrottlingError, IN_PROGRESS)
            }
            _ => RetryAction::NoActionIndicated,
        }
    }

    fn name(&self) -> &'static str {
        "TransactionTrouble"
    }

    /// Last, so that the SDK's own classifiers, which know some of these errors by another pace, do not overrule it.
    fn priority(&self) -> RetryClassifierPriority {
        RetryClassifierPriority::run_after(RetryClassifierPriority::transient_error_classifier())
    }
}

/// Reasons for which the very same transaction may succeed a moment later; `None` is the reason of an innocent item.
const TRANSIENT_REASONS: [&str; 4] =
    ["None", "TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn o7_s20_an_attempt_has_a_second_and_an_operation_eight() {
        let Limits { attempt, operation } = Limits::default();
        assert_eq!((attempt.as_secs(), operation.as_secs()), (1, 8));
    }

    #[test]
    fn each_wait_may_be_twice_the_last_and_the_first_try_has_none() {
        let millis = |n| Some(Duration::from_millis(n));
        let waits: Vec<Option<Duration>> = (0..ATTEMPTS).map(longest_wait).collect();
        assert_eq!(waits, [None, millis(20), millis(40), millis(80), millis(160)]);
    }
}
