//! The product's ticket: an ID token without discovery, which came through the browser.

use crate::config::Handoff;
use crate::jose::{Age, Expected, Jws, Refused, Vouched};
use shared::clock::Timestamp;
use std::time::Duration;

/// Characters of the longest: it stands in an address, and gateways refuse long ones.
const MOST: usize = 4_096;
/// What it says it is, so that nothing else the product signs can pass for one (RFC 8725 §3.11).
const TYPE: &str = "postern-ticket+jwt";
/// How long one may last. It stands in the browser's history, and in the logs of whoever does not keep it out.
const LIFETIME: Duration = Duration::from_mins(5);

/// Believes a ticket, or says why not. Whether its nonce is this browser's is for the caller to see.
pub(crate) fn read(
    text: &str,
    handoff: &Handoff,
    audience: &str,
    age: Age,
    now: Timestamp,
) -> Result<Vouched, Refused> {
    if text.len() > MOST {
        return Err(Refused::Shape);
    }
    let jws = Jws::parse(text)?;
    if jws.typ() != Some(TYPE) {
        return Err(Refused::Type);
    }
    let expected = Expected { issuer: handoff.product(), audience, lifetime: Some(LIFETIME), age };
    jws.verify(handoff.keys().iter())?.vouched(&expected, now)
}
