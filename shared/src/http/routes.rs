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
    /// Its method; `None` is any.
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
    Route { method: None, path: "/public/v1/{proxy+}", endpoint: Endpoint::PublicApi, function: Function::Proxy },
];

/// How many parameters a path may have.
const PARAMETERS: usize = 2;

/// The segments that a route's parameters stand for, in order; empty where it has none.
pub type Parameters<'a> = [&'a str; PARAMETERS];

impl Route {
    /// Its method as the gateway spells it: `ANY` is any.
    pub fn method_name(&self) -> &str {
        self.method.as_ref().map_or("ANY", Method::as_str)
    }

    fn takes(&self, method: &Method) -> bool {
        self.method.as_ref().is_none_or(|own| own == method)
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

/// Looks a request up.
pub fn find<'a>(method: &Method, path: &'a str) -> Lookup<'a> {
    let matching: Vec<(&Route, Parameters<'_>)> =
        ROUTES.iter().filter_map(|route| Some((route, matches(route.path, path)?))).collect();
    if let Some((route, parameters)) = matching.iter().find(|(route, _)| route.takes(method)) {
        let (endpoint, function) = (route.endpoint, route.function);
        return Lookup::Found { endpoint, function, path: route.path, parameters: *parameters };
    }
    let methods: Vec<&Method> = matching.iter().filter_map(|(route, _)| route.method.as_ref()).collect();
    if methods.is_empty() { Lookup::Unknown } else { Lookup::WrongMethod(methods) }
}

/// Whether errors at `path` are JSON: it is called by programs, not by browsers.
pub fn speaks_json(path: &str) -> bool {
    ["/oauth/token", "/oauth/revoke", "/oauth/introspect"].contains(&path)
        || ["/api/", "/public/", "/.well-known/"].iter().any(|prefix| path.starts_with(prefix))
}

/// `None` if `path` is not of the form `pattern`; else the segments its parameters stand for.
fn matches<'a>(pattern: &str, path: &'a str) -> Option<Parameters<'a>> {
    let mut parameters = Parameters::default();
    let mut slots = parameters.iter_mut();
    let mut rest = path.split('/');
    for expected in pattern.split('/') {
        if expected == "{proxy+}" {
            return rest.next().is_some_and(|segment| !segment.is_empty()).then_some(parameters);
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
mod tests {
    use super::*;

    fn endpoint(method: &Method, path: &str) -> Option<(Endpoint, String)> {
        match find(method, path) {
            Lookup::Found { endpoint, parameters: [first, _], .. } => Some((endpoint, first.to_owned())),
            _ => None,
        }
    }

    #[test]
    fn literal_paths_win_over_parameters() {
        assert_eq!(endpoint(&Method::GET, "/settings/apps/new"), Some((Endpoint::NewApp, String::new())));
        assert_eq!(endpoint(&Method::GET, "/settings/apps/x"), Some((Endpoint::ShowApp, "x".into())));
        assert_eq!(endpoint(&Method::POST, "/settings/apps/x/delete"), Some((Endpoint::Delete, "x".into())));
    }

    #[test]
    fn a18_a_path_is_matched_exactly() {
        for path in [
            "//oauth/authorize",
            "/oauth/authorize/",
            "/OAuth/Authorize",
            "/oauth/authorize;x",
            "/prod/oauth/authorize",
            "",
            "/settings/apps/",
            "/settings/apps//delete",
            "/settings/apps/a/b/delete",
        ] {
            assert_eq!(find(&Method::GET, path), Lookup::Unknown, "{path}");
        }
    }

    #[test]
    fn a_greedy_parameter_takes_every_path_below_it() {
        for path in ["/public/v1/posts", "/public/v1/posts/x/y", "/public/v1/a//b", "/public/v1/a/"] {
            assert!(matches("/public/v1/{proxy+}", path).is_some(), "{path}");
        }
        for path in ["/public/v1", "/public/v1/", "/public/v1//a", "/public/v2/a", "/x/public/v1/a"] {
            assert!(matches("/public/v1/{proxy+}", path).is_none(), "{path}");
        }
    }

    #[test]
    fn two_parameters_stand_for_two_segments() {
        assert_eq!(matches("/a/{x}/b/{y}", "/a/1/b/2"), Some(["1", "2"]));
        assert_eq!(matches("/a/{x}/b/{y}", "/a/1/b/2/3"), None);
        assert_eq!(matches("/a/{x}/b/{y}", "/a//b/2"), None);
    }

    #[test]
    fn programs_get_json_and_browsers_pages() {
        for path in
            ["/oauth/token", "/oauth/revoke", "/oauth/introspect", "/api/apps", "/public/v1/x", "/.well-known/x"]
        {
            assert!(speaks_json(path), "{path}");
        }
        for path in ["/", "/oauth/authorize", "/oauth/tokens", "/settings/apps", "/apis", "/x/api/"] {
            assert!(!speaks_json(path), "{path}");
        }
    }

    #[test]
    fn a14_f1_another_method_is_told_which_ones_there_are() {
        assert_eq!(find(&Method::PUT, "/oauth/authorize"), Lookup::WrongMethod(vec![&Method::GET, &Method::POST]));
        assert_eq!(find(&Method::GET, "/oauth/token"), Lookup::WrongMethod(vec![&Method::POST]));
    }
}
