//! A condition or a change, with what the names and values in it stand for.

use super::item::Attributes;
use aws_sdk_dynamodb::types::AttributeValue;
use std::collections::HashMap;

/// An expression in DynamoDB's language.
#[derive(Clone, Debug, Default)]
pub(in crate::store) struct Expression {
    pub(super) text: String,
    pub(super) names: HashMap<String, String>,
    pub(super) values: Attributes,
}

impl Expression {
    /// One of this text.
    pub(in crate::store) fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// `placeholder` stands for the attribute `name`: one whose name is a word of DynamoDB's, or no name at all.
    pub(in crate::store) fn name(mut self, placeholder: impl Into<String>, name: impl Into<String>) -> Self {
        self.names.insert(placeholder.into(), name.into());
        self
    }

    /// `placeholder` stands for `value`.
    pub(in crate::store) fn value(mut self, placeholder: impl Into<String>, value: AttributeValue) -> Self {
        self.values.insert(placeholder.into(), value);
        self
    }

    /// The same, if there is a value.
    pub(in crate::store) fn some_value(self, placeholder: &str, value: Option<AttributeValue>) -> Self {
        match value {
            Some(value) => self.value(placeholder, value),
            None => self,
        }
    }

    /// A condition that says what `more` says, too.
    pub(in crate::store) fn and(self, more: Self) -> Self {
        self.joined(" AND ", more)
    }

    /// A change that makes what `more` makes, too.
    pub(in crate::store) fn then(self, more: Self) -> Self {
        self.joined(" ", more)
    }

    fn joined(mut self, word: &str, more: Self) -> Self {
        if !self.text.is_empty() && !more.text.is_empty() {
            self.text.push_str(word);
        }
        self.text.push_str(&more.text);
        self.names.extend(more.names);
        self.values.extend(more.values);
        self
    }
}

/// The names of two expressions of one request, and their values; `None` where there are none, for DynamoDB refuses empty ones.
pub(super) fn placeholders<const N: usize>(
    expressions: [&Expression; N],
) -> (Option<HashMap<String, String>>, Option<Attributes>) {
    let names: HashMap<_, _> = expressions.iter().flat_map(|expression| expression.names.clone()).collect();
    let values: Attributes = expressions.iter().flat_map(|expression| expression.values.clone()).collect();
    (Some(names).filter(|names| !names.is_empty()), Some(values).filter(|values| !values.is_empty()))
}
