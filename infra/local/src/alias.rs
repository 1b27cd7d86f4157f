//! Who types 127.0.0.1 means localhost; but a browser keeps its cookies apart, and we could only refuse its forms.

use crate::event;
use http::Method;
use http::request::Parts;
use shared::http::routes::{self, AuthorizeEndpoint, Endpoint, Lookup, SettingsEndpoint, SignInEndpoint};

/// Where a browser goes that asked for a page under another name of this machine's. Pages only: a program that is led to
/// another host leaves its `Authorization` behind (Fetch, "HTTP-redirect fetch"), and would be told that it has none.
pub(crate) fn leads_to(public_url: &str, parts: &Parts) -> Option<String> {
    let host = parts.headers.get(http::header::HOST)?.to_str().ok()?;
    let ours = public_url.strip_prefix("http://localhost")?;
    let alias = ["127.0.0.1", "[::1]"].iter().any(|alias| host.strip_prefix(alias) == Some(ours));
    let target = parts.uri.path_and_query().map_or("/", |target| target.as_str());
    (alias && is_page(&parts.method, parts.uri.path())).then(|| format!("{public_url}{target}"))
}

/// A form is none: it was shown under the other name, to which its ticket and its cookies belong.
fn is_page(method: &Method, path: &str) -> bool {
    if !matches!(*method, Method::GET | Method::HEAD) {
        return false;
    }
    let path = event::decoded_path(path);
    match routes::find(&Method::GET, &path) {
        Lookup::Found { endpoint, .. } => is_for_people(endpoint),
        Lookup::WrongMethod(_) | Lookup::Unknown => false,
    }
}

fn is_for_people(endpoint: Endpoint) -> bool {
    match endpoint {
        Endpoint::Authorize(AuthorizeEndpoint::ConsentPage)
        | Endpoint::SignIn(SignInEndpoint::Login | SignInEndpoint::Ask | SignInEndpoint::Ended) => true,
        Endpoint::Settings(endpoint) => is_settings_page(endpoint),
        Endpoint::SignIn(SignInEndpoint::Callback | SignInEndpoint::Org | SignInEndpoint::Logout)
        | Endpoint::Authorize(AuthorizeEndpoint::Asset)
        | Endpoint::Consent
        | Endpoint::Token(_)
        | Endpoint::Picture
        | Endpoint::Api(_)
        | Endpoint::PublicApi => false,
    }
}

fn is_settings_page(endpoint: SettingsEndpoint) -> bool {
    match endpoint {
        SettingsEndpoint::Home
        | SettingsEndpoint::ListApps
        | SettingsEndpoint::NewApp
        | SettingsEndpoint::ShowApp
        | SettingsEndpoint::ConfirmRotateSecret
        | SettingsEndpoint::ConfirmDeleteApp
        | SettingsEndpoint::ListKeys
        | SettingsEndpoint::ListApproved => true,
        SettingsEndpoint::CreateApp
        | SettingsEndpoint::EditApp
        | SettingsEndpoint::RotateSecret
        | SettingsEndpoint::DeleteApp
        | SettingsEndpoint::CreateKey
        | SettingsEndpoint::DeleteKey
        | SettingsEndpoint::RevokeApproval => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const URL: &str = "http://localhost:9000";

    fn led(method: &str, host: &str, target: &str) -> Option<String> {
        let request = http::Request::builder().method(method).uri(target).header("host", host);
        leads_to(URL, &request.body(()).unwrap().into_parts().0)
    }

    #[test]
    fn s9_pages_for_people_are_led_to_localhost() {
        for host in ["127.0.0.1:9000", "[::1]:9000"] {
            for page in [
                "/",
                "/oauth/authorize?client_id=x&state=a+b%2F",
                "/login?return_to=%2F",
                "/settings/apps",
                "/%73ettings/apps?cursor=x",
                "/settings/apps/pca_x/rotate-secret",
                "/settings/approved-apps",
            ] {
                for method in ["GET", "HEAD"] {
                    assert_eq!(led(method, host, page), Some(format!("{URL}{page}")), "{method} {page}");
                }
                assert_eq!(led("POST", host, page), None, "{page}");
            }
        }
    }

    #[test]
    fn s9_what_programs_call_is_answered_where_it_was_asked_for() {
        for path in [
            "/public/v1/posts",
            "/public/v1",
            "/api/apps",
            "/api/nothing",
            "/oauth/token",
            "/oauth/revoke",
            "/oauth/introspect",
            "/oauth/else",
            "/.well-known/oauth-authorization-server",
            "/.well-known/openid-configuration",
            "/pictures/a/b",
            "/assets/logo.svg",
            "/nowhere",
            "/logout",
        ] {
            for method in ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] {
                assert_eq!(led(method, "127.0.0.1:9000", path), None, "{method} {path}");
            }
        }
    }

    #[test]
    fn s9_nobody_elses_name_leads_anywhere() {
        for host in ["localhost:9000", "127.0.0.1:9001", "127.0.0.1", "127.0.0.1:9000.evil.example", "evil.example"] {
            assert_eq!(led("GET", host, "/"), None, "{host}");
        }
    }
}
