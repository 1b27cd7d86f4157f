//! Items: a map of attributes, written by one small builder and read by one strict reader.

use super::error::StoreError;
use super::keys::Key;
use crate::clock::Timestamp;
use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;
use std::collections::HashMap;

/// What DynamoDB calls an item.
pub(super) type Attributes = HashMap<String, AttributeValue>;

/// A string attribute.
pub(super) fn text(value: impl Into<String>) -> AttributeValue {
    AttributeValue::S(value.into())
}

/// A number attribute.
pub(super) fn number(value: i64) -> AttributeValue {
    AttributeValue::N(value.to_string())
}

/// A binary attribute.
pub(super) fn binary(value: &[u8]) -> AttributeValue {
    AttributeValue::B(Blob::new(value))
}

/// A moment, in milliseconds.
pub(super) fn moment(value: Timestamp) -> AttributeValue {
    number(value.millis())
}

/// A string set. DynamoDB has no empty one: callers write only sets with members.
pub(super) fn set<'a>(values: impl IntoIterator<Item = &'a str>) -> AttributeValue {
    AttributeValue::Ss(values.into_iter().map(str::to_owned).collect())
}

/// A list of strings, in order.
pub(super) fn list<'a>(values: impl IntoIterator<Item = &'a str>) -> AttributeValue {
    AttributeValue::L(values.into_iter().map(text).collect())
}

/// Puts together an item to write.
pub(super) struct ItemBuilder(Attributes);

impl ItemBuilder {
    pub(super) fn new(key: &Key) -> Self {
        Self(HashMap::from([("pk".to_owned(), text(key.as_str()))]))
    }

    pub(super) fn with(mut self, name: &str, value: AttributeValue) -> Self {
        self.0.insert(name.to_owned(), value);
        self
    }

    /// Leaves the attribute out where there is no value.
    pub(super) fn with_some(self, name: &str, value: Option<AttributeValue>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    pub(super) fn build(self) -> Attributes {
        self.0
    }
}

/// Reads an item strictly: what is missing or of another type is [`StoreError::Unreadable`], never a default.
pub(super) struct Reader<'a> {
    item: &'static str,
    attributes: &'a Attributes,
}

impl<'a> Reader<'a> {
    /// `item` names the kind, for the log.
    pub(super) fn new(item: &'static str, attributes: &'a Attributes) -> Self {
        Self { item, attributes }
    }

    pub(super) fn unreadable(&self, attribute: &'static str) -> StoreError {
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

    pub(super) fn text(&self, attribute: &'static str) -> Result<&'a str, StoreError> {
        self.required(attribute, as_text)
    }

    /// A string that `parse` accepts.
    pub(super) fn parsed<T>(
        &self,
        attribute: &'static str,
        parse: impl FnOnce(&'a str) -> Option<T>,
    ) -> Result<T, StoreError> {
        self.required(attribute, |value| as_text(value).and_then(parse))
    }

    /// A string that `parse` accepts, or none.
    pub(super) fn optional_parsed<T>(
        &self,
        attribute: &'static str,
        parse: impl FnOnce(&'a str) -> Option<T>,
    ) -> Result<Option<T>, StoreError> {
        self.optional(attribute, |value| as_text(value).and_then(parse))
    }

    pub(super) fn number(&self, attribute: &'static str) -> Result<i64, StoreError> {
        self.required(attribute, |value| value.as_n().ok()?.parse().ok())
    }

    pub(super) fn moment(&self, attribute: &'static str) -> Result<Timestamp, StoreError> {
        self.number(attribute).map(Timestamp::from_millis)
    }

    pub(super) fn binary(&self, attribute: &'static str) -> Result<&'a [u8], StoreError> {
        self.required(attribute, |value| value.as_b().ok().map(AsRef::as_ref))
    }

    pub(super) fn optional_moment(&self, attribute: &'static str) -> Result<Option<Timestamp>, StoreError> {
        let millis = self.optional(attribute, |value| value.as_n().ok()?.parse().ok())?;
        Ok(millis.map(Timestamp::from_millis))
    }

    pub(super) fn flag(&self, attribute: &'static str) -> Result<bool, StoreError> {
        self.required(attribute, |value| value.as_bool().ok().copied())
    }

    pub(super) fn set(&self, attribute: &'static str) -> Result<impl Iterator<Item = &'a str>, StoreError> {
        self.required(attribute, |value| Some(value.as_ss().ok()?.iter().map(String::as_str)))
    }

    pub(super) fn list(&self, attribute: &'static str) -> Result<Vec<&'a str>, StoreError> {
        self.required(attribute, |value| value.as_l().ok()?.iter().map(as_text).collect())
    }

    pub(super) fn map(&self, attribute: &'static str) -> Result<&'a Attributes, StoreError> {
        self.required(attribute, |value| value.as_m().ok())
    }

    pub(super) fn optional_map(&self, attribute: &'static str) -> Result<Option<&'a Attributes>, StoreError> {
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
