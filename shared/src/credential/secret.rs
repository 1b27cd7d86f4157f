//! A credential in clear: alive only between the request that brought it (or the draw that made it) and its digest.

use super::checksum;
use super::digest::Digest;
use super::kind::{Kind, for_any_kind};
use crate::random;
use percent_encoding::percent_decode;
use std::fmt;
use std::marker::PhantomData;

/// A well-formed credential of kind `K`, in clear.
///
/// `Debug` prints `[redacted]`; there is no `Display`, `Serialize`, `Clone` or `PartialEq`: a secret is shown once,
/// hashed, and compared as a [`Digest`].
/// ```compile_fail
/// use shared::credential::{ClientSecret, Secret};
/// let secret: Secret<ClientSecret> = Secret::generate("");
/// println!("{secret}");
/// ```
/// ```compile_fail
/// use shared::credential::{ClientSecret, Secret};
/// let secret: Secret<ClientSecret> = Secret::generate("");
/// let copy = secret.clone();
/// ```
/// ```compile_fail
/// use shared::credential::{ClientSecret, Secret};
/// let (a, b): (Secret<ClientSecret>, Secret<ClientSecret>) = (Secret::generate(""), Secret::generate(""));
/// let same = a == b;
/// ```
/// ```compile_fail
/// use shared::credential::{ClientSecret, Secret};
/// let secret: Secret<ClientSecret> = Secret::generate("");
/// let json = serde_json::to_string(&secret);
/// ```
pub struct Secret<K> {
    text: String,
    kind: PhantomData<fn() -> K>,
}

/// Not a credential of this kind: wrong prefix, length, alphabet or checksum. Says nothing of the text itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Malformed;

impl<K: Kind> Secret<K> {
    /// Characters of a whole credential: at most 80.
    pub const LENGTH: usize = K::PREFIX.len() + K::LOCATOR + K::RANDOM + checksum::LENGTH;

    /// Draws a new one that begins with `locator`, which names the item it will be found in.
    pub fn generate(locator: &str) -> Self {
        debug_assert_eq!(locator.len(), K::LOCATOR, "{} begins with {} characters of locator", K::NAME, K::LOCATOR);
        let mut text = format!("{}{locator}{}", K::PREFIX, random::base62(K::RANDOM));
        let sum = checksum::of(&text);
        text.push_str(&sum);
        Self { text, kind: PhantomData }
    }

    /// Takes what a request presented, byte for byte: nothing is trimmed, folded or normalised.
    pub fn parse(text: &str) -> Result<Self, Malformed> {
        let well_formed = text.len() == Self::LENGTH
            && text.strip_prefix(K::PREFIX).is_some_and(|body| body.bytes().all(|b| b.is_ascii_alphanumeric()))
            && text
                .split_at_checked(Self::LENGTH - checksum::LENGTH)
                .is_some_and(|(body, sum)| checksum::of(body) == sum);
        if well_formed { Ok(Self { text: text.to_owned(), kind: PhantomData }) } else { Err(Malformed) }
    }

    /// Whether a text holds one, alone or with something around it or in its midst: folded by what it was pasted from, encoded
    /// once more, its prefix in other letters.
    pub fn is_within(text: &str) -> bool {
        let plain = unfolded(text);
        let starts = plain.char_indices().filter_map(|(at, _)| plain.get(at..at + Self::LENGTH));
        starts.filter_map(|text| text.split_at_checked(K::PREFIX.len())).any(|(prefix, body)| {
            prefix.eq_ignore_ascii_case(K::PREFIX) && Self::parse(&format!("{}{body}", K::PREFIX)).is_ok()
        })
    }

    /// What is stored of it, and compared.
    pub fn digest(&self) -> Digest<K> {
        Digest::of(&self.text)
    }

    /// The characters that name an item. Never trusted: whoever finds the item by them checks the digest in it.
    pub fn locator(&self) -> &str {
        let start = K::PREFIX.len();
        self.text.get(start..start + K::LOCATOR).unwrap_or_default()
    }

    /// The credential itself. Only for the one answer that hands it over, and as a key for tickets.
    pub fn expose(&self) -> &str {
        &self.text
    }
}

/// Of a text, what a credential can be made of; percent-encoding is taken off first, as often as somebody may have put it on.
fn unfolded(text: &str) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for _ in 0..3 {
        bytes = percent_decode(&bytes).collect();
    }
    bytes.into_iter().filter(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').map(char::from).collect()
}

/// Whether a text holds a credential of any kind, alone or with something around it.
pub fn is_any_within(text: &str) -> bool {
    fn is_within<K: Kind>(text: &str) -> bool {
        Secret::<K>::is_within(text)
    }
    for_any_kind!(is_within(text))
}

impl<K: Kind> fmt::Debug for Secret<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}([redacted])", K::NAME)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::credential::kind::for_each_kind;
    use crate::credential::{AccessToken, ClientSecret, Code};

    fn locator<K: Kind>() -> String {
        random::base62(K::LOCATOR)
    }

    /// Everything that holds of each kind. 22 base62 characters carry 130 bits.
    fn holds<K: Kind>() {
        assert!(Secret::<K>::LENGTH <= 80, "{}", K::NAME);
        assert!(K::RANDOM >= 22, "{}", K::NAME);
        let locator = locator::<K>();
        let secret = Secret::<K>::generate(&locator);
        assert_eq!(secret.expose().len(), Secret::<K>::LENGTH);
        assert_eq!(secret.locator(), locator);
        let parsed = Secret::<K>::parse(secret.expose()).unwrap();
        assert_eq!(parsed.digest(), secret.digest());
        assert_eq!(format!("{secret:?}"), format!("{}([redacted])", K::NAME));
        assert!(is_any_within(&format!("x {} y", secret.expose())) && !is_any_within(K::PREFIX));
    }

    #[test]
    fn every_kind_is_long_random_short_enough_and_redacted() {
        for_each_kind!(holds);
        // 27 carry 160: a token lives until it is revoked (RFC 6749 §10.10).
        const { assert!(AccessToken::RANDOM >= 27) }
    }

    #[test]
    fn g3_near_misses_are_refused_before_any_hashing() {
        let secret = Secret::<ClientSecret>::generate("");
        let good = secret.expose();
        let mut flipped_case = good.to_owned();
        let position = good.rfind(|c: char| c.is_ascii_alphabetic()).unwrap();
        let letter = good.as_bytes()[position] as char;
        let other = if letter.is_ascii_lowercase() { letter.to_ascii_uppercase() } else { letter.to_ascii_lowercase() };
        flipped_case.replace_range(position..=position, &other.to_string());
        let near_misses = [
            String::new(),
            format!("{good}x"),
            good[..good.len() - 1].to_owned(),
            format!("{good}\n"),
            format!(" {good}"),
            flipped_case,
            good.replacen("pcs_", "ｐcs_", 1),
            good.replacen("pcs_", "PCS_", 1),
            good.replacen("pcs_", "pos_", 1),
            "é".repeat(25),
        ];
        for text in near_misses {
            assert_eq!(Secret::<ClientSecret>::parse(&text).err(), Some(Malformed), "{text:?}");
        }
    }

    #[test]
    fn s27_one_is_found_whatever_stands_around_it() {
        let secret = Secret::<AccessToken>::generate(&locator::<AccessToken>());
        let text = secret.expose();
        for around in [
            text.to_owned(),
            format!("Bearer {text}"),
            format!("{text}\n"),
            format!("\"{text}\""),
            format!("pos_pos_{text}x"),
            format!("é{text}é"),
            format!("{text}{text}"),
        ] {
            assert!(Secret::<AccessToken>::is_within(&around), "{around:?}");
        }
        let (start, end) = text.split_at(30);
        for changed in [
            format!("{start}\n{end}"),
            format!("{start}\r\n  {end}"),
            format!("{start}=\n{end}"),
            format!("{start}\u{200b}{end}"),
            text.replacen('_', "%5F", 1),
            format!("Bearer%20{}", text.replacen('_', "%25255f", 1)),
            text.replacen("pos_", "Pos_", 1),
            text.replacen("pos_", "POS_", 1),
            text.replacen("pos_", "p o s _", 1),
        ] {
            assert!(Secret::<AccessToken>::is_within(&changed), "{changed:?}");
        }
        for none in ["", "pos_", "Bearer pos_x", &text[1..], &text[..text.len() - 1], &text.replace("pos_", "pok_")] {
            assert!(!Secret::<AccessToken>::is_within(none), "{none:?}");
        }
    }

    #[test]
    fn a_change_to_any_single_character_is_noticed() {
        let secret = Secret::<Code>::generate(&locator::<Code>());
        for position in 0..Secret::<Code>::LENGTH {
            let mut bytes = secret.expose().as_bytes().to_vec();
            bytes[position] = if bytes[position] == b'a' { b'b' } else { b'a' };
            let text = String::from_utf8(bytes).unwrap();
            assert!(Secret::<Code>::parse(&text).is_err(), "position {position}");
        }
    }
}
