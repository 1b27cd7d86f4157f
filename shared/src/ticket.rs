//! Tickets: proof that a form was shown to this very session, for these very values. Nothing is kept on the server.
//!
//! A ticket is `<milliseconds>.<HMAC-SHA-256>`, keyed by the session cookie. The server stores only that cookie's
//! digest, and is handed the cookie itself with every request, so a copy of the table mints no ticket; and a ticket of
//! one session is worth nothing in another (RFC 6749 §10.12, RFC 9700 §4.7).

use crate::clock::Timestamp;
use crate::credential::framing::length_prefixed;
use crate::credential::{Secret, Session};
use crate::hex;
use crate::mac::{BLOCK, keyed};
use hmac::{Hmac, Mac};
use sha2::Sha256;
use std::time::Duration;

/// Tolerated difference between the clocks of two servers.
const SKEW: Duration = Duration::from_mins(1);

/// Why a ticket does not open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvalidTicket {
    /// Made up, tampered with, of another session, for other values, or missing.
    Forged,
    /// Genuine, but too old.
    Expired,
}

/// Mints a ticket. `purpose` keeps one form's tickets from opening another; `values` are what it vouches for.
pub fn mint(session: &Secret<Session>, purpose: &str, values: &[&str], now: Timestamp) -> String {
    format!("{}.{}", now.millis(), hex::encode(&mac(session, purpose, values, now).finalize().into_bytes()))
}

/// Checks a ticket against the same session, purpose and values.
pub fn verify(
    ticket: &str,
    session: &Secret<Session>,
    purpose: &str,
    values: &[&str],
    lifetime: Duration,
    now: Timestamp,
) -> Result<(), InvalidTicket> {
    let (millis, _) = ticket.split_once('.').ok_or(InvalidTicket::Forged)?;
    let minted_at = Timestamp::from_millis(millis.parse().map_err(|_| InvalidTicket::Forged)?);
    let expected = mint(session, purpose, values, minted_at);
    // Compared as a whole, so that there is one spelling of each ticket; in constant time.
    if !bool::from(subtle::ConstantTimeEq::ct_eq(expected.as_bytes(), ticket.as_bytes())) {
        return Err(InvalidTicket::Forged);
    }
    if minted_at > now.plus(SKEW) {
        return Err(InvalidTicket::Forged);
    }
    if now.since(minted_at) > lifetime { Err(InvalidTicket::Expired) } else { Ok(()) }
}

fn mac(session: &Secret<Session>, purpose: &str, values: &[&str], now: Timestamp) -> Hmac<Sha256> {
    const { assert!(Secret::<Session>::LENGTH <= BLOCK, "a session credential fits the HMAC block") };
    let mut mac = keyed(session.expose().as_bytes());
    let millis = now.millis().to_string();
    mac.update(&length_prefixed(&[&["postern ticket", purpose, &millis], values].concat()));
    mac
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random;

    const LIFE: Duration = Duration::from_mins(10);
    const NOW: Timestamp = Timestamp::from_millis(1_000_000_000);

    fn session() -> Secret<Session> {
        Secret::generate(&random::base62(20))
    }

    #[test]
    fn e2_e7_a_ticket_opens_only_for_its_own_session_purpose_and_values() {
        let (mine, yours) = (session(), session());
        let ticket = mint(&mine, "consent", &["a", "bc"], NOW);
        assert_eq!(verify(&ticket, &mine, "consent", &["a", "bc"], LIFE, NOW), Ok(()));
        for (key, purpose, values) in [
            (&yours, "consent", &["a", "bc"][..]),
            (&mine, "settings", &["a", "bc"]),
            (&mine, "consent", &["ab", "c"]),
            (&mine, "consent", &["a"]),
            (&mine, "consent", &["a", "bc", ""]),
        ] {
            assert_eq!(verify(&ticket, key, purpose, values, LIFE, NOW), Err(InvalidTicket::Forged));
        }
    }

    #[test]
    fn any_change_to_a_ticket_forges_it() {
        let session = session();
        let ticket = mint(&session, "consent", &[], NOW);
        let mut changed = vec![
            String::new(),
            ".".into(),
            "x.y".into(),
            format!("0{ticket}"),
            format!("+{ticket}"),
            ticket.to_uppercase(),
            format!("{ticket} "),
        ];
        for at in 0..ticket.len() {
            let mut bytes = ticket.clone().into_bytes();
            bytes[at] = if bytes[at] == b'1' { b'2' } else { b'1' };
            changed.push(String::from_utf8(bytes).unwrap());
        }
        for bad in changed.iter().filter(|bad| **bad != ticket) {
            assert_eq!(verify(bad, &session, "consent", &[], LIFE, NOW), Err(InvalidTicket::Forged), "{bad}");
        }
    }

    #[test]
    fn e6_a_ticket_ends_with_its_lifetime_and_does_not_come_from_the_future() {
        let session = session();
        let ticket = mint(&session, "consent", &[], NOW);
        let check = |now| verify(&ticket, &session, "consent", &[], LIFE, now);
        assert_eq!(check(NOW.plus(LIFE)), Ok(()));
        assert_eq!(check(NOW.plus(LIFE + Duration::from_millis(1))), Err(InvalidTicket::Expired));
        assert_eq!(check(Timestamp::from_millis(NOW.millis() - 60_000)), Ok(()));
        assert_eq!(check(Timestamp::from_millis(NOW.millis() - 60_001)), Err(InvalidTicket::Forged));
    }
}
