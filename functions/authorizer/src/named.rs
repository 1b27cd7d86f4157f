//! Members of an object that are asked for by name. The others are passed over as they are read: a head may hold any number of
//! them, and whoever sends it has shown no credential yet.

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::Value;
use shared::access::bearer::PARAMETER;
use std::fmt;
use std::marker::PhantomData;

/// The values of every `Authorization` among headers, in whatever case it was sent.
pub(crate) fn authorization<'de, D: Deserializer<'de>, T: Deserialize<'de>>(headers: D) -> Result<Vec<T>, D::Error> {
    headers.deserialize_any(Named { wanted: |name| name.eq_ignore_ascii_case("authorization"), value: PhantomData })
}

/// What parameters hold under the one name that carries a credential.
pub(crate) fn credential<'de, D: Deserializer<'de>>(parameters: D) -> Result<Vec<Value>, D::Error> {
    parameters.deserialize_any(Named { wanted: |name| name == PARAMETER, value: PhantomData })
}

/// A member that is there, whatever it holds; `null` too.
pub(crate) fn present<'de, D: Deserializer<'de>>(member: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(member).map(Some)
}

/// Whether a parameter has a value; an empty one is none.
pub(crate) fn holds_something(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::String(text) => !text.is_empty(),
        Value::Array(values) => values.iter().any(holds_something),
        Value::Bool(_) | Value::Number(_) | Value::Object(_) => true,
    }
}

struct Named<T> {
    wanted: fn(&str) -> bool,
    value: PhantomData<T>,
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for Named<T> {
    type Value = Vec<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object or null")
    }

    fn visit_unit<E>(self) -> Result<Vec<T>, E> {
        Ok(Vec::new())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Vec<T>, A::Error> {
        let mut found = Vec::new();
        while let Some(name) = members.next_key::<String>()? {
            if (self.wanted)(&name) {
                found.push(members.next_value()?);
            } else {
                members.next_value::<IgnoredAny>()?;
            }
        }
        Ok(found)
    }
}
