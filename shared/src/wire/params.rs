//! Parameters as they came: `application/x-www-form-urlencoded`, in a query or a body, or the text fields of a
//! `multipart/form-data` body, decoded strictly and once.
//!
//! RFC 6749 §3.1 and §3.2: a parameter without a value is omitted, one sent twice is an error, an unknown one is
//! ignored. Values are decoded only when asked for, so that rubbish in a parameter nobody knows harms nobody. Nothing is
//! collected: the text is gone through for each parameter that is asked for, so a body of two million pairs takes no more
//! memory than one of two (CWE-770).

use percent_encoding::{percent_decode, percent_decode_str};

/// Why a parameter that was asked for cannot be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParamError {
    /// It was sent more than once (RFC 6749 §3.1). Which of the two was meant is for nobody to guess.
    Repeated,
    /// Its value is not UTF-8, or not percent-encoded where it had to be.
    Malformed,
}

/// The pairs of a query or a form, in the order sent.
#[derive(Clone, Debug, Default)]
pub struct Params<'a> {
    encoded: &'a str,
    plain: Vec<(&'a str, &'a [u8])>,
}

/// A value as it came.
#[derive(Clone, Copy, Debug)]
enum Raw<'a> {
    /// Percent-encoded.
    Encoded(&'a str),
    /// Bytes that are the value.
    Plain(&'a [u8]),
}

impl<'a> Raw<'a> {
    fn text(self) -> Option<&'a str> {
        match self {
            Self::Encoded(text) => Some(text),
            Self::Plain(bytes) => std::str::from_utf8(bytes).ok(),
        }
    }

    fn decode(self) -> Option<String> {
        match self {
            Self::Encoded(text) => decode(text),
            Self::Plain(_) => self.text().map(str::to_owned),
        }
    }
}

impl<'a> Params<'a> {
    /// Pairs are split at `&`; one without `=` has an empty value. A name that does not decode is nobody's.
    pub fn parse(encoded: &'a str) -> Self {
        Self { encoded, plain: Vec::new() }
    }

    /// Pairs that were taken from something which encodes nothing.
    pub fn plain(pairs: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Self {
        Self { encoded: "", plain: pairs.into_iter().collect() }
    }

    /// The one value of `name`: `None` where it is absent or empty.
    pub fn get(&self, name: &str) -> Result<Option<String>, ParamError> {
        Ok(self.get_raw(name)?.filter(|value| !value.is_empty()))
    }

    /// Like [`get`](Self::get), but an empty value is told from an absent one.
    pub fn get_raw(&self, name: &str) -> Result<Option<String>, ParamError> {
        self.one(name)?.map(|raw| raw.decode().ok_or(ParamError::Malformed)).transpose()
    }

    /// Like [`get`](Self::get), but as it stands there, not decoded.
    pub fn as_sent(&self, name: &str) -> Result<Option<&'a str>, ParamError> {
        let value = self.one(name)?.map(|raw| raw.text().ok_or(ParamError::Malformed)).transpose()?;
        Ok(value.filter(|value| !value.is_empty()))
    }

    /// Every value of `name` that decodes, for check boxes.
    pub fn all(&self, name: &str) -> impl Iterator<Item = String> {
        self.values(name).filter_map(Raw::decode)
    }

    /// Whether `name` was sent at all, with a value that decodes or not.
    pub fn contains(&self, name: &str) -> bool {
        self.values(name).next().is_some()
    }

    fn one(&self, name: &str) -> Result<Option<Raw<'a>>, ParamError> {
        let mut values = self.values(name);
        let first = values.next();
        if values.next().is_some() {
            return Err(ParamError::Repeated);
        }
        Ok(first)
    }

    fn values(&self, name: &str) -> impl Iterator<Item = Raw<'a>> {
        let encoded = self.encoded.split('&').filter_map(move |pair| {
            let (sent, value) = pair.split_once('=').unwrap_or((pair, ""));
            spells(sent.as_bytes(), name).then_some(Raw::Encoded(value))
        });
        let plain = self.plain.iter().filter(move |(sent, _)| *sent == name);
        encoded.chain(plain.map(|&(_, value)| Raw::Plain(value)))
    }
}

/// Whether `name` is sent with a value in a form of whatever bytes: what is no UTF-8 is searched as well, for the next reader
/// may be less strict.
pub fn is_sent_in(form: &[u8], name: &str) -> bool {
    form.split(|&b| b == b'&').any(|pair| {
        let (sent, value) = pair.split_at(pair.iter().position(|&b| b == b'=').unwrap_or(pair.len()));
        value.len() > 1 && spells(sent, name)
    })
}

/// Whether a name, as sent, is this one. The names that are asked for here are letters and `_`, so that a `+`, and a `%`
/// which encodes nothing, are in none of them.
fn spells(sent: &[u8], name: &str) -> bool {
    percent_decode(sent).eq(name.bytes())
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
        assert_eq!(params.get("a"), Ok(Some("%41 b".into())));
        assert_eq!(params.get("c"), Ok(Some("d=e".into())));
    }

    #[test]
    fn plain_values_are_not_decoded_at_all() {
        let pairs: [(&str, &[u8]); 3] = [("a", b"%41+b&c=d"), ("bad", b"\xff"), ("e", b"")];
        let params = Params::plain(pairs);
        assert_eq!(params.get("a"), Ok(Some("%41+b&c=d".into())));
        assert_eq!(params.get("bad"), Err(ParamError::Malformed));
        assert_eq!(params.get("e"), Ok(None));
    }

    #[test]
    fn s12_a_value_can_be_had_as_it_was_sent() {
        let params = Params::parse("a=%41+b&%63=%ZZ&e=&d=1&d=2");
        assert_eq!(params.as_sent("a"), Ok(Some("%41+b")));
        assert_eq!(params.as_sent("c"), Ok(Some("%ZZ")));
        assert_eq!((params.as_sent("e"), params.as_sent("none")), (Ok(None), Ok(None)));
        assert_eq!(params.as_sent("d"), Err(ParamError::Repeated));
    }

    #[test]
    fn s4_memory_does_not_grow_with_the_number_of_pairs() {
        let measured = |pairs: usize| {
            let text = format!("{}access_token=x", "a&".repeat(pairs));
            allocation_counter::measure(|| {
                let params = Params::parse(&text);
                assert_eq!(params.get("access_token"), Ok(Some("x".into())));
                assert_eq!(params.all("a").filter(String::is_empty).count(), pairs);
                assert!(is_sent_in(text.as_bytes(), "access_token") && !params.contains("b"));
            })
            .bytes_max
        };
        assert!(measured(1) > 0, "nothing is measured");
        assert_eq!(measured(1), measured(2_000_000));
    }

    #[test]
    fn a_name_is_found_in_whatever_bytes_and_under_any_spelling() {
        for form in [&b"access_token=x"[..], b"\xff&a=\xff&access%5Ftoken=x", b"access_token=&access_token=\xff"] {
            assert!(is_sent_in(form, "access_token"), "{form:?}");
        }
        for form in [
            &b""[..],
            b"a=access_token",
            b"access_token",
            b"a&access_token=&b",
            b"\xffaccess_token=x",
            b"access_token%=x",
            b"access_token+=x",
        ] {
            assert!(!is_sent_in(form, "access_token"), "{form:?}");
        }
    }

    #[test]
    fn a10_empty_is_absent_and_unknown_is_ignored() {
        let params = Params::parse("&scope=&utm=%ZZ&foo[]=x&&state=1");
        assert_eq!(params.get("scope"), Ok(None));
        assert_eq!(params.get_raw("scope"), Ok(Some(String::new())));
        assert_eq!(params.get("state"), Ok(Some("1".into())));
        assert_eq!(params.get("none"), Ok(None));
    }

    #[test]
    fn check_boxes_are_all_the_values_of_one_name() {
        let params = Params::parse("s=a&x=b&s=c%20d&s=%ZZ");
        assert!(params.all("s").eq(["a", "c d"]));
        assert_eq!(params.all("none").count(), 0);
    }

    #[test]
    fn a7_a8_a_parameter_sent_twice_is_an_error_under_any_spelling() {
        assert_eq!(Params::parse("a=1&a=1").get("a"), Err(ParamError::Repeated));
        assert_eq!(Params::parse("a=1&%61=2").get("a"), Err(ParamError::Repeated));
        assert_eq!(Params::parse("a=&a=1").get("a"), Err(ParamError::Repeated));
    }

    #[test]
    fn a17_what_does_not_decode_is_malformed_never_replaced() {
        for bad in ["%", "%Z", "%ZZ", "%C0%AF", "%FF", "a%2"] {
            let raw = format!("a={bad}");
            assert_eq!(Params::parse(&raw).get("a"), Err(ParamError::Malformed), "{bad}");
        }
        // A semicolon separates nothing.
        assert_eq!(Params::parse("a=1;b=2").get("a"), Ok(Some("1;b=2".into())));
    }
}
