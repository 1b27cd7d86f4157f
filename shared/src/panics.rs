//! Panics: what is said of them, and those that we expect.
//!
//! A panic's own words may quote a secret ("byte index 5 is not a boundary of `pos_…`"), so only its place is said.

use crate::clock::Clock;
use crate::log;
use serde_json::json;
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook};

thread_local! {
    static EXPECTED: Cell<bool> = const { Cell::new(false) };
}

/// From here on, a panic says its place in a line of the log, and nothing else.
#[expect(clippy::print_stderr, reason = "standard error is where Lambda takes logs from")]
pub fn quiet() {
    set_hook(Box::new(|info| {
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        let (is_fault, outcome) = if is_expected() { (false, "panic_caught") } else { (true, "panic") };
        let (timestamp, level) = (Clock::System.now().rfc3339(), log::level(is_fault));
        let line = json!({ "timestamp": timestamp, "level": level, "outcome": outcome, "detail": place });
        eprintln!("{line}");
    }));
}

/// Does what a stranger's input can make somebody else's code panic over; `None` if it does. That is no fault of ours and
/// raises no alarm: otherwise one hostile file could wake somebody, as often as it is sent.
pub fn caught<T>(work: impl FnOnce() -> T) -> Option<T> {
    let before = EXPECTED.replace(true);
    let done = catch_unwind(AssertUnwindSafe(work)).ok();
    EXPECTED.set(before);
    done
}

/// Whether what this thread does now stands in [`caught`].
fn is_expected() -> bool {
    EXPECTED.try_with(Cell::get).unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::process::Command;

    #[test]
    fn s19_what_is_caught_is_expected_only_there() {
        assert_eq!(caught(|| is_expected().then_some(1)), Some(Some(1)));
        assert_eq!(caught(|| caught(|| panic!("inner")).is_none() && is_expected()), Some(true));
        assert_eq!(caught(|| -> u8 { panic!("outer") }), None);
        assert!(!is_expected());
    }

    #[test]
    #[ignore = "the hook is the whole process's: the test below runs this in one of its own"]
    fn in_a_process_of_its_own() {
        quiet();
        assert_eq!(caught(|| -> u8 { panic!("words of a decoder") }), None);
        assert!(catch_unwind(|| panic!("words of ours")).is_err());
    }

    #[test]
    fn s19_a_panic_that_was_expected_is_no_error_in_the_log_and_no_panic_says_its_words() {
        let mut child = Command::new(std::env::current_exe().unwrap());
        child.args(["--exact", "panics::tests::in_a_process_of_its_own", "--include-ignored", "--nocapture"]);
        let output = child.output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        let lines: Vec<serde_json::Value> =
            said.lines().filter(|line| line.starts_with('{')).map(|line| serde_json::from_str(line).unwrap()).collect();
        let levels: Vec<_> = lines.iter().map(|line| (&line["level"], &line["outcome"])).collect();
        assert_eq!(
            format!("{levels:?}"),
            r#"[(String("INFO"), String("panic_caught")), (String("ERROR"), String("panic"))]"#
        );
        assert!(lines.iter().all(|line| line["detail"].as_str().unwrap().starts_with("shared/src/panics.rs:")));
        assert!(!said.contains("words"), "{said}");
    }
}
