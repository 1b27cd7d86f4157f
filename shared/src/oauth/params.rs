//! Parameters as they came: `application/x-www-form-urlencoded`, in a query or a body, or the text fields of a
//! `multipart/form-data` body, decoded strictly and once.
//!
//! RFC 6749 §3.1 and §3.2: a parameter without a value is omitted, one sent twice is an error, an unknown one is
//! ignored. Values are decoded only when asked for, so that rubbish in a parameter nobody knows harms nobody.

use percent_encoding::percent_decode_str;

/// Why a parameter that was asked for cannot be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParamError {
    /// It was sent more than once (RFC 6749 §3.1). Which of the two was meant is for nobody to guess.
    Repeated,
    /// Its value is not UTF-8, or not percent-encoded where it had to be.
    Malformed,
}

/// The pairs of a query or a form, in the order sent. Names are decoded, values are as they came.
#[derive(Clone, Debug, Default)]
pub struct Params<'a>(Vec<(String, Raw<'a>)>);

/// A value as it came.
#[derive(Clone, Copy, Debug)]
enum Raw<'a> {
    /// Percent-encoded.
    Encoded(&'a str),
    /// Bytes that are the value.
    Plain(&'a [u8]),
}

impl Raw<'_> {
    fn decode(self) -> Option<String> {
        match self {
            Self::Encoded(text) => decode(text),
            Self::Plain(bytes) => std::str::from_utf8(bytes).ok().map(str::to_owned),
        }
    }

    fn length(self) -> usize {
        match self {
            Self::Encoded(text) => text.len(),
            Self::Plain(bytes) => bytes.len(),
        }
    }
}

impl<'a> Params<'a> {
    /// Splits at `&`; a pair without `=` has an empty value. A name that does not decode is nobody's.
    pub fn parse(raw: &'a str) -> Self {
        let pairs = raw.split('&').filter(|pair| !pair.is_empty()).filter_map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            Some((decode(name)?, Raw::Encoded(value)))
        });
        Self(pairs.collect())
    }

    /// Pairs that were taken from something which encodes nothing.
    pub fn plain(pairs: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Self {
        Self(pairs.into_iter().map(|(name, value)| (name.to_owned(), Raw::Plain(value))).collect())
    }

    /// The one value of `name`: `None` where it is absent or empty.
    pub fn single(&self, name: &str) -> Result<Option<String>, ParamError> {
        Ok(self.sent(name)?.filter(|value| !value.is_empty()))
    }

    /// Like [`single`](Self::single), but an empty value is told from an absent one.
    pub fn sent(&self, name: &str) -> Result<Option<String>, ParamError> {
        let mut values = self.0.iter().filter(|(sent, _)| sent == name);
        let Some((_, raw)) = values.next() else { return Ok(None) };
        if values.next().is_some() {
            return Err(ParamError::Repeated);
        }
        raw.decode().map(Some).ok_or(ParamError::Malformed)
    }

    /// Every value of `name` that decodes, for check boxes.
    pub fn all(&self, name: &str) -> Vec<String> {
        self.0.iter().filter(|(sent, _)| sent == name).filter_map(|(_, raw)| raw.decode()).collect()
    }

    /// Whether `name` was sent at all, with a value that decodes or not.
    pub fn names(&self, name: &str) -> bool {
        self.0.iter().any(|(sent, _)| sent == name)
    }

    /// How many bytes the value of `name` takes as sent.
    pub fn encoded_length(&self, name: &str) -> usize {
        self.0.iter().filter(|(sent, _)| sent == name).map(|(_, raw)| raw.length()).sum()
    }
}

/// `+` is a space, `%XX` a byte, and the bytes are UTF-8; `None` otherwise. Never U+FFFD (CWE-176).
pub(crate) fn decode(raw: &str) -> Option<String> {
    let bytes = raw.as_bytes();
    let whole = bytes
        .iter()
        .enumerate()
        .filter(|&(_, &b)| b == b'%')
        .all(|(at, _)| bytes.get(at + 1..at + 3).is_some_and(|hex| hex.iter().all(u8::is_ascii_hexdigit)));
    if !whole {
        return None;
    }
    let spaced = raw.replace('+', " ");
    percent_decode_str(&spaced).decode_utf8().ok().map(std::borrow::Cow::into_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_decoded_once() {
        let params = Params::parse("a=%2541+b&c=d%3De");
        assert_eq!(params.single("a"), Ok(Some("%41 b".into())));
        assert_eq!(params.single("c"), Ok(Some("d=e".into())));
    }

    #[test]
    fn plain_values_are_not_decoded_at_all() {
        let pairs: [(&str, &[u8]); 3] = [("a", b"%41+b&c=d"), ("bad", b"\xff"), ("e", b"")];
        let params = Params::plain(pairs);
        assert_eq!(params.single("a"), Ok(Some("%41+b&c=d".into())));
        assert_eq!(params.single("bad"), Err(ParamError::Malformed));
        assert_eq!(params.single("e"), Ok(None));
    }

    #[test]
    fn a10_empty_is_absent_and_unknown_is_ignored() {
        let params = Params::parse("&scope=&utm=%ZZ&foo[]=x&&state=1");
        assert_eq!(params.single("scope"), Ok(None));
        assert_eq!(params.sent("scope"), Ok(Some(String::new())));
        assert_eq!(params.single("state"), Ok(Some("1".into())));
        assert_eq!(params.single("none"), Ok(None));
    }

    #[test]
    fn check_boxes_are_all_the_values_of_one_name() {
        let params = Params::parse("s=a&x=b&s=c%20d&s=%ZZ");
        assert_eq!(params.all("s"), ["a", "c d"]);
        assert!(params.all("none").is_empty());
    }

    #[test]
    fn a7_a8_a_parameter_sent_twice_is_an_error_under_any_spelling() {
        assert_eq!(Params::parse("a=1&a=1").single("a"), Err(ParamError::Repeated));
        assert_eq!(Params::parse("a=1&%61=2").single("a"), Err(ParamError::Repeated));
        assert_eq!(Params::parse("a=&a=1").single("a"), Err(ParamError::Repeated));
    }

    #[test]
    fn a17_what_does_not_decode_is_malformed_never_replaced() {
        for bad in ["%", "%Z", "%ZZ", "%C0%AF", "%FF", "a%2"] {
            let raw = format!("a={bad}");
            assert_eq!(Params::parse(&raw).single("a"), Err(ParamError::Malformed), "{bad}");
        }
        // A semicolon separates nothing.
        assert_eq!(Params::parse("a=1;b=2").single("a"), Ok(Some("1;b=2".into())));
    }
}
