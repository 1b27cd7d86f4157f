//! Where a browser goes that should be signed in, and is not.

use super::attempt::Attempt;
use super::attempts::{Attempts, Named};
use super::way_back::WayBack;
use crate::clock::Timestamp;
use crate::config::Config;
use crate::http::answer::Answer;
use crate::http::request::Request;
use crate::http::routes::paths::{ASK, SIGN_IN};
use crate::log::Outcome;
use crate::wire::params::Params;

/// How a browser goes on to sign-in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Onward {
    /// At once.
    Straight,
    /// By a link. Browsers apply a page's `form-action` to the whole chain of redirects that its form begins, and the
    /// issuer would never be reached: a form of the settings must stay on this site.
    ByLink,
    /// At once, and to be asked for an account.
    AsAnother,
}

/// To sign-in, which leads back to `way_back`. Nothing is written, nothing leaves the site.
pub fn begin(config: &Config, request: &Request, way_back: WayBack, onward: Onward, outcome: Outcome) -> Answer {
    let (attempt, cookies) = Attempts::of(request, config).begin(way_back, request.now);
    let id = attempt.id();
    let path = match onward {
        Onward::Straight => format!("{SIGN_IN}?attempt={id}"),
        Onward::ByLink => format!("{ASK}?attempt={id}"),
        Onward::AsAnother => format!("{SIGN_IN}?attempt={id}&again=1"),
    };
    Answer::see_other(&path, outcome).cookies(cookies)
}

/// The attempt that the address of sign-in names, or one of its own, with the cookies that the answer must carry; `None` if the
/// browser no longer has the one that is named. Nothing is written but cookies.
pub fn go_on(attempts: &Attempts<'_>, query: &Params<'_>, now: Timestamp) -> Option<(Attempt, Vec<String>)> {
    match attempts.named(query) {
        Named::None => Some(attempts.begin(return_to(query), now)),
        Named::Known(attempt) => Some((attempt.clone(), attempts.make_room(attempt))),
        Named::Forgotten => None,
    }
}

/// `return_to`, if it is a path on this host; anything else is ignored.
pub fn return_to(parameters: &Params<'_>) -> WayBack {
    parameters.get("return_to").ok().flatten().map_or(WayBack::Home, |path| WayBack::to(&path))
}
