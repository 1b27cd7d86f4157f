//! The kinds of credential, each a type: a code's digest cannot look up a token, it does not compile.

use super::length;

/// What distinguishes one kind of credential from another.
pub trait Kind {
    /// What the credential starts with.
    const PREFIX: &'static str;
    /// Characters after the prefix that name an item and are not secret.
    const LOCATOR: usize;
    /// Characters of pure randomness (5.95 bits each).
    const RANDOM: usize;
    /// The name `Debug` prints instead of the value.
    const NAME: &'static str;
}

/// Declares the kinds, and what goes through all of them: a kind that is declared here is in every test of kinds.
macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident: $prefix:literal, locator $locator:expr, random $random:literal;)+) => {
        $(
            $(#[$doc])*
            pub enum $name {}

            impl Kind for $name {
                const PREFIX: &'static str = $prefix;
                const LOCATOR: usize = $locator;
                const RANDOM: usize = $random;
                const NAME: &'static str = stringify!($name);
            }
        )+

        /// The prefixes of all kinds: no two are alike, so what a text is shows in its first characters.
        pub const PREFIXES: [&str; [$($prefix),+].len()] = [$($prefix),+];

        /// Whether a check of a text holds for any kind.
        macro_rules! for_any_kind {
            ($check:ident($text:expr)) => { $($check::<$crate::credential::$name>($text))||+ };
        }
        pub(super) use for_any_kind;

        /// Calls the test for each kind.
        #[cfg(test)]
        macro_rules! for_each_kind {
            ($test:ident) => { $($test::<$crate::credential::$name>();)+ };
        }
        #[cfg(test)]
        pub(crate) use for_each_kind;
    };
}

kinds! {
    /// `pcs_…`: proves that a request comes from the app (RFC 6749 §2.3.1). 238 bits.
    ClientSecret: "pcs_", locator 0, random 40;
    /// `pos_…`: opens the public API as the user who approved (RFC 6749 §1.4). 190 bits.
    AccessToken: "pos_", locator length::APP + length::GRANT, random 32;
    /// `pok_…`: opens the public API, or the management API, as the admin who made it. 190 bits.
    ApiKey: "pok_", locator length::KEY, random 32;
    /// `poc_…`: an authorization code (RFC 6749 §1.3.1): ten minutes, once. 190 bits.
    Code: "poc_", locator length::APP + length::GRANT, random 32;
    /// `pse_…`: a signed-in browser, in its cookie. 190 bits.
    Session: "pse_", locator length::PRINCIPAL, random 32;
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn what_a_text_is_shows_in_its_first_four_characters() {
        assert_eq!(PREFIXES.iter().collect::<BTreeSet<_>>().len(), PREFIXES.len());
        for prefix in PREFIXES {
            assert!(prefix.len() == 4 && prefix.starts_with('p') && prefix.ends_with('_'), "{prefix}");
        }
    }
}
