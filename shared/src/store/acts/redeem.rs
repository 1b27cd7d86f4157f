//! Redeeming: the code is marked as used and the token is added to its grant in one transaction, or neither is.

use crate::clock::Timestamp;
use crate::credential::locator::{AppLocator, GrantLocator};
use crate::credential::{self, AccessToken, Digest, Secret};
use crate::ids::ClientId;
use crate::store::App;
use crate::store::Store;
use crate::store::dynamodb::item::{moment, set, text};
use crate::store::dynamodb::transaction::{condition_failed_at, incomplete_request};
use crate::store::error::{StoreError, condition_failed};
use crate::store::items::code::Code;
use crate::store::items::grant::{Grant, MAX_TOKENS};
use crate::store::items::keys::Key;
use aws_sdk_dynamodb::types::{AttributeValue, TransactWriteItem, Update};
use std::collections::HashMap;

/// Tokens that one write removes: DynamoDB takes an expression of at most 4 KB.
const MAX_REMOVED: usize = 100;

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
    /// with; there is no condition on its size, so that two codes redeemed at once both work. What it holds too many of for
    /// that is no live token, whoever asks: see [`Grant::surplus`].
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
        let Grant { tokens, surplus, .. } = redemption.grant;
        let oldest = tokens.iter().take(tokens.len().saturating_sub(MAX_TOKENS - 1)).map(|token| &token.digest);
        let (remove, mut names) = removal(surplus.iter().chain(oldest).take(MAX_REMOVED));
        names.insert("#new".to_owned(), redemption.token.hex());
        Update::builder()
            .table_name(&self.table)
            .key("pk", text(Key::grant(&redemption.code.grant).as_str()))
            // Revoked, or revoked and approved again: the generation is another one.
            .condition_expression("generation = :generation")
            .update_expression(format!("SET tokens.#new = :token {remove}"))
            .set_expression_attribute_names(Some(names))
            .expression_attribute_values(":generation", text(&redemption.code.generation))
            .expression_attribute_values(":token", AttributeValue::M(entry))
            .build()
            .map_err(incomplete_request)
    }

    /// Ends a token of a grant that was read: one that a replayed code once gave (RFC 6749 §4.1.2), or that its app gives
    /// back. One that is gone already has ended.
    pub async fn end_token(
        &self,
        locator: &GrantLocator,
        grant: &Grant,
        token: &Digest<AccessToken>,
    ) -> Result<(), StoreError> {
        // What the grant holds too many of goes first, the oldest before: with one of the ten gone, the newest of it would
        // be among the ten, and alive again.
        let surplus = grant.surplus.iter().filter(|&old| old != token);
        let ending: Vec<&Digest<AccessToken>> = surplus.chain([token]).collect();
        for some in ending.chunks(MAX_REMOVED) {
            self.remove_tokens(locator, grant, some).await?;
        }
        Ok(())
    }

    async fn remove_tokens(
        &self,
        locator: &GrantLocator,
        grant: &Grant,
        tokens: &[&Digest<AccessToken>],
    ) -> Result<(), StoreError> {
        let (remove, names) = removal(tokens.iter().copied());
        let result = self
            .client
            .update_item()
            .table_name(&self.table)
            .key("pk", text(Key::grant(locator).as_str()))
            // Without the condition the update of a grant that was revoked meanwhile is an error, and the replay a 503.
            .condition_expression("generation = :generation")
            .update_expression(remove)
            .set_expression_attribute_names(Some(names))
            .expression_attribute_values(":generation", text(&grant.generation))
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

/// The expression that removes these tokens, and the names in it; empty where there are none.
fn removal<'a>(tokens: impl Iterator<Item = &'a Digest<AccessToken>>) -> (String, HashMap<String, String>) {
    let names: HashMap<String, String> = tokens.enumerate().map(|(n, old)| (format!("#old{n}"), old.hex())).collect();
    let paths: Vec<String> = names.keys().map(|name| format!("tokens.{name}")).collect();
    let expression = if paths.is_empty() { String::new() } else { format!("REMOVE {}", paths.join(", ")) };
    (expression, names)
}
