//! The examples that run on Node, installed as their lock files say.

use super::process::{PATIENCE, Process};
use std::collections::BTreeSet;
use tokio::process::Command;
use tokio::sync::Mutex;

/// What helps where there is no Node.
pub const REMEDY: &str = "Type: sudo apt-get install -y nodejs npm";

/// `npm ci` in this folder, once for all tests.
pub async fn installed(folder: &'static str) {
    static INSTALLED: Mutex<BTreeSet<&str>> = Mutex::const_new(BTreeSet::new());
    let mut installed = INSTALLED.lock().await;
    if !installed.contains(folder) {
        run(folder, &["ci", "--no-audit", "--no-fund"]).await;
        installed.insert(folder);
    }
}

/// `npm` in this folder.
pub async fn run(folder: &str, arguments: &[&str]) {
    let process = Process::start(Command::new("npm").args(arguments).current_dir(folder), REMEDY);
    // The registry may be slow too.
    let ended = process.end(2 * PATIENCE).await;
    assert_eq!(ended.code, Some(0), "npm {}:\n{}", arguments.join(" "), ended.said.join("\n"));
}
