//! The two cookies: who is signed in, and where to go once someone is.
//!
//! On https both carry the `__Host-` prefix, so that no other host, not even a subdomain, can set them. On plain http,
//! which is local only, the prefix and `Secure` are impossible, and the port is part of the name: cookies ignore ports.

use crate::config::Config;
use crate::credential::{Secret, Session};
use crate::http::request::Request;
use crate::store::SESSION_LIFETIME;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use std::time::Duration;

/// How long the way back is remembered.
const RETURN_LIFETIME: Duration = Duration::from_mins(15);
/// Bytes a return cookie's value may take: browsers drop cookies of more than 4,096, name and attributes included.
const RETURN_MAX: usize = 3_800;

/// The session that a request presents; whether it exists is for the store to say.
pub fn session(request: &Request, config: &Config) -> Option<Secret<Session>> {
    request.cookies(&name(config, "session")).find_map(|value| Secret::parse(value).ok())
}

/// The cookie that signs a browser in.
pub fn set_session(config: &Config, session: &Secret<Session>) -> String {
    set(config, "session", session.expose(), SESSION_LIFETIME)
}

/// The cookie that signs a browser out.
pub fn clear_session(config: &Config) -> String {
    set(config, "session", "", Duration::ZERO)
}

/// The cookie that brings a user back to `path` after sign-in; `None` if `path` is too long to remember.
pub fn set_return(config: &Config, path: &str) -> Option<String> {
    let value = URL_SAFE_NO_PAD.encode(path);
    (value.len() <= RETURN_MAX).then(|| set(config, "return", &value, RETURN_LIFETIME))
}

/// The cookie that forgets the way back.
pub fn clear_return(config: &Config) -> String {
    set(config, "return", "", Duration::ZERO)
}

/// Where a return cookie leads: a path on this host, or nowhere.
pub fn return_path(request: &Request, config: &Config) -> Option<String> {
    request
        .cookies(&name(config, "return"))
        .filter_map(|value| String::from_utf8(URL_SAFE_NO_PAD.decode(value).ok()?).ok())
        .find(|path| is_local_path(path))
}

/// Whether `path` can only lead to this host. A browser reads `//host`, `/\host` and control characters before the
/// slash as another host (CWE-601).
pub fn is_local_path(path: &str) -> bool {
    path.starts_with('/')
        && !path.starts_with("//")
        && !path.split('?').next().is_some_and(|before_query| before_query.contains('\\'))
        && path.bytes().all(|b| b.is_ascii_graphic())
}

fn set(config: &Config, base: &str, value: &str, life: Duration) -> String {
    let secure = if config.public_url.is_https() { "; Secure" } else { "" };
    let name = name(config, base);
    format!("{name}={value}; Path=/; Max-Age={}; HttpOnly; SameSite=Lax{secure}", life.as_secs())
}

fn name(config: &Config, base: &str) -> String {
    if config.public_url.is_https() {
        return format!("__Host-{base}");
    }
    match config.public_url.port() {
        None | Some(9000) => base.to_owned(),
        Some(port) => format!("{base}-{port}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn e17_on_https_a_cookie_is_this_hosts_alone() {
        let cookie = set_return(&Config::at("https://auth.example"), "/settings/apps").unwrap();
        assert!(cookie.starts_with("__Host-return="), "{cookie}");
        assert!(cookie.ends_with("; Path=/; Max-Age=900; HttpOnly; SameSite=Lax; Secure"), "{cookie}");
        assert!(!cookie.contains("Domain"), "{cookie}");
    }

    #[test]
    fn e17_a_session_cookie_lasts_twelve_hours_and_a_cleared_one_ends_at_once() {
        let config = Config::at("https://auth.example");
        let session = Secret::generate(&crate::random::base62(20));
        let attributes = "; Path=/; Max-Age=43200; HttpOnly; SameSite=Lax; Secure";
        assert_eq!(set_session(&config, &session), format!("__Host-session={}{attributes}", session.expose()));
        assert_eq!(clear_session(&config), format!("__Host-session={}", attributes.replace("43200", "0")));
        assert_eq!(clear_return(&config), format!("__Host-return={}", attributes.replace("43200", "0")));
    }

    #[test]
    fn on_http_the_port_is_in_the_name() {
        assert!(clear_session(&Config::at("http://localhost:9000")).starts_with("session=; Path=/; Max-Age=0; "));
        assert!(clear_session(&Config::at("http://localhost:9001")).starts_with("session-9001="));
    }

    fn request(cookies: &[&str]) -> Request {
        let event = serde_json::json!({"rawPath": "/", "headers": {}, "isBase64Encoded": false, "cookies": cookies,
            "requestContext": {"http": {"method": "GET"}}});
        Request::from_event(event, crate::clock::Timestamp::from_millis(0)).unwrap()
    }

    #[test]
    fn e17_the_first_cookie_that_can_be_a_session_is_the_session() {
        let config = Config::at("https://auth.example");
        let secret = Secret::<Session>::generate(&crate::random::base62(20));
        let real = format!("__Host-session={}", secret.expose());
        let found = |cookies: &[&str]| session(&request(cookies), &config).map(|found| found.digest());
        assert_eq!(found(&["__Host-session=tossed", &real]), Some(secret.digest()));
        assert_eq!(found(&["session=x", "__Host-session=tossed"]), None);
        assert_eq!(found(&[&real.replace("__Host-", "")]), None);
    }

    #[test]
    fn a15_a_way_back_comes_back_unless_it_leads_elsewhere() {
        let config = Config::at("https://auth.example");
        let path = "/oauth/authorize?client_id=x;y";
        let cookie = set_return(&config, path).unwrap();
        let sent = cookie.split(';').next().unwrap();
        assert_eq!(return_path(&request(&[sent]), &config).as_deref(), Some(path));
        let evil = set_return(&config, "//evil").unwrap();
        assert_eq!(return_path(&request(&[evil.split(';').next().unwrap(), "__Host-return=%"]), &config), None);
    }

    #[test]
    fn the_longest_request_that_authorize_accepts_fits() {
        let longest = format!("/oauth/authorize?{}", "x".repeat(crate::oauth::authorization_request::MAX_QUERY));
        let cookie = set_return(&Config::at("https://auth.example"), &longest).unwrap();
        assert!(cookie.len() <= 4_096);
        assert!(set_return(&Config::at("https://auth.example"), &longest.repeat(2)).is_none());
    }

    #[test]
    fn a15_only_a_path_of_this_host_is_a_way_back() {
        assert!(is_local_path("/oauth/authorize?client_id=x&redirect_uri=https://c.example/&state=a\\b"));
        for bad in ["//evil", "/\\evil", "https:evil", "https://evil", "", "evil", "/a\nb", "/\t/evil", " /a", "/é"] {
            assert!(!is_local_path(bad), "{bad:?}");
        }
    }
}
