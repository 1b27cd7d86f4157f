//! The settings' pages, a file each: its handlers, and under them its markup, plain functions from values to markup; `maud`
//! escapes whatever is spliced in.

mod api_keys;
mod app;
mod app_delete;
mod app_form;
mod app_secret;
mod approved_apps;
mod apps;
mod home;
mod list;
mod new_app;
mod parts;

use crate::error::Error;
use shared::deps::Deps;
use shared::http::answer::Answer;
use shared::http::request::Request;
use shared::http::routes::SettingsEndpoint;

/// Handles one request; `parameter` is what stands in its path, if anything does.
pub(crate) async fn answer(
    deps: &Deps,
    request: &Request,
    endpoint: SettingsEndpoint,
    parameter: &str,
) -> Result<Answer, Error> {
    match endpoint {
        SettingsEndpoint::Home => home::lead(deps, request).await,
        SettingsEndpoint::ListApps => apps::list(deps, request).await,
        SettingsEndpoint::NewApp => new_app::new(deps, request).await,
        SettingsEndpoint::CreateApp => new_app::create(deps, request).await,
        SettingsEndpoint::ShowApp => app::show(deps, request, parameter).await,
        SettingsEndpoint::EditApp => app::update(deps, request, parameter).await,
        SettingsEndpoint::ConfirmRotateSecret => app_secret::ask(deps, request, parameter).await,
        SettingsEndpoint::RotateSecret => app_secret::rotate(deps, request, parameter).await,
        SettingsEndpoint::ConfirmDeleteApp => app_delete::ask(deps, request, parameter).await,
        SettingsEndpoint::DeleteApp => app_delete::delete(deps, request, parameter).await,
        SettingsEndpoint::ListKeys => api_keys::list(deps, request).await,
        SettingsEndpoint::CreateKey => api_keys::create(deps, request).await,
        SettingsEndpoint::DeleteKey => api_keys::delete(deps, request, parameter).await,
        SettingsEndpoint::ListApproved => approved_apps::list(deps, request).await,
        SettingsEndpoint::RevokeApproval => approved_apps::revoke(deps, request, parameter).await,
    }
}
