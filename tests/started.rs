//! A function's binary, started with settings that cannot be. A module of each function's `tests/start.rs`: only there does Cargo
//! say where that binary is.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::process::Command;

/// What it says before it ends, by itself and at once.
pub(crate) fn said(binary: &str, settings: &[(&str, &str)]) -> String {
    let mut command = Command::new(binary);
    command.env_clear().envs(settings.iter().copied());
    let ended = command.output().unwrap();
    assert_eq!(ended.status.code(), Some(1));
    String::from_utf8(ended.stderr).unwrap()
}
