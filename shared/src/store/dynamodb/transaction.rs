//! Several writes at once, or none of them.

use super::expression::{Expression, placeholders};
use super::item::{Attributes, text};
use super::key::Key;
use super::meter::send;
use crate::store::Store;
use crate::store::error::StoreError;
use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use aws_sdk_dynamodb::types::{Delete, Put, TransactWriteItem, Update};

/// One of the writes.
#[derive(Debug)]
pub(in crate::store) enum Step {
    /// An item, whether or not there was one.
    Put(Attributes),
    /// An item where there is none.
    PutNew(Attributes),
    /// An item, on a condition.
    PutIf(Attributes, Expression),
    /// A change of an item, on a condition.
    UpdateIf(Key, Expression, Expression),
    /// Away with an item, if there is one.
    Delete(Key),
}

/// How it ended.
#[derive(Debug)]
pub(in crate::store) enum Transacted {
    /// All of it is done.
    Done,
    /// None of it is: the condition of this one failed, by its place in the list.
    ConditionFailed(usize),
    /// DynamoDB did not say. What it wrote must be looked for, or this is the trouble.
    Unclear(StoreError),
}

impl Store {
    /// Writes all of `steps`, or none.
    pub(in crate::store) async fn transact<const N: usize>(&self, steps: [Step; N]) -> Result<Transacted, StoreError> {
        let items = steps.into_iter().map(|step| self.item_of(step)).collect::<Result<Vec<_>, _>>()?;
        let transaction = self.client.transact_write_items().set_transact_items(Some(items));
        let Err(error) = send!(self, transaction) else { return Ok(Transacted::Done) };
        Ok(match condition_failed_at(&error) {
            Some(place) => Transacted::ConditionFailed(place),
            None => Transacted::Unclear(StoreError::sdk("TransactWriteItems", &error)),
        })
    }

    fn item_of(&self, step: Step) -> Result<TransactWriteItem, StoreError> {
        let item = TransactWriteItem::builder();
        let item = match step {
            Step::Put(attributes) => {
                let put = Put::builder().table_name(&self.table).set_item(Some(attributes));
                item.put(put.build().map_err(incomplete_request)?)
            }
            Step::PutNew(attributes) => {
                let put = Put::builder().table_name(&self.table).set_item(Some(attributes));
                item.put(put.condition_expression("attribute_not_exists(pk)").build().map_err(incomplete_request)?)
            }
            Step::PutIf(attributes, condition) => {
                let (names, values) = placeholders([&condition]);
                let put = Put::builder().table_name(&self.table).set_item(Some(attributes));
                let put = put.condition_expression(condition.text);
                let put = put.set_expression_attribute_names(names).set_expression_attribute_values(values);
                item.put(put.build().map_err(incomplete_request)?)
            }
            Step::UpdateIf(key, condition, change) => {
                let (names, values) = placeholders([&condition, &change]);
                let update = Update::builder().table_name(&self.table).key("pk", text(key.as_str()));
                let update = update.condition_expression(condition.text).update_expression(change.text);
                let update = update.set_expression_attribute_names(names).set_expression_attribute_values(values);
                item.update(update.build().map_err(incomplete_request)?)
            }
            Step::Delete(key) => {
                let delete = Delete::builder().table_name(&self.table).key("pk", text(key.as_str()));
                item.delete(delete.build().map_err(incomplete_request)?)
            }
        };
        Ok(item.build())
    }
}

/// How one ended whose writes have no condition. Done twice, it is done: what DynamoDB did not say is trouble, and comes again.
pub(in crate::store) fn unconditional(transacted: Transacted) -> Result<(), StoreError> {
    match transacted {
        Transacted::Done => Ok(()),
        Transacted::ConditionFailed(_) => Err(StoreError::Unavailable {
            operation: "TransactWriteItems",
            cause: "a write without a condition was refused".to_owned(),
        }),
        Transacted::Unclear(trouble) => Err(trouble),
    }
}

/// A request that lacks a required field: only a mistake in this file can bring it about.
fn incomplete_request(error: impl std::error::Error) -> StoreError {
    StoreError::Unavailable { operation: "building a request", cause: error.to_string() }
}

/// Which item's condition cancelled the transaction, by its place in the list; `None` for any other failure.
fn condition_failed_at<R>(error: &SdkError<TransactWriteItemsError, R>) -> Option<usize> {
    let TransactWriteItemsError::TransactionCanceledException(cancelled) = error.as_service_error()? else {
        return None;
    };
    cancelled.cancellation_reasons().iter().position(|reason| reason.code() == Some("ConditionalCheckFailed"))
}
