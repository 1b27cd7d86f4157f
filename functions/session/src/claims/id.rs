//! Ids as issuers and products write them.

use serde_json::Value;

/// The text of an id: a string, or a whole number that every reader of JSON reads alike (RFC 8259 §6).
pub(super) fn id(value: &Value) -> Option<String> {
    const LIMIT: u64 = 1 << 53;
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => number.as_u64().filter(|&number| number < LIMIT).map(|number| number.to_string()),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn an_id_is_a_string_or_a_whole_number_that_all_read_alike() {
        for (value, text) in [(json!("a"), "a"), (json!(0), "0"), (json!((1_u64 << 53) - 1), "9007199254740991")] {
            assert_eq!(id(&value).as_deref(), Some(text));
        }
        for bad in [
            json!(1_u64 << 53),
            json!(-1),
            json!(1.5),
            json!(1.0),
            json!(true),
            json!(null),
            json!(["a"]),
            json!({"a": 1}),
        ] {
            assert_eq!(id(&bad), None, "{bad}");
        }
    }
}
