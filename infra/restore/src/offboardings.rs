//! Offboardings, found by whom they concern: a table has many items, and a year many offboardings.

use shared::clock::Timestamp;
use shared::ids::{OrgId, UserId};
use shared::store::{Ending, Offboarding, Restored, StoreError};
use std::collections::HashMap;

/// What lines say of them: of each, the latest.
#[derive(Debug, Default)]
pub(crate) struct Offboardings(HashMap<Subject, Vec<Offboarding>>);

/// Whom one concerns: a user, or a whole org.
#[derive(Debug, PartialEq, Eq, Hash)]
enum Subject {
    User(String),
    Org(String),
}

impl Offboardings {
    pub(crate) fn add(&mut self, ending: &Ending, at: Timestamp) {
        let same = self.0.entry(subject(ending)).or_default();
        match same.iter_mut().find(|known| known.ending == *ending) {
            Some(known) => known.at = known.at.max(at),
            None => same.push(Offboarding { ending: ending.clone(), at }),
        }
    }

    /// Whether one of them ends an item of this user and org.
    pub(crate) fn end(&self, item: &Restored, user: Option<&UserId>, org: &OrgId) -> Result<bool, StoreError> {
        let of_user = user.and_then(|user| self.0.get(&Subject::User(user.to_string())));
        let of_org = self.0.get(&Subject::Org(org.to_string()));
        for offboarding in of_user.into_iter().chain(of_org).flatten() {
            if item.is_ended_by(offboarding)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    pub(crate) fn all(&self) -> impl Iterator<Item = &Offboarding> {
        self.0.values().flatten()
    }
}

fn subject(ending: &Ending) -> Subject {
    match (ending.user(), ending.org()) {
        (Some(user), _) => Subject::User(user.to_string()),
        (None, org) => Subject::Org(org.map(ToString::to_string).unwrap_or_default()),
    }
}
