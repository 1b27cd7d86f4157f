//! Locators: non-secret leading characters of a credential that name an item, so that one read finds everything
//! a request needs. A locator is never trusted: what it finds is believed only once a digest in it matches.

use super::checksum::base62;
use super::framing::length_prefixed;
use super::length::{APP, GRANT, KEY, PRINCIPAL};
use crate::ids::{ClientId, OrgId, UserId};
use crate::random;
use sha2::{Digest as _, Sha256};

/// Names an app: the first characters of its client id.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AppLocator(String);

impl AppLocator {
    /// The app that `client_id` names.
    pub fn of(client_id: &ClientId) -> Self {
        Self(client_id.locator().to_owned())
    }

    /// Draws a place for an app that is not there yet.
    pub fn generate() -> Self {
        Self(random::base62(APP))
    }

    /// Draws a client id for the app it names.
    pub fn new_client_id(&self) -> ClientId {
        ClientId::generate_with(&self.0)
    }

    /// `None` unless it is twelve base62 characters.
    pub fn parse(text: &str) -> Option<Self> {
        is_base62(text, APP).then(|| Self(text.to_owned()))
    }

    /// The twelve characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Names a user in an org: the first characters of their session cookie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrincipalLocator(String);

impl PrincipalLocator {
    /// The principal that `user` is in `org`.
    pub fn of(user: &UserId, org: &OrgId) -> Self {
        Self(hash("postern principal", &[user.as_str(), org.as_str()], PRINCIPAL))
    }

    /// Taken from a session cookie's locator, which is all of it.
    pub fn from_session(session: &super::Secret<super::Session>) -> Self {
        Self(session.locator().to_owned())
    }

    /// The twenty characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Names a grant: the app's locator, and a hash of app and principal. Two apps cannot correlate a user by it, and
/// re-approval finds the same grant without a look-up.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GrantLocator {
    app: String,
    within_app: String,
}

impl GrantLocator {
    /// The grant of `principal` to `app`.
    pub fn of(app: &AppLocator, principal: &PrincipalLocator) -> Self {
        let within_app = hash("postern grant", &[app.as_str(), principal.as_str()], GRANT);
        Self { app: app.0.clone(), within_app }
    }

    /// From the leading characters of a code or a token.
    pub fn from_credential<K: LeadsToGrant>(credential: &super::Secret<K>) -> Self {
        let (app, within_app) = credential.locator().split_at_checked(APP).unwrap_or_default();
        Self { app: app.to_owned(), within_app: within_app.to_owned() }
    }

    /// The app it is a grant of.
    pub fn app(&self) -> AppLocator {
        AppLocator(self.app.clone())
    }

    /// Reads what [`text`](Self::text) wrote; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let (app, within_app) = text.split_at_checked(APP)?;
        is_base62(text, APP + GRANT).then(|| Self { app: app.to_owned(), within_app: within_app.to_owned() })
    }

    /// Both parts, as they lead a code or a token and a grant's key.
    pub fn text(&self) -> String {
        format!("{}{}", self.app, self.within_app)
    }
}

/// Names an API key: drawn with it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyLocator(String);

impl KeyLocator {
    /// Draws a new one.
    pub fn generate() -> Self {
        Self(random::base62(KEY))
    }

    /// From the leading characters of a key.
    pub fn from_credential(key: &super::Secret<super::ApiKey>) -> Self {
        Self(key.locator().to_owned())
    }

    /// `None` unless it is sixteen base62 characters.
    pub fn parse(text: &str) -> Option<Self> {
        is_base62(text, KEY).then(|| Self(text.to_owned()))
    }

    /// The sixteen characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The kinds of credential that begin with a grant's locator.
pub trait LeadsToGrant: super::Kind {}
impl LeadsToGrant for super::Code {}
impl LeadsToGrant for super::AccessToken {}

fn is_base62(text: &str, length: usize) -> bool {
    text.len() == length && text.bytes().all(|b| b.is_ascii_alphanumeric())
}

/// `length` base62 characters (5.95 bits each) of SHA-256 over a label and parts.
pub(crate) fn hash(label: &str, parts: &[&str], length: usize) -> String {
    let digest: [u8; 32] = Sha256::digest(length_prefixed(&[&[label], parts].concat())).into();
    // Eight bytes give ten base62 digits (59.5 of their 64 bits) almost without bias.
    let text: String = digest.as_chunks::<8>().0.iter().map(|chunk| base62(u64::from_be_bytes(*chunk), 10)).collect();
    text.chars().take(length).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::credential::{Code, Secret};

    fn principal(user: &str, org: &str) -> PrincipalLocator {
        PrincipalLocator::of(&UserId::parse(user).unwrap(), &OrgId::parse(org).unwrap())
    }

    #[test]
    fn the_same_principal_has_the_same_locator_and_no_other_does() {
        assert_eq!(principal("ada", "acme"), principal("ada", "acme"));
        assert_eq!(principal("ada", "acme").as_str().len(), PRINCIPAL);
        assert_ne!(principal("ada", "acme"), principal("ada", "globex"));
        // Length prefixes: moving a letter across the border changes the hash.
        assert_ne!(principal("ab", "c"), principal("a", "bc"));
    }

    #[test]
    fn two_apps_cannot_correlate_a_user() {
        let ada = principal("ada", "acme");
        let (a, b) = (AppLocator("a".repeat(APP)), AppLocator("b".repeat(APP)));
        assert_ne!(GrantLocator::of(&a, &ada).within_app, GrantLocator::of(&b, &ada).within_app);
    }

    #[test]
    fn a_code_leads_back_to_its_grant() {
        let grant = GrantLocator::of(&AppLocator("a".repeat(APP)), &principal("ada", "acme"));
        let code = Secret::<Code>::generate(&grant.text());
        assert_eq!(GrantLocator::from_credential(&code), grant);
        assert_eq!(GrantLocator::parse(&grant.text()), Some(grant));
    }

    #[test]
    fn o12_only_the_right_alphabet_and_length_is_a_locator() {
        let (app, key, grant) = ("a0Z".repeat(4), "a0Z0".repeat(4), "a0Z0".repeat(8));
        assert_eq!(AppLocator::parse(&app).unwrap().as_str(), app);
        assert_eq!(KeyLocator::parse(&key).unwrap().as_str(), key);
        assert_eq!(GrantLocator::parse(&grant).unwrap().text(), grant);
        for good in [app, key, grant] {
            let length = good.len();
            for bad in [String::new(), good[1..].into(), format!("{good}a"), "#".repeat(length), "é".repeat(length / 2)]
            {
                assert_eq!(
                    (AppLocator::parse(&bad), KeyLocator::parse(&bad), GrantLocator::parse(&bad)),
                    (None, None, None),
                    "{bad}"
                );
            }
        }
    }
}
