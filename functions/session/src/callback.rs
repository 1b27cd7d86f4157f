//! `GET /login/callback`: what the issuer or the product has sent the browser back with.

use crate::claims::{Claims, Person};
use crate::config::{Handoff, SignIn, Way};
use crate::error::{Denied, Error, Stopped};
use crate::finish::finish;
use crate::issuer::Issuer;
use crate::jose::{Age, Refused, Vouched};
use crate::{page, ticket};
use serde_json::{Map, Value};
use shared::clock::Timestamp;
use shared::deps::Deps;
use shared::http::answer::Answer;
use shared::http::request::Request;
use shared::sign_in::{Attempt, Attempts};
use shared::wire::params::{ParamError, Params};
use std::time::Duration;

/// How old a token may be that has just come. Some issuers date theirs five minutes back.
const AGE: Age = Age::Fresh(Duration::from_mins(10));

/// Signs the user in whom it vouches for, or asks for which of their orgs.
pub(crate) async fn callback(way: &SignIn, deps: &Deps, request: &Request) -> Result<Answer, Stopped> {
    let query = Params::parse(&request.raw_query);
    let attempts = Attempts::of(request, &deps.config);
    match &way.way {
        Way::Issuer(issuer) => {
            let state = query.get("state").ok().flatten().ok_or(Error::Forgotten("no state, or two"))?;
            let attempt = attempts.by_state(&state).ok_or(Error::Forgotten("no attempt of this state"))?;
            let step = Step { way, deps, request, attempts: &attempts, attempt };
            step.with_code(issuer, &query).await.map_err(|error| error.in_attempt(attempt.id()))
        }
        Way::Handoff(handoff) => {
            let (ticket, vouched) = presented(handoff, &query, deps, request)?;
            let attempt = attempts.by_nonce(&vouched.nonce).ok_or(Error::Forgotten("no attempt of this nonce"))?;
            let step = Step { way, deps, request, attempts: &attempts, attempt };
            // It came through the browser, which may have kept it since.
            let signed_in_at = vouched.issued_at.min(request.now);
            let known = Known { signed: &ticket, claims: &vouched.claims, userinfo: None, signed_in_at };
            step.complete(&known).await.map_err(|error| error.in_attempt(attempt.id()))
        }
    }
}

/// The one ticket, believed.
fn presented(
    handoff: &Handoff,
    query: &Params<'_>,
    deps: &Deps,
    request: &Request,
) -> Result<(String, Vouched), Error> {
    let ticket = match query.get("ticket") {
        Ok(Some(ticket)) => ticket,
        Ok(None) => return Err(Error::Forgotten("no ticket")),
        Err(ParamError::Repeated) => return Err(Error::Refused(Refused::Several)),
        Err(ParamError::Malformed) => return Err(Error::Refused(Refused::Shape)),
    };
    let vouched =
        ticket::read(&ticket, handoff, deps.config.public_url.as_str(), AGE, request.now).map_err(Error::Refused)?;
    Ok((ticket, vouched))
}

/// What is known of whoever signs in.
struct Known<'a> {
    /// The token or ticket itself.
    signed: &'a str,
    claims: &'a Map<String, Value>,
    userinfo: Option<&'a Map<String, Value>>,
    signed_in_at: Timestamp,
}

/// An attempt that has come back.
struct Step<'a> {
    way: &'a SignIn,
    deps: &'a Deps,
    request: &'a Request,
    attempts: &'a Attempts<'a>,
    attempt: &'a Attempt,
}

impl Step<'_> {
    /// OpenID Connect Core §3.1.2.7 to §3.1.3.7.
    async fn with_code(&self, issuer: &Issuer, query: &Params<'_>) -> Result<Answer, Error> {
        let now = self.request.now;
        // Before anything else is believed, an error too: it may be another issuer's (RFC 9207 §2.4).
        let said = query.get("iss").map_err(|_| Error::Refused(Refused::Issuer))?;
        if !issuer.has_answered(said.as_deref(), now).await.map_err(Error::Issuer)? {
            return Err(Error::Refused(Refused::Issuer));
        }
        match query.get("error") {
            Ok(None) => {}
            Ok(Some(error)) => return Err(Error::Denied(Denied::of(&error))),
            Err(_) => return Err(Error::Denied(Denied::Other)),
        }
        let code =
            query.get("code").map_err(|_| Error::Refused(Refused::Several))?.ok_or(Error::Refused(Refused::Code))?;
        let tokens = issuer.redeem(&code, &self.deps.config.public_url, self.attempt, now).await?;
        let vouched = issuer.believe(&tokens.id_token, AGE, now).await?;
        if !self.attempt.has_nonce(&vouched.nonce) {
            return Err(Error::Refused(Refused::Nonce));
        }
        let userinfo = if self.way.rules.lack_something(&vouched.claims) {
            issuer.userinfo(&tokens, &vouched.claims, now).await?
        } else {
            None
        };
        // We have just fetched it from the issuer ourselves, whatever its clock says.
        let known =
            Known { signed: &tokens.id_token, claims: &vouched.claims, userinfo: userinfo.as_ref(), signed_in_at: now };
        self.complete(&known).await
    }

    async fn complete(&self, known: &Known<'_>) -> Result<Answer, Error> {
        let claims = Claims { signed: known.claims, userinfo: known.userinfo };
        let person = Person::read(&claims, &self.way.rules).map_err(Error::Unfit)?;
        let [only] = person.memberships.as_slice() else {
            return Ok(page::which_org(self.deps, self.request, &person, &self.attempt.seal(known.signed)));
        };
        let session = person.session(only, known.signed_in_at, self.request.now);
        finish(self.deps, self.request, &session, self.attempts, self.attempt, false).await
    }
}
