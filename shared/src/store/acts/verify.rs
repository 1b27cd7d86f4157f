//! Verification: whether a credential is live, in one consistent round trip, with nothing cached.

use crate::credential::locator::{AppLocator, GrantLocator, KeyLocator};
use crate::credential::{self, AccessToken, Secret};
use crate::ids::ClientId;
use crate::store::dynamodb::batch::Found;
use crate::store::error::StoreError;
use crate::store::items::api_key::ApiKey;
use crate::store::items::app::App;
use crate::store::items::grant::{Grant, Token};
use crate::store::items::keys::Key;
use crate::store::{Session, Store};

/// A well-formed credential that claims to open the API.
#[derive(Debug)]
pub enum PresentedCredential {
    /// An access token.
    Token(Secret<AccessToken>),
    /// An API key.
    Key(Secret<credential::ApiKey>),
}

/// A credential that opens doors at this moment.
#[derive(Clone, Debug)]
pub enum LiveCredential {
    /// A token, and the approval it comes from.
    Token(Box<Grant>, Token),
    /// An API key.
    Key(ApiKey),
}

impl PresentedCredential {
    /// `None` for whatever can be no credential: it costs no look-up.
    pub fn parse(text: &str) -> Option<Self> {
        let key = || Secret::parse(text).ok().map(Self::Key);
        Secret::parse(text).ok().map(Self::Token).or_else(key)
    }

    fn keys(&self) -> Vec<Key> {
        match self {
            Self::Token(token) => {
                let grant = GrantLocator::from_credential(token);
                vec![Key::grant(&grant), Key::app(&grant.app())]
            }
            Self::Key(key) => vec![key_of(key)],
        }
    }

    fn live(&self, found: &Found) -> Result<Option<LiveCredential>, StoreError> {
        Ok(match self {
            Self::Token(token) => {
                live_token(token, found)?.map(|(grant, token)| LiveCredential::Token(Box::new(grant), token))
            }
            Self::Key(key) => live_key(key, found)?.map(LiveCredential::Key),
        })
    }
}

impl Store {
    /// What a credential is at this moment, if it is anything.
    pub async fn verify(&self, presented: &PresentedCredential) -> Result<Option<LiveCredential>, StoreError> {
        presented.live(&self.batch_get(&presented.keys()).await?)
    }

    /// What a credential is at this moment, and in the same round trip the app that asks about it.
    pub async fn load_client_and_token(
        &self,
        asking: &ClientId,
        presented: Option<&PresentedCredential>,
    ) -> Result<(Option<App>, Option<LiveCredential>), StoreError> {
        let found = self.batch_get(&with_keys_of(presented, Key::app(&AppLocator::of(asking)))).await?;
        let app = found.app(asking)?;
        Ok((app, presented.map(|presented| presented.live(&found)).transpose()?.flatten()))
    }

    /// What a credential is at this moment, and in the same round trip the API key that asks about it.
    pub async fn load_key_and_token(
        &self,
        asking: &Secret<credential::ApiKey>,
        presented: Option<&PresentedCredential>,
    ) -> Result<(Option<ApiKey>, Option<LiveCredential>), StoreError> {
        let found = self.batch_get(&with_keys_of(presented, key_of(asking))).await?;
        let key = live_key(asking, &found)?;
        Ok((key, presented.map(|presented| presented.live(&found)).transpose()?.flatten()))
    }

    /// An API key, and in the same round trip the app that it is used on.
    pub async fn load_key_and_app(
        &self,
        key: &Secret<credential::ApiKey>,
        client_id: Option<&ClientId>,
    ) -> Result<(Option<ApiKey>, Option<App>), StoreError> {
        let found = self.batch_get(&with_key_of_app(key_of(key), client_id)).await?;
        Ok((live_key(key, &found)?, app_in(&found, client_id)?))
    }

    /// A session, and in the same round trip the app that it is used on.
    pub async fn load_session_and_app(
        &self,
        session: &Secret<credential::Session>,
        client_id: Option<&ClientId>,
    ) -> Result<(Option<Session>, Option<App>), StoreError> {
        let session_key = Key::session(&session.digest());
        let found = self.batch_get(&with_key_of_app(session_key.clone(), client_id)).await?;
        Ok((found.read(&session_key)?, app_in(&found, client_id)?))
    }
}

fn with_key_of_app(key: Key, client_id: Option<&ClientId>) -> Vec<Key> {
    [key].into_iter().chain(client_id.map(|id| Key::app(&AppLocator::of(id)))).collect()
}

fn app_in(found: &Found, client_id: Option<&ClientId>) -> Result<Option<App>, StoreError> {
    client_id.map_or(Ok(None), |id| found.app(id))
}

fn with_keys_of(presented: Option<&PresentedCredential>, more: Key) -> Vec<Key> {
    presented.map(PresentedCredential::keys).into_iter().flatten().chain([more]).collect()
}

fn key_of(key: &Secret<credential::ApiKey>) -> Key {
    Key::api_key(&KeyLocator::from_credential(key))
}

/// A locator is never trusted: the digest is in the grant, and the grant is this app's. A deleted app has no live token,
/// whatever its grants still hold.
fn live_token(presented: &Secret<AccessToken>, found: &Found) -> Result<Option<(Grant, Token)>, StoreError> {
    let locator = GrantLocator::from_credential(presented);
    let grant: Option<Grant> = found.read(&Key::grant(&locator))?;
    let app: Option<App> = found.read(&Key::app(&locator.app()))?;
    let (Some(grant), Some(app)) = (grant, app) else { return Ok(None) };
    let digest = presented.digest();
    let token = grant.tokens.iter().find(|token| token.digest == digest).cloned();
    Ok(token.filter(|_| grant.client_id == app.client_id).map(|token| (grant, token)))
}

fn live_key(presented: &Secret<credential::ApiKey>, found: &Found) -> Result<Option<ApiKey>, StoreError> {
    let stored: Option<ApiKey> = found.read(&key_of(presented))?;
    Ok(stored.filter(|stored| stored.digest == presented.digest()))
}
