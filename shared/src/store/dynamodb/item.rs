//! Items: a map of attributes, written by one small builder and read by one strict reader.

use super::key::Key;
use crate::clock::Timestamp;
use crate::store::error::StoreError;
use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;
use std::collections::HashMap;

/// What DynamoDB calls an item.
pub(in crate::store) type Attributes = HashMap<String, AttributeValue>;

/// A string attribute.
pub(in crate::store) fn text(value: impl Into<String>) -> AttributeValue {
    AttributeValue::S(value.into())
}

/// A number attribute.
pub(in crate::store) fn number(value: i64) -> AttributeValue {
    AttributeValue::N(value.to_string())
}

/// A binary attribute.
pub(in crate::store) fn binary(value: &[u8]) -> AttributeValue {
    AttributeValue::B(Blob::new(value))
}

/// A moment, in milliseconds.
pub(in crate::store) fn moment(value: Timestamp) -> AttributeValue {
    number(value.millis())
}

/// A string set. DynamoDB has no empty one: callers write only sets with members.
pub(in crate::store) fn set<'a>(values: impl IntoIterator<Item = &'a str>) -> AttributeValue {
    AttributeValue::Ss(values.into_iter().map(str::to_owned).collect())
}

/// A list of strings, in order.
pub(in crate::store) fn list<'a>(values: impl IntoIterator<Item = &'a str>) -> AttributeValue {
    AttributeValue::L(values.into_iter().map(text).collect())
}

/// What is read from an item.
pub(in crate::store) trait Item: Sized {
    /// Reads it strictly: see [`Reader`].
    fn read(attributes: &Attributes) -> Result<Self, StoreError>;

    /// What is left of it where everything that opens something is dead that was made before `moment`.
    fn since(self, moment: Timestamp) -> Option<Self>;
}

/// Puts together an item to write.
pub(in crate::store) struct ItemBuilder(Attributes);

impl ItemBuilder {
    pub(in crate::store) fn new(key: &Key) -> Self {
        Self(HashMap::from([("pk".to_owned(), text(key.as_str()))]))
    }

    pub(in crate::store) fn with(mut self, name: &str, value: AttributeValue) -> Self {
        self.0.insert(name.to_owned(), value);
        self
    }

    /// Leaves the attribute out where there is no value.
    pub(in crate::store) fn with_some(self, name: &str, value: Option<AttributeValue>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    pub(in crate::store) fn build(self) -> Attributes {
        self.0
    }
}

/// Reads an item strictly: what is missing or of another type is [`StoreError::Unreadable`], never a default.
pub(in crate::store) struct Reader<'a> {
    item: &'static str,
    attributes: &'a Attributes,
}

impl<'a> Reader<'a> {
    /// `item` names the kind, for the log.
    pub(in crate::store) fn new(item: &'static str, attributes: &'a Attributes) -> Self {
        Self { item, attributes }
    }

    pub(in crate::store) fn unreadable(&self, attribute: &'static str) -> StoreError {
        StoreError::Unreadable { item: self.item, attribute }
    }

    /// Where the attribute is absent, absent; where it is there, what `read` makes of it.
    fn optional<T>(
        &self,
        attribute: &'static str,
        read: impl FnOnce(&'a AttributeValue) -> Option<T>,
    ) -> Result<Option<T>, StoreError> {
        let Some(value) = self.attributes.get(attribute) else { return Ok(None) };
        read(value).map(Some).ok_or_else(|| self.unreadable(attribute))
    }

    fn required<T>(
        &self,
        attribute: &'static str,
        read: impl FnOnce(&'a AttributeValue) -> Option<T>,
    ) -> Result<T, StoreError> {
        self.optional(attribute, read)?.ok_or_else(|| self.unreadable(attribute))
    }

    pub(in crate::store) fn text(&self, attribute: &'static str) -> Result<&'a str, StoreError> {
        self.required(attribute, as_text)
    }

    /// A string that `parse` accepts.
    pub(in crate::store) fn parsed<T>(
        &self,
        attribute: &'static str,
        parse: impl FnOnce(&'a str) -> Option<T>,
    ) -> Result<T, StoreError> {
        self.required(attribute, |value| as_text(value).and_then(parse))
    }

    /// A string that `parse` accepts, or none.
    pub(in crate::store) fn optional_parsed<T>(
        &self,
        attribute: &'static str,
        parse: impl FnOnce(&'a str) -> Option<T>,
    ) -> Result<Option<T>, StoreError> {
        self.optional(attribute, |value| as_text(value).and_then(parse))
    }

    pub(in crate::store) fn number(&self, attribute: &'static str) -> Result<i64, StoreError> {
        self.required(attribute, |value| value.as_n().ok()?.parse().ok())
    }

    pub(in crate::store) fn moment(&self, attribute: &'static str) -> Result<Timestamp, StoreError> {
        self.number(attribute).map(Timestamp::from_millis)
    }

    pub(in crate::store) fn binary(&self, attribute: &'static str) -> Result<&'a [u8], StoreError> {
        self.required(attribute, |value| value.as_b().ok().map(AsRef::as_ref))
    }

    pub(in crate::store) fn optional_moment(&self, attribute: &'static str) -> Result<Option<Timestamp>, StoreError> {
        let millis = self.optional(attribute, |value| value.as_n().ok()?.parse().ok())?;
        Ok(millis.map(Timestamp::from_millis))
    }

    pub(in crate::store) fn flag(&self, attribute: &'static str) -> Result<bool, StoreError> {
        self.required(attribute, |value| value.as_bool().ok().copied())
    }

    pub(in crate::store) fn set(&self, attribute: &'static str) -> Result<impl Iterator<Item = &'a str>, StoreError> {
        self.required(attribute, |value| Some(value.as_ss().ok()?.iter().map(String::as_str)))
    }

    pub(in crate::store) fn list(&self, attribute: &'static str) -> Result<Vec<&'a str>, StoreError> {
        self.required(attribute, |value| value.as_l().ok()?.iter().map(as_text).collect())
    }

    pub(in crate::store) fn map(&self, attribute: &'static str) -> Result<&'a Attributes, StoreError> {
        self.required(attribute, |value| value.as_m().ok())
    }

    pub(in crate::store) fn optional_map(&self, attribute: &'static str) -> Result<Option<&'a Attributes>, StoreError> {
        self.optional(attribute, |value| value.as_m().ok())
    }
}

fn as_text(value: &AttributeValue) -> Option<&str> {
    value.as_s().ok().map(String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn o16_a_missing_or_mistyped_attribute_is_an_error_never_a_default() {
        let attributes = HashMap::from([("name".to_owned(), number(7)), ("count".to_owned(), text("seven"))]);
        let reader = Reader::new("thing", &attributes);
        assert!(reader.text("name").is_err());
        assert!(reader.text("absent").is_err());
        assert!(reader.number("count").is_err());
        assert!(reader.map("name").is_err());
        assert!(reader.list("name").is_err());
        assert!(reader.binary("name").is_err());
        assert!(reader.optional_map("absent").unwrap().is_none());
        assert!(reader.optional_map("name").is_err());
        assert_eq!(reader.unreadable("name").to_string(), "thing has an unreadable name");
    }
}
