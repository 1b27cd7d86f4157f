//! The consent page: who asks, for what, on whose behalf, and where the answer goes.

use super::check::Checked;
use super::ticket;
use crate::clock::Timestamp;
use crate::config::Config;
use crate::html::{Visitor, frame, time};
use crate::http::answer::{Answer, Forms};
use crate::log::Outcome;
use crate::oauth::scope::ScopeSet;
use http::StatusCode;
use maud::{Markup, html};

/// Shows the page. `notice` says why it is shown again, where it is.
pub fn page(
    config: &Config,
    checked: &Checked,
    raw_query: &str,
    status: StatusCode,
    notice: Option<&'static str>,
    now: Timestamp,
) -> Answer {
    let app = &checked.signed_in.app;
    let session = &checked.signed_in.session;
    let before = checked.grant.as_ref().map(|grant| grant.scopes);
    let content = html! {
        main.narrow {
            div.card {
                @if let Some(notice) = notice { p.bad role="alert" { (notice) } }
                h1 { (app.edit.name) " wants to connect to your " (config.product) " account" }
                @if !app.edit.description.is_empty() { p.lines { (app.edit.description) } }
                p.soft { "Made by " (app.org_name) ", here since " (time(app.created_at)) }
                h2 { "If you authorize it, it may" }
                ul.permissions {
                    @for entry in checked.asked.scopes.entries() {
                        li { (entry.sentence.in_language(crate::text::Language::English)) @if is_new(before, entry.name) { span.new { "new" } } }
                    }
                }
                dl {
                    dt { "Acting as" } dd { (session.display_name) " (" (session.email) ")" }
                    dt { "" } dd { (switch_account(raw_query)) }
                    dt { "In" } dd { (session.org_name) }
                    dt { "Sends you to" } dd { (checked.callback.redirect_uri().destination()) }
                    dt { "Client id" } dd { code { (app.client_id) } }
                }
                p.soft {
                    "Access does not expire: it lasts until you revoke it in "
                    a href="/settings/approved-apps" { "Settings > Approved apps" } "."
                }
                // No form-action in this page's policy: the callback may redirect on, and browsers apply it to the chain.
                form method="post" action="/oauth/authorize" {
                    input type="hidden" name="request" value=(raw_query);
                    input type="hidden" name="ticket" value=(ticket::mint(&checked.signed_in, raw_query, now));
                    div.actions.decide {
                        button name="action" value="deny" { "Deny" }
                        button.primary name="action" value="approve" { "Authorize" }
                    }
                }
            }
        }
    };
    let title = format!("Authorize {}", app.edit.name);
    let document = frame(config, &title, Visitor::SignedIn(session), &content);
    let outcome = Outcome::new("consent_shown").client(&app.client_id).principal(&session.user, &session.org);
    Answer::html(status, Forms::LeadElsewhere, &document, outcome)
}

/// Signs out, signs in as somebody else, and comes back to this very request.
fn switch_account(raw_query: &str) -> Markup {
    html! {
        form method="post" action="/logout" {
            input type="hidden" name="return_to" value={ "/oauth/authorize?" (raw_query) };
            button.link { "Use another account" }
        }
    }
}

/// On a second approval, what the first one did not cover.
fn is_new(before: Option<ScopeSet>, scope: &str) -> bool {
    before.is_some_and(|before| !before.contains(scope))
}
