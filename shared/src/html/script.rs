//! The three scripts. No page needs one; where a page has one, its policy allows that one, by its hash.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

/// A script of ours.
#[derive(Clone, Copy, Debug)]
pub struct Script(&'static str);

/// On the consent page: both buttons wait until the window has been in front for half a second (case E13).
pub const WAIT: Script = Script(include_str!("wait.js"));
/// Where a secret is shown: a button that copies it.
pub const COPY: Script = Script(include_str!("copy.js"));
/// Where a picture is chosen: whether it is too large is said before it is sent.
pub const SIZE: Script = Script(include_str!("size.js"));

impl Script {
    /// The text between `<script>` and `</script>`: without comments and indentation.
    pub fn text(self) -> String {
        let lines = self.0.lines().map(str::trim).filter(|line| !line.starts_with("//"));
        lines.collect::<Vec<_>>().join("\n")
    }

    /// How the Content-Security-Policy names it.
    pub fn hash(self) -> String {
        hash(&self.text())
    }
}

/// `sha256-…` of what stands between the tags.
pub(super) fn hash(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(text)))
}
