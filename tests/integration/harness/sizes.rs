//! How much is enough: each quantity has a size for `make test` and one for `make soak`.

/// Whether this is `make soak`, which sets `POSTERN_SOAK`.
#[expect(clippy::disallowed_methods, reason = "the one setting of the tests' sizes")]
pub fn soaking() -> bool {
    std::env::var("POSTERN_SOAK").is_ok_and(|value| value == "1")
}

/// `quick` in `make test`, `soak` in `make soak`.
fn size(quick: usize, soak: usize) -> usize {
    if soaking() { soak } else { quick }
}

/// H8: parallel redemptions of one code.
pub fn parallel_redemptions() -> usize {
    size(1_000, 10_000)
}

/// H1: guesses at codes.
pub fn code_guesses() -> usize {
    size(1_000, 100_000)
}

/// H17: credentials drawn.
pub fn draws() -> usize {
    size(100_000, 1_000_000)
}

/// H15, H16 and the other two-way races: rounds.
pub fn race_rounds() -> usize {
    size(100, 1_000)
}

/// Revocations of each kind, each followed by a request in another process.
pub fn revocation_rounds() -> usize {
    size(200, 10_000)
}

/// M8: live tokens of an app that is deleted.
pub fn tokens_of_deleted_app() -> usize {
    size(10_000, 10_000)
}

/// M8: of each of its grants, tokens that are tried afterwards.
pub fn tokens_checked_of_each_grant() -> usize {
    size(1, 10)
}

/// K6, O9: approvals of one user; apps of one org.
pub fn approvals() -> usize {
    size(2_000, 10_000)
}

/// O9: apps of one org.
pub fn apps() -> usize {
    size(200, 2_000)
}

/// H13: approvals of a user who leaves.
pub fn approvals_of_a_leaver() -> usize {
    size(500, 20_000)
}

/// Generated inputs for each fuzzed property.
pub fn fuzz_cases() -> usize {
    size(2_000, 200_000)
}

/// R1: whole flows before the table is searched.
pub fn flows() -> usize {
    size(200, 10_000)
}

/// R6: requests without credentials.
pub fn strangers_requests() -> usize {
    size(2_000, 100_000)
}

/// P6: flows of several users at once in one environment.
pub fn interleaved_flows() -> usize {
    size(60, 3_000)
}

/// G12: comparisons for each of the two samples.
pub fn timing_samples() -> usize {
    size(20_000, 100_000)
}

/// T14: mutated tickets, of each algorithm.
pub fn mutated_tickets() -> usize {
    size(175, 5_000)
}

/// T14: mutated ID tokens.
pub fn mutated_tokens() -> usize {
    size(300, 5_000)
}

/// O17: random histories, each set back to a random moment.
pub fn histories() -> usize {
    size(10, 1_000)
}

/// The one history to run, by what a failure printed.
pub fn seed() -> Option<u64> {
    setting("POSTERN_SEED")?.parse().ok()
}

/// An outcome whose lines a restore is not given, to see that a history finds it.
pub fn left_out() -> Option<String> {
    setting("POSTERN_LEFT_OUT")
}

#[expect(clippy::disallowed_methods, reason = "which of the tests' random worlds is meant")]
fn setting(name: &str) -> Option<String> {
    std::env::var(name).ok()
}
