//! Approving: the code and the grant it comes from, in one transaction.

use crate::clock::Timestamp;
use crate::credential::locator::{AppLocator, GrantLocator, PrincipalLocator};
use crate::credential::{self, Digest, Secret};
use crate::ids::ClientId;
use crate::oauth::authorization_request::Asked;
use crate::oauth::redirect_uri::RedirectUri;
use crate::random;
use crate::store::dynamodb::item::{ItemBuilder, moment, set, text};
use crate::store::dynamodb::transaction::{condition_failed_at, incomplete_request};
use crate::store::error::StoreError;
use crate::store::items::code::{self, Code};
use crate::store::items::grant::Grant;
use crate::store::items::keys::{self, Key};
use crate::store::{App, Session, Store};
use aws_sdk_dynamodb::types::{AttributeValue, Put, TransactWriteItem, Update};
use std::collections::HashMap;

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
    pub asked: &'a Asked,
    /// Where the code will be sent.
    pub redirect_uri: &'a RedirectUri,
}

impl Store {
    /// Reads session, app and grant in one round trip; without a session cookie, the app alone.
    pub async fn consent_state(
        &self,
        session: Option<&Secret<credential::Session>>,
        client_id: &ClientId,
    ) -> Result<ConsentState, StoreError> {
        let app = AppLocator::of(client_id);
        let app_key = Key::app(&app);
        let signed_in = session.map(|secret| {
            let grant = GrantLocator::of(&app, &PrincipalLocator::from_session(secret));
            (Key::session(&secret.digest()), Key::grant(&grant))
        });
        let mut keys = vec![app_key.clone()];
        keys.extend(signed_in.iter().flat_map(|(session, grant)| [session.clone(), grant.clone()]));
        let found = self.batch_get(&keys).await?;
        let app = found.get(&app_key).map(App::read).transpose()?.filter(|app| app.client_id == *client_id);
        let Some((session_key, grant_key)) = signed_in else {
            return Ok(ConsentState { session: None, app, grant: None });
        };
        let session = found.get(&session_key).map(Session::read).transpose()?;
        let grant = found.get(&grant_key).map(Grant::read).transpose()?;
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
            let key = Key::grant(&locator);
            seen = self.batch_get(std::slice::from_ref(&key)).await?.get(&key).map(Grant::read).transpose()?;
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
            None => TransactWriteItem::builder().put(self.create_grant(approval, locator, &generation, now)?).build(),
            Some(_) => {
                TransactWriteItem::builder().update(self.extend_grant(approval, locator, &generation, now)?).build()
            }
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
        let put_code = Put::builder()
            .table_name(&self.table)
            .set_item(Some(code.item(digest)))
            // Never over another code, however unlikely its digest is to be the same.
            .condition_expression("attribute_not_exists(pk)")
            .build()
            .map_err(incomplete_request)?;
        let result = self
            .client
            .transact_write_items()
            .transact_items(TransactWriteItem::builder().put(put_code).build())
            .transact_items(grant)
            .customize()
            .interceptor(self.meter.clone())
            .send()
            .await;
        match result {
            Ok(_) => Ok(true),
            Err(error) if condition_failed_at(&error).is_some() => Ok(false),
            Err(error) => {
                let trouble = StoreError::sdk("TransactWriteItems", &error);
                self.confirm_write(&Key::code(digest), trouble, |item| Ok(item.is_some())).await?;
                Ok(true)
            }
        }
    }

    fn create_grant(
        &self,
        approval: &Approval<'_>,
        locator: &GrantLocator,
        generation: &str,
        now: Timestamp,
    ) -> Result<Put, StoreError> {
        let session = approval.session;
        let item = ItemBuilder::new(&Key::grant(locator))
            .with("client_id", text(approval.client_id.as_str()))
            .with("user", text(session.user.as_str()))
            .with("org", text(session.org.as_str()))
            .with("org_name", text(&session.org_name))
            .with_some("cus", session.cus.as_ref().map(|cus| text(cus.as_str())))
            .with("scopes", set(approval.asked.scopes.names()))
            .with("generation", text(generation))
            .with("approved_at", moment(now))
            .with("tokens", AttributeValue::M(HashMap::new()))
            .with("owner", text(keys::owned_by_user(&session.user)))
            .with("counterpart", text(keys::owned_by_org(&session.org)))
            .with("created_at", moment(now))
            .with("signed_in_at", moment(session.signed_in_at))
            .with("app", text(approval.client_id.as_str()))
            .build();
        Put::builder()
            .table_name(&self.table)
            .set_item(Some(item))
            // Two approvals at once: the second must not wipe out what the first created.
            .condition_expression("attribute_not_exists(pk)")
            .build()
            .map_err(incomplete_request)
    }

    /// Adds permissions to what was approved before; the set is added to by DynamoDB itself, so that of two
    /// approvals at once neither is lost.
    fn extend_grant(
        &self,
        approval: &Approval<'_>,
        locator: &GrantLocator,
        generation: &str,
        now: Timestamp,
    ) -> Result<Update, StoreError> {
        let session = approval.session;
        let (cus, cus_value) = match &session.cus {
            Some(cus) => (", cus = :cus ADD scopes :scopes", Some(text(cus.as_str()))),
            None => (" ADD scopes :scopes REMOVE cus", None),
        };
        let update = Update::builder()
            .table_name(&self.table)
            .key("pk", text(Key::grant(locator).as_str()))
            // A locator is never trusted: the grant is this app's, this user's and this org's, and still the one read.
            .condition_expression(
                "generation = :generation AND client_id = :client_id AND #user = :user AND org = :org",
            )
            .update_expression(format!("SET approved_at = :now, signed_in_at = :signed_in_at{cus}"))
            .expression_attribute_names("#user", "user")
            .expression_attribute_values(":generation", text(generation))
            .expression_attribute_values(":client_id", text(approval.client_id.as_str()))
            .expression_attribute_values(":user", text(session.user.as_str()))
            .expression_attribute_values(":org", text(session.org.as_str()))
            .expression_attribute_values(":now", moment(now))
            .expression_attribute_values(":signed_in_at", moment(session.signed_in_at))
            .expression_attribute_values(":scopes", set(approval.asked.scopes.names()));
        let update = match cus_value {
            Some(value) => update.expression_attribute_values(":cus", value),
            None => update,
        };
        update.build().map_err(incomplete_request)
    }
}
