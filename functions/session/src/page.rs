//! Pages that only sign-in has: why it did not work, and which org it is for.

use crate::claims::Person;
use crate::text::{Said, said};
use http::StatusCode;
use maud::{Markup, html};
use shared::deps::Deps;
use shared::html::{self, Sheet, Visitor};
use shared::html::{request_id, texts, told};
use shared::http::answer::{Answer, Forms};
use shared::http::request::Request;
use shared::http::routes::paths::SIGN_IN;
use shared::log::Outcome;
use shared::sign_in::as_whom;
use shared::store::Session;
use shared::text::{ErrorText, Texts, fill};

/// Where the form goes that asks for an org.
const CHOOSE_ORG: &str = "/login/org";

/// What is told of a sign-in that did not work.
pub(crate) type Telling = fn(&'static Said) -> &'static ErrorText;

/// A page about one.
pub(crate) struct Page<'a> {
    pub status: StatusCode,
    pub told: Telling,
    pub on: On<'a>,
    /// The attempt that can be made once more.
    pub attempt: Option<&'a str>,
}

/// How it goes on from there.
pub(crate) enum On<'a> {
    /// Once more.
    Again,
    /// As somebody else.
    AsAnother,
    /// As whoever is signed in already, or as somebody else.
    As(&'a Session),
}

impl<'a> On<'a> {
    /// Once more, unless somebody is signed in already.
    pub(crate) fn of(here: Option<&'a Session>) -> Self {
        here.map_or(Self::Again, Self::As)
    }
}

/// Why a sign-in did not work, and how to go on.
pub(crate) fn tell(deps: &Deps, request: &Request, page: &Page<'_>, outcome: Outcome) -> Answer {
    let texts = texts(request);
    let said = said(texts.language);
    let text = (page.told)(said);
    let content = html! {
        div.card {
            (told(text))
            (ways_on(page, texts, said))
            (request_id(texts, request))
        }
    };
    let whole =
        html::Page { title: text.title, visitor: Visitor::Anyone, sheet: Sheet::Settings, script: None, content };
    Answer::html(page.status, Forms::Here, whole.document(&deps.config, texts), outcome)
}

fn ways_on(page: &Page<'_>, texts: &Texts, said: &Said) -> Markup {
    let again = link(page.attempt, false);
    let another = link(page.attempt, true);
    html! {
        @match page.on {
            On::Again => div.actions { a.button.primary href=(again) { (said.again) } },
            On::AsAnother => div.actions { a.button.primary href=(another) { (texts.consent.switch_account) } },
            On::As(session) => (as_whom(texts, session, &another)),
        }
    }
}

/// To sign-in, and with the attempt back to where that was begun.
fn link(attempt: Option<&str>, another: bool) -> String {
    let parameters = [attempt.map(|id| format!("attempt={id}")), another.then(|| "again=1".to_owned())];
    let query = parameters.into_iter().flatten().collect::<Vec<_>>().join("&");
    if query.is_empty() { SIGN_IN.to_owned() } else { format!("{SIGN_IN}?{query}") }
}

/// Asks for which of their orgs somebody goes on. `sealed` is what vouches for them, sealed by their attempt, and is verified again
/// when it comes back: nothing is kept here meanwhile.
pub(crate) fn which_org(deps: &Deps, request: &Request, person: &Person, sealed: &str) -> Answer {
    let texts = texts(request);
    let said = said(texts.language);
    let content = html! {
        div.card {
            h1 { (said.which_org) }
            p.soft { (fill(said.for_whom, &[("user", &person.display_name)])) }
            form method="post" action=(CHOOSE_ORG) {
                input type="hidden" name="token" value=(sealed);
                ul.rows.choices {
                    @for membership in &person.memberships {
                        li {
                            div {
                                button name="org" value=(membership.org) { bdi { (membership.name) } }
                                @if membership.name != membership.org.as_str() { span.fine { bdi { (membership.org) } } }
                            }
                        }
                    }
                }
            }
        }
    };
    let page =
        html::Page { title: said.which_org, visitor: Visitor::Anyone, sheet: Sheet::Settings, script: None, content };
    // What follows may redirect to a client: see Forms.
    Answer::html(StatusCode::OK, Forms::LeadElsewhere, page.document(&deps.config, texts), Outcome::new("org_asked"))
}
