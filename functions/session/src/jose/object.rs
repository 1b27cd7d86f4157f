//! A JSON object in which no member stands twice: which of the two counts would be the next reader's choice (CWE-436).

use serde::de::{self, Deserializer as _, MapAccess, Visitor};
use serde_json::{Map, Value};
use std::fmt;

/// Reads one; `None` for anything else.
pub(crate) fn object(bytes: &[u8]) -> Option<Map<String, Value>> {
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let members = json.deserialize_map(Unique).ok()?;
    json.end().ok()?;
    Some(members)
}

struct Unique;

impl<'de> Visitor<'de> for Unique {
    type Value = Map<String, Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut members = Map::new();
        while let Some((name, value)) = map.next_entry::<String, Value>()? {
            if members.insert(name, value).is_some() {
                return Err(de::Error::custom("a member stands twice"));
            }
        }
        Ok(members)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_object_is_read_once_and_whole() {
        assert_eq!(object(br#"{"a":1,"b":{"c":null}}"#).unwrap().len(), 2);
        for bad in ["", "[]", "1", "{", r#"{"a":1}x"#, r#"{"a":1,"a":2}"#, r#"{"a":1,"\u0061":2}"#, "\u{feff}{}"] {
            assert!(object(bad.as_bytes()).is_none(), "{bad}");
        }
        assert!(object(&[b"[".repeat(100_000), b"]".repeat(100_000)].concat()).is_none());
    }
}
