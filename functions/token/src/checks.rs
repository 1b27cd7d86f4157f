//! What a code is bound to: every check passes before anything is written, and a failed one never spends the code.

use crate::error::Error;
use shared::clock::Timestamp;
use shared::oauth::pkce;
use shared::oauth::redirect_uri;
use shared::oauth::token_request::AuthorizationCode;
use shared::store::{App, Code, Grant};
use std::time::Duration;

/// A second use this soon after the first is a double submit: refused, but nothing is revoked.
const DOUBLE_SUBMIT: Duration = Duration::from_secs(1);

/// A code that passed every check. If it has been redeemed, this is a replay, more than a second later and still within
/// its ten minutes.
pub(crate) struct VerifiedCode {
    /// The code.
    pub code: Code,
    /// The grant it comes from.
    pub grant: Grant,
}

/// Checks the bindings in a fixed order; the client learns `invalid_grant`, the log which one it was.
pub(crate) fn check_bindings(
    app: &App,
    code: Option<Code>,
    grant: Option<Grant>,
    presented: &AuthorizationCode,
    now: Timestamp,
) -> Result<VerifiedCode, Error> {
    let code = code.ok_or(Error::InvalidGrant("unknown code"))?;
    require(code.client_id == app.client_id, "another client's code")?;
    require(redirect_uri_repeated(&code, presented), "redirect_uri")?;
    // The app was edited since: nothing goes on for an address it no longer has.
    let still_registered = redirect_uri::resolve(&app.edit.redirect_uris, Some(code.redirect_uri.as_str()));
    require(still_registered.is_some(), "redirect_uri no longer registered")?;
    let scopes_still_allowed = !code.scopes.is_empty() && code.scopes.is_within(app.edit.scopes);
    require(scopes_still_allowed, "permissions no longer the app's")?;
    require(pkce::proven(code.code_challenge.as_ref(), presented.code_verifier.as_ref()), "code_verifier")?;
    let grant = grant.ok_or(Error::InvalidGrant("approval revoked"))?;
    require(grant.client_id == app.client_id && grant.generation == code.generation, "approval revoked")?;
    // Expiry is checked on every read and again in the write: DynamoDB deletes expired items late.
    require(now < code.expires_at, "expired")?;
    let just_redeemed = code.redeemed.as_ref().is_some_and(|redeemed| now.since(redeemed.at) <= DOUBLE_SUBMIT);
    require(!just_redeemed, "already used, just now")?;
    Ok(VerifiedCode { code, grant })
}

fn require(holds: bool, otherwise: &'static str) -> Result<(), Error> {
    if holds { Ok(()) } else { Err(Error::InvalidGrant(otherwise)) }
}

/// RFC 6749 §4.1.3: repeated if it was sent at authorize, byte for byte; else absent or equal.
fn redirect_uri_repeated(code: &Code, presented: &AuthorizationCode) -> bool {
    match presented.redirect_uri.as_deref() {
        Some(sent) => sent == code.redirect_uri.as_str(),
        None => !code.redirect_uri_sent,
    }
}
