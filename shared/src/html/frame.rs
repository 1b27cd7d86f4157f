//! The frame: what is around every page.

use super::style;
use crate::config::Config;
use crate::store::Session;
use maud::{DOCTYPE, Markup, PreEscaped, html};

/// Who looks at a page, for its header.
#[derive(Clone, Copy, Debug)]
pub enum Visitor<'a> {
    /// Nobody we know, or a page that does not care.
    Anyone,
    /// Somebody signed in.
    SignedIn(&'a Session),
}

/// A whole document. Everything spliced into it is escaped by `maud`.
pub fn frame(config: &Config, title: &str, visitor: Visitor<'_>, content: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " · " (config.product) }
                style { (PreEscaped(style::CSS)) }
            }
            body {
                header {
                    strong { (config.product) }
                    @if let Visitor::SignedIn(session) = visitor {
                        nav aria-label="Settings" {
                            a href="/settings/apps" { "Apps" }
                            a href="/settings/api-keys" { "API keys" }
                            a href="/settings/approved-apps" { "Approved apps" }
                        }
                        span.soft { (session.display_name) " in " (session.org_name) }
                        form method="post" action="/logout" { button.link { "Sign out" } }
                    }
                }
                (content)
            }
        }
    }
}
