//! What is signed: tokens of an issuer and tickets of the product, and the keys they are held against.
//!
//! The signature itself is checked by `jsonwebtoken`. What it does not look at is looked at here: that there is nothing
//! `crit`ical we do not know (RFC 7515 §4.1.11), and that the key decides on the algorithm, never the token (RFC 8725 §3.1).

mod jws;
mod key;
mod object;
mod vouched;

pub(crate) use jws::{Jws, Verified};
pub(crate) use key::{Key, NoKey};
pub(crate) use object::object;
pub(crate) use vouched::{Age, Expected, Vouched};

/// Why a code, a token or a ticket is not believed. Whoever sent it is told the same for all; the log says which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refused {
    /// Two of them: which is meant is for nobody to guess.
    Several,
    /// No compact JWS, over its length, or with a claim of the wrong type.
    Shape,
    /// It asks for something to be understood that is not understood here.
    Critical,
    /// A signed thing of another kind.
    Type,
    /// An algorithm that none of the keys is for.
    Algorithm,
    /// No key has its `kid`.
    UnknownKey,
    /// None of the keys has signed it.
    Signature,
    /// Somebody else's.
    Issuer,
    /// For somebody else, or for others too.
    Audience,
    /// It has ended.
    Expired,
    /// It is still to come.
    TooEarly,
    /// It was made too long ago.
    TooOld,
    /// A ticket that lasts too long.
    Lifetime,
    /// It does not belong to what this browser began.
    Nonce,
    /// The issuer gives nothing for this code.
    Code,
    /// What the issuer adds is about somebody else.
    Subject,
    /// It was signed before an offboarding, and kept since; or before `NOT_BEFORE`.
    Ended,
}

impl Refused {
    /// For the log.
    pub(crate) fn detail(self) -> &'static str {
        match self {
            Self::Several => "several",
            Self::Shape => "shape",
            Self::Critical => "crit",
            Self::Type => "typ",
            Self::Algorithm => "alg",
            Self::UnknownKey => "kid",
            Self::Signature => "signature",
            Self::Issuer => "iss",
            Self::Audience => "aud",
            Self::Expired => "exp",
            Self::TooEarly => "nbf or iat to come",
            Self::TooOld => "iat",
            Self::Lifetime => "lifetime",
            Self::Nonce => "nonce",
            Self::Code => "code",
            Self::Subject => "sub",
            Self::Ended => "before an offboarding, or NOT_BEFORE",
        }
    }
}
