//! The authorization request (RFC 6749 §4.1.1), checked in the order that makes errors safe to report:
//! first who asks and where the answer goes, then everything else.

use super::callback::{AuthorizationError, Callback};
use super::pkce::CodeChallenge;
use super::redirect_uri::{self, RedirectUri};
use super::scope::{BadScope, ScopeSet};
use super::state::State;
use crate::ids::ClientId;
use crate::wire::params::{ParamError, Params};

/// Bytes the raw query may take: with the path it still fits the cookie that brings a signed-out user back.
pub const MAX_QUERY: usize = 2800;
/// Bytes `state` may take as sent, encoded.
pub const MAX_STATE: usize = 2048;

/// An authorization request of which it is known who claims to ask, and where they want the answer.
#[derive(Clone, Debug)]
pub struct AuthorizationRequest<'a> {
    client_id: ClientId,
    redirect_uri: Option<String>,
    params: Params<'a>,
}

/// Why nothing can be sent back to the client: the user gets a page instead (RFC 6749 §4.1.2.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotRedirectable {
    /// The query is over [`MAX_QUERY`], or has bytes that no query has.
    Query,
    /// `client_id` is missing, repeated or no client id.
    ClientId,
    /// `redirect_uri` is repeated or does not decode.
    RedirectUri,
}

/// What was asked for, once every rule has been checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestedAccess {
    /// The permissions: those named, or all the app may ask for.
    pub scopes: ScopeSet,
    /// The PKCE challenge the code will be bound to.
    pub code_challenge: Option<CodeChallenge>,
    /// Whether `redirect_uri` was sent, so that the token request must repeat it (RFC 6749 §4.1.3).
    pub redirect_uri_sent: bool,
}

impl<'a> AuthorizationRequest<'a> {
    /// Reads the raw query of the gateway (its map of parameters joins repeated ones with commas). Only what
    /// decides where an answer may go is looked at here.
    pub fn parse(raw_query: &'a str) -> Result<Self, NotRedirectable> {
        // A `#` would end the query that `state` goes back in.
        if raw_query.len() > MAX_QUERY || !raw_query.bytes().all(|b| b.is_ascii_graphic() && b != b'#') {
            return Err(NotRedirectable::Query);
        }
        let params = Params::parse(raw_query);
        let client_id = params.get("client_id").ok().flatten().and_then(|id| ClientId::parse(&id));
        let client_id = client_id.ok_or(NotRedirectable::ClientId)?;
        let redirect_uri = params.get("redirect_uri").map_err(|_| NotRedirectable::RedirectUri)?;
        Ok(Self { client_id, redirect_uri, params })
    }

    /// Who claims to ask.
    pub fn client_id(&self) -> &ClientId {
        &self.client_id
    }

    /// Where answers may go, if anywhere: decided against what the app has registered.
    pub fn callback(&self, registered: &[RedirectUri], issuer: &str) -> Option<Callback> {
        let redirect_uri = redirect_uri::resolve(registered, self.redirect_uri.as_deref())?;
        // Of two states none is returned: which of them was meant is not known.
        let state = self.params.as_sent("state").ok().flatten().and_then(State::as_sent);
        Some(Callback::new(redirect_uri, state, issuer))
    }

    /// Everything else. Its errors may be sent to the callback.
    pub fn check(&self, allowed: ScopeSet) -> Result<RequestedAccess, AuthorizationError> {
        self.check_state()?;
        match self.get("response_type")?.as_deref() {
            None => return Err(AuthorizationError::InvalidRequest("response_type is missing")),
            Some("code") => {}
            Some(_) => return Err(AuthorizationError::UnsupportedResponseType),
        }
        if self.get("response_mode")?.is_some_and(|mode| mode != "query") {
            return Err(AuthorizationError::InvalidRequest("response_mode must be query"));
        }
        Ok(RequestedAccess {
            scopes: self.scopes(allowed)?,
            code_challenge: self.code_challenge()?,
            redirect_uri_sent: self.redirect_uri.is_some(),
        })
    }

    fn check_state(&self) -> Result<(), AuthorizationError> {
        let state = self.params.as_sent("state").map_err(of_param)?;
        if state.is_some_and(|state| state.len() > MAX_STATE) {
            return Err(AuthorizationError::InvalidRequest("state is longer than 2,048 bytes"));
        }
        Ok(())
    }

    fn scopes(&self, allowed: ScopeSet) -> Result<ScopeSet, AuthorizationError> {
        let not_this_apps = "scope names a permission that this app may not ask for";
        let sent = self.get("scope")?.unwrap_or_default();
        let named = ScopeSet::parse(&sent).map_err(|bad| {
            AuthorizationError::InvalidScope(match bad {
                BadScope::Comma => "scope has a comma in it; permissions are separated by spaces",
                BadScope::Unknown => not_this_apps,
            })
        })?;
        // Blanks alone name nothing, and are as good as absent.
        let scopes = if named.is_empty() { allowed } else { named };
        // Nothing to approve: an app whose every permission has left the catalogue.
        if scopes.is_empty() || !scopes.is_within(allowed) {
            return Err(AuthorizationError::InvalidScope(not_this_apps));
        }
        Ok(scopes)
    }

    fn code_challenge(&self) -> Result<Option<CodeChallenge>, AuthorizationError> {
        let challenge = self.get("code_challenge")?;
        let method = self.get("code_challenge_method")?;
        match (challenge, method.as_deref()) {
            (None, None) => Ok(None),
            (Some(challenge), Some("S256")) => CodeChallenge::parse(&challenge)
                .map(Some)
                .ok_or(AuthorizationError::InvalidRequest("code_challenge must be 43 base64url characters")),
            // RFC 7636 §4.3 makes plain the default; plain is no protection, so there is no default here.
            _ => Err(AuthorizationError::InvalidRequest("code_challenge needs code_challenge_method=S256")),
        }
    }

    fn get(&self, name: &str) -> Result<Option<String>, AuthorizationError> {
        self.params.get(name).map_err(of_param)
    }
}

fn of_param(error: ParamError) -> AuthorizationError {
    AuthorizationError::InvalidRequest(match error {
        ParamError::Repeated => "a parameter was sent more than once",
        ParamError::Malformed => "a parameter is not percent-encoded UTF-8",
    })
}

#[cfg(test)]
#[path = "authorization_request_tests.rs"]
mod tests;
