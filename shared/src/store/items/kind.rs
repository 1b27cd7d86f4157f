//! The kinds of items, and what is decided of each: what ends it, whether it goes with its app, whether a list shows it.
//!
//! A new kind does not compile until all of that has been answered for it.

/// Declares the kinds with what their keys begin with: one that is declared is in `ALL`.
macro_rules! item_kinds {
    ($($(#[$doc:meta])+ $kind:ident = $prefix:literal,)+) => {
        /// A kind of item.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum ItemKind {
            $($(#[$doc])+ $kind,)+
        }

        impl ItemKind {
            /// Every kind there is.
            pub const ALL: &[Self] = &[$(Self::$kind,)+];

            /// What the keys of its items begin with.
            pub const fn prefix(self) -> &'static str {
                match self {
                    $(Self::$kind => $prefix,)+
                }
            }
        }
    };
}

item_kinds! {
    /// An app.
    App = "APP#",
    /// An app's picture.
    Picture = "PICTURE#",
    /// A grant.
    Grant = "GRANT#",
    /// A code.
    Code = "CODE#",
    /// An API key.
    ApiKey = "KEY#",
    /// A session.
    Session = "SESSION#",
    /// The note of an offboarding.
    Offboarding = "OFFBOARDED#",
    /// That sign-ins have ended, for what a browser has kept since.
    Ended = "ENDED#",
}

/// What an item stands on: when that ends, an offboarding ends the item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::store) enum Basis {
    /// That its user signed in.
    SignIn,
    /// What its user may do in its org.
    Role,
    /// That its user is in its org.
    Membership,
    /// That its org is there, whoever is in it.
    Org,
    /// Another item, without which it opens nothing.
    OtherItem,
    /// Nothing of the kind: it expires.
    Time,
}

impl ItemKind {
    /// What its items stand on.
    pub(in crate::store) const fn basis(self) -> Basis {
        match self {
            Self::Session => Basis::SignIn,
            Self::ApiKey => Basis::Role,
            Self::Grant => Basis::Membership,
            Self::App => Basis::Org,
            // A picture is shown only with its app, a code redeemed only with its grant.
            Self::Picture | Self::Code => Basis::OtherItem,
            Self::Offboarding | Self::Ended => Basis::Time,
        }
    }

    /// Whether a deleted app leaves them behind, to be reclaimed through the index `by_app`.
    pub(in crate::store) const fn goes_with_its_app(self) -> bool {
        match self {
            Self::Grant | Self::Picture => true,
            // A code expires within minutes.
            Self::App | Self::Code | Self::ApiKey | Self::Session | Self::Offboarding | Self::Ended => false,
        }
    }

    /// Whether an owner's lists show them, through the index `by_owner`.
    pub(in crate::store) const fn is_listed(self) -> bool {
        match self {
            Self::App | Self::ApiKey | Self::Grant => true,
            Self::Picture | Self::Code | Self::Session | Self::Offboarding | Self::Ended => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_of_one_kind() {
        for (n, kind) in ItemKind::ALL.iter().enumerate() {
            for other in &ItemKind::ALL[n + 1..] {
                assert!(!kind.prefix().starts_with(other.prefix()) && !other.prefix().starts_with(kind.prefix()));
            }
        }
    }
}
