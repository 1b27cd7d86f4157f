//! `docs/security-cases.md`, held against the names of the tests, both ways.

use super::{functions, quoted, read};
use std::collections::{BTreeMap, BTreeSet};

/// The ids at the front of a test's name: `h10_h11_two_codes_…` is for H10 and H11.
fn cases_of(test: &str) -> Vec<String> {
    let is_id = |word: &&str| {
        let (letter, number) = word.split_at(usize::from(word.starts_with(|sign: char| sign.is_ascii_lowercase())));
        !letter.is_empty() && matches!(number.len(), 1 | 2) && number.bytes().all(|digit| digit.is_ascii_digit())
    };
    test.split('_').take_while(is_id).map(str::to_uppercase).collect()
}

/// The rows of all tables: a case, and its cells.
fn rows() -> BTreeMap<String, Vec<String>> {
    let document = read("docs/security-cases.md");
    let mut rows = BTreeMap::new();
    for line in document.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| case ")) {
        let cells: Vec<_> = line.trim_matches('|').split(" | ").map(|cell| cell.trim().to_owned()).collect();
        assert_eq!(cells.len(), 4, "four cells: {line}");
        assert!(cells.iter().all(|cell| !cell.is_empty()), "an empty cell: {line}");
        let case = cells[0].clone();
        assert!(rows.insert(case, cells).is_none(), "a case has one row: {line}");
    }
    rows
}

#[test]
fn every_test_stands_in_the_row_of_each_of_its_cases() {
    let rows = rows();
    let mut with_cases = BTreeSet::new();
    for test in functions() {
        for case in cases_of(&test) {
            let row = rows.get(&case).unwrap_or_else(|| panic!("docs/security-cases.md has no row {case}, of {test}"));
            assert!(quoted(&row[3]).contains(&test), "the row {case} of docs/security-cases.md does not name `{test}`");
            with_cases.insert(case);
        }
    }
    assert!(with_cases.len() > 100, "{with_cases:?}");
}

#[test]
fn a_row_that_has_no_test_of_its_own_says_why() {
    let functions = functions();
    for (case, row) in rows() {
        let own = functions.iter().any(|test| cases_of(test).contains(&case));
        let reason = row[3].split('`').step_by(2).any(|words| words.trim().len() > 10);
        assert!(own || reason, "{case} has neither a test with its id nor a reason");
    }
}
