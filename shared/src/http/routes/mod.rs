//! The route table: which path and method belong to which endpoint.
//!
//! `template.yaml` and the local front follow it. Whatever it does not name arrives at `authorize` by the gateway's
//! `$default` route, which answers 404 or 405.

mod endpoint;
pub mod paths;
mod table;

pub use endpoint::{ApiCall, AuthorizeEndpoint, Endpoint, Function, SettingsEndpoint, SignInEndpoint, TokenEndpoint};
pub use table::{ROUTES, Route};

use http::Method;

/// How many parameters a path may have.
const PARAMETERS: usize = 2;

/// The segments that a route's parameters stand for, in order; empty where it has none.
pub type Parameters<'a> = [&'a str; PARAMETERS];

/// What the table says of a request.
#[derive(Debug, PartialEq, Eq)]
pub enum Lookup<'a> {
    /// A route, and the segment its parameter stands for.
    Found {
        /// Where it leads.
        endpoint: Endpoint,
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
        Some(&Route { endpoint, path, .. }) => Lookup::Found { endpoint, path, parameters },
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
mod tests;
