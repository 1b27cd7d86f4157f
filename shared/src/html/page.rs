//! A page: what is around every one, and what its policy must allow.

use super::frame::{Visitor, header};
use super::logo;
use super::script::Script;
use super::style::{Sheet, Style};
use crate::config::Config;
use crate::http::document::Document;
use crate::text::Texts;
use maud::{DOCTYPE, Markup, PreEscaped, html};

/// What one page adds to the frame.
#[derive(Debug)]
pub struct Page<'a> {
    /// In the tab, before the product's name.
    pub title: &'a str,
    /// Who looks at it.
    pub visitor: Visitor<'a>,
    /// How it looks.
    pub sheet: Sheet,
    /// What runs on it, if anything.
    pub script: Option<Script>,
    /// What stands in it.
    pub content: Markup,
}

impl Page<'_> {
    /// Puts it together. Everything spliced in is escaped by `maud`.
    pub fn document(self, config: &Config, texts: &Texts) -> Document {
        let (style, accent) = (self.sheet.style(), Style::new(config.accent.css()));
        let width = match self.visitor {
            Visitor::Anyone => "narrow",
            Visitor::In(..) => "wide",
        };
        let html = html! {
            (DOCTYPE)
            html lang=(texts.language.tag()) dir=(texts.language.direction()) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    title { (self.title) " · " (config.product) }
                    link rel="icon" type="image/svg+xml" href=(logo::path());
                    style { (PreEscaped(&style.css)) }
                    style { (PreEscaped(&accent.css)) }
                }
                body {
                    a.skip href="#main" { (texts.frame.skip) }
                    (header(config, texts, self.visitor))
                    main id="main" class=(width) tabindex="-1" { (self.content) }
                    @if let Some(script) = self.script { script { (PreEscaped(script.text())) } }
                }
            }
        };
        let scripts = self.script.map(|script| format!("; script-src '{}'", script.hash())).unwrap_or_default();
        let sources = format!("style-src '{}' '{}'{scripts}", style.hash, accent.hash);
        Document { html: html.0, sources }
    }
}
