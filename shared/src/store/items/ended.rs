//! That sign-ins of somebody have ended, and when. A ticket that the product signed before, and that a browser has kept since,
//! must not begin a new session: the passes of an offboarding may be over when it comes.

use super::keys::Key;
use super::offboarding::{Ending, Offboarding};
use crate::credential::{length, locator};
use crate::ids::{OrgId, UserId};
use crate::store::dynamodb::item::{Attributes, ItemBuilder, moment, number};
use std::time::Duration;

/// How long it is kept: longer than anything that a browser may bring is taken.
const LIFETIME: Duration = Duration::from_hours(1);

/// The item of an offboarding. A later one of the same takes its place.
pub(in crate::store) fn item(offboarding: &Offboarding) -> Attributes {
    ItemBuilder::new(&key(offboarding.ending.user(), offboarding.ending.org()))
        .with("at", moment(offboarding.at))
        .with("ttl", number(offboarding.at.plus(LIFETIME).seconds()))
        .build()
}

/// The items that may say so of a user in an org: of the user, of the org, and of the user there.
pub(in crate::store) fn keys(user: &UserId, org: &OrgId) -> [Key; 3] {
    [key(Some(user), None), key(None, Some(org)), key(Some(user), Some(org))]
}

fn key(user: Option<&UserId>, org: Option<&OrgId>) -> Key {
    let (user, org) = (user.map_or("", UserId::as_str), org.map_or("", OrgId::as_str));
    Key::ended(&locator::hash("postern ended sign-ins", &[user, org], length::GRANT))
}

impl Ending {
    /// Where `keys` finds it again.
    #[cfg(test)]
    fn is_found(&self, user: &UserId, org: &OrgId) -> bool {
        keys(user, org).contains(&key(self.user(), self.org()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_ended_is_found_by_whom_it_concerns_and_by_nobody_else() {
        let user = |id| UserId::parse(id).unwrap();
        let org = |id| OrgId::parse(id).unwrap();
        let endings = [
            Ending::User(user("u")),
            Ending::Sessions(user("u")),
            Ending::Org(org("o")),
            Ending::Member(user("u"), org("o")),
            Ending::Rights(user("u"), org("o")),
        ];
        for ending in &endings {
            assert!(ending.is_found(&user("u"), &org("o")), "{ending:?}");
            assert!(!ending.is_found(&user("x"), &org("y")) && !ending.is_found(&user("o"), &org("u")), "{ending:?}");
        }
        assert_eq!(endings.map(|ending| ending.is_found(&user("u"), &org("y"))), [true, true, false, false, false]);
        assert!(Ending::Org(org("o")).is_found(&user("x"), &org("o")));
    }
}
