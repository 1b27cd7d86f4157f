//! The end of an attempt.

use crate::error::Error;
use crate::jose::Refused;
use shared::deps::Deps;
use shared::http::answer::Answer;
use shared::http::request::Request;
use shared::log::Outcome;
use shared::sign_in::{self, Attempt, Attempts, Unfinished};
use shared::store::Session;

/// Ends an attempt in a session; `from_page` where a page of the attempt asked something first.
pub(crate) async fn finish(
    deps: &Deps,
    request: &Request,
    session: &Session,
    attempts: &Attempts<'_>,
    attempt: &Attempt,
    from_page: bool,
) -> Result<Answer, Error> {
    let outcome = Outcome::new("signed_in").principal(&session.user, &session.org);
    let finished =
        sign_in::finish(deps, request, session, &attempt.way_back, from_page.then_some(attempt), outcome).await;
    let answer = finished.map_err(|reason| match reason {
        Unfinished::Ended => Error::Refused(Refused::Ended),
        Unfinished::Overtaken => Error::Forgotten("somebody else has signed in since"),
        Unfinished::Store(error) => Error::Store(error),
    })?;
    Ok(answer.cookie(attempts.clear(attempt)))
}
