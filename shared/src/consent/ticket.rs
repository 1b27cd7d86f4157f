//! The consent ticket: this session was shown this page, for this request, by this version of the app.

use super::load::{LoadedRequest, SignedIn, ValidRequest};
use crate::clock::Timestamp;
use crate::ticket::{self, InvalidTicket};
use std::time::Duration;

const PURPOSE: &str = "consent";
/// How long a consent page may be looked at.
const LIFETIME: Duration = Duration::from_mins(10);

/// Mints the ticket for a page about to be shown.
pub fn mint(request: &ValidRequest<'_>, now: Timestamp) -> String {
    let version = request.signed_in.app.shown_version.to_string();
    let values = values(&request.signed_in, request.query, &version);
    ticket::mint(&request.signed_in.secret, PURPOSE, &values, now)
}

/// Checks the ticket that came back.
pub fn verify(ticket: &str, request: &LoadedRequest<'_>, now: Timestamp) -> Result<(), InvalidTicket> {
    let version = request.signed_in.app.shown_version.to_string();
    let values = values(&request.signed_in, request.query, &version);
    ticket::verify(ticket, &request.signed_in.secret, PURPOSE, &values, LIFETIME, now)
}

/// `query` holds every parameter of the request.
fn values<'a>(signed_in: &'a SignedIn, query: &'a str, version: &'a str) -> [&'a str; 5] {
    let session = &signed_in.session;
    [signed_in.app.client_id.as_str(), session.user.as_str(), session.org.as_str(), query, version]
}
