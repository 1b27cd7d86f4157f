//! Where a browser goes that should be signed in, and is not.

use super::attempts::Attempts;
use super::way_back::WayBack;
use crate::config::Config;
use crate::http::answer::Answer;
use crate::http::request::Request;
use crate::http::routes::paths::SIGN_IN;
use crate::log::Outcome;

/// To sign-in, which leads back to `way_back`. Nothing is written, nothing leaves the site.
pub fn begin(config: &Config, request: &Request, way_back: WayBack, outcome: Outcome) -> Answer {
    let (attempt, cookies) = Attempts::of(request, config).begin(way_back, request.now);
    Answer::see_other(&format!("{SIGN_IN}?attempt={}", attempt.id()), outcome).cookies(cookies)
}
