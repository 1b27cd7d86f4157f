//! The settings pages: apps (list, create, show, edit, rotate the secret, delete), API keys, approved apps; the apps'
//! pictures; and the management API, which does the same for programs.

mod api;
mod app_form;
mod approved;
mod edit;
mod error;
mod form;
mod keys;
mod multipart;
mod pages;
mod parts;
mod picture;
mod posted;
mod problem;
mod redirect_uris;
mod register;
mod remove;
mod rotate;
mod spelling;
mod text;
mod visit;
mod way_back;

use error::Error;
use shared::html::error_page;
use shared::http::answer::Answer;
use shared::http::request::Request;
use shared::http::routes::{self, Endpoint, Lookup, SettingsEndpoint};
use shared::lambda::{Answering, Deps, Service};

/// The function.
pub fn service() -> Service {
    Service::new(handle, error_page::apology)
}

/// Handles one request.
fn handle<'a>(deps: &'a Deps, request: &'a Request) -> Answering<'a> {
    Box::pin(async move {
        match dispatch(deps, request).await {
            Ok(answer) => answer,
            Err(error) => error.answer(&deps.config, request),
        }
    })
}

async fn dispatch(deps: &Deps, request: &Request) -> Result<Answer, Error> {
    let (endpoint, parameters) = match routes::find(request.method(), request.path()) {
        Lookup::Found { endpoint, parameters, .. } => (endpoint, parameters),
        Lookup::WrongMethod(allowed) => return Ok(error_page::method_not_allowed(&deps.config, request, &allowed)),
        Lookup::Unknown => return Err(Error::NotFound),
    };
    let [parameter, second] = parameters;
    match endpoint {
        Endpoint::Settings(endpoint) => settings(deps, request, endpoint, parameter).await,
        Endpoint::Picture => picture::show(deps, parameter, second).await,
        Endpoint::Api(call) => Ok(api::answer(deps, request, call, parameters).await),
        Endpoint::Authorize(_) | Endpoint::Consent | Endpoint::Token(_) | Endpoint::PublicApi => Err(Error::NotFound),
    }
}

async fn settings(
    deps: &Deps,
    request: &Request,
    endpoint: SettingsEndpoint,
    parameter: &str,
) -> Result<Answer, Error> {
    match endpoint {
        SettingsEndpoint::Home => visit::home(deps, request).await,
        SettingsEndpoint::ListApps => edit::list(deps, request).await,
        SettingsEndpoint::NewApp => register::new(deps, request).await,
        SettingsEndpoint::CreateApp => register::create(deps, request).await,
        SettingsEndpoint::ShowApp => edit::show(deps, request, parameter).await,
        SettingsEndpoint::EditApp => edit::update(deps, request, parameter).await,
        SettingsEndpoint::ConfirmRotateSecret => rotate::ask(deps, request, parameter).await,
        SettingsEndpoint::RotateSecret => rotate::rotate(deps, request, parameter).await,
        SettingsEndpoint::ConfirmDeleteApp => remove::ask(deps, request, parameter).await,
        SettingsEndpoint::DeleteApp => remove::delete(deps, request, parameter).await,
        SettingsEndpoint::ListKeys => keys::list(deps, request).await,
        SettingsEndpoint::CreateKey => keys::create(deps, request).await,
        SettingsEndpoint::DeleteKey => keys::delete(deps, request, parameter).await,
        SettingsEndpoint::ListApproved => approved::list(deps, request).await,
        SettingsEndpoint::RevokeApproval => approved::revoke(deps, request, parameter).await,
    }
}
