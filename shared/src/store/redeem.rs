//! Redeeming: the code is marked as used and the token is added to its grant in one transaction, or neither is.

use super::App;
use super::Store;
use super::code::Code;
use super::error::{StoreError, condition_failed};
use super::grant::Grant;
use super::item::{moment, set, text};
use super::keys::Key;
use super::transaction::{condition_failed_at, incomplete_request};
use crate::clock::Timestamp;
use crate::credential::locator::{AppLocator, GrantLocator};
use crate::credential::{self, AccessToken, Digest, Secret};
use crate::ids::ClientId;
use aws_sdk_dynamodb::types::{AttributeValue, TransactWriteItem, Update};
use std::collections::HashMap;

/// Live tokens a grant keeps.
pub const MAX_TOKENS: usize = 10;

/// What the token endpoint reads in one round trip.
#[derive(Clone, Debug)]
pub struct TokenState {
    /// The app that authenticates.
    pub app: Option<App>,
    /// The code presented.
    pub code: Option<Code>,
    /// The grant that the code's leading characters name.
    pub grant: Option<Grant>,
}

/// A code whose every binding has been checked, about to become a token.
#[derive(Clone, Copy, Debug)]
pub struct Redemption<'a> {
    /// The code's digest: its item's key.
    pub code_digest: &'a Digest<credential::Code>,
    /// The code as read.
    pub code: &'a Code,
    /// The grant as read.
    pub grant: &'a Grant,
    /// The token to add.
    pub token: &'a Digest<AccessToken>,
}

/// Why a redemption that looked right when read was refused by its conditions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Somebody else redeemed the code in between, or it has just expired.
    CodeSpent,
    /// The grant was revoked in between.
    GrantRevoked,
}

impl Store {
    /// Reads app, code and grant in one round trip; without a well-formed code, the app alone.
    pub async fn token_state(
        &self,
        client_id: &ClientId,
        code: Option<&Secret<credential::Code>>,
    ) -> Result<TokenState, StoreError> {
        let app_key = Key::app(&AppLocator::of(client_id));
        let code_keys = code.map(|code| (Key::code(&code.digest()), Key::grant(&GrantLocator::from_credential(code))));
        let mut keys = vec![app_key.clone()];
        keys.extend(code_keys.iter().flat_map(|(code, grant)| [code.clone(), grant.clone()]));
        let found = self.batch_get(&keys).await?;
        let app = found.get(&app_key).map(App::read).transpose()?.filter(|app| app.client_id == *client_id);
        let Some((code_key, grant_key)) = code_keys else { return Ok(TokenState { app, code: None, grant: None }) };
        Ok(TokenState {
            app,
            code: found.get(&code_key).map(Code::read).transpose()?,
            grant: found.get(&grant_key).map(Grant::read).transpose()?,
        })
    }

    /// Marks the code as redeemed and adds the token to the grant. The grant keeps the nine newest tokens it was read
    /// with; there is no condition on its size, so that two codes redeemed at once both work.
    ///
    /// Where DynamoDB's answer was lost, a consistent read of the code tells whether it happened.
    pub async fn redeem_code(
        &self,
        redemption: &Redemption<'_>,
        now: Timestamp,
    ) -> Result<Result<(), Refusal>, StoreError> {
        let result = self
            .client
            .transact_write_items()
            .transact_items(TransactWriteItem::builder().update(self.mark_redeemed(redemption, now)?).build())
            .transact_items(TransactWriteItem::builder().update(self.add_token(redemption, now)?).build())
            .customize()
            .interceptor(self.meter.clone())
            .send()
            .await;
        let Err(error) = result else { return Ok(Ok(())) };
        match condition_failed_at(&error) {
            Some(0) => Ok(Err(Refusal::CodeSpent)),
            Some(_) => Ok(Err(Refusal::GrantRevoked)),
            None => self.redeemed_after_all(redemption, StoreError::sdk("TransactWriteItems", &error)).await,
        }
    }

    /// `trouble` is returned if the code turns out to be as good as before.
    async fn redeemed_after_all(
        &self,
        redemption: &Redemption<'_>,
        trouble: StoreError,
    ) -> Result<Result<(), Refusal>, StoreError> {
        let key = Key::code(redemption.code_digest);
        let found = self.batch_get(std::slice::from_ref(&key)).await?;
        match found.get(&key).map(Code::read).transpose()?.and_then(|code| code.redeemed) {
            Some(redeemed) if redeemed.token == *redemption.token => Ok(Ok(())),
            Some(_) => Ok(Err(Refusal::CodeSpent)),
            None => Err(trouble),
        }
    }

    fn mark_redeemed(&self, redemption: &Redemption<'_>, now: Timestamp) -> Result<Update, StoreError> {
        let redeemed =
            HashMap::from([("at".to_owned(), moment(now)), ("token".to_owned(), text(redemption.token.hex()))]);
        Update::builder()
            .table_name(&self.table)
            .key("pk", text(Key::code(redemption.code_digest).as_str()))
            // Unredeemed: once only, under any interleaving. Unexpired: TTL deletes late, and the read is already past. A code
            // that is gone has no `expires_at`, so no item is made of nothing.
            .condition_expression("attribute_not_exists(redeemed) AND expires_at > :now")
            .update_expression("SET redeemed = :redeemed")
            .expression_attribute_values(":now", moment(now))
            .expression_attribute_values(":redeemed", AttributeValue::M(redeemed))
            .build()
            .map_err(incomplete_request)
    }

    fn add_token(&self, redemption: &Redemption<'_>, now: Timestamp) -> Result<Update, StoreError> {
        let entry = HashMap::from([
            ("issued_at".to_owned(), moment(now)),
            ("scopes".to_owned(), set(redemption.code.scopes.names())),
            ("code".to_owned(), text(redemption.code_digest.hex())),
        ]);
        let tokens = &redemption.grant.tokens;
        let surplus = tokens.len().saturating_sub(MAX_TOKENS - 1);
        let removed: Vec<String> = (0..surplus).map(|n| format!("tokens.#old{n}")).collect();
        let remove = if removed.is_empty() { String::new() } else { format!(" REMOVE {}", removed.join(", ")) };
        let mut update = Update::builder()
            .table_name(&self.table)
            .key("pk", text(Key::grant(&redemption.code.grant).as_str()))
            // Revoked, or revoked and approved again: the generation is another one.
            .condition_expression("generation = :generation")
            .update_expression(format!("SET tokens.#new = :token{remove}"))
            .expression_attribute_names("#new", redemption.token.hex())
            .expression_attribute_values(":generation", text(&redemption.code.generation))
            .expression_attribute_values(":token", AttributeValue::M(entry));
        for (n, old) in tokens.iter().take(surplus).enumerate() {
            update = update.expression_attribute_names(format!("#old{n}"), old.digest.hex());
        }
        update.build().map_err(incomplete_request)
    }

    /// Ends the token that a replayed code once gave (RFC 6749 §4.1.2). One that is gone already has ended.
    pub async fn end_token(&self, grant: &GrantLocator, token: &Digest<AccessToken>) -> Result<(), StoreError> {
        let result = self
            .client
            .update_item()
            .table_name(&self.table)
            .key("pk", text(Key::grant(grant).as_str()))
            // Without the condition the update of a grant that was revoked meanwhile is an error, and the replay a 503.
            .condition_expression("attribute_exists(tokens.#token)")
            .update_expression("REMOVE tokens.#token")
            .expression_attribute_names("#token", token.hex())
            .customize()
            .interceptor(self.meter.clone())
            .send()
            .await;
        match result {
            Err(error) if condition_failed(&error) => Ok(()),
            Err(error) => Err(StoreError::sdk("UpdateItem", &error)),
            Ok(_) => Ok(()),
        }
    }
}
