//! On whose behalf an app is registered: a session's or an API key's.

use crate::clock::Timestamp;
use crate::ids::OrgId;

/// On whose behalf an app is registered.
#[derive(Clone, Copy, Debug)]
pub struct Registrant<'a> {
    /// The org it will belong to.
    pub org: &'a OrgId,
    /// That org's name, for people.
    pub org_name: &'a str,
    /// The sign-in it rests on.
    pub signed_in_at: Timestamp,
}
