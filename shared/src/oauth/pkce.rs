//! PKCE (RFC 7636): optional for apps that have a secret, never ignored once used, S256 only.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq;

/// A challenge: base64url of a SHA-256, 43 characters (RFC 7636 §4.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeChallenge(String);

/// A verifier: 43 to 128 unreserved characters (RFC 7636 §4.1). Not `Clone`, not `Debug`: it is used once.
pub struct CodeVerifier(String);

impl CodeChallenge {
    /// `None` unless it is 43 base64url characters.
    pub fn parse(text: &str) -> Option<Self> {
        let fits = text.len() == 43 && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
        fits.then(|| Self(text.to_owned()))
    }

    /// The 43 characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What `verifier` is promised by (RFC 7636 §4.2).
    pub fn of(verifier: &str) -> Self {
        Self(URL_SAFE_NO_PAD.encode(Sha256::digest(verifier.as_bytes())))
    }

    /// RFC 7636 §4.6: whether `verifier` is what this was made from. Constant time.
    fn is_met_by(&self, verifier: &CodeVerifier) -> bool {
        Self::of(&verifier.0).0.as_bytes().ct_eq(self.0.as_bytes()).into()
    }
}

impl CodeVerifier {
    /// `None` unless it is 43 to 128 unreserved characters.
    pub fn parse(text: &str) -> Option<Self> {
        let fits = (43..=128).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_' | b'~'));
        fits.then(|| Self(text.to_owned()))
    }
}

/// Whether the token request proves what the authorization request promised. A verifier without a challenge is
/// refused too: somebody stripped the challenge from the URL (RFC 9700 §4.8.2).
pub fn proven(challenge: Option<&CodeChallenge>, verifier: Option<&CodeVerifier>) -> bool {
    match (challenge, verifier) {
        (None, None) => true,
        (Some(challenge), Some(verifier)) => challenge.is_met_by(verifier),
        (Some(_), None) | (None, Some(_)) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // RFC 7636 appendix B.
    const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    #[test]
    fn d1_d2_d3_d4_only_the_matching_pair_or_neither_is_proof() {
        let challenge = CodeChallenge::parse(CHALLENGE).unwrap();
        assert_eq!(challenge.as_str(), CHALLENGE);
        let verifier = CodeVerifier::parse(VERIFIER).unwrap();
        let other = CodeVerifier::parse(&VERIFIER.replace('d', "e")).unwrap();
        assert!(proven(Some(&challenge), Some(&verifier)));
        assert!(proven(None, None));
        assert!(!proven(Some(&challenge), Some(&other)));
        assert!(!proven(Some(&challenge), None));
        assert!(!proven(None, Some(&verifier)));
    }

    #[test]
    fn d6_a_challenge_is_43_base64url_characters() {
        for bad in
            ["", &CHALLENGE[1..], &format!("{CHALLENGE}x"), &CHALLENGE.replace('-', "+"), &CHALLENGE.replace('M', "=")]
        {
            assert!(CodeChallenge::parse(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn d6_a_verifier_is_43_to_128_unreserved_characters() {
        assert!(CodeVerifier::parse(&"a".repeat(43)).is_some());
        assert!(CodeVerifier::parse(&"~".repeat(128)).is_some());
        for bad in ["", &"a".repeat(42), &"a".repeat(129), &"é".repeat(30), &format!("{VERIFIER} "), &"+".repeat(43)] {
            assert!(CodeVerifier::parse(bad).is_none(), "{bad}");
        }
    }
}
