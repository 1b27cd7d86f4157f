//! The attempts that a browser has begun: each in a cookie of its own, all within bounds. An HTTP API refuses a request whose
//! request line and headers pass 10,240 bytes, and one way back may take 2,800.

use super::attempt::{Attempt, LIFETIME};
use super::way_back::WayBack;
use crate::clock::Timestamp;
use crate::config::Config;
use crate::http::cookie;
use crate::http::request::Request;
use crate::wire::params::Params;
use std::time::Duration;

/// How many a browser may have.
const MOST: usize = 4;
/// Bytes that all of them may take in a request's `Cookie` header.
const MAX_BYTES: usize = 3 * 1024;
/// Of a cookie, beside its name and value: `=` and `; `.
const AROUND: usize = 3;

/// Which attempt a page or its form is for.
#[derive(Debug)]
pub enum Named<'a> {
    /// None in particular.
    None,
    /// This one.
    Known(&'a Attempt),
    /// One that the browser no longer has.
    Forgotten,
}

/// The attempts that a request's cookies hold.
#[derive(Debug)]
pub struct Attempts<'a> {
    config: &'a Config,
    /// From the oldest to the newest.
    live: Vec<Attempt>,
    /// Names of cookies that hold none, or one that has ended.
    dead: Vec<String>,
}

impl<'a> Attempts<'a> {
    /// Reads them.
    pub fn of(request: &Request, config: &'a Config) -> Self {
        let mut attempts = Self { config, live: Vec::new(), dead: Vec::new() };
        for (name, value) in request.cookie_pairs().filter(|(name, _)| name.starts_with(&cookie::attempt(config, ""))) {
            // The name is the attempt's own: else one cookie could pass for another's.
            let attempt = Attempt::parse(value).filter(|attempt| attempt.is_live(request.now));
            match attempt.filter(|attempt| attempts.name(attempt) == name) {
                Some(attempt) => attempts.live.push(attempt),
                None => attempts.dead.push(name.to_owned()),
            }
        }
        attempts.live.sort_by_key(Attempt::begun_at); // Stable: browsers send the older cookie first.
        attempts
    }

    /// The one that an issuer's answer belongs to.
    pub fn by_state(&self, state: &str) -> Option<&Attempt> {
        self.live.iter().find(|attempt| attempt.has_state(state))
    }

    /// The one that a token or a ticket belongs to.
    pub fn by_nonce(&self, nonce: &str) -> Option<&Attempt> {
        self.live.iter().find(|attempt| attempt.has_nonce(nonce))
    }

    /// The one whose page gave out `sealed`, and what that was.
    pub fn unseal<'b>(&self, sealed: &'b str) -> Option<(&Attempt, &'b str)> {
        self.live.iter().find_map(|attempt| Some((attempt, attempt.unseal(sealed)?)))
    }

    /// The one that a page's address or its form names.
    pub fn named(&self, parameters: &Params<'_>) -> Named<'_> {
        match parameters.get("attempt") {
            Ok(None) => Named::None,
            Ok(Some(id)) => self.find(&id).map_or(Named::Forgotten, Named::Known),
            Err(_) => Named::Forgotten,
        }
    }

    /// Begins another; with it come the cookies that the answer must carry.
    pub fn begin(&self, way_back: WayBack, now: Timestamp) -> (Attempt, Vec<String>) {
        let mut attempt = Attempt::new(way_back, now);
        if self.size(&attempt) > MAX_BYTES {
            attempt.way_back = WayBack::TooLong;
        }
        let mut cookies = self.make_room(&attempt);
        cookies.push(cookie::set(self.config, &self.name(&attempt), &attempt.value(), LIFETIME));
        (attempt, cookies)
    }

    /// The cookies that clear what has ended, and the oldest ones that do not fit beside `kept`: pages that are opened at
    /// once, as when a browser restores its tabs, know nothing of each other's.
    pub fn make_room(&self, kept: &Attempt) -> Vec<String> {
        let (mut count, mut bytes, mut full) = (1, self.size(kept), false);
        let mut cleared = self.dead.clone();
        for attempt in self.live.iter().rev().filter(|attempt| *attempt != kept) {
            count += 1;
            bytes += self.size(attempt);
            full |= count > MOST || bytes > MAX_BYTES;
            if full {
                cleared.push(self.name(attempt));
            }
        }
        cleared.iter().map(|name| cookie::set(self.config, name, "", Duration::ZERO)).collect()
    }

    /// The cookie that forgets one: it has led to where it should.
    pub fn clear(&self, attempt: &Attempt) -> String {
        cookie::set(self.config, &self.name(attempt), "", Duration::ZERO)
    }

    /// The cookies that forget all of them.
    pub fn clear_all(&self) -> Vec<String> {
        self.live.iter().map(|attempt| self.clear(attempt)).collect()
    }

    fn find(&self, id: &str) -> Option<&Attempt> {
        self.live.iter().find(|attempt| attempt.id() == id)
    }

    fn name(&self, attempt: &Attempt) -> String {
        cookie::attempt(self.config, &attempt.id())
    }

    fn size(&self, attempt: &Attempt) -> usize {
        self.name(attempt).len() + attempt.value().len() + AROUND
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oauth::authorization_request::MAX_QUERY;
    use std::collections::BTreeMap;

    fn config() -> Config {
        Config::at("https://auth.example")
    }

    /// A browser's cookies.
    #[derive(Default)]
    struct Jar(BTreeMap<String, String>);

    impl Jar {
        fn request(&self, now: i64) -> Request {
            let cookies: Vec<String> = self.0.iter().map(|(name, value)| format!("{name}={value}")).collect();
            let event = serde_json::json!({"rawPath": "/", "headers": {}, "isBase64Encoded": false, "cookies": cookies,
                "requestContext": {"http": {"method": "GET"}}});
            Request::from_event(event, Timestamp::from_millis(now * 1_000)).unwrap()
        }

        fn take(&mut self, cookies: Vec<String>) {
            for cookie in cookies {
                let (name, value) = cookie.split(';').next().unwrap().split_once('=').unwrap();
                if cookie.contains("Max-Age=0;") {
                    self.0.remove(name);
                } else {
                    self.0.insert(name.to_owned(), value.to_owned());
                }
            }
        }

        fn begin(&mut self, path: &str, now: i64) -> Attempt {
            let (config, request) = (config(), self.request(now));
            let (attempt, cookies) = Attempts::of(&request, &config).begin(WayBack::to(path), request.now);
            self.take(cookies);
            attempt
        }

        fn holds(&self, attempt: &Attempt, now: i64) -> bool {
            Attempts::of(&self.request(now), &config()).find(&attempt.id()) == Some(attempt)
        }

        fn header(&self) -> String {
            self.0.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
        }
    }

    #[test]
    fn s7_each_attempt_has_a_cookie_of_its_own() {
        let (mut jar, config) = (Jar::default(), config());
        let (attempt, cookies) =
            Attempts::of(&jar.request(0), &config).begin(WayBack::to("/x"), Timestamp::from_millis(0));
        let attributes = "Path=/; Max-Age=1800; HttpOnly; SameSite=Lax; Secure";
        assert_eq!(cookies, [format!("__Host-login-{}={}; {attributes}", attempt.id(), attempt.value())]);
        jar.take(cookies);
        let other = jar.begin("/y", 1);
        assert!(jar.holds(&attempt, 1) && jar.holds(&other, 1));
        jar.take(vec![Attempts::of(&jar.request(1), &config).clear(&attempt)]);
        assert!(!jar.holds(&attempt, 1) && jar.holds(&other, 1));
    }

    #[test]
    fn s8_on_plain_http_the_port_is_in_the_name() {
        let config = Config::at("http://localhost:9000");
        let (attempt, cookies) =
            Attempts::of(&Jar::default().request(0), &config).begin(WayBack::Home, Timestamp::from_millis(0));
        assert!(
            cookies[0].starts_with(&format!("postern-login-9000-{}=", attempt.id())) && !cookies[0].contains("Secure")
        );
    }

    #[test]
    fn s7_of_five_attempts_the_oldest_goes() {
        let mut jar = Jar::default();
        let begun: Vec<Attempt> = (0..5).map(|n| jar.begin("/x", n)).collect();
        assert_eq!(
            begun.iter().map(|attempt| jar.holds(attempt, 5)).collect::<Vec<_>>(),
            [false, true, true, true, true]
        );
    }

    #[test]
    fn s7_together_they_stay_under_3_kib_and_the_longest_request_fits() {
        let mut jar = Jar::default();
        let longest = format!("/oauth/authorize?{}", "x".repeat(MAX_QUERY));
        let short: Vec<Attempt> = (0..3).map(|n| jar.begin("/x", n)).collect();
        let long = jar.begin(&longest, 3);
        assert_eq!(long.way_back, WayBack::to(&longest));
        assert_eq!(short.iter().map(|attempt| jar.holds(attempt, 3)).collect::<Vec<_>>(), [false, true, true]);
        assert!(jar.holds(&long, 3));
        for (n, length) in (4..20).zip((0..900).step_by(100).cycle()) {
            jar.begin(&format!("/{}", "y".repeat(length)), n);
            assert!(jar.header().len() <= 3 * 1024, "{}", jar.header().len());
        }
    }

    #[test]
    fn s7_a_way_back_that_does_not_fit_is_forgotten_and_the_attempt_goes_on() {
        let mut jar = Jar::default();
        let attempt = jar.begin(&format!("/?{}", ";".repeat(1_600)), 0);
        assert_eq!(attempt.way_back, WayBack::TooLong);
        assert!(jar.holds(&attempt, 0));
    }

    #[test]
    fn s7_what_was_begun_at_once_is_brought_within_bounds_later() {
        let (mut jar, config) = (Jar::default(), config());
        let blank = jar.request(0);
        let begun: Vec<Attempt> = (0..6)
            .map(|n| {
                let (attempt, cookies) =
                    Attempts::of(&blank, &config).begin(WayBack::to("/x"), Timestamp::from_millis(n * 1_000));
                jar.take(cookies);
                attempt
            })
            .collect();
        // The oldest of all is the one that is looked at.
        jar.take(Attempts::of(&jar.request(6), &config).make_room(&begun[0]));
        assert_eq!(
            begun.iter().map(|attempt| jar.holds(attempt, 6)).collect::<Vec<_>>(),
            [true, false, false, true, true, true]
        );
    }

    #[test]
    fn s7_an_ended_attempt_a_garbled_one_and_one_under_anothers_name_are_none() {
        let mut jar = Jar::default();
        let attempt = jar.begin("/x", 0);
        assert!(jar.holds(&attempt, 1_799) && !jar.holds(&attempt, 1_800));
        jar.0.insert("__Host-login-aXIKl9Yh".into(), attempt.value());
        jar.0.insert("__Host-login-".into(), "rubbish".into());
        let (config, request) = (config(), jar.request(0));
        let attempts = Attempts::of(&request, &config);
        assert!(attempts.find("aXIKl9Yh").is_none() && attempts.find("").is_none());
        assert_eq!(attempts.make_room(&attempt).len(), 2);
    }
}
