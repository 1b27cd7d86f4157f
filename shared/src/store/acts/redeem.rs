//! Redeeming: the code is marked as used and the token is added to its grant in one transaction, or neither is.

use super::end_token::{MAX_REMOVED, removal};
use crate::clock::Timestamp;
use crate::credential::locator::{AppLocator, GrantLocator};
use crate::credential::{self, AccessToken, Digest, Secret};
use crate::ids::ClientId;
use crate::store::App;
use crate::store::Store;
use crate::store::dynamodb::expression::Expression;
use crate::store::dynamodb::item::{moment, set, text};
use crate::store::dynamodb::transaction::{Step, Transacted};
use crate::store::error::StoreError;
use crate::store::items::code::Code;
use crate::store::items::grant::{Grant, MAX_TOKENS};
use crate::store::items::keys::Key;
use aws_sdk_dynamodb::types::AttributeValue;
use std::collections::HashMap;

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
pub enum RedemptionConflict {
    /// Somebody else redeemed the code in between, or it has just expired.
    CodeSpent,
    /// The grant was revoked in between.
    GrantRevoked,
}

impl Store {
    /// Reads app, code and grant in one round trip; without a well-formed code, the app alone.
    pub async fn load_exchange(
        &self,
        client_id: &ClientId,
        code: Option<&Secret<credential::Code>>,
    ) -> Result<TokenState, StoreError> {
        let code_keys = code.map(|code| (Key::code(&code.digest()), Key::grant(&GrantLocator::from_credential(code))));
        let mut keys = vec![Key::app(&AppLocator::of(client_id))];
        keys.extend(code_keys.iter().flat_map(|(code, grant)| [code.clone(), grant.clone()]));
        let found = self.batch_get(&keys).await?;
        let app = found.app(client_id)?;
        let Some((code_key, grant_key)) = code_keys else { return Ok(TokenState { app, code: None, grant: None }) };
        Ok(TokenState { app, code: found.read(&code_key)?, grant: found.read(&grant_key)? })
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
    ) -> Result<Result<(), RedemptionConflict>, StoreError> {
        match self.transact([mark_redeemed(redemption, now), add_token(redemption, now)]).await? {
            Transacted::Done => Ok(Ok(())),
            Transacted::ConditionFailed(0) => Ok(Err(RedemptionConflict::CodeSpent)),
            Transacted::ConditionFailed(_) => Ok(Err(RedemptionConflict::GrantRevoked)),
            Transacted::Unclear(trouble) => self.redeemed_after_all(redemption, trouble).await,
        }
    }

    /// `trouble` is returned if the code turns out to be as good as before.
    async fn redeemed_after_all(
        &self,
        redemption: &Redemption<'_>,
        trouble: StoreError,
    ) -> Result<Result<(), RedemptionConflict>, StoreError> {
        let code: Option<Code> = self.read(&Key::code(redemption.code_digest)).await?;
        match code.and_then(|code| code.redeemed) {
            Some(redeemed) if redeemed.token == *redemption.token => Ok(Ok(())),
            Some(_) => Ok(Err(RedemptionConflict::CodeSpent)),
            None => Err(trouble),
        }
    }
}

fn mark_redeemed(redemption: &Redemption<'_>, now: Timestamp) -> Step {
    let redeemed = HashMap::from([("at".to_owned(), moment(now)), ("token".to_owned(), text(redemption.token.hex()))]);
    // Unredeemed: once only, under any interleaving. Unexpired: TTL deletes late, and the read is already past. A code that is
    // gone has no `expires_at`, so no item is made of nothing.
    let condition = Expression::new("attribute_not_exists(redeemed) AND expires_at > :now").value(":now", moment(now));
    let change = Expression::new("SET redeemed = :redeemed").value(":redeemed", AttributeValue::M(redeemed));
    Step::UpdateIf(Key::code(redemption.code_digest), condition, change)
}

fn add_token(redemption: &Redemption<'_>, now: Timestamp) -> Step {
    let entry = HashMap::from([
        ("issued_at".to_owned(), moment(now)),
        ("scopes".to_owned(), set(redemption.code.scopes.names())),
        ("code".to_owned(), text(redemption.code_digest.hex())),
    ]);
    let Grant { tokens, surplus, .. } = redemption.grant;
    let oldest = tokens.iter().take(tokens.len().saturating_sub(MAX_TOKENS - 1)).map(|token| &token.digest);
    // Revoked, or revoked and approved again: the generation is another one.
    let condition = Expression::new("generation = :generation").value(":generation", text(&redemption.code.generation));
    let change = Expression::new("SET tokens.#new = :token")
        .name("#new", redemption.token.hex())
        .value(":token", AttributeValue::M(entry))
        .then(removal(surplus.iter().chain(oldest).take(MAX_REMOVED)));
    Step::UpdateIf(Key::grant(&redemption.code.grant), condition, change)
}
