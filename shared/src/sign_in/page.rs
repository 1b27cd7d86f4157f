//! Pages that say something and lead on by links.

use crate::config::Config;
use crate::html::texts;
use crate::html::{Page, Sheet, Visitor};
use crate::http::answer::{Answer, Forms};
use crate::http::request::Request;
use crate::log::Outcome;
use crate::text::ErrorText;
use http::StatusCode;
use maud::{Markup, html};

pub(super) fn linked(
    config: &Config,
    request: &Request,
    told: &ErrorText,
    actions: &Markup,
    outcome: Outcome,
) -> Answer {
    let content = html! {
        div.card {
            h1 { (told.title) }
            p { (told.happened) }
            p { (told.remedy) }
            div.actions { (actions) }
        }
    };
    let page = Page { title: told.title, visitor: Visitor::Anyone, sheet: Sheet::Settings, script: None, content };
    Answer::html(StatusCode::OK, Forms::Here, page.document(config, texts(request)), outcome)
}
