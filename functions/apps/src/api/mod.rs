//! The management API, `/api/…`: what the settings pages do with apps, for programs; and the operator's offboarding calls.
//!
//! The only credential is a management key in `Authorization`. No cookie is looked at here, so no other site can make a
//! browser call it (CWE-352), and nothing is rendered.

mod apps;
mod body;
mod error;
mod if_match;
mod manager;
mod offboarding;
mod view;

use error::Error;
use shared::deps::Deps;
use shared::http::answer::Answer;
use shared::http::request::Request;
use shared::http::routes::{ApiCall, Parameters};

/// Handles one call.
pub(crate) async fn answer(deps: &Deps, request: &Request, call: ApiCall, [first, second]: Parameters<'_>) -> Answer {
    let result = match call {
        ApiCall::ListApps => apps::list(deps, request).await,
        ApiCall::CreateApp => apps::create(deps, request).await,
        ApiCall::ShowApp => apps::show(deps, request, first).await,
        ApiCall::EditApp => apps::edit(deps, request, first).await,
        ApiCall::DeleteApp => apps::delete(deps, request, first).await,
        ApiCall::RotateSecret => apps::rotate_secret(deps, request, first).await,
        ApiCall::OffboardUser => offboarding::user(deps, request, first).await,
        ApiCall::OffboardMember => offboarding::member(deps, request, first, second).await,
        ApiCall::OffboardOrg => offboarding::org(deps, request, first).await,
        ApiCall::Offboard => offboarding::named_in_body(deps, request).await,
        ApiCall::EndSessions => offboarding::sessions(deps, request, first).await,
        ApiCall::EndRights => offboarding::rights(deps, request, first, second).await,
    };
    result.unwrap_or_else(Error::answer)
}
