//! What a page says whose form was sent when nobody was signed in any more: that nothing came of it.
//!
//! The address names the page it is for, and a cookie says that it is so: an address can be written by anybody, and stays as it
//! is when the page is loaded again. The page takes the cookie away.

use super::attempt;
use crate::config::Config;
use crate::http::cookie;
use crate::http::request::Request;
use std::time::Duration;

/// Stands in the query of such a page.
pub const UNSENT: &str = "unsent=1";

/// The cookie, for as long as the sign-in in between may take.
pub fn remember(config: &Config) -> String {
    cookie::set(config, &cookie::unsent(config), "1", attempt::LIFETIME)
}

/// Whether this page is to say so.
pub fn is_remembered(request: &Request, config: &Config) -> bool {
    let is_named = request.raw_query.split('&').any(|parameter| parameter == UNSENT);
    is_named && request.cookies(&cookie::unsent(config)).next().is_some()
}

/// It has been said.
pub fn forget(config: &Config) -> String {
    cookie::set(config, &cookie::unsent(config), "", Duration::ZERO)
}
