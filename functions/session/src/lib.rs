//! `/login` and `/logout`: a product's own users sign in, through an OpenID Connect issuer or through the login page that the
//! product has. Both end in the same verification: a ticket of the product is an ID token without discovery.
//!
//! `login` sends a browser to whoever vouches for users, `callback` believes what it brings back (`jose`, `issuer`,
//! `ticket`) and makes a person of it (`claims`), `org` asks for which of their orgs they act, and `shared::sign_in`
//! ends in a session. `config` is what the operator decided.

#![deny(clippy::wildcard_enum_match_arm)]
#![cfg_attr(test, expect(clippy::string_slice, reason = "tests cut ASCII, and fail by panicking"))]

mod callback;
mod claims;
mod config;
mod error;
mod finish;
mod issuer;
mod jose;
mod login;
mod org;
mod page;
mod setting;
mod text;
mod ticket;

pub use config::SignIn;
pub use setting::BadSignIn;

use http::Method;
use shared::deps::Deps;
use shared::html::error_page;
use shared::http::answer::Answer;
use shared::http::request::Request;
use shared::http::routes::{self, Endpoint, Lookup, SignInEndpoint};
use shared::lambda::Service;
use shared::sign_in;
use std::sync::Arc;

/// The function, for users who sign in in this way.
pub fn service(way: SignIn) -> Service {
    let way = Arc::new(way);
    Service::new(
        move |deps, request| {
            let way = Arc::clone(&way);
            Box::pin(async move { handle(&way, deps, request).await })
        },
        error_page::for_failure,
    )
}

async fn handle(way: &SignIn, deps: &Deps, request: &Request) -> Answer {
    let endpoint = match routes::find(request.method(), request.path()) {
        Lookup::Found { endpoint: Endpoint::SignIn(endpoint), .. } => endpoint,
        Lookup::Found { .. } | Lookup::Unknown => return error_page::not_found(&deps.config, request),
        Lookup::WrongMethod(methods) => return error_page::method_not_allowed(&deps.config, request, &methods),
    };
    // HEAD is GET without its body, but a GET of these two begins or redeems something, and what merely looks must not.
    let begins = matches!(endpoint, SignInEndpoint::Login | SignInEndpoint::Callback);
    if begins && *request.method() == Method::HEAD {
        return error_page::method_not_allowed(&deps.config, request, &[&Method::GET]);
    }
    let answered = match endpoint {
        SignInEndpoint::Login => login::login(way, deps, request).await,
        SignInEndpoint::Ask => Ok(sign_in::ask(&deps.config, request)),
        SignInEndpoint::Callback => callback::callback(way, deps, request).await,
        SignInEndpoint::Org => org::chosen(way, deps, request).await,
        SignInEndpoint::Logout => Ok(sign_in::sign_out(deps, request).await),
        SignInEndpoint::Ended => Ok(sign_in::ended(&deps.config, request, way.sign_out_url.as_ref())),
    };
    match answered {
        Ok(answer) => answer,
        Err(stopped) => stopped.answer(deps, request).await,
    }
}
