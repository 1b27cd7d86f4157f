//! Approving: the code and the grant it comes from, in one transaction.

use crate::clock::Timestamp;
use crate::credential::locator::{AppLocator, GrantLocator, PrincipalLocator};
use crate::credential::{self, Digest, Secret};
use crate::ids::ClientId;
use crate::oauth::authorization_request::RequestedAccess;
use crate::oauth::redirect_uri::RedirectUri;
use crate::random;
use crate::store::dynamodb::expression::Expression;
use crate::store::dynamodb::item::{moment, set, text};
use crate::store::dynamodb::transaction::{Step, Transacted};
use crate::store::error::StoreError;
use crate::store::items::code::{self, Code};
use crate::store::items::grant::Grant;
use crate::store::items::keys::Key;
use crate::store::{App, Session, Store};

/// Runs of an approval: a second one if the race for the grant was lost, to another approval or to a revocation.
const RUNS: usize = 2;

/// Everything GET and POST of the consent page need to know, read at one moment.
#[derive(Clone, Debug)]
pub struct ConsentState {
    /// Who is signed in, if anybody is.
    pub session: Option<Session>,
    /// The app that asks.
    pub app: Option<App>,
    /// What this user has approved for it before.
    pub grant: Option<Grant>,
}

/// What a user has said yes to.
#[derive(Clone, Copy, Debug)]
pub struct Approval<'a> {
    /// The app.
    pub client_id: &'a ClientId,
    /// The user and org.
    pub session: &'a Session,
    /// What they were shown.
    pub asked: &'a RequestedAccess,
    /// Where the code will be sent.
    pub redirect_uri: &'a RedirectUri,
}

impl Store {
    /// Reads session, app and grant in one round trip; without a session cookie, the app alone.
    pub async fn load_consent(
        &self,
        session: Option<&Secret<credential::Session>>,
        client_id: &ClientId,
    ) -> Result<ConsentState, StoreError> {
        let app = AppLocator::of(client_id);
        let signed_in = session.map(|secret| {
            let grant = GrantLocator::of(&app, &PrincipalLocator::from_session(secret));
            (Key::session(&secret.digest()), Key::grant(&grant))
        });
        let mut keys = vec![Key::app(&app)];
        keys.extend(signed_in.iter().flat_map(|(session, grant)| [session.clone(), grant.clone()]));
        let found = self.batch_get(&keys).await?;
        let app = found.app(client_id)?;
        let Some((session_key, grant_key)) = signed_in else {
            return Ok(ConsentState { session: None, app, grant: None });
        };
        let (session, grant) = (found.read::<Session>(&session_key)?, found.read::<Grant>(&grant_key)?);
        // A locator is never trusted: what "new" is compared with is this user's own approval of this very app.
        let own = |grant: &Grant| {
            let principal = session.as_ref().map(|session| (&session.user, &session.org));
            grant.client_id == *client_id && principal == Some((&grant.user, &grant.org))
        };
        Ok(ConsentState { app, grant: grant.filter(own), session })
    }

    /// Issues a code for `approval`: creates the grant, or adds to the one that `seen` shows. Live tokens stay.
    pub async fn approve(
        &self,
        approval: &Approval<'_>,
        seen: Option<&Grant>,
        now: Timestamp,
    ) -> Result<Secret<credential::Code>, StoreError> {
        let principal = PrincipalLocator::of(&approval.session.user, &approval.session.org);
        let locator = GrantLocator::of(&AppLocator::of(approval.client_id), &principal);
        let mut seen = seen.cloned();
        for run in 1..=RUNS {
            let secret = Secret::generate(&locator.text());
            if self.try_approve(approval, &locator, &secret.digest(), seen.as_ref(), now).await? {
                return Ok(secret);
            }
            if run == RUNS {
                break;
            }
            // The grant was created or revoked since it was read: look again. (Or the code's digest was taken: draw again.)
            seen = self.read(&Key::grant(&locator)).await?;
        }
        Err(StoreError::Unavailable { operation: "TransactWriteItems", cause: "the grant kept changing".to_owned() })
    }

    /// `false` if the grant is not as `seen`, or the code's digest is taken.
    async fn try_approve(
        &self,
        approval: &Approval<'_>,
        locator: &GrantLocator,
        digest: &Digest<credential::Code>,
        seen: Option<&Grant>,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let generation = seen.map_or_else(|| random::base62(22), |grant| grant.generation.clone());
        let grant = match seen {
            // Two approvals at once: the second must not wipe out what the first created. What was approved for an app that was
            // in this place before, and is deleted, is no approval, though the purge may not have come by yet.
            None => Step::PutIf(
                new_grant(approval, &generation, now).new_item(),
                Expression::new("attribute_not_exists(pk) OR client_id <> :client_id")
                    .value(":client_id", text(approval.client_id.as_str())),
            ),
            Some(_) => extension(Key::grant(locator), approval, &generation, now),
        };
        let code = Code {
            client_id: approval.client_id.clone(),
            grant: locator.clone(),
            generation,
            redirect_uri: approval.redirect_uri.clone(),
            redirect_uri_sent: approval.asked.redirect_uri_sent,
            scopes: approval.asked.scopes,
            code_challenge: approval.asked.code_challenge.clone(),
            issued_at: now,
            expires_at: now.plus(code::LIFETIME),
            redeemed: None,
        };
        // Never over another code, however unlikely its digest is to be the same.
        match self.transact([Step::PutNew(code.item(digest)), grant]).await? {
            Transacted::Done => Ok(true),
            Transacted::ConditionFailed(_) => Ok(false),
            Transacted::Unclear(trouble) => self.get(&Key::code(digest)).await?.map(|_| true).ok_or(trouble),
        }
    }
}

/// A grant that there is not yet.
fn new_grant(approval: &Approval<'_>, generation: &str, now: Timestamp) -> Grant {
    let session = approval.session;
    Grant {
        client_id: approval.client_id.clone(),
        user: session.user.clone(),
        org: session.org.clone(),
        org_name: session.org_name.clone(),
        cus: session.cus.clone(),
        scopes: approval.asked.scopes,
        generation: generation.to_owned(),
        signed_in_at: session.signed_in_at,
        created_at: now,
        approved_at: now,
        tokens: Vec::new(),
        surplus: Vec::new(),
    }
}

/// Adds permissions to what was approved before; the set is added to by DynamoDB itself, so that of two approvals at once
/// neither is lost.
fn extension(key: Key, approval: &Approval<'_>, generation: &str, now: Timestamp) -> Step {
    let session = approval.session;
    // A locator is never trusted: the grant is this app's, this user's and this org's, and still the one read.
    let still_this =
        Expression::new("generation = :generation AND client_id = :client_id AND #user = :user AND org = :org")
            .name("#user", "user")
            .value(":generation", text(generation))
            .value(":client_id", text(approval.client_id.as_str()))
            .value(":user", text(session.user.as_str()))
            .value(":org", text(session.org.as_str()));
    let cus = match session.cus {
        Some(_) => ", cus = :cus ADD scopes :scopes",
        None => " ADD scopes :scopes REMOVE cus",
    };
    let change = Expression::new(format!("SET approved_at = :now, signed_in_at = :signed_in_at{cus}"))
        .value(":now", moment(now))
        .value(":signed_in_at", moment(session.signed_in_at))
        .value(":scopes", set(approval.asked.scopes.names()))
        .some_value(":cus", session.cus.as_ref().map(|cus| text(cus.as_str())));
    Step::UpdateIf(key, still_this, change)
}
