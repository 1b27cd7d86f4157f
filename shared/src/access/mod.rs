//! Access to the public API: what the proxy and the authorizer both do with a request before the product sees it; and,
//! in [`management_key`], to the management API.
//!
//! The credential is taken from the `Authorization` header ([`bearer`]), verified in one round trip, and held against
//! the permission that the request's canonical path ([`path`]) belongs to.

pub mod bearer;
pub mod management_key;
pub mod path;
pub mod prefix;

use crate::ids::{ClientId, OrgId, UserId};
use crate::log::Outcome;
use crate::oauth::scope::{Entry, ScopeSet};
use crate::store::{KeyUse, LiveCredential, PresentedCredential, Store, StoreError};

/// Whom a request acts as, and by what right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The user who approved the app, or made the key.
    pub user: UserId,
    /// The org they act in.
    pub org: OrgId,
    /// By what right.
    pub right: Authority,
}

impl Identity {
    /// What the log says of a request whose credential is good.
    pub fn outcome(&self, event: &'static str) -> Outcome {
        let outcome = Outcome::new(event).principal(&self.user, &self.org).kind(self.right.kind());
        match &self.right {
            Authority::Token(client, _) => outcome.client(client),
            Authority::Key => outcome,
        }
    }
}

/// By what right a request acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Authority {
    /// An app's access token, with these permissions.
    Token(ClientId, ScopeSet),
    /// An API key, which opens the whole public API.
    Key,
}

impl Authority {
    /// As headers, contexts and introspection spell it.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Token(..) => "token",
            Self::Key => "key",
        }
    }
}

/// Why a request does not get through.
#[derive(Debug)]
pub enum Denied {
    /// It brings no credential (RFC 6750 §3.1: no error code then).
    Missing,
    /// It brings more than one (RFC 6750 §2).
    Several,
    /// What it brings is malformed, unknown, revoked, or a key for something else: the same answer for all.
    Invalid,
    /// The credential is good, but not for this.
    InsufficientScope(&'static Entry, Box<Identity>),
    /// Storage trouble: never a denial (clients throw a token away on 401).
    Store(StoreError),
}

/// Verifies a credential, in one consistent round trip, and checks that it may do what `needed` stands for.
pub async fn admit(store: &Store, presented: &PresentedCredential, needed: &'static Entry) -> Result<Identity, Denied> {
    let live = store.verify(presented).await.map_err(Denied::Store)?.ok_or(Denied::Invalid)?;
    let identity = identity(live).ok_or(Denied::Invalid)?;
    match &identity.right {
        Authority::Token(_, scopes) if !scopes.contains(needed.name) => {
            Err(Denied::InsufficientScope(needed, Box::new(identity)))
        }
        Authority::Token(..) | Authority::Key => Ok(identity),
    }
}

/// A key for the management API opens nothing here.
fn identity(live: LiveCredential) -> Option<Identity> {
    match live {
        LiveCredential::Token(grant, token) => {
            let right = Authority::Token(grant.client_id, token.scopes);
            Some(Identity { user: grant.user, org: grant.org, right })
        }
        LiveCredential::Key(key) => {
            (key.opens == KeyUse::Api).then_some(Identity { user: key.user, org: key.org, right: Authority::Key })
        }
    }
}
