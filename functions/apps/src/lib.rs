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
use shared::http::routes::{self, Endpoint, Lookup};
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
        Endpoint::Home => visit::home(deps, request).await,
        Endpoint::ListApps => edit::list(deps, request).await,
        Endpoint::NewApp => register::new(deps, request).await,
        Endpoint::CreateApp => register::create(deps, request).await,
        Endpoint::ShowApp => edit::show(deps, request, parameter).await,
        Endpoint::EditApp => edit::update(deps, request, parameter).await,
        Endpoint::AskRotate => rotate::ask(deps, request, parameter).await,
        Endpoint::Rotate => rotate::rotate(deps, request, parameter).await,
        Endpoint::AskDelete => remove::ask(deps, request, parameter).await,
        Endpoint::Delete => remove::delete(deps, request, parameter).await,
        Endpoint::ListKeys => keys::list(deps, request).await,
        Endpoint::CreateKey => keys::create(deps, request).await,
        Endpoint::DeleteKey => keys::delete(deps, request, parameter).await,
        Endpoint::ListApproved => approved::list(deps, request).await,
        Endpoint::RevokeApproval => approved::revoke(deps, request, parameter).await,
        Endpoint::Picture => picture::show(deps, parameter, second).await,
        Endpoint::Api(call) => Ok(api::answer(deps, request, call, parameters).await),
        _ => Err(Error::NotFound),
    }
}
