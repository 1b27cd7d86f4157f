//! An attempt to sign in, as its cookie holds it: `<32 random bytes>.<unix seconds>.<the way back>`.
//!
//! The way back belongs to the attempt and not to the browser, so that two tabs come back to two pages. Nothing is kept
//! on the server, and there is no key of ours: state, nonce and PKCE verifier are made from the random bytes, of which
//! none of the three tells anything, nor of the others.

use super::way_back::WayBack;
use crate::clock::Timestamp;
use crate::credential::framing::length_prefixed;
use crate::mac::keyed;
use crate::oauth::pkce::CodeChallenge;
use crate::random;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::Mac as _;
use std::fmt;
use std::time::Duration;
use subtle::ConstantTimeEq as _;

/// How long an attempt may take.
pub(super) const LIFETIME: Duration = Duration::from_mins(30);
/// How far ahead the clock of another server may be.
const SKEW: Duration = Duration::from_mins(1);
/// Characters of the state that name an attempt: enough to tell four apart, and of no use to a guesser.
const ID: usize = 8;

/// An attempt to sign in.
#[derive(Clone, PartialEq, Eq)]
pub struct Attempt {
    random: [u8; 32],
    begun: i64,
    /// Where it leads.
    pub way_back: WayBack,
}

impl Attempt {
    /// Draws a new one.
    pub(super) fn new(way_back: WayBack, now: Timestamp) -> Self {
        Self { random: random::bytes(), begun: now.seconds(), way_back }
    }

    /// What names it: in the name of its cookie, and as `attempt` in the address of sign-in.
    pub fn id(&self) -> String {
        self.state().chars().take(ID).collect()
    }

    /// What comes back from an issuer beside its code (RFC 6749 §10.12).
    pub fn state(&self) -> String {
        self.derived("postern sign-in state")
    }

    /// What ties an ID token or a ticket to this attempt.
    pub fn nonce(&self) -> String {
        self.derived("postern sign-in nonce")
    }

    /// What ties an issuer's code to this attempt (RFC 7636 §4.1).
    pub fn code_verifier(&self) -> String {
        self.derived("postern sign-in verifier")
    }

    /// What an issuer is told of the verifier.
    pub fn code_challenge(&self) -> CodeChallenge {
        CodeChallenge::of(&self.code_verifier())
    }

    /// Whether it is this attempt's. Constant time.
    pub fn has_nonce(&self, nonce: &str) -> bool {
        self.nonce().as_bytes().ct_eq(nonce.as_bytes()).into()
    }

    /// Whether it is this attempt's. Constant time.
    pub(super) fn has_state(&self, state: &str) -> bool {
        self.state().as_bytes().ct_eq(state.as_bytes()).into()
    }

    /// What a page of this attempt gives out, to be brought back by its form: `text`, and proof that it was given out. In front of
    /// it, so that whoever reads the one has read the other.
    pub fn seal(&self, text: &str) -> String {
        format!("{}.{text}", self.proof(text))
    }

    /// What was sealed, if it was, by this attempt. Constant time.
    pub(super) fn unseal<'a>(&self, sealed: &'a str) -> Option<&'a str> {
        let (proof, text) = sealed.split_once('.')?;
        bool::from(self.proof(text).as_bytes().ct_eq(proof.as_bytes())).then_some(text)
    }

    fn proof(&self, text: &str) -> String {
        let parts = length_prefixed(&["postern sign-in page", text]);
        URL_SAFE_NO_PAD.encode(keyed(&self.random).chain_update(parts).finalize().into_bytes())
    }

    fn derived(&self, label: &str) -> String {
        URL_SAFE_NO_PAD.encode(keyed(&self.random).chain_update(label).finalize().into_bytes())
    }

    /// When it was begun, in whole seconds.
    pub(super) fn begun_at(&self) -> Timestamp {
        Timestamp::from_millis(self.begun.saturating_mul(1_000))
    }

    pub(super) fn is_live(&self, now: Timestamp) -> bool {
        let begun = self.begun_at();
        begun <= now.plus(SKEW) && now < begun.plus(LIFETIME)
    }

    /// The value of its cookie.
    pub(super) fn value(&self) -> String {
        format!("{}.{}.{}", URL_SAFE_NO_PAD.encode(self.random), self.begun, self.way_back.escaped())
    }

    /// Reads what [`value`](Self::value) wrote; `None` for anything else.
    pub(super) fn parse(value: &str) -> Option<Self> {
        let (random, rest) = value.split_once('.')?;
        let (begun, way_back) = rest.split_once('.')?;
        Some(Self {
            random: URL_SAFE_NO_PAD.decode(random).ok()?.try_into().ok()?,
            begun: begun.parse().ok().filter(|_| begun.bytes().all(|b| b.is_ascii_digit()))?,
            way_back: WayBack::unescape(way_back)?,
        })
    }
}

impl fmt::Debug for Attempt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Attempt([redacted])")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_millis(1_764_000_000_999);

    #[test]
    fn s7_state_nonce_and_challenge_are_those_of_the_test_vector() {
        let attempt = Attempt { random: [7; 32], begun: 0, way_back: WayBack::Home };
        assert_eq!(attempt.state(), "aXIKl9YhxljZNEj9rABeAa3ends8M6hykF4oKikJtV8");
        assert_eq!(attempt.nonce(), "u4AxMuBy9lKEoEePLADwDWH9nuzOqhkzQd0E1WSwCfs");
        assert_eq!(attempt.code_challenge().as_str(), "ghDSj4ccQL0wxXbPff6D5UtuPE7HbR0mGVehtrUV5lc");
        assert_eq!(attempt.id(), "aXIKl9Yh");
    }

    #[test]
    fn s7_an_attempt_comes_back_as_it_was_and_no_other_text_is_one() {
        let attempt = Attempt::new(WayBack::to("/settings/apps?a=b;c.d"), NOW);
        assert_eq!(Attempt::parse(&attempt.value()), Some(attempt.clone()));
        assert_ne!(attempt.state(), Attempt::new(WayBack::Home, NOW).state());
        let random = URL_SAFE_NO_PAD.encode([7; 32]);
        let short = URL_SAFE_NO_PAD.encode([7; 31]);
        for bad in [
            "",
            ".",
            "..",
            &format!("{random}.1"),
            &format!("{short}.1."),
            &format!("{random}.x./"),
            &format!("{random}.1.//evil"),
        ] {
            assert_eq!(Attempt::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn s7_an_attempt_may_take_half_an_hour() {
        let attempt = Attempt::new(WayBack::Home, NOW);
        let begun = Timestamp::from_millis(NOW.seconds() * 1_000);
        assert!(attempt.is_live(NOW) && attempt.is_live(begun.plus(Duration::from_secs(1_799))));
        assert!(!attempt.is_live(begun.plus(LIFETIME)));
        let early = |seconds| Timestamp::from_millis((NOW.seconds() - seconds) * 1_000);
        assert!(attempt.is_live(early(60)) && !attempt.is_live(early(61)));
    }

    #[test]
    fn what_an_attempt_is_made_of_is_in_no_debug_output() {
        assert_eq!(format!("{:?}", Attempt::new(WayBack::to("/x"), NOW)), "Attempt([redacted])");
    }
}
