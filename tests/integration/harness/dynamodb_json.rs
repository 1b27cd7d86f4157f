//! Items as DynamoDB's own JSON, to be kept in a file.

use super::Item;
use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};

/// An item as JSON.
pub fn to_json(item: &Item) -> Value {
    Value::Object(item.iter().map(|(name, value)| (name.clone(), value_to_json(value))).collect())
}

/// The item that [`to_json`] wrote.
pub fn from_json(value: &Value) -> Item {
    value.as_object().unwrap().iter().map(|(name, value)| (name.clone(), value_from_json(value))).collect()
}

fn value_to_json(value: &AttributeValue) -> Value {
    match value {
        AttributeValue::S(text) => json!({ "S": text }),
        AttributeValue::N(number) => json!({ "N": number }),
        AttributeValue::Bool(flag) => json!({ "BOOL": flag }),
        AttributeValue::B(bytes) => json!({ "B": STANDARD.encode(bytes) }),
        AttributeValue::Ss(texts) => json!({ "SS": texts }),
        AttributeValue::L(values) => json!({ "L": values.iter().map(value_to_json).collect::<Vec<_>>() }),
        AttributeValue::M(values) => json!({ "M": to_json(values) }),
        other => panic!("no item of ours holds {other:?}"),
    }
}

fn value_from_json(value: &Value) -> AttributeValue {
    let (kind, value) = value.as_object().and_then(|object: &Map<_, _>| object.iter().next()).unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    match kind.as_str() {
        "S" => AttributeValue::S(text(value)),
        "N" => AttributeValue::N(text(value)),
        "BOOL" => AttributeValue::Bool(value.as_bool().unwrap()),
        "B" => AttributeValue::B(Blob::new(STANDARD.decode(text(value)).unwrap())),
        "SS" => AttributeValue::Ss(value.as_array().unwrap().iter().map(text).collect()),
        "L" => AttributeValue::L(value.as_array().unwrap().iter().map(value_from_json).collect()),
        "M" => AttributeValue::M(from_json(value)),
        other => panic!("no item of ours holds {other}"),
    }
}
