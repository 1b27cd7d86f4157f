//! The route table: which path and method belong to which endpoint of which function.
//!
//! `template.yaml` and the local front follow it. Whatever it does not name arrives at `authorize` by the gateway's
//! `$default` route, which answers 404 or 405.

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
}

impl Function {
    /// The name of its crate, its binary and its block in `template.yaml`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Authorize => "authorize",
            Self::Consent => "consent",
            Self::Token => "token",
            Self::Apps => "apps",
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
}

/// One row.
#[derive(Debug)]
pub struct Route {
    /// Its method.
    pub method: Method,
    /// Its path; `{client_id}` or `{id}` stands for one segment.
    pub path: &'static str,
    /// Where it leads.
    pub endpoint: Endpoint,
    /// Who answers.
    pub function: Function,
}

const fn route(method: Method, path: &'static str, endpoint: Endpoint, function: Function) -> Route {
    Route { method, path, endpoint, function }
}

/// Every route. Of two that match, the earlier one wins: literal paths stand before those with a parameter.
pub const ROUTES: &[Route] = &[
    route(Method::GET, "/oauth/authorize", Endpoint::Authorize, Function::Authorize),
    route(Method::POST, "/oauth/authorize", Endpoint::Consent, Function::Consent),
    route(Method::POST, "/oauth/token", Endpoint::Token, Function::Token),
    route(Method::POST, "/oauth/revoke", Endpoint::Revoke, Function::Token),
    route(Method::POST, "/oauth/introspect", Endpoint::Introspect, Function::Token),
    route(Method::GET, "/.well-known/oauth-authorization-server", Endpoint::Metadata, Function::Token),
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
];

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
        /// What stands where the route has a parameter; empty where it has none.
        parameter: &'a str,
    },
    /// The path is known, with these methods.
    WrongMethod(Vec<&'static Method>),
    /// The path is not known.
    Unknown,
}

/// Looks a request up.
pub fn find<'a>(method: &Method, path: &'a str) -> Lookup<'a> {
    let matching: Vec<(&Route, &str)> =
        ROUTES.iter().filter_map(|route| Some((route, matches(route.path, path)?))).collect();
    if let Some((route, parameter)) = matching.iter().find(|(route, _)| route.method == *method) {
        return Lookup::Found { endpoint: route.endpoint, function: route.function, path: route.path, parameter };
    }
    let methods: Vec<&Method> = matching.iter().map(|(route, _)| &route.method).collect();
    if methods.is_empty() { Lookup::Unknown } else { Lookup::WrongMethod(methods) }
}

/// Whether errors at `path` are JSON: it is called by programs, not by browsers.
pub fn speaks_json(path: &str) -> bool {
    ["/oauth/token", "/oauth/revoke", "/oauth/introspect"].contains(&path)
        || ["/api/", "/public/", "/.well-known/"].iter().any(|prefix| path.starts_with(prefix))
}

/// `None` if `path` is not of the form `pattern`; else the segment the parameter stands for, if it has one.
fn matches<'a>(pattern: &str, path: &'a str) -> Option<&'a str> {
    let parameter = pattern.split_once('{').and_then(|(before, rest)| Some((before, rest.split_once('}')?.1)));
    let Some((before, after)) = parameter else { return (pattern == path).then_some("") };
    let parameter = path.strip_prefix(before)?.strip_suffix(after)?;
    (!parameter.is_empty() && !parameter.contains('/')).then_some(parameter)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn endpoint(method: &Method, path: &str) -> Option<(Endpoint, String)> {
        match find(method, path) {
            Lookup::Found { endpoint, parameter, .. } => Some((endpoint, parameter.to_owned())),
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
