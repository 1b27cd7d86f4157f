//! Settings > Approved apps: each user's own, in every org.

use crate::error::Error;
use crate::pages::render;
use crate::visit::{PAGE, Visit, cursor};
use http::StatusCode;
use maud::{Markup, html};
use shared::html::time;
use shared::http::answer::Answer;
use shared::http::request::Request;
use shared::ids::{ClientId, OrgId};
use shared::lambda::Deps;
use shared::store::Approved;

const LIST: &str = "/settings/approved-apps";

/// `GET /settings/approved-apps`
pub async fn list(deps: &Deps, request: &Request) -> Result<Answer, Error> {
    let visit = Visit::of_anyone(deps, request).await?;
    let page = deps.store.list_approved(&visit.session.user, cursor(request), PAGE).await.map_err(Error::Store)?;
    let content = html! {
        div.card {
            h1 { "Approved apps" }
            @if page.items.is_empty() && page.next.is_none() {
                p { "No app acts for you. When you authorize one, it stands here, and here you take it back." }
            }
            ul.rows { @for approved in &page.items { (row(request, &visit, approved)) } }
            @if let Some(next) = &page.next { div.actions { a.button href={ (LIST) "?cursor=" (next) } { "Older approvals" } } }
        }
    };
    Ok(render(&deps.config, &visit, StatusCode::OK, "Approved apps", &content, "approved_listed"))
}

fn row(request: &Request, visit: &Visit, Approved { grant, app }: &Approved) -> Markup {
    let path = format!("{LIST}/{}/revoke", app.client_id);
    let tokens = grant.tokens.len();
    html! {
        li {
            strong { (app.edit.name) } " in " (grant.org_name)
            div.soft {
                "Approved " (time(grant.approved_at)) " · "
                (tokens) @if tokens == 1 { " live token" } @else { " live tokens" }
            }
            ul.permissions { @for entry in grant.scopes.entries() { li { (entry.sentence.in_language(shared::text::Language::English)) } } }
            form method="post" action=(path) {
                input type="hidden" name="ticket" value=(visit.ticket_about(&path, grant.org.as_str(), request));
                input type="hidden" name="org" value=(grant.org);
                button.danger { "Revoke" }
            }
        }
    }
}

/// `POST /settings/approved-apps/{client_id}/revoke`
pub async fn revoke(deps: &Deps, request: &Request, client_id: &str) -> Result<Answer, Error> {
    let visit = Visit::of_anyone(deps, request).await?;
    let client_id = ClientId::parse(client_id).ok_or(Error::NotFound)?;
    let org = request.form().and_then(|form| OrgId::parse(&form.single("org").ok().flatten()?));
    // The ticket names the org too: what the button revokes is what stood beside it.
    visit.form_about(deps, request, org.as_ref().map_or("", OrgId::as_str))?;
    let org = org.ok_or(Error::NotFound)?;
    deps.store.revoke_grant(&client_id, &visit.session.user, &org).await.map_err(Error::Store)?;
    Ok(Answer::see_other(LIST, visit.outcome("approval_revoked").client(&client_id)))
}
