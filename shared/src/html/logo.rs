//! The product's logo, compiled in from `brand/logo.svg`. It has an address of its own, which changes with it, so that
//! browsers fetch it once: it stands in every page's header and in the tab.

use crate::hex;
use crate::http::answer::Answer;
use crate::log::Outcome;
use sha2::{Digest as _, Sha256};
use std::sync::LazyLock;

const SVG: &str = include_str!("../../../brand/logo.svg");

static NAME: LazyLock<String> = LazyLock::new(|| format!("logo-{}.svg", hex::encode(&Sha256::digest(SVG))));

/// Its path.
pub fn path() -> String {
    format!("/assets/{}", *NAME)
}

/// The file of that name below `/assets/`, if it is the logo.
pub fn file(name: &str) -> Option<Answer> {
    (name == *NAME).then(|| Answer::file("image/svg+xml", SVG.into(), Outcome::new("asset")))
}
