//! What is known of the issuer, and for how long: discovered at first need, kept for an hour, and for a day while it is down.

use super::config::IssuerConfig;
use super::fetch::{Fetcher, Trouble};
use super::metadata::Metadata;
use crate::jose::Key;
use serde_json::Value;
use shared::clock::Timestamp;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::Mutex;

/// How long it is believed without asking again.
const FRESH: Duration = Duration::from_hours(1);
/// How long it is believed while the issuer cannot be asked.
const KEPT: Duration = Duration::from_hours(24);
/// How long to wait before asking again for a key that was not there, or an issuer that was down: whoever sends us unknown
/// keys must not make us ask for each.
const PAUSE: Duration = Duration::from_mins(1);

/// Metadata and keys.
#[derive(Debug)]
pub(super) struct Known {
    pub metadata: Arc<Metadata>,
    pub keys: Vec<Key>,
    loaded_at: Timestamp,
}

/// What is known, if anything. Whoever asks the issuer keeps the others waiting: they want the same answer.
#[derive(Debug, Default)]
pub(super) struct Cache(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    known: Option<Arc<Known>>,
    failed: Option<Failed>,
    /// When it was last asked for a key that was not there, and what came of it.
    asked_again: Option<(Timestamp, Result<(), Trouble>)>,
}

/// It was last discovered in vain.
#[derive(Debug)]
struct Failed {
    at: Timestamp,
    /// When that was known.
    known_at: Instant,
    trouble: Trouble,
}

impl Cache {
    /// What is known of it, discovered if need be.
    pub(super) async fn known(
        &self,
        fetcher: &Fetcher,
        config: &IssuerConfig,
        now: Timestamp,
    ) -> Result<Arc<Known>, Trouble> {
        let asked = Instant::now();
        let mut state = self.0.lock().await;
        let kept = state.known.clone().filter(|known| now.since(known.loaded_at) < KEPT);
        // Who waited while it was asked in vain gets the same answer, and does not wait as long once more.
        if let Some(failed) = state.failed.as_ref().filter(|failed| failed.known_at > asked) {
            return kept.ok_or_else(|| failed.trouble.clone());
        }
        let failed_lately = state.failed.as_ref().is_some_and(|failed| now.since(failed.at) < PAUSE);
        if let Some(known) = kept.as_ref().filter(|known| failed_lately || now.since(known.loaded_at) < FRESH) {
            return Ok(Arc::clone(known));
        }
        match load(fetcher, config, now).await {
            Ok(known) => {
                let known = Arc::new(known);
                *state = State { known: Some(Arc::clone(&known)), failed: None, asked_again: None };
                Ok(known)
            }
            // A failure never replaces what is good.
            Err(trouble) => {
                state.failed = Some(Failed { at: now, known_at: Instant::now(), trouble: trouble.clone() });
                kept.ok_or(trouble)
            }
        }
    }

    /// The same once `seen` did not have a key that was looked for: issuers rotate theirs. Asks at most once a minute.
    pub(super) async fn known_beyond(
        &self,
        fetcher: &Fetcher,
        seen: &Arc<Known>,
        now: Timestamp,
    ) -> Result<Arc<Known>, Trouble> {
        let mut state = self.0.lock().await;
        if let Some(known) = state.known.as_ref().filter(|known| !Arc::ptr_eq(known, seen)) {
            return Ok(Arc::clone(known));
        }
        if let Some((_, outcome)) = state.asked_again.as_ref().filter(|(at, _)| now.since(*at) < PAUSE) {
            return outcome.clone().map(|()| Arc::clone(seen));
        }
        let newer = keys(fetcher, &seen.metadata).await;
        state.asked_again = Some((now, newer.as_ref().map(|_| ()).map_err(Clone::clone)));
        let known = Known { metadata: Arc::clone(&seen.metadata), keys: newer?, loaded_at: seen.loaded_at };
        let known = Arc::new(known);
        state.known = Some(Arc::clone(&known));
        Ok(known)
    }
}

async fn load(fetcher: &Fetcher, config: &IssuerConfig, now: Timestamp) -> Result<Known, Trouble> {
    let metadata = Metadata::fetch(fetcher, config).await?;
    let keys = keys(fetcher, &metadata).await?;
    Ok(Known { metadata: Arc::new(metadata), keys, loaded_at: now })
}

/// The issuer's keys (RFC 7517 §5). One that is none of ours is skipped; none at all is trouble.
async fn keys(fetcher: &Fetcher, metadata: &Metadata) -> Result<Vec<Key>, Trouble> {
    let document = fetcher.document("keys", &metadata.keys).await?;
    let listed = document.get("keys").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let keys: Vec<Key> = listed.iter().filter_map(|key| Key::from_jwk(key.as_object()?).ok()).collect();
    if keys.is_empty() { Err(Trouble::Unavailable("keys: none of use".to_owned())) } else { Ok(keys) }
}
