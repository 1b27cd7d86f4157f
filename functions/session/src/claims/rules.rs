//! What the operator said of claims.

use super::{ClaimName, Claims, orgs};
use crate::setting::{BadSignIn, Variables};
use serde_json::{Map, Value};
use shared::ids::UserId;

/// Which claim says what.
#[derive(Clone, Debug)]
pub(crate) struct Rules {
    /// Who somebody is.
    pub user: ClaimName,
    /// For which org they act, or for which ones they may; without it, each user is an org of their own.
    pub org: Option<ClaimName>,
    /// What that org is called.
    pub org_name: Option<ClaimName>,
    /// What they are there.
    pub role: Option<ClaimName>,
    /// The roles that manage an org's apps.
    pub admin_roles: Vec<String>,
    /// The users who manage their org's apps whatever their role.
    pub admin_users: Vec<UserId>,
    /// The org's billing customer.
    pub cus: Option<ClaimName>,
    /// What they are called.
    pub name: ClaimName,
    /// Where they get mail.
    pub email: ClaimName,
}

impl Rules {
    /// From `CLAIM_USER` and its like, `ADMIN_ROLES` and `ADMIN_USERS`.
    pub(crate) fn from(variables: Variables<'_>) -> Result<Self, BadSignIn> {
        let named = |variable| match variables(variable) {
            None => Ok(None),
            Some(text) => ClaimName::parse(&text)
                .map(Some)
                .ok_or(BadSignIn::new(variable, "must be the name of a claim, or a JSON pointer such as /org/id")),
        };
        let or = |variable, standard: &str| named(variable).map(|name| name.or_else(|| ClaimName::parse(standard)));
        let missing = BadSignIn::new("CLAIM_USER", "names no claim");
        let users = list(variables("ADMIN_USERS").as_deref().unwrap_or_default());
        let rules = Self {
            user: or("CLAIM_USER", "sub")?.ok_or(missing)?,
            org: named("CLAIM_ORG")?,
            org_name: named("CLAIM_ORG_NAME")?,
            role: named("CLAIM_ROLE")?,
            admin_roles: list(variables("ADMIN_ROLES").as_deref().unwrap_or("admin,owner")),
            admin_users: users
                .iter()
                .map(|id| UserId::parse(id))
                .collect::<Option<_>>()
                .ok_or(BadSignIn::new("ADMIN_USERS", "must be ids of users, with commas between them"))?,
            cus: named("CLAIM_CUS")?,
            name: or("CLAIM_NAME", "name")?.ok_or(missing)?,
            email: or("CLAIM_EMAIL", "email")?.ok_or(missing)?,
        };
        if rules.org.is_some() && rules.role.is_none() && rules.admin_users.is_empty() {
            return Err(BadSignIn::new(
                "CLAIM_ROLE",
                "is not set, and ADMIN_USERS is not either: with CLAIM_ORG, one of them says who manages an org's apps",
            ));
        }
        Ok(rules)
    }

    /// Whether the issuer is to be asked for more: something that decides is not in what was signed. Never where there are
    /// several orgs to choose from, for then everything must be.
    pub(crate) fn lack_something(&self, signed: &Map<String, Value>) -> bool {
        let absent = |name: &ClaimName| name.in_claims(signed).is_none();
        let org = self.org.as_ref().map(|name| name.in_claims(signed));
        if org.flatten().is_some_and(orgs::says_everything) {
            return absent(&self.user);
        }
        let needed =
            [Some(&self.user), self.org.as_ref(), self.role.as_ref().filter(|_| self.org.is_some()), self.cus.as_ref()];
        needed.into_iter().flatten().any(absent)
    }

    /// Whether what decides comes from what was signed alone.
    pub(super) fn are_met_by_what_is_signed(&self, claims: &Claims<'_>) -> bool {
        claims.userinfo.is_none() || !self.lack_something(claims.signed)
    }
}

/// Commas between, and blanks around, mean nothing.
fn list(text: &str) -> Vec<String> {
    text.split(',').map(str::trim).filter(|entry| !entry.is_empty()).map(str::to_owned).collect()
}
