//! JSON bodies, read strictly: an object, each known member sent at most once. A member that is
//! `null` is absent: C#, Java and Python write so what they leave out.

use serde::de::{self, DeserializeOwned, Deserializer, IgnoredAny, MapAccess, Visitor};
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

/// Known members, by name.
pub type Members<V> = BTreeMap<&'static str, V>;

/// Why a body cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadJson {
    /// Not JSON, or not an object.
    Syntax,
    /// A known member that is repeated, or that is no `V`.
    Member,
}

/// Reads the `known` members of an object.
pub fn members<V: DeserializeOwned>(text: &str, known: &'static [&'static str]) -> Result<Members<V>, BadJson> {
    members_and_unknown(text, known).map(|(members, _)| members)
}

/// The same, and the first member that is not known, for who must not pass over one that may have been meant.
pub fn members_and_unknown<V: DeserializeOwned>(
    text: &str,
    known: &'static [&'static str],
) -> Result<(Members<V>, Option<String>), BadJson> {
    // What is no object would pass for one with a wrong member.
    if !text.trim_start().starts_with('{') {
        return Err(BadJson::Syntax);
    }
    let mut json = serde_json::Deserializer::from_str(text);
    let read = json
        .deserialize_map(MembersVisitor { known, of: PhantomData })
        .map_err(|error| if error.is_data() { BadJson::Member } else { BadJson::Syntax })?;
    json.end().map_err(|_| BadJson::Syntax)?;
    Ok(read)
}

/// Collects known members; refuses a repeated one, which `serde_json::Value` would silently let win (CWE-436).
struct MembersVisitor<V> {
    known: &'static [&'static str],
    of: PhantomData<V>,
}

impl<'de, V: DeserializeOwned> Visitor<'de> for MembersVisitor<V> {
    type Value = (Members<V>, Option<String>);

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut members = Members::<Option<V>>::new();
        let mut unknown = None;
        while let Some(key) = map.next_key::<String>()? {
            let Some(&name) = self.known.iter().find(|&&known| known == key) else {
                map.next_value::<IgnoredAny>()?;
                unknown.get_or_insert(key);
                continue;
            };
            if members.insert(name, map.next_value()?).is_some() {
                return Err(de::Error::duplicate_field(name));
            }
        }
        Ok((members.into_iter().filter_map(|(name, value)| Some((name, value?))).collect(), unknown))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    #[test]
    fn s13_null_is_absent_and_still_counts_as_sent_once() {
        let read = |text: &str| members::<Value>(text, &["a", "b"]);
        assert_eq!(read(r#"{"a":null,"b":1,"c":null}"#).unwrap(), Members::from([("b", Value::from(1))]));
        for twice in [r#"{"a":null,"a":1}"#, r#"{"a":1,"a":null}"#, r#"{"a":null,"a":null}"#] {
            assert_eq!(read(twice), Err(BadJson::Member), "{twice}");
        }
        assert_eq!(members::<String>(r#"{"a":null}"#, &["a"]), Ok(Members::new()));
    }

    #[test]
    fn s24_the_first_member_that_is_not_known_is_named() {
        let unknown = |text: &str| members_and_unknown::<Value>(text, &["a"]).map(|(_, unknown)| unknown);
        assert_eq!(unknown(r#"{"a":1}"#), Ok(None));
        assert_eq!(unknown(r#"{"A":null,"a":1,"b":{"a":[]}}"#), Ok(Some("A".to_owned())));
        assert_eq!(unknown(r#"{"":1}"#), Ok(Some(String::new())));
    }
}
