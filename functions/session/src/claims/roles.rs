//! Who manages an org's apps.

use super::{Rules, Unfit};
use serde_json::Value;
use shared::store::Role;

/// The role that `value` gives: one, or a list of them. Without any, a member.
pub(super) fn role(value: Option<&Value>, rules: &Rules) -> Result<Role, Unfit> {
    let is_admin = |role: &str| rules.admin_roles.iter().any(|admin| admin == role);
    let admin = match value {
        None | Some(Value::Null) => false,
        Some(Value::String(role)) => is_admin(role),
        Some(Value::Array(several)) => {
            let several = several.iter().map(Value::as_str).collect::<Option<Vec<_>>>().ok_or(Unfit::Role)?;
            several.into_iter().any(is_admin)
        }
        // An object is never read by its keys: `{"admin": {…}}` may name roles that somebody has elsewhere.
        Some(Value::Bool(_) | Value::Number(_) | Value::Object(_)) => return Err(Unfit::Role),
    };
    Ok(if admin { Role::Admin } else { Role::Member })
}

/// The role in `org`: an object says it of each org, by the org's id.
pub(super) fn role_in(org: &str, value: Option<&Value>, rules: &Rules) -> Result<Role, Unfit> {
    match value {
        Some(Value::Object(of_each)) => role(of_each.get(org), rules),
        other => role(other, rules),
    }
}
