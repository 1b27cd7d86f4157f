//! Pages that say something and lead on by links.

use crate::config::Config;
use crate::html::{Page, Sheet, Visitor};
use crate::html::{texts, told};
use crate::http::answer::{Answer, Forms};
use crate::http::request::Request;
use crate::log::Outcome;
use crate::store::Session;
use crate::text::{ErrorText, Texts, fill};
use http::StatusCode;
use maud::{Markup, html};

pub(super) fn linked(
    config: &Config,
    request: &Request,
    text: &ErrorText,
    actions: &Markup,
    outcome: Outcome,
) -> Answer {
    let content = html! {
        div.card {
            (told(text))
            div.actions { (actions) }
        }
    };
    let page = Page { title: text.title, visitor: Visitor::Anyone, sheet: Sheet::Settings, script: None, content };
    Answer::html(StatusCode::OK, Forms::Here, page.document(config, texts(request)), outcome)
}

/// Where somebody is signed in already: as whom, and the ways on as they, or, by `another`, as somebody else.
pub fn as_whom(texts: &Texts, session: &Session, another: &str) -> Markup {
    let said = &texts.sign_in;
    html! {
        p { (fill(said.already, &[("user", &session.display_name), ("org", &session.org_name)])) }
        div.actions {
            a.button.primary href="/" { (said.go_on) }
            a.button href=(another) { (texts.consent.switch_account) }
        }
    }
}
