//! The sweep: pass after pass over what a deleted app has left behind, until nothing is.

use crate::passes::Passes;
use crate::unfinished::Unfinished;
use futures_util::future::try_join_all;
use shared::ids::ClientId;
use shared::log::Outcome;
use shared::store::{Store, StoreError};
use std::time::Duration;

/// Deletes under way at a time.
const AT_ONCE: usize = 25;

/// An app being swept.
pub(crate) struct Swept {
    /// Which.
    pub client_id: ClientId,
    /// Items deleted so far.
    pub items: usize,
    /// It exists: the record is of an event that was undone, by a restore for one. Nothing of it is touched.
    pub lives: bool,
}

impl Swept {
    /// Not begun yet.
    pub(crate) fn new(client_id: ClientId) -> Self {
        Self { client_id, items: 0, lives: false }
    }

    /// What the log says of it, once the sweep has ended, or was kept from ending.
    pub(crate) fn outcome(&self, unfinished: Option<&Unfinished>) -> Outcome {
        let outcome = match unfinished {
            _ if self.lives => Outcome::new("app_lives"),
            None => Outcome::new("app_purged").detail(&self.items),
            Some(Unfinished::Store(cause)) => Outcome::new("store_unavailable").detail(cause),
            Some(Unfinished::OutOfTime) => Outcome::new("purge_goes_on").detail(&self.items),
        };
        outcome.client(&self.client_id)
    }
}

/// Sweeps until nothing is left, if the app is gone.
pub(crate) async fn sweep(store: &Store, swept: &mut Swept, pause: Duration) -> Result<(), StoreError> {
    let mut passes = Passes::new(pause);
    loop {
        let reclaimed = pass(store, swept).await?;
        if swept.lives || passes.are_over(reclaimed).await {
            return Ok(());
        }
    }
}

/// One pass over what the index shows of one app; returns how many items there were in truth.
async fn pass(store: &Store, swept: &mut Swept) -> Result<usize, StoreError> {
    let (mut reclaimed, mut from) = (0, None);
    loop {
        // Before each page: a client id is never given twice, but a table can be restored.
        swept.lives = !store.app_is_deleted(&swept.client_id).await?;
        if swept.lives {
            return Ok(reclaimed);
        }
        let page = store.orphans_of(&swept.client_id, from).await?;
        for items in page.items.chunks(AT_ONCE) {
            let deleted = try_join_all(items.iter().map(|item| store.delete_orphan(item, &swept.client_id))).await?;
            let deleted = deleted.into_iter().filter(|&was_there| was_there).count();
            reclaimed += deleted;
            swept.items += deleted;
        }
        from = page.next;
        if from.is_none() {
            break;
        }
    }
    Ok(reclaimed)
}
