//! `GET /login`: to whoever vouches for users.

use crate::config::{SignIn, Way};
use crate::error::{Error, Stopped};
use shared::deps::Deps;
use shared::http::answer::Answer;
use shared::http::request::Request;
use shared::http::sign_in_at::SignInAt;
use shared::log::Outcome;
use shared::sign_in::{self, Attempt, Attempts};
use shared::wire::params::Params;

/// Goes on with the attempt that the address names, or begins one of its own. Nothing is written but cookies.
pub(crate) async fn login(way: &SignIn, deps: &Deps, request: &Request) -> Result<Answer, Stopped> {
    let query = Params::parse(&request.raw_query);
    let attempts = Attempts::of(request, &deps.config);
    // A tab that was restored, or a step back: the page says who is signed in, if somebody is.
    let (attempt, cookies) =
        sign_in::go_on(&attempts, &query, request.now).ok_or(Error::Forgotten("no such attempt"))?;
    let again = query.get("again").is_ok_and(|again| again.as_deref() == Some("1"));
    match destination(way, deps, &attempt, again, request).await {
        Ok(there) => Ok(Answer::leave_to_sign_in(&there, Outcome::new("sign_in_begun")).cookies(cookies)),
        Err(error) => Err(error.in_attempt(attempt.id()).with_cookies(cookies)),
    }
}

async fn destination(
    way: &SignIn,
    deps: &Deps,
    attempt: &Attempt,
    again: bool,
    request: &Request,
) -> Result<SignInAt, Error> {
    match &way.way {
        Way::Issuer(issuer) => {
            issuer.sign_in_at(&deps.config.public_url, attempt, again, request.now).await.map_err(Error::Issuer)
        }
        Way::Handoff(handoff) => {
            let nonce = attempt.nonce();
            let parameters = [("postern_nonce", nonce.as_str()), ("postern_again", "1")];
            Ok(handoff.page.with(if again { &parameters } else { &parameters[..1] }))
        }
    }
}
