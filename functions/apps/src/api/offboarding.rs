//! When somebody leaves: the operator ends what a user, a member or an org has here, or only what a session or a role opened.
//!
//! Nobody learns here who exists: nothing to end is as good as ended. If the time of a call does not suffice, it is a 503,
//! and the same call again goes on.

use super::body::{nothing, object, string, take};
use super::error::Error;
use super::manager::Operator;
use serde_json::Value;
use shared::deps::Deps;
use shared::http::answer::Answer;
use shared::http::request::Request;
use shared::http::routes::{self, Lookup};
use shared::ids::{OrgId, UserId};
use shared::log::Outcome;
use shared::store::{Ending, Offboarding};

/// `DELETE /api/users/{user}`
pub(crate) async fn user(deps: &Deps, request: &Request, user: &str) -> Result<Answer, Error> {
    named_in_path(deps, request, || Ok(Ending::User(user_id(user)?))).await
}

/// `DELETE /api/orgs/{org}/members/{user}`
pub(crate) async fn member(deps: &Deps, request: &Request, org: &str, user: &str) -> Result<Answer, Error> {
    named_in_path(deps, request, || Ok(Ending::Member(user_id(user)?, org_id(org)?))).await
}

/// `DELETE /api/orgs/{org}`
pub(crate) async fn org(deps: &Deps, request: &Request, org: &str) -> Result<Answer, Error> {
    named_in_path(deps, request, || Ok(Ending::Org(org_id(org)?))).await
}

/// `DELETE /api/users/{user}/sessions`
pub(crate) async fn sessions(deps: &Deps, request: &Request, user: &str) -> Result<Answer, Error> {
    named_in_path(deps, request, || Ok(Ending::Sessions(user_id(user)?))).await
}

/// `DELETE /api/orgs/{org}/members/{user}/rights`
pub(crate) async fn rights(deps: &Deps, request: &Request, org: &str, user: &str) -> Result<Answer, Error> {
    named_in_path(deps, request, || Ok(Ending::Rights(user_id(user)?, org_id(org)?))).await
}

/// `POST /api/offboard`: in a body nothing is decoded, split or cut on its way here, as it is in a path.
pub(crate) async fn named_in_body(deps: &Deps, request: &Request) -> Result<Answer, Error> {
    offboard(deps, request, || read(request)).await
}

/// What was cut off a path named somebody else, or less: `…/a%3F/sessions` would end all that `a` has. The gateway routes by
/// the path as it was sent, and says so; what is left over of an unencoded `?` is a query, which no such call has.
async fn named_in_path(
    deps: &Deps,
    request: &Request,
    ending: impl FnOnce() -> Result<Ending, Error>,
) -> Result<Answer, Error> {
    let found = match routes::find(request.method(), request.path()) {
        Lookup::Found { path, .. } => Some(path),
        Lookup::WrongMethod(_) | Lookup::Unknown => None,
    };
    let is_whole = request.raw_query.is_empty() && request.routed_by().is_none_or(|routed| Some(routed) == found);
    offboard(deps, request, || {
        // An org that is named beside the path is not the one, or the only one, that is meant.
        nothing(request)?;
        if is_whole { ending() } else { Err(Error::CutPath) }
    })
    .await
}

/// Who may not is refused before anything they sent is looked at.
async fn offboard(
    deps: &Deps,
    request: &Request,
    ending: impl FnOnce() -> Result<Ending, Error>,
) -> Result<Answer, Error> {
    let operator = Operator::read(deps, request).await?;
    let offboarding = Offboarding { ending: ending()?, at: request.now };
    deps.store.record_offboarding(&offboarding).await.map_err(Error::Store)?;
    let ended = deps.store.offboard(&offboarding).await.map_err(Error::Store)?;
    Ok(Answer::no_content(outcome(&operator, &offboarding.ending, ended)))
}

fn read(request: &Request) -> Result<Ending, Error> {
    let mut members = object(request, &["user", "org", "keep"])?;
    let user = take(&mut members, "user", "a string", string)?.map(|user| user_id(&user)).transpose()?;
    let org = take(&mut members, "org", "a string", string)?.map(|org| org_id(&org)).transpose()?;
    let approvals = take(&mut members, "keep", "approvals", |value: Value| (value == "approvals").then_some(()))?;
    match (user, org, approvals) {
        (Some(user), Some(org), Some(())) => Ok(Ending::Rights(user, org)),
        (Some(user), Some(org), None) => Ok(Ending::Member(user, org)),
        (Some(user), None, None) => Ok(Ending::User(user)),
        (None, Some(org), None) => Ok(Ending::Org(org)),
        (None, None, _) => Err(Error::Nobody),
        (Some(_), None, Some(())) | (None, Some(_), Some(())) => Err(Error::Keep),
    }
}

fn user_id(text: &str) -> Result<UserId, Error> {
    UserId::parse(text).ok_or(Error::Id("user"))
}

fn org_id(text: &str) -> Result<OrgId, Error> {
    OrgId::parse(text).ok_or(Error::Id("org"))
}

/// The user and org of the log line are those concerned; who asked is named by their key.
fn outcome(operator: &Operator, ending: &Ending, ended: usize) -> Outcome {
    let event = match ending {
        Ending::User(_) => "user_offboarded",
        Ending::Member(..) => "member_offboarded",
        Ending::Org(_) => "org_offboarded",
        Ending::Sessions(_) => "sessions_ended",
        Ending::Rights(..) => "rights_ended",
    };
    let mut outcome = Outcome::new(event).detail(&ended).key(&operator.key.locator);
    outcome.user = ending.user().map(ToString::to_string);
    outcome.org = ending.org().map(ToString::to_string);
    outcome
}
