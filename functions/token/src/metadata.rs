//! `GET /.well-known/oauth-authorization-server` (RFC 8414): exactly what works, nothing that does not.

use http::StatusCode;
use shared::config::Config;
use shared::http::answer::Answer;
use shared::log::Outcome;
use shared::oauth::scope::ScopeSet;

/// Built from the public URL, never from what a request says of itself.
pub(crate) fn metadata(config: &Config) -> Answer {
    let at = |path: &str| format!("{}{path}", config.public_url);
    let secrets = ["client_secret_post", "client_secret_basic"];
    let document = serde_json::json!({
        "issuer": config.public_url.as_str(),
        "authorization_endpoint": at("/oauth/authorize"),
        "token_endpoint": at("/oauth/token"),
        "revocation_endpoint": at("/oauth/revoke"),
        "introspection_endpoint": at("/oauth/introspect"),
        "scopes_supported": ScopeSet::all().names().collect::<Vec<_>>(),
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": ["authorization_code"],
        "token_endpoint_auth_methods_supported": secrets,
        "revocation_endpoint_auth_methods_supported": secrets,
        "introspection_endpoint_auth_methods_supported": secrets,
        "code_challenge_methods_supported": ["S256"],
        "authorization_response_iss_parameter_supported": true,
    });
    Answer::json(StatusCode::OK, &document, Outcome::new("metadata")).for_any_origin()
}
