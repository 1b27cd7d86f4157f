//! The header of every page: whose product this is, who is here, and where else they can go.

use super::logo;
use crate::config::Config;
use crate::http::routes::paths::{API_KEYS, APPROVED_APPS, APPS, SIGN_OUT};
use crate::store::{Role, Session};
use crate::text::{Texts, fill};
use maud::{Markup, html};

/// Who looks at a page.
#[derive(Clone, Copy, Debug)]
pub enum Visitor<'a> {
    /// Nobody we know, or somebody who has something to decide: nothing leads away from it.
    Anyone,
    /// Somebody signed in, in their settings.
    In(&'a Session, Option<NavItem>),
}

/// A place in the settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NavItem {
    /// The org's apps.
    Apps,
    /// The org's API keys.
    Keys,
    /// The user's own approvals.
    Approved,
}

/// The header.
pub(super) fn header(config: &Config, texts: &Texts, visitor: Visitor<'_>) -> Markup {
    let brand = html! { img src=(logo::path()) alt="" width="28" height="28"; span { (config.product) } };
    let Visitor::In(session, here) = visitor else { return html! { header.bar { div.brand { (brand) } } } };
    html! {
        header.bar {
            a.brand href=(APPROVED_APPS) { (brand) }
            div.who {
                span { (fill(texts.frame.who, &[("user", &session.display_name), ("org", &session.org_name)])) }
                form method="post" action=(SIGN_OUT) { button.quiet { (texts.frame.sign_out) } }
            }
            nav aria-label=(texts.frame.navigation) {
                @for (place, path, name) in places(texts, session.role) {
                    a href=(path) aria-current=[(here == Some(place)).then_some("page")] { (name) }
                }
            }
        }
    }
}

/// Members manage nothing, so they are not led there.
fn places(texts: &Texts, role: Role) -> impl Iterator<Item = (NavItem, &'static str, &'static str)> {
    let all = [
        (NavItem::Apps, APPS, texts.frame.apps),
        (NavItem::Keys, API_KEYS, texts.frame.api_keys),
        (NavItem::Approved, APPROVED_APPS, texts.frame.approved_apps),
    ];
    all.into_iter().filter(move |(place, ..)| role == Role::Admin || *place == NavItem::Approved)
}
