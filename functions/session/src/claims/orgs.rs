//! For which orgs somebody may act: one id, several, or several objects that say everything of each.

use super::id::id;
use super::{Unfit, display};
use serde_json::{Map, Value};
use shared::ids::OrgId;

/// How many anybody chooses from.
const MOST: usize = 50;
/// What the orgs begin with that are made up for a single user.
pub(super) const PERSONAL: &str = "user:";

/// What the org's claim says.
#[derive(Debug)]
pub(super) enum Orgs<'a> {
    /// For one of them. What else is said of it stands in the other claims.
    One(OrgId),
    /// For several, of which nothing more is known.
    Several(Vec<OrgId>),
    /// For these, each with what is said of it.
    Described(Vec<Described<'a>>),
}

/// One org, with what is said of it.
#[derive(Debug)]
pub(super) struct Described<'a> {
    pub id: OrgId,
    pub name: Option<String>,
    pub role: Option<&'a Value>,
    pub cus: Option<&'a Value>,
}

/// Whether the claim leaves nothing to other claims, so that nothing is to be asked for: see `Rules::lack_something`.
pub(super) fn says_everything(value: &Value) -> bool {
    match value {
        Value::Array(entries) => entries.len() > 1 || entries.iter().any(Value::is_object),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Object(_) => false,
    }
}

impl<'a> Orgs<'a> {
    pub(super) fn read(value: &'a Value) -> Result<Self, Unfit> {
        let Value::Array(entries) = value else { return Ok(Self::One(org(value)?)) };
        if entries.len() > MOST {
            return Err(Unfit::TooManyOrgs);
        }
        if entries.iter().all(Value::is_object) {
            let described: Vec<_> =
                entries.iter().filter_map(Value::as_object).map(describe).collect::<Result<_, _>>()?;
            return unique(described, |entry| &entry.id).map(Self::Described);
        }
        let mut ids = unique(entries.iter().map(org).collect::<Result<Vec<_>, _>>()?, |id| id)?;
        match (ids.len(), ids.pop()) {
            (1, Some(one)) => Ok(Self::One(one)),
            (_, last) => Ok(Self::Several(ids.into_iter().chain(last).collect())),
        }
    }
}

fn describe(entry: &Map<String, Value>) -> Result<Described<'_>, Unfit> {
    let known = |name| entry.get(name).filter(|value| !value.is_null());
    Ok(Described {
        id: org(known("id").ok_or(Unfit::Org)?)?,
        name: display::display(known("name")),
        role: known("role"),
        cus: known("cus"),
    })
}

fn org(value: &Value) -> Result<OrgId, Unfit> {
    let id = id(value).ok_or(Unfit::Org)?;
    if id.starts_with(PERSONAL) {
        return Err(Unfit::PersonalOrg);
    }
    OrgId::parse(&id).ok_or(Unfit::Org)
}

/// At least one, and none twice: which of two roles counts would be a guess.
fn unique<T>(entries: Vec<T>, id: impl Fn(&T) -> &OrgId) -> Result<Vec<T>, Unfit> {
    let mut seen: Vec<&str> = entries.iter().map(|entry| id(entry).as_str()).collect();
    seen.sort_unstable();
    if seen.is_empty() {
        return Err(Unfit::Org);
    }
    if seen.windows(2).any(|pair| pair.first() == pair.last()) {
        return Err(Unfit::SameOrgTwice);
    }
    Ok(entries)
}
