//! 503 with Retry-After says that nothing is decided yet, and to ask again: the right answer of an overloaded database, and no
//! fault. What races assert is what may never happen, however it went.

use super::Answer;
use std::time::Duration;

/// What came of asking until it was decided.
pub struct Decision {
    pub answer: Answer,
    /// Once undecided, it may have been done all the same, and the answer is of another time.
    pub asked_again: bool,
}

/// Asks until it is decided.
pub async fn decision(ask: impl AsyncFn() -> Answer) -> Decision {
    for tries in 0..30 {
        let answer = ask().await;
        if answer.status != 503 {
            return Decision { answer, asked_again: tries > 0 };
        }
        assert_ne!(answer.header("retry-after"), "", "{}", answer.body);
        tokio::time::sleep(Duration::from_millis(50 * tries)).await;
    }
    panic!("asked thirty times, and still undecided")
}

/// The same, where it is all one whether it took several times.
pub async fn decided(ask: impl AsyncFn() -> Answer) -> Answer {
    decision(ask).await.answer
}

/// Of many who wanted what one can have: that one, and the others. Never two; none only if somebody who was first told that
/// nothing is decided had won by then.
#[track_caller]
pub fn winner(decisions: &[Decision], has_won: impl Fn(&Answer) -> bool) -> (Option<&Answer>, Vec<&Answer>) {
    let (mut won, lost): (Vec<_>, Vec<_>) =
        decisions.iter().map(|decision| &decision.answer).partition(|answer| has_won(answer));
    assert!(won.len() <= 1, "{} winners", won.len());
    assert!(won.len() == 1 || decisions.iter().any(|decision| decision.asked_again), "nobody won");
    (won.pop(), lost)
}
