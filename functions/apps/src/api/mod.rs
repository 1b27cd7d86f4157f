//! The management API, `/api/…`: what the settings pages do with apps, for programs; and the operator's offboarding calls.
//!
//! The only credential is a management key in `Authorization`. No cookie is looked at here, so no other site can make a
//! browser call it (CWE-352), and nothing is rendered.

mod apps;
mod body;
mod caller;
mod error;
mod if_match;
mod offboarding;
mod view;

use error::Error;
use shared::http::answer::Answer;
use shared::http::call::Call;
use shared::http::request::Request;
use shared::http::routes::Parameters;
use shared::lambda::Deps;

/// Handles one call.
pub async fn answer(deps: &Deps, request: &Request, call: Call, [first, second]: Parameters<'_>) -> Answer {
    let result = match call {
        Call::ListApps => apps::list(deps, request).await,
        Call::CreateApp => apps::create(deps, request).await,
        Call::ShowApp => apps::show(deps, request, first).await,
        Call::EditApp => apps::edit(deps, request, first).await,
        Call::DeleteApp => apps::delete(deps, request, first).await,
        Call::RotateSecret => apps::rotate_secret(deps, request, first).await,
        Call::OffboardUser => offboarding::user(deps, request, first).await,
        Call::OffboardMember => offboarding::member(deps, request, first, second).await,
        Call::OffboardOrg => offboarding::org(deps, request, first).await,
        Call::Offboard => offboarding::named_in_body(deps, request).await,
        Call::EndSessions => offboarding::sessions(deps, request, first).await,
        Call::EndRights => offboarding::rights(deps, request, first, second).await,
    };
    result.unwrap_or_else(Error::answer)
}
