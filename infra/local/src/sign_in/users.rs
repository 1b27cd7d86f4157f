//! Who can sign in at the demo.

use super::texts::Demo;
use shared::clock::Timestamp;
use shared::ids::{BillingId, OrgId, UserId};
use shared::store::{Role, SESSION_LIFETIME, Session};
use shared::text::Text;

/// A user of the demo.
pub struct DemoUser {
    /// What the form posts as `user`, and the user's id.
    pub name: &'static str,
    pub(super) display_name: &'static str,
    org: &'static str,
    org_name: &'static str,
    role: Role,
    cus: Option<&'static str>,
    /// One line about them.
    pub about: fn(&Demo) -> Text,
}

/// Everyone who can sign in.
pub const DEMO_USERS: [DemoUser; 3] = [
    DemoUser {
        name: "ada",
        display_name: "Ada Lovelace",
        org: "org_acme",
        org_name: "Acme",
        role: Role::Admin,
        cus: Some("cus_acme"),
        about: |said| said.ada,
    },
    DemoUser {
        name: "linus",
        display_name: "Linus Pauling",
        org: "org_acme",
        org_name: "Acme",
        role: Role::Member,
        cus: Some("cus_acme"),
        about: |said| said.linus,
    },
    DemoUser {
        name: "grace",
        display_name: "Grace Hopper",
        org: "org_globex",
        org_name: "Globex",
        role: Role::Admin,
        cus: None,
        about: |said| said.grace,
    },
];

impl DemoUser {
    /// What a sign-in at `now` says of them.
    pub(super) fn session(&self, now: Timestamp) -> Option<Session> {
        Some(Session {
            user: UserId::parse(self.name)?,
            org: OrgId::parse(self.org)?,
            org_name: self.org_name.to_owned(),
            role: self.role,
            cus: self.cus.and_then(BillingId::parse),
            display_name: self.display_name.to_owned(),
            email: format!("{}@{}.example", self.name, self.org_name.to_ascii_lowercase()),
            signed_in_at: now,
            expires_at: now.plus(SESSION_LIFETIME),
        })
    }
}
