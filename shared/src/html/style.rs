//! The stylesheet: small, hand-written, inline, allowed by its hash. One more rule, with the product's colour, beside it.

use super::script::hash;
use std::sync::LazyLock;

/// What all pages share, as it is written.
pub(super) const CSS: &str = include_str!("style.css");

/// What a page has of it: the consent page is kept light, and needs no lists and forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sheet {
    /// The consent page.
    Consent,
    /// Every other one.
    Settings,
}

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

impl Sheet {
    /// As pages have it: without comments and indentation.
    pub fn style(self) -> &'static Style {
        static CONSENT: LazyLock<Style> = LazyLock::new(|| whole(include_str!("consent.css")));
        static SETTINGS: LazyLock<Style> = LazyLock::new(|| whole(include_str!("settings.css")));
        match self {
            Self::Consent => &CONSENT,
            Self::Settings => &SETTINGS,
        }
    }
}

fn whole(part: &str) -> Style {
    Style::new(compact(CSS) + &compact(part))
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
        for (sheet, most) in [(Sheet::Consent, 6_500), (Sheet::Settings, 8_000)] {
            let css = &sheet.style().css;
            assert!(!css.contains("/*") && !css.contains('\n'));
            assert!(css.len() < most, "{sheet:?}: {}", css.len());
        }
    }
}
