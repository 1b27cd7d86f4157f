//! `GET /login/ask`: a page with a link to sign-in, for whoever came by a form that may not leave this site.

use super::attempts::{Attempts, Named};
use super::page::linked;
use crate::config::Config;
use crate::html::texts;
use crate::http::answer::Answer;
use crate::http::request::Request;
use crate::http::routes::paths::SIGN_IN;
use crate::log::Outcome;
use crate::wire::params::Params;
use maud::html;

/// The page. Its link goes on with the attempt that the address names; without one, sign-in begins its own.
pub fn ask(config: &Config, request: &Request) -> Answer {
    let said = &texts(request).sign_in;
    let query = Params::parse(&request.raw_query);
    let href = match Attempts::of(request, config).named(&query) {
        Named::Known(attempt) => format!("{SIGN_IN}?attempt={}", attempt.id()),
        Named::None | Named::Forgotten => SIGN_IN.to_owned(),
    };
    let actions = html! { a.button.primary href=(href) { (said.sign_in) } };
    linked(config, request, &said.ask, &actions, Outcome::new("sign_in_asked"))
}
