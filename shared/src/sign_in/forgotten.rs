//! For a tab whose attempt the browser no longer has: it took too long, others pushed it out, or there are no cookies.

use crate::config::Config;
use crate::html::texts;
use crate::html::{Page, Sheet, Visitor};
use crate::http::answer::{Answer, Forms};
use crate::http::request::Request;
use crate::http::routes::paths::SIGN_IN;
use crate::log::Outcome;
use crate::store::Session;
use crate::text::fill;
use http::StatusCode;
use maud::html;

/// Nobody is signed in by it: without the attempt, nothing shows that it was this browser which began (login CSRF,
/// RFC 6749 §10.12). Where somebody is signed in already, the page says who: on a shared computer the next person must
/// not go on as the last.
pub fn forgotten(config: &Config, request: &Request, session: Option<&Session>, outcome: Outcome) -> Answer {
    let texts = texts(request);
    let (said, told) = (&texts.sign_in, &texts.sign_in.forgotten);
    let content = html! {
        div.card {
            h1 { (told.title) }
            p { (told.happened) }
            p { (told.remedy) }
            @if let Some(session) = session {
                p { (fill(said.already, &[("user", &session.display_name), ("org", &session.org_name)])) }
                div.actions {
                    a.button.primary href="/" { (said.go_on) }
                    a.button href={ (SIGN_IN) "?again=1" } { (texts.consent.switch_account) }
                }
            } @else {
                div.actions { a.button.primary href=(SIGN_IN) { (said.sign_in) } }
            }
            p.fine { (fill(texts.errors.request, &[("id", &html! { code { (request.id()) } })])) }
        }
    };
    let page = Page { title: told.title, visitor: Visitor::Anyone, sheet: Sheet::Settings, script: None, content };
    Answer::html(StatusCode::BAD_REQUEST, Forms::Here, page.document(config, texts), outcome)
}
