//! The stylesheet: small, hand-written, inline, allowed by its hash.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};
use std::sync::LazyLock;

/// The text between `<style>` and `</style>`.
pub const CSS: &str = include_str!("style.css");

/// How the Content-Security-Policy names it: `sha256-…`.
pub fn hash() -> &'static str {
    static HASH: LazyLock<String> = LazyLock::new(|| format!("sha256-{}", STANDARD.encode(Sha256::digest(CSS))));
    &HASH
}
