//! Management keys: what opens the management API, and for the operator also introspection and offboarding.

use super::{Denied, bearer};
use crate::config::Config;
use crate::credential::{ApiKey as Kind, Secret};
use crate::store::{ApiKey, KeyUse, PresentedCredential, Role};
use crate::wire::authorization;

/// The key of `Authorization: Bearer pok_…`. Here the scheme is not left out: the clients that do so do not call this.
pub fn read(authorization: Option<&str>, raw_query: &str) -> Result<Secret<Kind>, Denied> {
    let PresentedCredential::Key(key) = bearer::read(authorization, raw_query)? else {
        return Err(Denied::Invalid);
    };
    let bare = authorization::present(authorization).is_some_and(|header| !header.contains(' '));
    if bare { Err(Denied::Invalid) } else { Ok(key) }
}

/// Whether a key opens the management API of its org: made for that, by an admin.
pub fn is_manager(key: &ApiKey) -> bool {
    key.opens == KeyUse::Manage && key.role == Role::Admin
}

/// Whether it does, and that org runs this.
pub fn is_operator(key: &ApiKey, config: &Config) -> bool {
    is_manager(key) && config.operator_org.as_ref() == Some(&key.org)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Timestamp;
    use crate::credential::AccessToken;
    use crate::credential::locator::KeyLocator;
    use crate::ids::{OrgId, UserId};
    use crate::random;

    #[test]
    fn m4_only_a_key_after_bearer_opens_the_management_api() {
        let key = Secret::<Kind>::generate(&random::base62(16)).expose().to_owned();
        let token = Secret::<AccessToken>::generate(&random::base62(32)).expose().to_owned();
        assert!(read(Some(&format!("bearer {key}")), "a=b").is_ok());
        for header in [
            key.clone(),
            format!(" {key} "),
            format!(", {key}"),
            format!("{key}, "),
            format!("Bearer {token}"),
            token,
            "Bearer x".into(),
        ] {
            assert!(matches!(read(Some(&header), ""), Err(Denied::Invalid)), "{header}");
        }
        for header in [None, Some("Basic x")] {
            assert!(matches!(read(header, ""), Err(Denied::Missing)), "{header:?}");
        }
        assert!(matches!(read(Some(&format!("Bearer {key}")), "access_token=x"), Err(Denied::Several)));
    }

    #[test]
    fn only_an_admins_key_made_to_manage_manages_and_only_the_operators_runs_this() {
        let org = |name| OrgId::parse(name).unwrap();
        let config = Config { operator_org: Some(org("org_operator")), ..Config::at("https://auth.example") };
        for (opens, role, of, manages, operates) in [
            (KeyUse::Manage, Role::Admin, "org_operator", true, true),
            (KeyUse::Manage, Role::Admin, "org_other", true, false),
            (KeyUse::Manage, Role::Member, "org_operator", false, false),
            (KeyUse::Api, Role::Admin, "org_operator", false, false),
            (KeyUse::Api, Role::Member, "org_operator", false, false),
        ] {
            let locator = KeyLocator::generate();
            let key = ApiKey {
                digest: Secret::<Kind>::generate(locator.as_str()).digest(),
                locator,
                user: UserId::parse("usr_ada").unwrap(),
                org: org(of),
                org_name: "Acme".into(),
                role,
                label: "CI".into(),
                opens,
                created_at: Timestamp::from_millis(0),
                signed_in_at: Timestamp::from_millis(0),
            };
            assert_eq!((is_manager(&key), is_operator(&key, &config)), (manages, operates), "{opens:?} {role:?} {of}");
            assert!(!is_operator(&key, &Config::at("https://auth.example")), "an operator that was never named");
        }
    }
}
