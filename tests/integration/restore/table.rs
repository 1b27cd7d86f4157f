//! A table as it was at a moment, and what was logged since.

use super::story::{Held, Kind, Story, is_live};
use crate::harness::{Database, Item, Server};
use postern_restore::{Report, Restore, messages};
use serde_json::Value;
use shared::clock::Timestamp;
use std::collections::BTreeSet;

/// A moment of a story.
pub struct Moment {
    pub step: usize,
    pub time: Timestamp,
    items: Vec<Item>,
}

impl Moment {
    /// This one.
    pub async fn of(story: &Story<'_>) -> Self {
        Self { step: story.step, time: story.server.clock.now(), items: story.server.dump().await }
    }

    /// A server of its own whose table was set back to it, at the time that another has.
    pub async fn restored(&self, server: &Server) -> Server {
        let restored = beside(server).await;
        self.restore_to(&restored).await;
        restored
    }

    /// Sets another server's table back to it, at that story's time.
    pub async fn restore_to(&self, restored: &Server) {
        clear(restored).await;
        futures_util::future::join_all(self.items.iter().map(|item| restored.put(item.clone()))).await;
    }
}

/// Another server, with a table of its own, that shares a server's clock.
pub async fn beside(server: &Server) -> Server {
    Server::with_clock(Database::Embedded.endpoint().await, server.clock.clone()).await
}

/// Empties a server's table.
pub async fn clear(server: &Server) {
    let delete =
        |item: Item| server.direct.delete_item().table_name(&server.table).key("pk", item["pk"].clone()).send();
    let deleted = futures_util::future::join_all(server.dump().await.into_iter().map(delete)).await;
    assert!(deleted.iter().all(Result::is_ok));
}

/// Runs infra/restore on a server's table with lines of the log.
pub async fn run(server: &Server, lines: &[Value], dry_run: bool) -> Report {
    let document: String = lines.iter().map(|line| format!("{line}\n")).collect();
    let store = server.store();
    Restore { store: &store, dry_run, say: &|_| {} }.run(&messages(&document)).await.unwrap()
}

/// Which of the credentials open something at a server, by their place. Codes come last, for they are spent by asking.
pub async fn live(server: &Server, story: &Story<'_>) -> BTreeSet<usize> {
    live_at(server, &server.url, story).await
}

/// The same at another front of that server.
pub async fn live_at(server: &Server, url: &str, story: &Story<'_>) -> BTreeSet<usize> {
    let mut live = BTreeSet::new();
    let codes_last = |(_, held): &(usize, &Held)| held.kind == Kind::Code;
    let mut all: Vec<(usize, &Held)> = story.held.iter().enumerate().collect();
    all.sort_by_key(codes_last);
    for (place, held) in all {
        let of_app = |other: &&Held| other.kind == Kind::Secret && other.app == held.app;
        let secrets: Vec<&Held> = story.held.iter().filter(of_app).collect();
        if is_live(server, url, held, story.apps.get(held.app), &secrets).await {
            live.insert(place);
        }
    }
    live
}

/// What somebody held before a moment and would still hold, had there been no restore. Not codes of an app whose secret was
/// rotated since: it has none until its admin makes another.
pub fn lost(story: &Story<'_>, step: usize, at_the_end: &BTreeSet<usize>, after: &BTreeSet<usize>) -> Vec<usize> {
    let has_secret = |app: usize| {
        let is_secret = |place: &&usize| story.held[**place].kind == Kind::Secret && story.held[**place].app == app;
        after.iter().any(|place| is_secret(&place))
    };
    let expected = |place: &&usize| {
        let held = &story.held[**place];
        held.since < step && (held.kind != Kind::Code || has_secret(held.app))
    };
    at_the_end.difference(after).filter(expected).copied().collect()
}
