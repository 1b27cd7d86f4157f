//! Identifiers as types: what has one of these has been checked.

use crate::random;
use std::fmt;

/// `pca_` and 32 base62 characters: a registered app, in public (RFC 6749 §2.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientId(String);

impl ClientId {
    const PREFIX: &'static str = "pca_";
    const BODY: usize = 32;
    /// Characters after the prefix that name the app's item.
    pub(crate) const LOCATOR: usize = 12;

    /// Draws a new one.
    pub fn generate() -> Self {
        Self(format!("{}{}", Self::PREFIX, random::base62(Self::BODY)))
    }

    /// Draws a new one whose app's item has that name: [`LOCATOR`](Self::LOCATOR) characters.
    pub(crate) fn generate_with(locator: &str) -> Self {
        let rest = random::base62(Self::BODY - Self::LOCATOR);
        Self(format!("{}{locator}{rest}", Self::PREFIX))
    }

    /// `None` unless it is exactly a client id: whatever else arrives never reaches a key (CWE-74).
    pub fn parse(text: &str) -> Option<Self> {
        let body = text.strip_prefix(Self::PREFIX)?;
        let well_formed = body.len() == Self::BODY && body.bytes().all(|b| b.is_ascii_alphanumeric());
        well_formed.then(|| Self(text.to_owned()))
    }

    /// The whole id.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The characters after the prefix that name the app's item.
    pub(crate) fn locator(&self) -> &str {
        let start = Self::PREFIX.len();
        self.0.get(start..start + Self::LOCATOR).unwrap_or_default()
    }
}

impl fmt::Display for ClientId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What no id of the product's holds: where a gateway or a server decodes a path, each of these can make of one segment
/// another, or two, and the path of one user would name somebody else (CWE-436).
const NOT_IN_A_SEGMENT: [u8; 6] = *b"/?#%;\\";

/// Defines an id that the product assigns: 1 to 128 visible ASCII characters, since it becomes a header
/// towards the product's API and part of an index key; and one segment of a path, whoever reads it.
macro_rules! product_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct $name(String);

        impl $name {
            /// `None` unless it is 1 to 128 visible ASCII characters without `/ ? # % ; \`, no dot segment, and no client
            /// id: whoever reads `sub` must never take a user for an app (RFC 9700 §4.15).
            pub fn parse(text: &str) -> Option<Self> {
                let names_one = |b: u8| b.is_ascii_graphic() && !NOT_IN_A_SEGMENT.contains(&b);
                let fits = (1..=128).contains(&text.len()) && text.bytes().all(names_one);
                let names = fits && !matches!(text, "." | "..") && ClientId::parse(text).is_none();
                names.then(|| Self(text.to_owned()))
            }

            /// The id as the product gave it.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

product_id! {
    /// A user of the product.
    UserId
}
product_id! {
    /// An organization of the product.
    OrgId
}
product_id! {
    /// An organization's billing customer.
    BillingId
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawn_client_id_is_one() {
        let id = ClientId::generate();
        assert_eq!(ClientId::parse(id.as_str()), Some(id.clone()));
        assert_eq!(id.locator(), &id.as_str()[4..16]);
    }

    #[test]
    fn a3_anything_else_is_no_client_id() {
        let good = ClientId::generate().to_string();
        let bad = [
            String::new(),
            "APP#x".into(),
            "pca_../..".into(),
            "x".repeat(3000),
            "\0".into(),
            good.to_uppercase(),
            good[..good.len() - 1].to_owned(),
            format!("{good}\n"),
            format!("{}#", &good[..good.len() - 1]),
        ];
        for text in bad {
            assert_eq!(ClientId::parse(&text), None, "{text:?}");
        }
    }

    #[test]
    fn o12_s3_product_ids_are_visible_ascii_of_bounded_length_that_one_segment_of_a_path_can_name() {
        let longest = "x".repeat(128);
        for good in ["user|42", "...", "a:b@c.example", "a+b=c&d", "\"'`^~!$*(),<>[]{}_-", &longest] {
            assert!(UserId::parse(good).is_some(), "{good}");
        }
        let longer = "x".repeat(129);
        let client = ClientId::generate();
        for bad in ["", "a b", "a\n", "é", ".", "..", &longer, client.as_str()] {
            assert_eq!(UserId::parse(bad), None, "{bad:?}");
        }
        for sign in ['/', '?', '#', '%', ';', '\\'] {
            for bad in [format!("{sign}"), format!("a{sign}"), format!("{sign}b"), format!("a{sign}b")] {
                assert_eq!(UserId::parse(&bad), None, "{bad}");
                assert_eq!(OrgId::parse(&bad), None, "{bad}");
                assert_eq!(BillingId::parse(&bad), None, "{bad}");
            }
        }
    }
}
