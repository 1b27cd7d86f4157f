//! `GET /`, which is no page itself.

use crate::error::Error;
use crate::paths;
use crate::session::UserSession;
use shared::deps::Deps;
use shared::http::answer::Answer;
use shared::http::request::Request;
use shared::store::Role;

/// `GET /`: to what there is for them to do.
pub(crate) async fn lead(deps: &Deps, request: &Request) -> Result<Answer, Error> {
    let user = UserSession::read(deps, request).await?;
    let path = match user.session.role {
        Role::Admin => paths::APPS,
        Role::Member => paths::APPROVED_APPS,
    };
    Ok(Answer::see_other(path, user.outcome("home")))
}
