//! Counts what is really sent to DynamoDB, so that the budget is measured and not believed.

use aws_sdk_dynamodb::config::interceptors::BeforeTransmitInterceptorContextRef;
use aws_sdk_dynamodb::config::{ConfigBag, Intercept, RuntimeComponents};
use aws_sdk_dynamodb::error::BoxError;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

/// A count of requests sent, shared by its clones.
#[derive(Clone, Debug, Default)]
pub(in crate::store) struct Meter(Arc<AtomicU32>);

impl Meter {
    pub(in crate::store) fn count(&self) -> u32 {
        self.0.load(Ordering::Relaxed)
    }
}

impl Intercept for Meter {
    fn name(&self) -> &'static str {
        "Meter"
    }

    fn read_before_transmit(
        &self,
        _: &BeforeTransmitInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.0.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }
}

/// Sends an operation that the SDK's client began, and counts it. A macro, because the SDK's operations have no public trait
/// in common.
macro_rules! send {
    ($store:expr, $operation:expr) => {
        $operation.customize().interceptor($store.meter.clone()).send().await
    };
}

pub(super) use send;
