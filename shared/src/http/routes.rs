//! The route table: which path and method belong to which endpoint of which function.
//!
//! `template.yaml` and the local front follow it. Whatever it does not name arrives at `authorize` by the gateway's
//! `$default` route, which answers 404 or 405.

use super::call::Call;
use http::Method;

/// A Lambda function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Function {
    /// `functions/authorize`
    Authorize,
    /// `functions/consent`
    Consent,
    /// `functions/token`
    Token,
    /// `functions/apps`
    Apps,
    /// `functions/proxy`
    Proxy,
}

impl Function {
    /// The name of its crate, its binary and its block in `template.yaml`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Authorize => "authorize",
            Self::Consent => "consent",
            Self::Token => "token",
            Self::Apps => "apps",
            Self::Proxy => "proxy",
        }
    }
}

/// What a request wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Endpoint {
    /// The consent page.
    Authorize,
    /// The decision on it.
    Consent,
    /// A code for a token.
    Token,
    /// A token given back.
    Revoke,
    /// What a credential is.
    Introspect,
    /// What this server can do.
    Metadata,
    /// Whether a page elsewhere may ask for that.
    MetadataPreflight,
    /// A file of ours.
    Asset,
    /// `/`, which leads to the settings.
    Home,
    /// The org's apps.
    ListApps,
    /// The form for a new app.
    NewApp,
    /// Registers an app.
    CreateApp,
    /// An app and its form.
    ShowApp,
    /// Changes an app.
    EditApp,
    /// Asks before a new secret is made.
    AskRotate,
    /// Makes a new secret.
    Rotate,
    /// Asks before an app is deleted.
    AskDelete,
    /// Deletes an app.
    Delete,
    /// The org's API keys, and the form for a new one.
    ListKeys,
    /// Makes an API key.
    CreateKey,
    /// Deletes an API key.
    DeleteKey,
    /// What the user has approved.
    ListApproved,
    /// Takes an approval back.
    RevokeApproval,
    /// An app's picture.
    Picture,
    /// A call of the management API.
    Api(Call),
    /// The product's API.
    PublicApi,
}

/// One row.
#[derive(Debug)]
pub struct Route {
    /// Its method, and with GET also HEAD; `None` is any.
    pub method: Option<Method>,
    /// Its path; `{client_id}`, or whatever else is in braces, stands for one segment, `{proxy+}` at the end for one or more.
    pub path: &'static str,
    /// Where it leads.
    pub endpoint: Endpoint,
    /// Who answers.
    pub function: Function,
}

const fn route(method: Method, path: &'static str, endpoint: Endpoint, function: Function) -> Route {
    Route { method: Some(method), path, endpoint, function }
}

/// Every route. Of two that match, the earlier one wins: literal paths stand before those with a parameter.
pub const ROUTES: &[Route] = &[
    route(Method::GET, "/oauth/authorize", Endpoint::Authorize, Function::Authorize),
    route(Method::POST, "/oauth/authorize", Endpoint::Consent, Function::Consent),
    route(Method::POST, "/oauth/token", Endpoint::Token, Function::Token),
    route(Method::POST, "/oauth/revoke", Endpoint::Revoke, Function::Token),
    route(Method::POST, "/oauth/introspect", Endpoint::Introspect, Function::Token),
    route(Method::GET, "/.well-known/oauth-authorization-server", Endpoint::Metadata, Function::Token),
    route(Method::OPTIONS, "/.well-known/oauth-authorization-server", Endpoint::MetadataPreflight, Function::Token),
    route(Method::GET, "/assets/{name}", Endpoint::Asset, Function::Authorize),
    route(Method::GET, "/", Endpoint::Home, Function::Apps),
    route(Method::GET, "/settings/apps", Endpoint::ListApps, Function::Apps),
    route(Method::POST, "/settings/apps", Endpoint::CreateApp, Function::Apps),
    route(Method::GET, "/settings/apps/new", Endpoint::NewApp, Function::Apps),
    route(Method::GET, "/settings/apps/{client_id}", Endpoint::ShowApp, Function::Apps),
    route(Method::POST, "/settings/apps/{client_id}", Endpoint::EditApp, Function::Apps),
    route(Method::GET, "/settings/apps/{client_id}/rotate-secret", Endpoint::AskRotate, Function::Apps),
    route(Method::POST, "/settings/apps/{client_id}/rotate-secret", Endpoint::Rotate, Function::Apps),
    route(Method::GET, "/settings/apps/{client_id}/delete", Endpoint::AskDelete, Function::Apps),
    route(Method::POST, "/settings/apps/{client_id}/delete", Endpoint::Delete, Function::Apps),
    route(Method::GET, "/settings/api-keys", Endpoint::ListKeys, Function::Apps),
    route(Method::POST, "/settings/api-keys", Endpoint::CreateKey, Function::Apps),
    route(Method::POST, "/settings/api-keys/{id}/delete", Endpoint::DeleteKey, Function::Apps),
    route(Method::GET, "/settings/approved-apps", Endpoint::ListApproved, Function::Apps),
    route(Method::POST, "/settings/approved-apps/{client_id}/revoke", Endpoint::RevokeApproval, Function::Apps),
    route(Method::GET, "/pictures/{app}/{digest}", Endpoint::Picture, Function::Apps),
    route(Method::GET, "/api/apps", Endpoint::Api(Call::ListApps), Function::Apps),
    route(Method::POST, "/api/apps", Endpoint::Api(Call::CreateApp), Function::Apps),
    route(Method::GET, "/api/apps/{client_id}", Endpoint::Api(Call::ShowApp), Function::Apps),
    route(Method::PATCH, "/api/apps/{client_id}", Endpoint::Api(Call::EditApp), Function::Apps),
    route(Method::DELETE, "/api/apps/{client_id}", Endpoint::Api(Call::DeleteApp), Function::Apps),
    route(Method::POST, "/api/apps/{client_id}/rotate-secret", Endpoint::Api(Call::RotateSecret), Function::Apps),
    route(Method::DELETE, "/api/users/{user}", Endpoint::Api(Call::OffboardUser), Function::Apps),
    route(Method::DELETE, "/api/orgs/{org}/members/{user}", Endpoint::Api(Call::OffboardMember), Function::Apps),
    route(Method::DELETE, "/api/orgs/{org}", Endpoint::Api(Call::OffboardOrg), Function::Apps),
    route(Method::POST, "/api/offboard", Endpoint::Api(Call::Offboard), Function::Apps),
    route(Method::DELETE, "/api/users/{user}/sessions", Endpoint::Api(Call::EndSessions), Function::Apps),
    route(Method::DELETE, "/api/orgs/{org}/members/{user}/rights", Endpoint::Api(Call::EndRights), Function::Apps),
    Route { method: None, path: "/public/v1/{proxy+}", endpoint: Endpoint::PublicApi, function: Function::Proxy },
];

/// How many parameters a path may have.
const PARAMETERS: usize = 2;

/// The segments that a route's parameters stand for, in order; empty where it has none.
pub type Parameters<'a> = [&'a str; PARAMETERS];

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

    fn takes(&self, method: &Method) -> bool {
        self.method.is_none() || self.methods().contains(method)
    }
}

/// What the table says of a request.
#[derive(Debug, PartialEq, Eq)]
pub enum Lookup<'a> {
    /// A route, and the segment its parameter stands for.
    Found {
        /// Where it leads.
        endpoint: Endpoint,
        /// Who answers.
        function: Function,
        /// The route's own path, for the log: a path as sent may hold anything.
        path: &'static str,
        /// What stands where the route has parameters.
        parameters: Parameters<'a>,
    },
    /// The path is known, with these methods.
    WrongMethod(Vec<&'static Method>),
    /// The path is not known.
    Unknown,
}

/// Looks a request up. The first path that matches is meant, whatever methods others have that match as well.
pub fn find<'a>(method: &Method, path: &'a str) -> Lookup<'a> {
    let mut matching = ROUTES.iter().filter_map(|route| Some((route.path, matches(route.path, path)?)));
    let Some((pattern, parameters)) = matching.next() else { return Lookup::Unknown };
    let routes = ROUTES.iter().filter(|route| route.path == pattern);
    match routes.clone().find(|route| route.takes(method)) {
        Some(&Route { endpoint, function, path, .. }) => Lookup::Found { endpoint, function, path, parameters },
        None => Lookup::WrongMethod(routes.flat_map(Route::methods).collect()),
    }
}

/// Whether errors at `path` are JSON: it is called by programs, not by browsers. Below `/oauth/` that is everything but
/// where a browser is sent, however that is misspelt.
pub fn speaks_json(path: &str) -> bool {
    match path.strip_prefix("/oauth/") {
        Some(rest) => rest.split(['/', ';']).next() != Some("authorize"),
        None => ["/api/", "/public/", DISCOVERY].iter().any(|prefix| path.starts_with(prefix)),
    }
}

/// Where clients look for what this server can do (RFC 8615).
const DISCOVERY: &str = "/.well-known/";

/// Whether any page may read what is at `path`, and that nothing is there: a client in a browser that looks for another
/// document first must see "not here", and not a network error.
pub fn is_discovery(path: &str) -> bool {
    path.starts_with(DISCOVERY)
}

/// `None` if `path` is not of the form `pattern`; else the segments its parameters stand for.
fn matches<'a>(pattern: &str, path: &'a str) -> Option<Parameters<'a>> {
    let mut parameters = Parameters::default();
    let mut slots = parameters.iter_mut();
    let mut rest = path.split('/');
    for expected in pattern.split('/') {
        if expected == "{proxy+}" {
            // An empty segment is for the function to refuse, in its own words: only a path that ends here is another.
            let (first, more) = (rest.next()?, rest.next().is_some());
            return (more || !first.is_empty()).then_some(parameters);
        }
        let segment = rest.next()?;
        if expected.starts_with('{') {
            *slots.next()? = Some(segment).filter(|segment| !segment.is_empty())?;
        } else if expected != segment {
            return None;
        }
    }
    rest.next().is_none().then_some(parameters)
}

#[cfg(test)]
#[path = "routes_tests.rs"]
mod tests;
