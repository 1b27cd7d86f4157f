//! Heavy tests take turns: on a machine of few cores, all at once would only make each other late, and on one of many they
//! would start a browser for each core. All other tests go on beside them.

use std::num::NonZeroUsize;
use std::sync::LazyLock;
use std::thread::available_parallelism;
use tokio::sync::{Semaphore, SemaphorePermit};

/// How many that start a browser or a server of their own may run beside each other.
static PLACES: LazyLock<u32> = LazyLock::new(|| {
    let cores = available_parallelism().map_or(1, NonZeroUsize::get);
    u32::try_from(cores / 2).unwrap_or(1).max(2)
});

static MACHINE: LazyLock<Semaphore> = LazyLock::new(|| Semaphore::new(*PLACES as usize));

/// Until it is dropped, a turn is one's own.
pub type Turn = SemaphorePermit<'static>;

/// For what needs the machine: thousands of requests, or many at once. No other heavy test runs beside it.
pub async fn alone() -> Turn {
    MACHINE.acquire_many(*PLACES).await.unwrap()
}

/// For what starts a browser, or a compiler.
pub async fn among_few() -> Turn {
    MACHINE.acquire().await.unwrap()
}
