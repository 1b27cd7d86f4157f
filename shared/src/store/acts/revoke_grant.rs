//! Taking an approval back.

use crate::credential::locator::{AppLocator, GrantLocator, PrincipalLocator};
use crate::ids::{ClientId, OrgId, UserId};
use crate::store::Store;
use crate::store::dynamodb::expression::Expression;
use crate::store::dynamodb::item::text;
use crate::store::error::StoreError;
use crate::store::items::keys::Key;

impl Store {
    /// Takes an approval back: with this one write its tokens are dead, and its codes. One that is gone already is as good.
    /// `false` is no approval of theirs of this very app: an app whose id begins alike has its place.
    pub async fn revoke_grant(&self, client_id: &ClientId, user: &UserId, org: &OrgId) -> Result<bool, StoreError> {
        let locator = GrantLocator::of(&AppLocator::of(client_id), &PrincipalLocator::of(user, org));
        // A locator is never trusted: only this user's own approval of this very app.
        let their_own = Expression::new("client_id = :client_id AND #user = :user AND org = :org")
            .name("#user", "user")
            .value(":client_id", text(client_id.as_str()))
            .value(":user", text(user.as_str()))
            .value(":org", text(org.as_str()));
        Ok(self.delete_if(&Key::grant(&locator), their_own).await?.is_gone())
    }
}
