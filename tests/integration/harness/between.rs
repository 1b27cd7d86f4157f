//! What happens between the read and the write of a request.

use super::Server;

/// Lets the next write of `operation` come as far as the database, does `meddle` with what it is about to do, and lets
/// it go on.
pub async fn between<T>(
    server: &Server,
    operation: &'static str,
    act: impl Future<Output = T>,
    meddle: impl AsyncFnOnce(serde_json::Value),
) -> T {
    server.faults.pause(operation);
    let meddle = async {
        server.faults.reached().await;
        meddle(server.faults.calls().pop().unwrap().body).await;
        server.faults.resume();
    };
    tokio::join!(act, meddle).0
}
