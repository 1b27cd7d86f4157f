//! `POST /logout`, and the page it ends on.

use super::attempts::Attempts;
use super::begin::{Onward, begin};
use super::page::linked;
use super::way_back::WayBack;
use crate::config::Config;
use crate::deps::Deps;
use crate::html::error_page::{self, ErrorPage, error_page};
use crate::html::texts;
use crate::http::answer::Answer;
use crate::http::cookie;
use crate::http::cross_site::is_cross_site;
use crate::http::request::MAX_BODY;
use crate::http::request::Request;
use crate::http::routes::paths::{ENDED, SIGN_IN};
use crate::log::Outcome;
use crate::store::StoreError;
use http::StatusCode;
use maud::html;
use url::Url;

/// Ends the session here. Where the user signs in, theirs goes on until it is ended there.
pub async fn sign_out(deps: &Deps, request: &Request) -> Answer {
    if is_cross_site(request, &deps.config) {
        let page = ErrorPage::new(StatusCode::FORBIDDEN, |texts| &texts.errors.foreign_sign_in);
        return error_page(&deps.config, request, page, Outcome::new("cross_site"));
    }
    match end(deps, request).await {
        Ok(answer) => answer,
        Err(error) => error_page::unavailable(&deps.config, request, Outcome::new("store_unavailable").detail(&error)),
    }
}

async fn end(deps: &Deps, request: &Request) -> Result<Answer, StoreError> {
    let mut outcome = Outcome::new("signed_out");
    if let Some(secret) = cookie::session(request, &deps.config) {
        deps.store.end_session(&secret.digest()).await?;
        outcome = outcome.session(&secret.digest());
    }
    // "Use another account" on a consent page sends that page's form here, and comes back to it.
    let asked = request.form(MAX_BODY).ok().and_then(|form| form.get("request").ok().flatten());
    let answer = match asked {
        Some(query) => {
            let way_back = WayBack::to(&format!("/oauth/authorize?{query}"));
            begin(&deps.config, request, way_back, Onward::AsAnother, outcome)
        }
        None => Answer::see_other(ENDED, outcome),
    };
    // Nor does a page that was left open by whoever has gone sign them in again, for the next one on this machine.
    let attempts = Attempts::of(request, &deps.config).clear_all();
    Ok(answer.cookies(attempts).cookie(cookie::clear_session(&deps.config)))
}

/// `GET /login/ended`: a page with a link to sign-in, which asks for an account, since the next person may be another; and to
/// where the sign-in itself is ended, if that is known.
pub fn ended(config: &Config, request: &Request, elsewhere: Option<&Url>) -> Answer {
    let said = &texts(request).sign_in;
    let actions = html! {
        a.button.primary href={ (SIGN_IN) "?again=1" } { (said.sign_in) }
        @if let Some(url) = elsewhere { a.button href=(url.as_str()) rel="noreferrer" { (said.end_elsewhere) } }
    };
    linked(config, request, &said.ended, &actions, Outcome::new("sign_out_shown"))
}
