//! For a tab whose attempt the browser no longer has: it took too long, others pushed it out, or there are no cookies.

use super::page::as_whom;
use crate::config::Config;
use crate::html::{Page, Sheet, Visitor};
use crate::html::{request_id, texts, told};
use crate::http::answer::{Answer, Forms};
use crate::http::request::Request;
use crate::http::routes::paths::SIGN_IN;
use crate::log::Outcome;
use crate::store::Session;
use http::StatusCode;
use maud::html;

/// Nobody is signed in by it: without the attempt, nothing shows that it was this browser which began (login CSRF,
/// RFC 6749 §10.12). Where somebody is signed in already, the page says who: on a shared computer the next person must
/// not go on as the last.
pub fn forgotten(config: &Config, request: &Request, session: Option<&Session>, outcome: Outcome) -> Answer {
    let texts = texts(request);
    let (said, text) = (&texts.sign_in, &texts.sign_in.forgotten);
    let content = html! {
        div.card {
            (told(text))
            @if let Some(session) = session {
                (as_whom(texts, session, &format!("{SIGN_IN}?again=1")))
            } @else {
                div.actions { a.button.primary href=(SIGN_IN) { (said.sign_in) } }
            }
            (request_id(texts, request))
        }
    };
    let page = Page { title: text.title, visitor: Visitor::Anyone, sheet: Sheet::Settings, script: None, content };
    Answer::html(StatusCode::BAD_REQUEST, Forms::Here, page.document(config, texts), outcome)
}
