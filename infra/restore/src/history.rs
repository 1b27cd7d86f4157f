//! What had ended, as the lines say, and what of a restored item that is.

use crate::line::{Beginning, Line, Said};
use crate::offboardings::Offboardings;
use crate::secrets::Secrets;
use crate::tokens::Tokens;
use shared::clock::Timestamp;
use shared::credential::locator::{AppLocator, GrantLocator, PrincipalLocator};
use shared::credential::{AccessToken, ClientSecret, Digest};
use shared::ids::ClientId;
use shared::store::{ApiKey, App, Code, Content, Grant, Offboarding, Restored, StoreError};
use std::collections::{HashMap, HashSet};

/// What had ended. Lines may come in any order, several times, and from before the moment: what they say is held against
/// when an item was made, and nothing made later ends by them.
#[derive(Debug, Default)]
pub struct History {
    tokens: Tokens,
    secrets: Secrets,
    offboardings: Offboardings,
    spent: HashSet<Beginning>,
    sessions: HashSet<Beginning>,
    keys: HashMap<String, Timestamp>,
    approvals: HashMap<GrantLocator, Timestamp>,
    apps: HashSet<String>,
    edited: HashMap<String, Timestamp>,
}

/// What becomes of a restored item.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// It goes on.
    Stays,
    /// It ends.
    Ends,
    /// These of its tokens end.
    TokensEnd(Vec<Digest<AccessToken>>),
    /// Its secret ends.
    SecretEnds,
}

impl History {
    /// Takes note of a line.
    pub fn add(&mut self, line: &Line) {
        match &line.said {
            Said::Nothing => {}
            Said::TokenIssued(grant, code, token) => {
                self.spent.insert(code.clone());
                self.tokens.issued(grant.clone(), token.clone(), line.began);
            }
            Said::TokenEnded(token) => self.tokens.ended(token.clone(), line.answered),
            Said::ApprovalRevoked(grant) => latest(&mut self.approvals, grant.clone(), line.answered),
            Said::NewSecret(client_id, secret) => self.secrets.made(client_id, secret, line),
            Said::AppDeleted(client_id) => {
                self.apps.insert(client_id.to_string());
            }
            Said::AppEdited(client_id) => latest(&mut self.edited, client_id.to_string(), line.began),
            Said::KeyDeleted(key) => latest(&mut self.keys, key.as_str().to_owned(), line.answered),
            Said::SessionEnded(session) => {
                self.sessions.insert(session.clone());
            }
            Said::Offboarded(ending) => self.offboardings.add(ending, line.began),
        }
    }

    /// What becomes of an item.
    pub(crate) fn fate(&self, item: &Restored, content: &Content) -> Result<Fate, StoreError> {
        let ended = |yes| if yes { Fate::Ends } else { Fate::Stays };
        Ok(match content {
            Content::App(app, _) if self.app_has_ended(item, app)? => Fate::Ends,
            Content::App(app, _) if self.secret_has_ended(app) => Fate::SecretEnds,
            Content::Grant(grant) if self.approval_has_ended(item, grant)? => Fate::Ends,
            Content::Grant(grant) => match self.tokens.dead(&locator(grant), grant) {
                dead if dead.is_empty() => Fate::Stays,
                dead => Fate::TokensEnd(dead),
            },
            // One that is marked as redeemed is dead, and tells a replay.
            Content::Code(digest, code) => ended(self.is_spent(digest, code)),
            Content::ApiKey(key) => ended(self.key_has_ended(item, key)?),
            Content::Session(digest, session) => ended(
                self.sessions.contains(&digest.beginning())
                    || self.offboardings.end(item, Some(&session.user), &session.org)?,
            ),
            Content::App(..) | Content::Picture(_) | Content::Note => Fate::Stays,
        })
    }

    /// Whether an app that was last changed at this moment was edited afterwards.
    pub(crate) fn was_edited_since(&self, client_id: &ClientId, changed: Timestamp) -> bool {
        self.edited.get(client_id.as_str()).is_some_and(|edited| *edited > changed)
    }

    /// Every offboarding, the latest of each.
    pub(crate) fn offboardings(&self) -> impl Iterator<Item = &Offboarding> {
        self.offboardings.all()
    }

    fn app_has_ended(&self, item: &Restored, app: &App) -> Result<bool, StoreError> {
        Ok(self.apps.contains(app.client_id.as_str()) || self.offboardings.end(item, None, &app.org)?)
    }

    fn secret_has_ended(&self, app: &App) -> bool {
        let in_force = |secret: &Digest<ClientSecret>| self.secrets.is_in_force(&app.client_id, &secret.beginning());
        app.secret.as_ref().is_some_and(|secret| !in_force(secret))
    }

    fn approval_has_ended(&self, item: &Restored, grant: &Grant) -> Result<bool, StoreError> {
        let revoked = self.approvals.get(&locator(grant)).is_some_and(|revoked| grant.created_at <= *revoked);
        Ok(revoked || self.offboardings.end(item, Some(&grant.user), &grant.org)?)
    }

    fn is_spent(&self, digest: &Digest<shared::credential::Code>, code: &Code) -> bool {
        code.redeemed.is_none() && self.spent.contains(&digest.beginning())
    }

    fn key_has_ended(&self, item: &Restored, key: &ApiKey) -> Result<bool, StoreError> {
        let deleted = self.keys.get(key.locator.as_str()).is_some_and(|deleted| key.created_at <= *deleted);
        Ok(deleted || self.offboardings.end(item, Some(&key.user), &key.org)?)
    }
}

fn latest<K: std::hash::Hash + Eq>(known: &mut HashMap<K, Timestamp>, of: K, at: Timestamp) {
    let latest = known.entry(of).or_insert(at);
    *latest = at.max(*latest);
}

fn locator(grant: &Grant) -> GrantLocator {
    GrantLocator::of(&AppLocator::of(&grant.client_id), &PrincipalLocator::of(&grant.user, &grant.org))
}
