//! Which outcome counts as which metric.

use serde::Serialize;

/// What is counted. The names are the metrics' in CloudWatch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Metric {
    /// A user approved an app.
    Approved,
    /// A user denied an app.
    Denied,
    /// A code became a token.
    Redeemed,
    /// A request for a token was refused.
    RedeemRefused,
    /// A code was used again, and its token ended.
    Replayed,
    /// A call to the API passed.
    Verified,
    /// A call to the API was refused for its credential.
    VerifyRefused,
    /// A session began, or went on.
    SignedIn,
    /// Somebody was not signed in.
    SignInRefused,
    /// An answer of ours was a 5xx.
    Trouble,
}

/// Where an outcome counts.
enum At {
    Anywhere,
    /// At these routes: elsewhere the same word is said of something else.
    Routes(&'static [&'static str]),
}

const TOKEN_ENDPOINT: At = At::Routes(&["/oauth/token"]);
/// The proxy's route, and what the authorizer calls itself.
const PUBLIC_API: At = At::Routes(&["/public/v1/{proxy+}", "authorizer"]);

/// The product answered, and its answer was handed on: whatever its status, the call passed.
const HANDED_ON: &str = "forwarded";

/// The whole decision, but for [`Metric::Trouble`]. What stands not here counts for nothing; `docs/log.md` says so too.
const COUNTED: &[(&str, At, Metric)] = &[
    ("code_issued", At::Anywhere, Metric::Approved),
    ("denied", At::Anywhere, Metric::Denied),
    ("token_issued", At::Anywhere, Metric::Redeemed),
    ("invalid_grant", At::Anywhere, Metric::RedeemRefused),
    ("unsupported_grant_type", At::Anywhere, Metric::RedeemRefused),
    ("invalid_client", TOKEN_ENDPOINT, Metric::RedeemRefused),
    ("invalid_request", TOKEN_ENDPOINT, Metric::RedeemRefused),
    ("code_replayed", At::Anywhere, Metric::Replayed),
    (HANDED_ON, At::Anywhere, Metric::Verified),
    ("authorized", At::Anywhere, Metric::Verified),
    ("no_credential", At::Anywhere, Metric::VerifyRefused),
    ("several_credentials", At::Anywhere, Metric::VerifyRefused),
    ("insufficient_scope", At::Anywhere, Metric::VerifyRefused),
    ("invalid_token", PUBLIC_API, Metric::VerifyRefused),
    ("signed_in", At::Anywhere, Metric::SignedIn),
    ("sign_in_refused", At::Anywhere, Metric::SignInRefused),
    ("issuer_denied", At::Anywhere, Metric::SignInRefused),
    ("claims_unfit", At::Anywhere, Metric::SignInRefused),
];

impl Metric {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Approved,
        Self::Denied,
        Self::Redeemed,
        Self::RedeemRefused,
        Self::Replayed,
        Self::Verified,
        Self::VerifyRefused,
        Self::SignedIn,
        Self::SignInRefused,
        Self::Trouble,
    ];

    /// What an answer of this status counts as, at a route.
    pub fn of(outcome: &str, route: &str, status: u16) -> Option<Self> {
        if is_trouble(outcome, status) {
            return Some(Self::Trouble);
        }
        let counts = |(name, at, _): &&(&str, At, Self)| *name == outcome && at.covers(route);
        COUNTED.iter().find(counts).map(|(_, _, metric)| *metric)
    }
}

impl At {
    fn covers(&self, route: &str) -> bool {
        match self {
            Self::Anywhere => true,
            Self::Routes(routes) => routes.contains(&route),
        }
    }
}

/// What ends as a failure on purpose, so that the stream brings its record again: there was more to do than time. A large deletion
/// must not stop a deployment.
const GOES_ON: [&str; 2] = ["purge_goes_on", "offboarding_goes_on"];

/// Whether an answer is a 5xx of ours, whatever the function; the product's own, handed on, is not.
fn is_trouble(outcome: &str, status: u16) -> bool {
    status >= 500 && outcome != HANDED_ON && !GOES_ON.contains(&outcome)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_5xx_of_ours_is_trouble_and_none_of_the_products() {
        for outcome in ["store_unavailable", "upstream_slow", "panic", "code_issued", "a word of tomorrow"] {
            assert_eq!(Metric::of(outcome, "/oauth/token", 500), Some(Metric::Trouble), "{outcome}");
            assert_ne!(Metric::of(outcome, "/oauth/token", 499), Some(Metric::Trouble), "{outcome}");
        }
        for status in [200, 404, 500, 599] {
            assert_eq!(Metric::of(HANDED_ON, "/public/v1/{proxy+}", status), Some(Metric::Verified));
        }
    }

    #[test]
    fn what_goes_on_when_its_record_comes_again_is_no_trouble() {
        for outcome in GOES_ON {
            assert_eq!(Metric::of(outcome, "purge", 500), None, "{outcome}");
        }
    }

    #[test]
    fn a_word_that_is_said_of_several_things_counts_where_it_is_meant() {
        assert_eq!(Metric::of("invalid_token", "/oauth/introspect", 401), None);
        assert_eq!(Metric::of("invalid_token", "/api/apps", 401), None);
        assert_eq!(Metric::of("invalid_token", "authorizer", 401), Some(Metric::VerifyRefused));
        assert_eq!(Metric::of("invalid_client", "/oauth/revoke", 401), None);
        assert_eq!(Metric::of("invalid_client", "/oauth/token", 401), Some(Metric::RedeemRefused));
    }

    #[test]
    fn each_metric_is_counted_somewhere() {
        for metric in Metric::ALL {
            assert!(
                metric == Metric::Trouble || COUNTED.iter().any(|(_, _, counted)| *counted == metric),
                "{metric:?}"
            );
        }
    }
}
