//! The consent ticket: this session was shown this page, for this request, by this version of the app.

use super::check::SignedIn;
use crate::clock::Timestamp;
use crate::ticket::{self, Refused};
use std::time::Duration;

const PURPOSE: &str = "consent";
/// How long a consent page may be looked at.
const LIFETIME: Duration = Duration::from_mins(10);

/// Mints the ticket for a page about to be shown. `raw_query` holds every parameter of the request.
pub fn mint(signed_in: &SignedIn, raw_query: &str, now: Timestamp) -> String {
    let version = signed_in.app.shown_version.to_string();
    ticket::mint(&signed_in.secret, PURPOSE, &values(signed_in, raw_query, &version), now)
}

/// Checks the ticket that came back.
pub fn verify(ticket: &str, signed_in: &SignedIn, raw_query: &str, now: Timestamp) -> Result<(), Refused> {
    let version = signed_in.app.shown_version.to_string();
    let values = values(signed_in, raw_query, &version);
    ticket::verify(ticket, &signed_in.secret, PURPOSE, &values, LIFETIME, now)
}

fn values<'a>(signed_in: &'a SignedIn, raw_query: &'a str, version: &'a str) -> [&'a str; 5] {
    let session = &signed_in.session;
    [signed_in.app.client_id.as_str(), session.user.as_str(), session.org.as_str(), raw_query, version]
}
