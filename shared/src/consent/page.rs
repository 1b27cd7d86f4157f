//! The consent page: who asks, for what, on whose behalf, and where the answer goes.

use super::load::ValidRequest;
use super::ticket;
use crate::config::Config;
use crate::html::script::WAIT;
use crate::html::texts;
use crate::html::{Page, Sheet, Visitor, app_picture, logo, time};
use crate::http::answer::{Answer, Forms};
use crate::http::request::Request;
use crate::http::routes::paths::{APPROVED_APPS, SIGN_OUT};
use crate::log::Outcome;
use crate::oauth::redirect_uri::RedirectTarget;
use crate::oauth::scope::ScopeSet;
use crate::sign_in::{UNSENT, unsent};
use crate::store::App;
use crate::text::{Text, Texts, fill, fill_plain};
use http::StatusCode;
use maud::{Markup, html};

/// Why the page is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The app asked.
    Requested,
    /// It was open for too long to be decided on.
    TicketExpired,
    /// It was decided on without a session: nothing came of that.
    Undecided,
}

impl Reason {
    /// Why a page is shown, and for which query: what says that a form was sent in vain is no part of it.
    pub fn of<'a>(request: &'a Request, config: &Config) -> (Self, &'a str) {
        let raw = request.raw_query.as_str();
        let Some(query) = raw.strip_prefix(UNSENT).and_then(|rest| rest.strip_prefix('&')) else {
            return (Self::Requested, raw);
        };
        (if unsent::is_remembered(request, config) { Self::Undecided } else { Self::Requested }, query)
    }

    /// What the page says of it.
    fn notice(self, texts: &Texts) -> Option<Text> {
        match self {
            Self::Requested => None,
            Self::TicketExpired => Some(texts.consent.open_too_long),
            Self::Undecided => Some(texts.consent.undecided),
        }
    }
}

/// Shows the page.
pub fn page(config: &Config, valid: &ValidRequest<'_>, request: &Request, reason: Reason) -> Answer {
    let texts = texts(request);
    let app = &valid.signed_in.app;
    let content = html! {
        div.card {
            div.parties aria-hidden="true" {
                (app_picture(app))
                span.picture { img src=(logo::path()) alt=""; }
            }
            @if let Some(notice) = reason.notice(texts) { p.notice role="alert" { (notice) } }
            (who_asks(config, texts, app))
            (on_whose_behalf(texts, valid))
            (for_what(texts, valid))
            // No form-action in this page's policy: the callback may redirect on, and browsers apply it to the chain.
            form.decide id="decide" method="post" action="/oauth/authorize" {
                input type="hidden" name="request" value=(valid.query);
                input type="hidden" name="ticket" value=(ticket::mint(valid, request.now));
                p { (where_to(texts, valid)) }
                button name="action" value="deny" { (texts.consent.deny) }
                button.primary name="action" value="approve" { (texts.consent.authorize) }
            }
            // A name can be anybody's; where the answer goes, and the id, cannot (case E15).
            p.fine.id { (texts.consent.client_id) " " code { (app.client_id) } }
        }
    };
    let title = fill_plain(texts.consent.title, &[("app", &app.edit.name)]);
    let (visitor, sheet) = (Visitor::Anyone, Sheet::Consent);
    let page = Page { title: &title, visitor, sheet, script: Some(WAIT), content };
    let session = &valid.signed_in.session;
    let outcome = Outcome::new("consent_shown").client(&app.client_id).principal(&session.user, &session.org);
    let status = match reason {
        Reason::Requested | Reason::Undecided => StatusCode::OK,
        Reason::TicketExpired => StatusCode::CONFLICT,
    };
    let answer = Answer::html(status, Forms::LeadElsewhere, page.document(config, texts), outcome);
    answer.cookies((reason == Reason::Undecided).then(|| unsent::forget(config)))
}

fn who_asks(config: &Config, texts: &Texts, app: &App) -> Markup {
    let said = &texts.consent;
    html! {
        div.asks {
            h1 { (fill(said.heading, &[("app", &app.edit.name), ("product", &config.product)])) }
            p.fine { (fill(said.made_by, &[("org", &app.org_name), ("date", &time(texts, app.created_at))])) }
        }
        // Set apart as a quotation and without its line breaks, so that it does not pass for our own words (case E15).
        @if !app.edit.description.is_empty() {
            figure.says {
                figcaption.fine { (fill(said.says, &[("org", &app.org_name)])) }
                blockquote dir="auto" { (app.edit.description) }
            }
        }
    }
}

/// And a way to be somebody else: sign out, sign in, and come back to this very request.
fn on_whose_behalf(texts: &Texts, valid: &ValidRequest<'_>) -> Markup {
    let (said, session) = (&texts.consent, &valid.signed_in.session);
    html! {
        div.account {
            dl {
                div {
                    dt { (said.acting_as) }
                    dd {
                        strong { bdi { (session.display_name) } }
                        @if !session.email.is_empty() && session.email != session.display_name { br; bdi { (session.email) } }
                    }
                }
                div {
                    dt { (said.organization) }
                    dd { strong { bdi { (session.org_name) } } }
                }
            }
            button.quiet form="decide" formaction=(SIGN_OUT) { (said.switch_account) }
        }
    }
}

fn for_what(texts: &Texts, valid: &ValidRequest<'_>) -> Markup {
    let said = &texts.consent;
    let before = valid.grant.as_ref().map(|grant| grant.scopes);
    let place = html! { a href=(APPROVED_APPS) { (said.place) } };
    html! {
        @if let Some(before) = before {
            p { (if valid.asked.scopes.is_within(before) { said.asks_nothing_new } else { said.asks_more }) }
        }
        h2 id="permissions" { (said.permissions) }
        ul.permissions aria-labelledby="permissions" {
            @for entry in valid.asked.scopes.entries() {
                li {
                    (entry.sentence.in_language(texts.language))
                    @if is_new(before, entry.name) { " " span.new { (said.new) } }
                }
            }
        }
        p.soft { (fill(said.lasts, &[("place", &place)])) }
    }
}

/// Whoever gets the answer, whichever it is.
fn where_to(texts: &Texts, valid: &ValidRequest<'_>) -> Markup {
    let said = &texts.consent;
    let (sentence, host) = match valid.callback.redirect_uri().target() {
        RedirectTarget::Web(host) => (said.sends_to, host),
        RedirectTarget::Loopback(host) => (said.sends_to_program, host),
        RedirectTarget::PrivateUseScheme(scheme) => (said.sends_to_app, scheme),
    };
    fill(sentence, &[("host", &html! { strong { (host) } })])
}

/// On a second approval, what the first one did not cover.
fn is_new(before: Option<ScopeSet>, scope: &str) -> bool {
    before.is_some_and(|before| !before.contains(scope))
}
