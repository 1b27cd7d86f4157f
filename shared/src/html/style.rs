//! The stylesheet: small, hand-written, inline, allowed by its hash. One more rule, with the product's colour, beside it.

use super::script::hash;
use std::sync::LazyLock;

/// As it is written.
pub(super) const CSS: &str = include_str!("style.css");

/// A text between `<style>` and `</style>`, and how the Content-Security-Policy names it.
#[derive(Debug)]
pub struct Style {
    /// The text.
    pub css: String,
    /// `sha256-…`.
    pub hash: String,
}

impl Style {
    /// With its hash.
    pub fn new(css: String) -> Self {
        Self { hash: hash(&css), css }
    }
}

/// The stylesheet, as pages have it: without comments and indentation.
pub fn sheet() -> &'static Style {
    static SHEET: LazyLock<Style> = LazyLock::new(|| Style::new(compact(CSS)));
    &SHEET
}

fn compact(css: &str) -> String {
    let mut without_comments = String::new();
    for (at, part) in css.split("/*").enumerate() {
        let code = if at == 0 { part } else { part.split_once("*/").map_or("", |(_, code)| code) };
        without_comments.push_str(code);
    }
    without_comments.lines().map(str::trim).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_indentation_are_for_us_only() {
        assert_eq!(compact("/* a */\na {\n  b: c; /* d */\n}\n"), "a {b: c;}");
        assert!(!sheet().css.contains("/*") && !sheet().css.contains('\n'));
        assert!(sheet().css.len() < 9_000, "{}", sheet().css.len());
    }
}
