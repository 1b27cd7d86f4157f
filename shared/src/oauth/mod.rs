//! The rules of OAuth 2.0 as Postern speaks it, as pure functions: no clock, no store, no HTTP.

pub mod authorization_request;
pub mod callback;
pub mod client_auth;
pub mod fields;
pub mod pkce;
pub mod redirect_uri;
pub mod scope;
pub mod state;
pub mod token_request;
