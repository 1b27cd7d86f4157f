//! The cookies: who is signed in, and what an attempt to sign in remembers.
//!
//! On https their names begin with `__Host-`, so that no other host, not even a subdomain, can set them. On plain http,
//! which is local only, the prefix and `Secure` are impossible; cookies ignore ports, and everybody's on localhost are
//! called `session`: so the name says whose it is and on which port.

use crate::config::Config;
use crate::credential::{Secret, Session};
use crate::http::request::Request;
use crate::store::SESSION_LIFETIME;
use std::time::Duration;

/// What plain http is served on where an address names no port.
const HTTP: u16 = 80;

/// The session that a request presents; whether it exists is for the store to say.
pub fn session(request: &Request, config: &Config) -> Option<Secret<Session>> {
    request.cookies(&name(config, "session")).find_map(|value| Secret::parse(value).ok())
}

/// The cookie that signs a browser in.
pub fn set_session(config: &Config, session: &Secret<Session>) -> String {
    set(config, &name(config, "session"), session.expose(), SESSION_LIFETIME)
}

/// The cookie that signs a browser out.
pub fn clear_session(config: &Config) -> String {
    set(config, &name(config, "session"), "", Duration::ZERO)
}

/// The name of an attempt's cookie; with an empty id, how all of them begin.
pub(crate) fn attempt(config: &Config, id: &str) -> String {
    format!("{}-{id}", name(config, "login"))
}

/// The name of the cookie that says that a form was sent in vain.
pub(crate) fn unsent(config: &Config) -> String {
    name(config, "unsent")
}

/// A cookie for as long as `life`; for no time at all, it is cleared.
pub(crate) fn set(config: &Config, name: &str, value: &str, life: Duration) -> String {
    let secure = if config.public_url.is_https() { "; Secure" } else { "" };
    format!("{name}={value}; Path=/; Max-Age={}; HttpOnly; SameSite=Lax{secure}", life.as_secs())
}

fn name(config: &Config, base: &str) -> String {
    if config.public_url.is_https() {
        return format!("__Host-{base}");
    }
    format!("postern-{base}-{}", config.public_url.port().unwrap_or(HTTP))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn e17_on_https_a_cookie_is_this_hosts_alone() {
        let cookie = set_session(&Config::at("https://auth.example"), &Secret::generate(&crate::random::base62(20)));
        assert!(cookie.starts_with("__Host-session=pse_"), "{cookie}");
        assert!(cookie.ends_with("; Path=/; Max-Age=43200; HttpOnly; SameSite=Lax; Secure"), "{cookie}");
        assert!(!cookie.contains("Domain"), "{cookie}");
    }

    #[test]
    fn e17_a_session_cookie_lasts_twelve_hours_and_a_cleared_one_ends_at_once() {
        let config = Config::at("https://auth.example");
        let session = Secret::generate(&crate::random::base62(20));
        let attributes = "; Path=/; Max-Age=43200; HttpOnly; SameSite=Lax; Secure";
        assert_eq!(set_session(&config, &session), format!("__Host-session={}{attributes}", session.expose()));
        assert_eq!(clear_session(&config), format!("__Host-session={}", attributes.replace("43200", "0")));
    }

    #[test]
    fn s8_on_plain_http_the_name_is_ours_and_the_ports_whichever_it_is() {
        for (url, name) in [
            ("http://localhost:9000", "postern-session-9000"),
            ("http://localhost:9001", "postern-session-9001"),
            ("http://localhost", "postern-session-80"),
            ("http://localhost:80", "postern-session-80"),
        ] {
            let config = Config::at(url);
            assert_eq!(clear_session(&config), format!("{name}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax"));
            let (secret, other) = (Secret::<Session>::generate(&crate::random::base62(20)), "session");
            let found = |name: &str| session(&request(&[&format!("{name}={}", secret.expose())]), &config).is_some();
            assert!(found(name) && !found(other) && !found("postern-session") && !found("__Host-session"));
        }
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
}
