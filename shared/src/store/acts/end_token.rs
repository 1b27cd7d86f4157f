//! Ending a token: it is taken out of its grant.

use crate::credential::locator::GrantLocator;
use crate::credential::{AccessToken, Digest};
use crate::store::Store;
use crate::store::dynamodb::conditional::Written;
use crate::store::dynamodb::expression::Expression;
use crate::store::dynamodb::item::{Item as _, text};
use crate::store::error::StoreError;
use crate::store::items::grant::Grant;
use crate::store::items::keys::Key;

/// Tokens that one write removes: DynamoDB takes an expression of at most 4 KB.
pub(super) const MAX_REMOVED: usize = 100;

impl Store {
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
        self.take_out(&Key::grant(locator), grant, &ending).await
    }

    /// Takes tokens out of a grant, as long as it is the one that was read.
    pub(super) async fn take_out(
        &self,
        key: &Key,
        grant: &Grant,
        tokens: &[&Digest<AccessToken>],
    ) -> Result<(), StoreError> {
        for some in tokens.chunks(MAX_REMOVED) {
            // Without the condition the update of a grant that was revoked meanwhile is an error, and the replay a 503.
            let condition = Expression::new("generation = :generation").value(":generation", text(&grant.generation));
            let happened = |item: &_| Ok(!Grant::read(item)?.holds(some));
            match self.update_if(key, condition, removal(some.iter().copied()), happened).await? {
                // Of another generation, it holds none of these.
                Written::Done(_) | Written::ConditionFailed(_) => {}
            }
        }
        Ok(())
    }
}

/// The change that removes these tokens; none where there are none.
pub(super) fn removal<'a>(tokens: impl Iterator<Item = &'a Digest<AccessToken>>) -> Expression {
    let mut removal = Expression::default();
    let mut paths = Vec::new();
    for (n, old) in tokens.enumerate() {
        paths.push(format!("tokens.#old{n}"));
        removal = removal.name(format!("#old{n}"), old.hex());
    }
    if paths.is_empty() { removal } else { removal.then(Expression::new(format!("REMOVE {}", paths.join(", ")))) }
}
