//! From claims to a person: who they are, for which orgs they may act, and as what.
//!
//! Ids decide, and are strict: what has the wrong type signs nobody in. Names and addresses are for display, and whatever
//! is no text there is simply not shown.

mod display;
mod id;
mod name;
mod orgs;
mod person;
mod roles;
mod rules;
#[cfg(test)]
mod tests;

pub(crate) use name::ClaimName;
pub(crate) use person::Person;
pub(crate) use rules::Rules;

use serde_json::{Map, Value};

/// Why claims sign nobody in. The log says which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unfit {
    /// Nobody in particular, or an id that is none.
    User,
    /// An e-mail address is who they are, and nobody has verified it.
    Unverified,
    /// No org, or what names none.
    Org,
    /// One of the orgs that are made up for a single user.
    PersonalOrg,
    /// More orgs than anybody chooses from.
    TooManyOrgs,
    /// Two orgs with one id.
    SameOrgTwice,
    /// The org that was chosen is not among them.
    NotTheirs,
    /// Several orgs to choose from, of which the signed token says nothing: what the page sends back could not be believed.
    UnsignedOrgs,
    /// No role, and no list of roles.
    Role,
    /// A customer that is none.
    Customer,
}

impl Unfit {
    /// For the log.
    pub(crate) fn detail(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Unverified => "email_verified",
            Self::Org => "org",
            Self::PersonalOrg => "org of a single user",
            Self::TooManyOrgs => "over 50 orgs",
            Self::SameOrgTwice => "one org twice",
            Self::NotTheirs => "org not theirs",
            Self::UnsignedOrgs => "several orgs that are not in the token",
            Self::Role => "role",
            Self::Customer => "cus",
        }
    }
}

/// What is known of somebody: what was signed, and what their issuer adds where that lacks something.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Claims<'a> {
    /// The token's or the ticket's.
    pub signed: &'a Map<String, Value>,
    /// The answer of the issuer's userinfo endpoint.
    pub userinfo: Option<&'a Map<String, Value>>,
}

impl<'a> Claims<'a> {
    /// What stands there, and in which of the two. `null` is absent.
    fn find(&self, name: &ClaimName) -> Option<(&'a Map<String, Value>, &'a Value)> {
        let of = |claims: &'a Map<String, Value>| Some((claims, name.in_claims(claims)?));
        of(self.signed).or_else(|| of(self.userinfo?))
    }

    /// For display: nobody asks an issuer for a name.
    fn signed_value(&self, name: &ClaimName) -> Option<&'a Value> {
        name.in_claims(self.signed)
    }

    fn get(&self, name: &ClaimName) -> Option<&'a Value> {
        self.find(name).map(|(_, value)| value)
    }
}
