//! Settings > Approved apps: each user's own, in every org.

use super::list::{PAGE, cursor};
use super::parts::ask_here;
use crate::error::Error;
use crate::form::upload;
use crate::paths::APPROVED_APPS as LIST;
use crate::session::UserSession;
use http::StatusCode;
use maud::{Markup, html};
use shared::deps::Deps;
use shared::html::{NavItem, app_picture, time};
use shared::http::answer::{Answer, Forms};
use shared::http::request::Request;
use shared::ids::{ClientId, OrgId};
use shared::store::Approved;
use shared::text::{self, fill, fill_plain};

/// `GET /settings/approved-apps`
pub(crate) async fn list(deps: &Deps, request: &Request) -> Result<Answer, Error> {
    let user = UserSession::read(deps, request).await?;
    let page = deps.store.list_approved(&user.session.user, cursor(request), PAGE).await.map_err(Error::Store)?;
    let said = &user.texts.approved;
    let title = user.texts.frame.approved_apps;
    let content = html! {
        div.card {
            h1 { (title) }
            @if page.items.is_empty() && page.next.is_none() {
                div.notice { h2 { (said.none) } p.soft { (said.none_help) } }
            }
            @if !page.items.is_empty() {
                ul.rows { @for (at, approved) in page.items.iter().enumerate() { (row(request, &user, at, approved)) } }
            }
            @if let Some(next) = &page.next { div.actions { a.button href={ (LIST) "?cursor=" (next) } { (said.older) } } }
        }
    };
    let document = user.document(&deps.config, NavItem::Approved, title, None, content);
    Ok(Answer::html(StatusCode::OK, Forms::Here, document, user.outcome("approved_listed")))
}

fn row(request: &Request, user: &UserSession, at: usize, Approved { grant, app }: &Approved) -> Markup {
    let said = &user.texts.approved;
    let path = format!("{LIST}/{}/revoke", app.client_id);
    let ticket = user.ticket_for(&path, grant.org.as_str(), request);
    let name = format!("app-{at}");
    html! {
        li.small {
            (app_picture(app))
            div {
                h2 id=(name) { bdi { (app.edit.name) } " " (fill(said.acts_in, &[("org", &grant.org_name)])) }
                span.fine {
                    (fill(said.since, &[("date", &time(user.texts, grant.approved_at))]))
                    " · " (tokens(said, grant.tokens.len()))
                }
            }
            ul.permissions { @for entry in grant.scopes.entries() { li { (entry.sentence.in_language(user.texts.language)) } } }
            (ask_here(&said.revoke, &name, &path, &[("ticket", &ticket), ("org", grant.org.as_str())]))
        }
    }
}

/// As each language counts: up to ten, which is all there are.
fn tokens(said: &text::Approved, count: usize) -> String {
    let [none, one, two, more] = said.tokens;
    match count {
        0 => none.to_owned(),
        1 => one.to_owned(),
        2 => two.to_owned(),
        _ => fill_plain(more, &[("count", &count.to_string())]),
    }
}

/// `POST /settings/approved-apps/{client_id}/revoke`
pub(crate) async fn revoke(deps: &Deps, request: &Request, client_id: &str) -> Result<Answer, Error> {
    let user = UserSession::read(deps, request).await?;
    let client_id = ClientId::parse(client_id).ok_or(Error::NotFound)?;
    let form = upload::fields(request).unwrap_or_default();
    let org = form.get("org").ok().flatten().and_then(|org| OrgId::parse(&org));
    // The ticket names the org too: what the button revokes is what stood beside it.
    user.form_for(deps, request, org.as_ref().map_or("", OrgId::as_str))?;
    let org = org.ok_or(Error::NotFound)?;
    if !deps.store.revoke_grant(&client_id, &user.session.user, &org).await.map_err(Error::Store)? {
        return Err(Error::NotFound);
    }
    // The org is the approval's, which may be another than the one they act in.
    let outcome = user.outcome("approval_revoked").client(&client_id).principal(&user.session.user, &org);
    Ok(Answer::see_other(LIST, outcome))
}
