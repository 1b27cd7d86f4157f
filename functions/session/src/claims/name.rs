//! Where in the claims something stands.

use serde_json::{Map, Value};

/// A claim's name, or, where it starts with a slash, a JSON pointer (RFC 6901).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ClaimName(String);

impl ClaimName {
    /// `None` for what could only be a slip: blanks around it, or a pointer to nothing.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let slip = text.trim() != text || text.is_empty() || text == "/";
        (!slip).then(|| Self(text.to_owned()))
    }

    /// What stands there. `null` is absent.
    pub(super) fn in_claims<'a>(&self, claims: &'a Map<String, Value>) -> Option<&'a Value> {
        let found = match self.0.strip_prefix('/') {
            None => claims.get(&self.0),
            Some(pointer) => {
                let (first, rest) =
                    pointer.split_once('/').map_or((pointer, None), |(first, rest)| (first, Some(rest)));
                let first = claims.get(&first.replace("~1", "/").replace("~0", "~"))?;
                match rest {
                    None => Some(first),
                    Some(rest) => first.pointer(&format!("/{rest}")),
                }
            }
        };
        found.filter(|value| !value.is_null())
    }

    /// Whether it is this claim of the standard's.
    pub(super) fn is(&self, standard: &str) -> bool {
        self.0.strip_prefix('/').unwrap_or(&self.0) == standard
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn found(name: &str) -> Option<Value> {
        let claims = json!({"org": "a", "o": {"id": "b", "x/y": [1, null]}, "https://p.example/org": "c", "/": "d", "none": null});
        ClaimName::parse(name).unwrap().in_claims(claims.as_object().unwrap()).cloned()
    }

    #[test]
    fn a_name_is_a_claim_and_with_a_slash_before_it_a_pointer() {
        assert_eq!(found("org"), Some(json!("a")));
        assert_eq!(found("https://p.example/org"), Some(json!("c")));
        assert_eq!(found("/org"), Some(json!("a")));
        assert_eq!(found("/o/id"), Some(json!("b")));
        assert_eq!(found("/o/x~1y/0"), Some(json!(1)));
        assert_eq!(found("/~1"), Some(json!("d")));
        for absent in ["id", "/o/x~1y/1", "/o/x~1y/2", "none", "/none", "/o/id/x", "o.id"] {
            assert_eq!(found(absent), None, "{absent}");
        }
        for slip in ["", " org", "org ", "/"] {
            assert_eq!(ClaimName::parse(slip), None, "{slip:?}");
        }
    }
}
