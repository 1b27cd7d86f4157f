//! The rows: which path and method belong to which endpoint.

use super::endpoint::{
    ApiCall, AuthorizeEndpoint, Endpoint, SettingsEndpoint as Settings, SignInEndpoint as SignIn, TokenEndpoint,
};
use http::Method;

/// One row.
#[derive(Debug)]
pub struct Route {
    /// Its method, and with GET also HEAD; `None` is any.
    pub method: Option<Method>,
    /// Its path; `{client_id}`, or whatever else is in braces, stands for one segment, `{proxy+}` at the end for one or more.
    pub path: &'static str,
    /// Where it leads.
    pub endpoint: Endpoint,
}

const fn route(method: Method, path: &'static str, endpoint: Endpoint) -> Route {
    Route { method: Some(method), path, endpoint }
}

/// Every route. Of two that match, the earlier one wins: literal paths stand before those with a parameter.
pub const ROUTES: &[Route] = &[
    route(Method::GET, "/oauth/authorize", Endpoint::Authorize(AuthorizeEndpoint::ConsentPage)),
    route(Method::POST, "/oauth/authorize", Endpoint::Consent),
    route(Method::POST, "/oauth/token", Endpoint::Token(TokenEndpoint::Exchange)),
    route(Method::POST, "/oauth/revoke", Endpoint::Token(TokenEndpoint::Revoke)),
    route(Method::POST, "/oauth/introspect", Endpoint::Token(TokenEndpoint::Introspect)),
    route(Method::GET, "/.well-known/oauth-authorization-server", Endpoint::Token(TokenEndpoint::Metadata)),
    route(
        Method::OPTIONS,
        "/.well-known/oauth-authorization-server",
        Endpoint::Token(TokenEndpoint::MetadataPreflight),
    ),
    route(Method::GET, "/assets/{name}", Endpoint::Authorize(AuthorizeEndpoint::Asset)),
    route(Method::GET, "/login", Endpoint::SignIn(SignIn::Login)),
    route(Method::GET, "/login/ask", Endpoint::SignIn(SignIn::Ask)),
    route(Method::GET, "/login/callback", Endpoint::SignIn(SignIn::Callback)),
    route(Method::POST, "/login/org", Endpoint::SignIn(SignIn::Org)),
    route(Method::POST, "/logout", Endpoint::SignIn(SignIn::Logout)),
    route(Method::GET, "/login/ended", Endpoint::SignIn(SignIn::Ended)),
    route(Method::GET, "/", Endpoint::Settings(Settings::Home)),
    route(Method::GET, "/settings/apps", Endpoint::Settings(Settings::ListApps)),
    route(Method::POST, "/settings/apps", Endpoint::Settings(Settings::CreateApp)),
    route(Method::GET, "/settings/apps/new", Endpoint::Settings(Settings::NewApp)),
    route(Method::GET, "/settings/apps/{client_id}", Endpoint::Settings(Settings::ShowApp)),
    route(Method::POST, "/settings/apps/{client_id}", Endpoint::Settings(Settings::EditApp)),
    route(Method::GET, "/settings/apps/{client_id}/rotate-secret", Endpoint::Settings(Settings::ConfirmRotateSecret)),
    route(Method::POST, "/settings/apps/{client_id}/rotate-secret", Endpoint::Settings(Settings::RotateSecret)),
    route(Method::GET, "/settings/apps/{client_id}/delete", Endpoint::Settings(Settings::ConfirmDeleteApp)),
    route(Method::POST, "/settings/apps/{client_id}/delete", Endpoint::Settings(Settings::DeleteApp)),
    route(Method::GET, "/settings/api-keys", Endpoint::Settings(Settings::ListKeys)),
    route(Method::POST, "/settings/api-keys", Endpoint::Settings(Settings::CreateKey)),
    route(Method::POST, "/settings/api-keys/{id}/delete", Endpoint::Settings(Settings::DeleteKey)),
    route(Method::GET, "/settings/approved-apps", Endpoint::Settings(Settings::ListApproved)),
    route(Method::POST, "/settings/approved-apps/{client_id}/revoke", Endpoint::Settings(Settings::RevokeApproval)),
    route(Method::GET, "/pictures/{app}/{digest}", Endpoint::Picture),
    route(Method::GET, "/api/apps", Endpoint::Api(ApiCall::ListApps)),
    route(Method::POST, "/api/apps", Endpoint::Api(ApiCall::CreateApp)),
    route(Method::GET, "/api/apps/{client_id}", Endpoint::Api(ApiCall::ShowApp)),
    route(Method::PATCH, "/api/apps/{client_id}", Endpoint::Api(ApiCall::EditApp)),
    route(Method::DELETE, "/api/apps/{client_id}", Endpoint::Api(ApiCall::DeleteApp)),
    route(Method::POST, "/api/apps/{client_id}/rotate-secret", Endpoint::Api(ApiCall::RotateSecret)),
    route(Method::DELETE, "/api/users/{user}", Endpoint::Api(ApiCall::OffboardUser)),
    route(Method::DELETE, "/api/orgs/{org}/members/{user}", Endpoint::Api(ApiCall::OffboardMember)),
    route(Method::DELETE, "/api/orgs/{org}", Endpoint::Api(ApiCall::OffboardOrg)),
    route(Method::POST, "/api/offboard", Endpoint::Api(ApiCall::Offboard)),
    route(Method::DELETE, "/api/users/{user}/sessions", Endpoint::Api(ApiCall::EndSessions)),
    route(Method::DELETE, "/api/orgs/{org}/members/{user}/rights", Endpoint::Api(ApiCall::EndRights)),
    Route { method: None, path: "/public/v1/{proxy+}", endpoint: Endpoint::PublicApi },
];

/// What a GET takes.
static READ: [Method; 2] = [Method::GET, Method::HEAD];

impl Route {
    /// The methods it takes: HEAD is GET without the body, wherever there is a GET (RFC 9110 §9.3.2). None for any.
    pub fn methods(&self) -> &[Method] {
        match &self.method {
            Some(Method::GET) => &READ,
            Some(method) => std::slice::from_ref(method),
            None => &[],
        }
    }

    pub(super) fn takes(&self, method: &Method) -> bool {
        self.method.is_none() || self.methods().contains(method)
    }
}
