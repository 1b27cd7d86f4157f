//! The ID token: who has signed in.

use super::Issuer;
use super::fetch::Trouble;
use crate::jose::{Age, Expected, Jws, Key, Refused, Verified, Vouched};
use shared::clock::Timestamp;

/// Why one is not believed.
#[derive(Debug)]
pub(crate) enum NotBelieved {
    /// Something is wrong with it.
    Refused(Refused),
    /// The issuer's keys cannot be had.
    Trouble(Trouble),
}

impl Issuer {
    /// Believes an ID token, or says why not. Whether its nonce is this browser's is for the caller to see.
    pub(crate) async fn believe(&self, text: &str, age: Age, now: Timestamp) -> Result<Vouched, NotBelieved> {
        let verified = self.verified(text, now).await?;
        let expected = Expected { issuer: &self.config.url, audience: &self.config.client_id, lifetime: None, age };
        verified.vouched(&expected, now).map_err(NotBelieved::Refused)
    }

    async fn verified(&self, text: &str, now: Timestamp) -> Result<Verified, NotBelieved> {
        let known = self.known(now).await.map_err(NotBelieved::Trouble)?;
        let refused = match held_against(text, &known.keys) {
            Ok(verified) => return Ok(verified),
            Err(refused) => refused,
        };
        if !may_be_a_new_keys(text, refused) {
            return Err(NotBelieved::Refused(refused));
        }
        let newer = self.cache.known_beyond(&self.fetcher, &known, now).await.map_err(NotBelieved::Trouble)?;
        held_against(text, &newer.keys).map_err(NotBelieved::Refused)
    }
}

/// One that names a key is held against that key, one that names none against all.
fn held_against(text: &str, keys: &[Key]) -> Result<Verified, Refused> {
    let jws = Jws::parse(text)?;
    // RFC 8725 §3.11: an access token or a logout token of the same issuer says that it is one.
    if jws.typ().is_some_and(|typ| !typ.eq_ignore_ascii_case("JWT")) {
        return Err(Refused::Type);
    }
    let kid = jws.kid().map(str::to_owned);
    let named = |key: &&Key| kid.as_deref().is_none_or(|kid| key.is_named(kid));
    if !keys.iter().any(|key| named(&key)) {
        return Err(Refused::UnknownKey);
    }
    jws.verify(keys.iter().filter(named))
}

/// Whether it was signed with a key that we may not have heard of: one of an unknown name, or one without a name.
fn may_be_a_new_keys(text: &str, refused: Refused) -> bool {
    match refused {
        Refused::UnknownKey => true,
        Refused::Algorithm | Refused::Signature => Jws::parse(text).is_ok_and(|jws| jws.kid().is_none()),
        Refused::Several
        | Refused::Shape
        | Refused::Critical
        | Refused::Type
        | Refused::Issuer
        | Refused::Audience
        | Refused::Expired
        | Refused::TooEarly
        | Refused::TooOld
        | Refused::Lifetime
        | Refused::Nonce
        | Refused::Code
        | Refused::Subject
        | Refused::Ended => false,
    }
}
