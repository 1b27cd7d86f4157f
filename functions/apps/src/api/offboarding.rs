//! When somebody leaves: the operator ends what a user, a member or an org has here.
//!
//! Nobody learns here who exists: nothing to end is as good as ended. If the time of a call does not suffice, it is a 503,
//! and the same call again goes on.

use super::caller::Caller;
use super::error::Error;
use shared::http::answer::Answer;
use shared::http::request::Request;
use shared::ids::{OrgId, UserId};
use shared::lambda::Deps;
use shared::log::Outcome;
use shared::store::{Leaver, Offboarding};

/// `DELETE /api/users/{user}`
pub async fn user(deps: &Deps, request: &Request, user: &str) -> Result<Answer, Error> {
    offboard(deps, request, UserId::parse(user).map(Leaver::User)).await
}

/// `DELETE /api/orgs/{org}/members/{user}`
pub async fn member(deps: &Deps, request: &Request, org: &str, user: &str) -> Result<Answer, Error> {
    let who = UserId::parse(user).zip(OrgId::parse(org));
    offboard(deps, request, who.map(|(user, org)| Leaver::Member(user, org))).await
}

/// `DELETE /api/orgs/{org}`
pub async fn org(deps: &Deps, request: &Request, org: &str) -> Result<Answer, Error> {
    offboard(deps, request, OrgId::parse(org).map(Leaver::Org)).await
}

async fn offboard(deps: &Deps, request: &Request, who: Option<Leaver>) -> Result<Answer, Error> {
    let caller = Caller::of_operator(deps, request).await?;
    let offboarding = Offboarding { who: who.ok_or(Error::NobodysId)?, at: request.now };
    deps.store.note_offboarding(&offboarding).await.map_err(Error::Store)?;
    let ended = deps.store.offboard(&offboarding).await.map_err(Error::Store)?;
    Ok(Answer::no_content(outcome(&caller, &offboarding.who, ended)))
}

/// The user and org of the log line are those concerned; who asked is named by their key.
fn outcome(caller: &Caller, who: &Leaver, ended: usize) -> Outcome {
    let (event, user, org) = match who {
        Leaver::User(user) => ("user_offboarded", Some(user), None),
        Leaver::Member(user, org) => ("member_offboarded", Some(user), Some(org)),
        Leaver::Org(org) => ("org_offboarded", None, Some(org)),
    };
    let detail = format!("{ended} ended by key {}", caller.key.locator.as_str());
    let outcome = Outcome::new(event).detail(&detail);
    Outcome { user: user.map(ToString::to_string), org: org.map(ToString::to_string), ..outcome }
}
