//! Settings > Apps: the org's.

use super::list::{PAGE, cursor};
use crate::error::Error;
use crate::paths;
use crate::session::AdminSession;
use http::StatusCode;
use maud::html;
use shared::config::Config;
use shared::deps::Deps;
use shared::html::{NavItem, app_picture, time};
use shared::http::answer::{Answer, Forms};
use shared::http::request::Request;
use shared::store::{App, ListPage};
use shared::text::{fill, fill_plain};

/// `GET /settings/apps`
pub(crate) async fn list(deps: &Deps, request: &Request) -> Result<Answer, Error> {
    let admin = AdminSession::read(deps, request).await?;
    let page = deps.store.list_apps(&admin.session.org, cursor(request), PAGE).await.map_err(Error::Store)?;
    Ok(list_page(&deps.config, &admin, &page))
}

/// The org's apps.
fn list_page(config: &Config, admin: &AdminSession, page: &ListPage<App>) -> Answer {
    let said = &admin.texts.apps;
    let org = &admin.session.org_name;
    let content = html! {
        div.card {
            div.head {
                h1 { (fill(said.heading, &[("org", org)])) }
                a.button.primary href=(paths::NEW_APP) { (said.register) }
            }
            @if page.items.is_empty() {
                div.notice { h2 { (said.none) } p.soft { (said.none_help) } }
            } @else {
                ul.rows {
                    @for app in &page.items {
                        li.small {
                            (app_picture(app))
                            div {
                                a href=(paths::app(&app.client_id)) { bdi { strong { (app.edit.name) } } }
                                span.fine { code { (app.client_id) } }
                                span.fine { (fill(said.since, &[("date", &time(admin.texts, app.created_at))])) }
                            }
                        }
                    }
                }
            }
            @if let Some(next) = &page.next { div.actions { a.button href={ (paths::APPS) "?cursor=" (next) } { (said.older) } } }
        }
    };
    let document = admin.document(config, NavItem::Apps, &fill_plain(said.heading, &[("org", org)]), None, content);
    Answer::html(StatusCode::OK, Forms::Here, document, admin.outcome("apps_listed"))
}
