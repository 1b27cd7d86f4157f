//! `/oauth/…`, and the document that describes it.

/// GET /oauth/authorize
mod authorize;
/// POST /oauth/token: what a code is bound to, each thing by itself.
mod bindings;
/// POST /oauth/token: who asks.
mod client_auth;
/// POST /oauth/authorize
mod consent;
/// From the button to the token, and what the code is bound to.
mod flow;
/// POST /oauth/introspect
mod introspect;
/// GET /.well-known/oauth-authorization-server
mod metadata;
/// POST /oauth/token, and whoever asks afterwards: an approval keeps its ten newest tokens.
mod newest;
/// Paths and methods nobody answers.
mod not_found;
/// PKCE, end to end.
mod pkce;
/// Redirect URIs, end to end.
mod redirect;
/// A code used again.
mod replay;
/// POST /oauth/revoke
mod revoke;
/// State, end to end.
mod state;
/// POST /oauth/token: what a request looks like.
mod token_request;
