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
        let client_id = params.single("client_id").ok().flatten().and_then(|id| ClientId::parse(&id));
        let client_id = client_id.ok_or(NotRedirectable::ClientId)?;
        let redirect_uri = params.single("redirect_uri").map_err(|_| NotRedirectable::RedirectUri)?;
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
        match self.single("response_type")?.as_deref() {
            None => return Err(AuthorizationError::InvalidRequest("response_type is missing")),
            Some("code") => {}
            Some(_) => return Err(AuthorizationError::UnsupportedResponseType),
        }
        if self.single("response_mode")?.is_some_and(|mode| mode != "query") {
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
        let sent = self.single("scope")?.unwrap_or_default();
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
        let challenge = self.single("code_challenge")?;
        let method = self.single("code_challenge_method")?;
        match (challenge, method.as_deref()) {
            (None, None) => Ok(None),
            (Some(challenge), Some("S256")) => CodeChallenge::parse(&challenge)
                .map(Some)
                .ok_or(AuthorizationError::InvalidRequest("code_challenge must be 43 base64url characters")),
            // RFC 7636 §4.3 makes plain the default; plain is no protection, so there is no default here.
            _ => Err(AuthorizationError::InvalidRequest("code_challenge needs code_challenge_method=S256")),
        }
    }

    fn single(&self, name: &str) -> Result<Option<String>, AuthorizationError> {
        self.params.single(name).map_err(of_param)
    }
}

fn of_param(error: ParamError) -> AuthorizationError {
    AuthorizationError::InvalidRequest(match error {
        ParamError::Repeated => "a parameter was sent more than once",
        ParamError::Malformed => "a parameter is not percent-encoded UTF-8",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLIENT: &str = "pca_0123456789abcdefghijABCDEFGHIJ01";
    const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    fn query(rest: &str) -> String {
        format!("client_id={CLIENT}&{rest}")
    }

    fn check(rest: &str) -> Result<RequestedAccess, AuthorizationError> {
        AuthorizationRequest::parse(&query(rest)).unwrap().check(ScopeSet::parse("posts analytics").unwrap())
    }

    fn refused(rest: &str) -> &'static str {
        check(rest).unwrap_err().code()
    }

    #[test]
    fn a2_a3_a7_without_a_client_or_a_redirect_uri_nothing_is_addressed() {
        let twice = query(&format!("client_id={CLIENT}"));
        let alias = query(&format!("client%5Fid={CLIENT}"));
        for raw in ["response_type=code", "client_id=", "client_id=APP%23x", "client_id=%00", &twice, &alias] {
            assert_eq!(AuthorizationRequest::parse(raw).unwrap_err(), NotRedirectable::ClientId, "{raw}");
        }
        let raw = query("redirect_uri=a&redirect_uri=b");
        assert_eq!(AuthorizationRequest::parse(&raw).unwrap_err(), NotRedirectable::RedirectUri);
        let longest = query(&"x".repeat(MAX_QUERY - query("").len()));
        assert!(AuthorizationRequest::parse(&longest).is_ok());
        for raw in [format!("{longest}x"), query("state=a#b"), query("state=a b"), query("state=\u{e9}")] {
            assert_eq!(AuthorizationRequest::parse(&raw).unwrap_err(), NotRedirectable::Query);
        }
    }

    #[test]
    fn a4_only_the_code_response_type_is_known() {
        assert_eq!(refused("state=s"), "invalid_request");
        for other in ["token", "id_token", "code%20token", "CODE", "code%20"] {
            assert_eq!(refused(&format!("response_type={other}")), "unsupported_response_type", "{other}");
        }
        assert!(check("response_type=code&response_mode=query").is_ok());
        assert_eq!(refused("response_type=code&response_mode=fragment"), "invalid_request");
    }

    #[test]
    fn a8_a_repeated_state_is_an_error_and_is_not_returned() {
        let raw = query("response_type=code&state=a&state=b");
        let request = AuthorizationRequest::parse(&raw).unwrap();
        assert_eq!(request.check(ScopeSet::all()).unwrap_err().code(), "invalid_request");
        let callback = request.callback(&[RedirectUri::register("https://c.example/").unwrap()], "https://i").unwrap();
        assert!(!callback.with_error(AuthorizationError::AccessDenied).as_str().contains("state"));
    }

    #[test]
    fn a9_a_comma_in_state_is_a_comma() {
        assert!(check("response_type=code&state=a,b").is_ok());
    }

    #[test]
    fn c5_state_may_take_2048_bytes_as_sent() {
        assert!(check(&format!("response_type=code&state={}", "x".repeat(MAX_STATE))).is_ok());
        assert_eq!(refused(&format!("response_type=code&state={}", "x".repeat(MAX_STATE + 1))), "invalid_request");
    }

    #[test]
    fn s12_a_state_is_never_decoded_and_comes_back_with_every_error_of_it() {
        let registered = [RedirectUri::register("https://c.example/").unwrap()];
        let long = "x".repeat(MAX_STATE + 1);
        for (state, good) in [("a+b", true), ("%ZZ", true), ("%FF%00", true), (long.as_str(), false)] {
            let raw = query(&format!("response_type=code&st%61te={state}"));
            let request = AuthorizationRequest::parse(&raw).unwrap();
            assert_eq!(request.check(ScopeSet::all()).is_ok(), good);
            let callback = request.callback(&registered, "https://i").unwrap();
            let denied = callback.with_error(AuthorizationError::AccessDenied);
            assert!(denied.as_str().contains(&format!("&state={state}&iss=")), "{denied:?}");
        }
    }

    #[test]
    fn d5_d6_d7_a_challenge_is_s256_or_refused() {
        let pkce = |challenge: &str, method: &str| format!("response_type=code&code_challenge={challenge}{method}");
        assert!(check(&pkce(CHALLENGE, "&code_challenge_method=S256")).unwrap().code_challenge.is_some());
        for method in ["", "&code_challenge_method=plain", "&code_challenge_method=s256", "&code_challenge_method=S512"]
        {
            assert_eq!(refused(&pkce(CHALLENGE, method)), "invalid_request", "{method}");
        }
        assert_eq!(refused(&pkce(&CHALLENGE[1..], "&code_challenge_method=S256")), "invalid_request");
        assert_eq!(refused(&pkce("", "&code_challenge_method=S256")), "invalid_request");
        // D7: empty is absent.
        assert_eq!(check(&pkce("", "")).unwrap().code_challenge, None);
    }

    #[test]
    fn scope_is_what_was_named_within_what_the_app_may_ask() {
        assert_eq!(check("response_type=code").unwrap().scopes.to_string(), "posts analytics");
        assert_eq!(check("response_type=code&scope=").unwrap().scopes.to_string(), "posts analytics");
        assert_eq!(check("response_type=code&scope=posts").unwrap().scopes.to_string(), "posts");
        for bad in ["integrations", "posts+integrations", "admin", "posts,analytics"] {
            assert_eq!(refused(&format!("response_type=code&scope={bad}")), "invalid_scope", "{bad}");
        }
    }

    #[test]
    fn s26_blanks_around_and_between_scopes_are_ignored_and_a_comma_is_named() {
        for (sent, scopes) in [
            ("posts%20", "posts"),
            ("+posts++analytics%20%20", "posts analytics"),
            ("%20", "posts analytics"),
            ("++", "posts analytics"),
            ("posts%09", "posts"),
            ("%0D%0Aposts%0A", "posts"),
        ] {
            assert_eq!(
                check(&format!("response_type=code&scope={sent}")).unwrap().scopes.to_string(),
                scopes,
                "{sent}"
            );
        }
        for comma in ["posts,analytics", "posts,+analytics", "posts%2C"] {
            let Err(AuthorizationError::InvalidScope(told)) = check(&format!("response_type=code&scope={comma}"))
            else {
                panic!("{comma} is taken");
            };
            assert!(told.contains("comma"), "{told}");
        }
    }
}
