//! The stylesheet: small, hand-written, inline, allowed by its hash. One more rule, with the product's colour, beside it.

use super::script::hash;
use std::sync::LazyLock;

/// What all pages share, as it is written.
const CSS: &str = include_str!("style.css");

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
    use crate::accent::{Accent, DARK, LIGHT, READABLE};

    #[test]
    fn comments_and_indentation_are_for_us_only() {
        assert_eq!(compact("/* a */\na {\n  b: c; /* d */\n}\n"), "a {b: c;}");
        for (sheet, most) in [(Sheet::Consent, 6_500), (Sheet::Settings, 8_000)] {
            let css = &sheet.style().css;
            assert!(!css.contains("/*") && !css.contains('\n'));
            assert!(css.len() < most, "{sheet:?}: {}", css.len());
        }
    }

    /// The value of a custom property, in the light theme (0) or the dark one (1).
    fn property(name: &str, theme: usize) -> Accent {
        let start = format!("--{name}:");
        let value = CSS.split(&start).nth(theme + 1).unwrap_or_else(|| panic!("no --{name}")).trim_start();
        let end = value.find([';', '}', '\n']).unwrap();
        let long: String = match &value[..end] {
            short if short.len() == 4 => {
                short.chars().flat_map(|c| std::iter::repeat_n(c, if c == '#' { 1 } else { 2 })).collect()
            }
            long => long.to_owned(),
        };
        Accent::parse(&long).unwrap_or_else(|| panic!("--{name} is {long}"))
    }

    #[test]
    fn every_colour_of_the_stylesheet_can_be_read_in_both_themes() {
        for (theme, surfaces) in [LIGHT, DARK].into_iter().enumerate() {
            assert_eq!(["bg", "card", "well"].map(|name| property(name, theme)), surfaces);
            for words in ["ink", "soft", "good", "bad"] {
                for surface in surfaces {
                    let contrast = property(words, theme).contrast(surface);
                    assert!(contrast >= READABLE, "--{words} in theme {theme} on {surface}: {contrast:.2}");
                }
            }
            // What is pressed or typed into is seen by its edge (1.4.11).
            assert!(property("edge", theme).contrast(property("card", theme)) >= 3.0);
        }
    }
}
