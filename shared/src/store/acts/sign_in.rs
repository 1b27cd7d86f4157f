//! Signing in and out: a session begins, and ends.

use crate::credential::{self, Digest};
use crate::store::dynamodb::transaction::{Step, unconditional};
use crate::store::error::StoreError;
use crate::store::items::keys::Key;
use crate::store::{Session, Store};

impl Store {
    /// Keeps a new session, and with the same write ends the one that it takes the place of. Its digest is drawn afresh
    /// at every sign-in, so there is nothing to overwrite, and done twice it is done.
    pub async fn start_session(
        &self,
        digest: &Digest<credential::Session>,
        session: &Session,
        former: Option<&Digest<credential::Session>>,
    ) -> Result<(), StoreError> {
        let item = session.item(digest);
        let Some(former) = former else { return self.put(item).await };
        unconditional(self.transact([Step::Put(item), Step::Delete(Key::session(former))]).await?)
    }

    /// Ends a session. One that is gone already has ended.
    pub async fn end_session(&self, digest: &Digest<credential::Session>) -> Result<(), StoreError> {
        self.delete(&Key::session(digest)).await
    }
}
