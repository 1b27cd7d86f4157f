//! Case S4: what the largest events take of the release binaries, each started for its event as Lambda starts it, over a
//! Runtime API on loopback. `make size` runs it and says which binaries those are.

/// Events as large as Lambda takes them, and what fills them.
mod events;
/// Pictures that are costly to read.
mod pictures;
/// What there is to be asked: every function, with credentials that let it go on reading.
mod scene;

use crate::harness::process::PATIENCE;
use crate::harness::{Database, Server};
use hyper::body::Bytes;
use runtime_api::{Environment, Usage};
use scene::{Asked, Scene};
use std::path::PathBuf;

const MIB: u64 = 1024 * 1024;

/// What a function may take, of the 256 MiB that it has at least.
const MOST: u64 = 96 * MIB;

/// What `apps` may take while it reads a picture, of its 512.
const MOST_FOR_A_PICTURE: u64 = 256 * MIB;

/// The binary of a function.
#[expect(clippy::disallowed_methods, reason = "`make size` says here where the release binaries are")]
fn binary(function: &str) -> PathBuf {
    let folder = std::env::var("POSTERN_FUNCTIONS").expect("this measures release binaries: run `make size`");
    PathBuf::from(folder).join(function)
}

impl Scene {
    /// What a fresh environment has taken once it has answered this three times over.
    async fn peak(&self, asked: &Asked) -> u64 {
        let mut environment = Environment::start(&binary(asked.function), &self.variables()).await.unwrap();
        let event = Bytes::from(asked.bytes());
        for _ in 0..3 {
            let invoked = tokio::time::timeout(PATIENCE, environment.invoke(event.clone())).await.unwrap();
            let answer = invoked.unwrap_or_else(|trouble| panic!("{}, {}: {trouble}", asked.function, asked.what));
            asked.check(answer.outcome);
        }
        let Usage { peak, .. } = environment.usage().unwrap();
        println!("{:12}{:44}{:>6} MiB", asked.function, asked.what, peak.div_ceil(MIB));
        peak
    }

    /// Those that take more than `most`.
    async fn over(&self, most: u64, events: Vec<Asked>) -> Vec<String> {
        let mut over = Vec::new();
        for asked in events {
            if self.peak(&asked).await > most {
                over.push(format!("{}: {}", asked.function, asked.what));
            }
        }
        over
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "it measures release binaries: `make size` runs it"]
async fn s4_no_function_takes_more_than_96_mib_for_the_largest_event_there_can_be() {
    let server = Server::start(Database::Embedded).await;
    let scene = Scene::set(&server).await;
    assert_eq!(scene.over(MOST, scene.largest()).await, Vec::<String>::new(), "take more than {} MiB", MOST / MIB);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "it measures release binaries: `make size` runs it"]
async fn s4_reading_the_costliest_picture_fits_the_function_that_does() {
    let server = Server::start(Database::Embedded).await;
    let scene = Scene::set(&server).await;
    let over = scene.over(MOST_FOR_A_PICTURE, scene.pictures().await).await;
    assert_eq!(over, Vec::<String>::new(), "take more than {} MiB", MOST_FOR_A_PICTURE / MIB);
}
