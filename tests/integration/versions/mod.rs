//! Two versions live: while a deployment shifts traffic, and after one was rolled back, each finds what the other has made.
//!
//! Nothing old is built here. `tests/fixtures/landed.json` holds what the version that is in production has written, and the
//! credentials that it gave out, of a made-up world. A release writes it anew, from the commit that was released:
//! `cargo test -p postern-tests --test integration -- --ignored versions::write_what_has_landed`.

/// What this version writes, an older one can read.
mod back;
/// What an older version has made is good in this one.
mod forth;
/// What a version makes.
mod world;

use world::World;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "it writes the fixture anew: run from the commit that is in production, after a release"]
async fn write_what_has_landed() {
    World::make().await.write();
}
