//! A sign-in arrives: what its browser brings, and what has ended meanwhile.

use crate::clock::Timestamp;
use crate::credential::{Secret, Session as SessionKind};
use crate::store::Store;
use crate::store::dynamodb::item::Reader;
use crate::store::error::StoreError;
use crate::store::items::ended;
use crate::store::items::keys::Key;
use crate::store::items::offboarding::until;
use crate::store::items::session::Session;

/// What a sign-in finds.
#[derive(Debug)]
pub struct Arrival {
    /// The session that the browser brings, live or not.
    pub former: Option<Session>,
    /// What the sign-in rests on was ended: it was signed before an offboarding, and comes after it; or before anything counts.
    pub ended: bool,
}

impl Store {
    /// At most one round trip. Whatever was signed at this very moment, the product or its issuer says now, and it is the
    /// authority on who belongs where.
    pub async fn arrival(
        &self,
        brought: Option<&Secret<SessionKind>>,
        session: &Session,
        now: Timestamp,
    ) -> Result<Arrival, StoreError> {
        let former = brought.map(|secret| Key::session(&secret.digest()));
        let marks =
            if session.signed_in_at < now { ended::keys(&session.user, &session.org).to_vec() } else { Vec::new() };
        let keys: Vec<Key> = former.iter().chain(&marks).cloned().collect();
        let found = self.batch_get(&keys).await?;
        let mut ended = self.not_before.is_some_and(|moment| session.signed_in_at < moment);
        for mark in marks.iter().filter_map(|mark| found.get(mark)) {
            ended |= session.signed_in_at <= until(Reader::new("ended sign-ins", mark).moment("at")?);
        }
        let former = former.map(|key| found.read(&key)).transpose()?.flatten();
        Ok(Arrival { former, ended })
    }
}
