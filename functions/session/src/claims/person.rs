//! A person, made of claims.

use super::display::display;
use super::id::id;
use super::orgs::{Described, Orgs, PERSONAL};
use super::roles::{role, role_in};
use super::{Claims, Rules, Unfit};
use serde_json::Value;
use shared::clock::Timestamp;
use shared::ids::{BillingId, OrgId, UserId};
use shared::store::{Role, SESSION_LIFETIME, Session};

/// Somebody whom an issuer or the product vouches for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Person {
    pub user: UserId,
    pub display_name: String,
    pub email: String,
    /// The orgs they may act for; there is at least one.
    pub memberships: Vec<Membership>,
}

/// An org that somebody may act for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Membership {
    pub org: OrgId,
    pub name: String,
    pub role: Role,
    pub cus: Option<BillingId>,
}

impl Person {
    pub(crate) fn read(claims: &Claims<'_>, rules: &Rules) -> Result<Self, Unfit> {
        let user = user(claims, rules)?;
        let email = display(claims.signed_value(&rules.email));
        let name =
            display(claims.signed_value(&rules.name)).or_else(|| email.clone()).unwrap_or_else(|| user.to_string());
        let memberships = match &rules.org {
            None => vec![personal(&user, &name, claims, rules)?],
            Some(org) => memberships(claims.get(org).ok_or(Unfit::Org)?, &user, claims, rules)?,
        };
        if memberships.len() > 1 && !rules.are_met_by_what_is_signed(claims) {
            return Err(Unfit::UnsignedOrgs);
        }
        Ok(Self { user, display_name: name, email: email.unwrap_or_default(), memberships })
    }

    /// What they may do in the org of that id.
    pub(crate) fn membership(&self, org: &str) -> Result<&Membership, Unfit> {
        self.memberships.iter().find(|membership| membership.org.as_str() == org).ok_or(Unfit::NotTheirs)
    }

    /// Their session in one of their orgs.
    pub(crate) fn session(&self, membership: &Membership, signed_in_at: Timestamp, now: Timestamp) -> Session {
        Session {
            user: self.user.clone(),
            org: membership.org.clone(),
            org_name: membership.name.clone(),
            role: membership.role,
            cus: membership.cus.clone(),
            display_name: self.display_name.clone(),
            email: self.email.clone(),
            signed_in_at,
            expires_at: now.plus(SESSION_LIFETIME),
        }
    }
}

fn user(claims: &Claims<'_>, rules: &Rules) -> Result<UserId, Unfit> {
    let (found_in, value) = claims.find(&rules.user).ok_or(Unfit::User)?;
    let user = id(value).and_then(|id| UserId::parse(&id)).ok_or(Unfit::User)?;
    // An address that nobody has verified may be anybody's; and whoever says it must say both.
    if rules.user.is("email") && found_in.get("email_verified") != Some(&Value::Bool(true)) {
        return Err(Unfit::Unverified);
    }
    Ok(user)
}

/// Where there are no orgs, each user is one, and manages it.
fn personal(user: &UserId, name: &str, claims: &Claims<'_>, rules: &Rules) -> Result<Membership, Unfit> {
    let org = OrgId::parse(&format!("{PERSONAL}{user}")).ok_or(Unfit::Org)?;
    Ok(Membership { org, name: name.to_owned(), role: Role::Admin, cus: customer(claims, rules)? })
}

fn memberships(org: &Value, user: &UserId, claims: &Claims<'_>, rules: &Rules) -> Result<Vec<Membership>, Unfit> {
    let said = rules.role.as_ref().and_then(|name| claims.get(name));
    match Orgs::read(org)? {
        Orgs::One(org) => {
            let named = rules.org_name.as_ref().and_then(|name| claims.signed_value(name));
            let role = role_in(org.as_str(), said, rules)?;
            let role = if rules.admin_users.contains(user) { Role::Admin } else { role };
            let name = display(named).unwrap_or_else(|| org.to_string());
            Ok(vec![Membership { org, name, role, cus: customer(claims, rules)? }])
        }
        // One role, one name, one customer: nobody can tell of which of the orgs.
        Orgs::Several(orgs) => {
            let of_each = |org: OrgId| {
                let role = match (said, role_in(org.as_str(), said, rules)?) {
                    (Some(Value::Object(_)), role) => role,
                    (_, _) => Role::Member,
                };
                Ok(Membership { name: org.to_string(), org, role, cus: None })
            };
            orgs.into_iter().map(of_each).collect()
        }
        Orgs::Described(orgs) => orgs.into_iter().map(|org| described(org, rules)).collect(),
    }
}

fn described(Described { id: org, name, role: said, cus }: Described<'_>, rules: &Rules) -> Result<Membership, Unfit> {
    let name = name.unwrap_or_else(|| org.to_string());
    Ok(Membership { org, name, role: role(said, rules)?, cus: cus.map(billing).transpose()? })
}

fn customer(claims: &Claims<'_>, rules: &Rules) -> Result<Option<BillingId>, Unfit> {
    rules.cus.as_ref().and_then(|name| claims.get(name)).map(billing).transpose()
}

fn billing(value: &Value) -> Result<BillingId, Unfit> {
    id(value).and_then(|id| BillingId::parse(&id)).ok_or(Unfit::Customer)
}
