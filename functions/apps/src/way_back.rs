//! Where somebody comes back to who was not signed in any more: to the page that was asked for, or else to the page that
//! the form was on. No form is repeated by itself, and an address that takes only forms is no page to come back to.

use crate::paths;
use shared::access::path::CanonicalPath;
use shared::http::request::Request;
use shared::http::routes::{self, Endpoint, Lookup, SettingsEndpoint};
use shared::sign_in::{UNSENT, WayBack};

/// The page to come back to. After a form, it says that nothing came of it.
pub(crate) fn way_back(request: &Request) -> WayBack {
    let Lookup::Found { endpoint: Endpoint::Settings(endpoint), .. } = routes::find(request.method(), request.path())
    else {
        return WayBack::Home;
    };
    let page = match endpoint {
        SettingsEndpoint::Home => return WayBack::Home,
        SettingsEndpoint::ListApps
        | SettingsEndpoint::NewApp
        | SettingsEndpoint::ShowApp
        | SettingsEndpoint::ConfirmRotateSecret
        | SettingsEndpoint::ConfirmDeleteApp
        | SettingsEndpoint::ListKeys
        | SettingsEndpoint::ListApproved => return the_same(request, &request.raw_query),
        SettingsEndpoint::EditApp | SettingsEndpoint::RotateSecret | SettingsEndpoint::DeleteApp => {
            return the_same(request, UNSENT);
        }
        SettingsEndpoint::CreateApp => paths::NEW_APP,
        SettingsEndpoint::CreateKey | SettingsEndpoint::DeleteKey => paths::API_KEYS,
        SettingsEndpoint::RevokeApproval => paths::APPROVED_APPS,
    };
    WayBack::to(&format!("{page}?{UNSENT}"))
}

/// The path of the request itself. The gateway has decoded it, so it is encoded again; one that would not be the same
/// path then is no page of ours.
fn the_same(request: &Request, query: &str) -> WayBack {
    let Ok(path) = CanonicalPath::of(request.path()) else { return WayBack::Home };
    let query = if query.is_empty() { String::new() } else { format!("?{query}") };
    WayBack::to(&format!("{}{query}", path.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::clock::Timestamp;

    fn back(method: &str, path: &str, query: &str) -> WayBack {
        let event = serde_json::json!({"rawPath": path, "rawQueryString": query, "headers": {}, "isBase64Encoded": false,
            "requestContext": {"http": {"method": method}}});
        way_back(&Request::from_event(event, Timestamp::from_millis(0)).unwrap())
    }

    #[test]
    fn s6_every_page_is_come_back_to_with_its_query() {
        for path in [
            "/settings/apps",
            "/settings/apps/new",
            "/settings/apps/x",
            "/settings/apps/x/delete",
            "/settings/api-keys",
        ] {
            assert_eq!(back("GET", path, ""), WayBack::to(path));
            assert_eq!(back("GET", path, "cursor=a"), WayBack::to(&format!("{path}?cursor=a")));
        }
        assert_eq!(back("GET", "/", ""), WayBack::Home);
        assert_eq!(back("GET", "/settings/apps/a b", ""), WayBack::to("/settings/apps/a%20b"));
        for strange in ["/settings/apps/a?b", "/settings/apps/%2e", "/settings/apps/..", "/settings/apps/a#b"] {
            assert_eq!(back("GET", strange, ""), WayBack::Home, "{strange}");
        }
    }
}
