//! Which of a grant's tokens had ended: given back, killed by a replay, or pushed out by newer ones.

use crate::line::Beginning;
use shared::clock::Timestamp;
use shared::credential::locator::GrantLocator;
use shared::credential::{AccessToken, Digest};
use shared::store::{Grant, MAX_TOKENS};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What lines say of tokens.
#[derive(Debug, Default)]
pub(crate) struct Tokens {
    /// Until when each was ended at the latest.
    ended: HashMap<Beginning, Timestamp>,
    /// When each was issued, by its grant.
    issued: HashMap<GrantLocator, BTreeMap<Beginning, Timestamp>>,
}

impl Tokens {
    pub(crate) fn issued(&mut self, grant: GrantLocator, token: Beginning, at: Timestamp) {
        self.issued.entry(grant).or_default().insert(token, at);
    }

    pub(crate) fn ended(&mut self, token: Beginning, by: Timestamp) {
        let first = self.ended.entry(token).or_insert(by);
        *first = by.min(*first);
    }

    /// Those of a restored grant's live tokens that had ended.
    pub(crate) fn dead(&self, locator: &GrantLocator, grant: &Grant) -> Vec<Digest<AccessToken>> {
        let since = self.issued.get(locator);
        let held = grant.tokens.iter().map(|token| (token.issued_at, token.digest.beginning()));
        let issued = since.into_iter().flatten().map(|(token, at)| (*at, token.clone()));
        let all: BTreeSet<(Timestamp, Beginning)> = held.chain(issued).collect();
        let moments: BTreeSet<Timestamp> = since.into_iter().flatten().map(|(_, at)| *at).collect();
        let is_dead = |token: &&shared::store::Token| {
            let this = (token.issued_at, token.digest.beginning());
            self.ended.contains_key(&this.1) || moments.iter().any(|moment| self.pushed_out(&this, &all, *moment))
        };
        grant.tokens.iter().filter(is_dead).map(|token| token.digest.clone()).collect()
    }

    /// Whether at a moment ten newer ones were there. One that ended at that very moment counts as one that was: which was
    /// first cannot be told, and a token too few is mended by signing in again.
    fn pushed_out(
        &self,
        this: &(Timestamp, Beginning),
        all: &BTreeSet<(Timestamp, Beginning)>,
        moment: Timestamp,
    ) -> bool {
        let was_there = |(issued, token): &&(Timestamp, Beginning)| {
            *issued <= moment && self.ended.get(token).is_none_or(|ended| *ended >= moment)
        };
        all.range(this.clone()..).skip(1).filter(was_there).count() >= MAX_TOKENS
    }
}
