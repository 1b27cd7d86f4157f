//! Writes to one item. Where DynamoDB's answer was lost, a consistent read tells whether it happened; and a condition that
//! failed may have met this very write, in an attempt whose answer was lost.

use super::expression::{Expression, placeholders};
use super::item::{Attributes, text};
use super::key::Key;
use super::meter::send;
use crate::store::Store;
use crate::store::error::{StoreError, condition_failed};
use aws_sdk_dynamodb::operation::delete_item::DeleteItemError;
use aws_sdk_dynamodb::operation::delete_item::builders::DeleteItemFluentBuilder;
use aws_sdk_dynamodb::operation::put_item::PutItemError;
use aws_sdk_dynamodb::operation::update_item::UpdateItemError;
use aws_sdk_dynamodb::types::ReturnValue;
use aws_sdk_dynamodb::types::ReturnValuesOnConditionCheckFailure::AllOld;
use aws_sdk_dynamodb::types::error::ConditionalCheckFailedException;

/// How a conditional write ended. Anything else is trouble.
#[derive(Debug)]
pub(in crate::store) enum Written {
    /// It is done, and this is the item; none, if it was deleted.
    Done(Option<Attributes>),
    /// It is not, for the item is this one, or there is none.
    ConditionFailed(Option<Attributes>),
}

impl Written {
    /// Of a deletion: an item that is gone, whoever deleted it, is as good as deleted. One that is there is another's.
    pub(in crate::store) fn is_gone(&self) -> bool {
        match self {
            Self::Done(_) | Self::ConditionFailed(None) => true,
            Self::ConditionFailed(Some(_)) => false,
        }
    }
}

/// A write that DynamoDB did not say yes to.
struct Unclear {
    refused: bool,
    trouble: StoreError,
    /// What a look at the item shows.
    found: Option<Attributes>,
}

impl Unclear {
    fn settle(self, happened: bool) -> Result<Written, StoreError> {
        match self {
            Self { found, .. } if happened => Ok(Written::Done(found)),
            Self { found, refused: true, .. } => Ok(Written::ConditionFailed(found)),
            Self { trouble, .. } => Err(trouble),
        }
    }
}

/// What a failed operation leaves unclear.
macro_rules! look {
    ($store:expr, $operation:literal, $kind:ident, $key:expr, $error:expr) => {{
        let refusal = match $error.as_service_error() {
            Some($kind::ConditionalCheckFailedException(refusal)) => Some(refusal),
            _ => None,
        };
        $store.look($key, refusal, StoreError::sdk($operation, &$error)).await
    }};
}

impl Store {
    /// Writes an item, whether or not there was one: its key is drawn afresh, or named by what is put. Done twice, it is done.
    pub(in crate::store) async fn put(&self, item: Attributes) -> Result<(), StoreError> {
        let put = self.client.put_item().table_name(&self.table).set_item(Some(item));
        send!(self, put).map_err(|error| StoreError::sdk("PutItem", &error))?;
        Ok(())
    }

    /// Writes an item where there is none: nothing is ever overwritten. `is_this` tells it from another in its place.
    pub(in crate::store) async fn put_new(
        &self,
        key: &Key,
        item: Attributes,
        is_this: impl FnOnce(&Attributes) -> Result<bool, StoreError>,
    ) -> Result<Written, StoreError> {
        let put = self.client.put_item().table_name(&self.table).set_item(Some(item.clone()));
        let put = put.condition_expression("attribute_not_exists(pk)").return_values_on_condition_check_failure(AllOld);
        let Err(error) = send!(self, put) else { return Ok(Written::Done(Some(item))) };
        let unclear = look!(self, "PutItem", PutItemError, key, error)?;
        let happened = unclear.found.as_ref().map(is_this).transpose()?.unwrap_or(false);
        unclear.settle(happened)
    }

    /// Changes an item. `happened` tells of one whether it has been changed so.
    pub(in crate::store) async fn update_if(
        &self,
        key: &Key,
        condition: Expression,
        change: Expression,
        happened: impl FnOnce(&Attributes) -> Result<bool, StoreError>,
    ) -> Result<Written, StoreError> {
        let (names, values) = placeholders([&condition, &change]);
        let update = self.client.update_item().table_name(&self.table).key("pk", text(key.as_str()));
        let update = update.condition_expression(condition.text).update_expression(change.text);
        let update = update.set_expression_attribute_names(names).set_expression_attribute_values(values);
        let update = update.return_values(ReturnValue::AllNew).return_values_on_condition_check_failure(AllOld);
        let error = match send!(self, update) {
            Ok(output) => return Ok(Written::Done(output.attributes)),
            Err(error) => error,
        };
        let unclear = look!(self, "UpdateItem", UpdateItemError, key, error)?;
        let happened = unclear.found.as_ref().map(happened).transpose()?.unwrap_or(false);
        unclear.settle(happened)
    }

    /// Deletes an item.
    pub(in crate::store) async fn delete_if(&self, key: &Key, condition: Expression) -> Result<Written, StoreError> {
        let Err(error) = send!(self, self.deletion(key, condition)) else { return Ok(Written::Done(None)) };
        let unclear = look!(self, "DeleteItem", DeleteItemError, key, error)?;
        let happened = unclear.found.is_none() && !unclear.refused;
        unclear.settle(happened)
    }

    /// Deletes an item, where nobody waits for it: what DynamoDB said neither yes nor no to is trouble, and comes again.
    pub(in crate::store) async fn delete_if_told(&self, key: &Key, condition: Expression) -> Result<bool, StoreError> {
        match send!(self, self.deletion(key, condition)) {
            Ok(_) => Ok(true),
            Err(error) if condition_failed(&error) => Ok(false),
            Err(error) => Err(StoreError::sdk("DeleteItem", &error)),
        }
    }

    fn deletion(&self, key: &Key, condition: Expression) -> DeleteItemFluentBuilder {
        let (names, values) = placeholders([&condition]);
        let delete = self.client.delete_item().table_name(&self.table).key("pk", text(key.as_str()));
        let delete = delete.condition_expression(condition.text).return_values_on_condition_check_failure(AllOld);
        delete.set_expression_attribute_names(names).set_expression_attribute_values(values)
    }

    /// Deletes an item, whatever it is. Done twice, it is done.
    pub(in crate::store) async fn delete(&self, key: &Key) -> Result<(), StoreError> {
        let delete = self.client.delete_item().table_name(&self.table).key("pk", text(key.as_str()));
        let Err(error) = send!(self, delete) else { return Ok(()) };
        let unclear = look!(self, "DeleteItem", DeleteItemError, key, error)?;
        let happened = unclear.found.is_none();
        unclear.settle(happened).map(|_| ())
    }

    /// The item as it is: as the refusal tells, or a consistent read.
    async fn look(
        &self,
        key: &Key,
        refusal: Option<&ConditionalCheckFailedException>,
        trouble: StoreError,
    ) -> Result<Unclear, StoreError> {
        let found = match refusal.and_then(ConditionalCheckFailedException::item) {
            Some(item) => Some(item.clone()),
            None => self.get(key).await?,
        };
        Ok(Unclear { refused: refusal.is_some(), trouble, found })
    }
}
