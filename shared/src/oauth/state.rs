//! `state`: what a client recognises its own request by (RFC 6749 §4.1.1). It is the client's, so it comes back as it
//! stands in the query, byte for byte, and nothing here decodes it.

/// A state that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State(String);

impl State {
    /// Takes it as it stands in the query. `None` for what stands in none: it would end the parameter, the query or the
    /// line that it comes back in (CWE-113).
    pub fn as_sent(raw: &str) -> Option<Self> {
        let stands_in_a_query = |b: u8| b.is_ascii_graphic() && !matches!(b, b'&' | b'#');
        (!raw.is_empty() && raw.bytes().all(stands_in_a_query)).then(|| Self(raw.to_owned()))
    }

    /// What goes back, to be encoded by nobody.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s12_a_state_is_what_was_sent_and_nothing_that_ends_a_query() {
        for raw in ["a+b", "a%20b", "%ZZ", "=?/\\{}|^`\"<>'", "%0d%0aSet-Cookie:%20a=b"] {
            assert_eq!(State::as_sent(raw).unwrap().as_str(), raw);
        }
        for none in ["", "a&code=x", "a#code=x", "a b", "a\r\nb", "a\0", "\u{7f}", "é"] {
            assert_eq!(State::as_sent(none), None, "{none:?}");
        }
    }
}
