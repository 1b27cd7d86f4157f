//! Hostile input at scale: generated, shrunk when it finds something, its finds kept in `seeds.txt`.

/// How events are made.
mod drafts;
/// Raw gateway events for every function: made of what means something, and of rubbish.
mod events;
/// Each parser by itself.
mod parsers;
/// What may arrive upstream, whatever was sent to the proxy.
mod public_api;
/// What is attacked.
mod target;

use crate::harness::sizes;
use proptest::test_runner::{Config, FileFailurePersistence};

/// As many cases as this run is worth.
pub fn config() -> Config {
    Config {
        cases: u32::try_from(sizes::fuzz_cases()).unwrap(),
        failure_persistence: Some(Box::new(FileFailurePersistence::Direct("integration/fuzz/seeds.txt"))),
        ..Config::default()
    }
}
