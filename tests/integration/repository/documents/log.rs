//! `docs/log.md`, held against the outcomes in the code.

use super::{quoted, read, shipped};
use postern_restore::{HARMLESS, TOLD};
use shared::http::routes::ROUTES;
use shared::log::Metric;
use std::collections::BTreeSet;

/// What says outcomes. Not `infra/restore`, which reads them and says none.
fn source() -> String {
    let files = shipped(&["shared/src", "functions", "infra/local", "infra/runtime-api"]);
    files.into_iter().map(|(_, text)| text).collect()
}

/// The outcomes that stand where a line of the log is made.
fn outcomes(source: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for start in ["utcome(", "utcome::new(", "event:"] {
        for rest in source.split(start).skip(1) {
            let Some(text) = rest.trim_start().strip_prefix('"') else { continue };
            found.insert(text.split('"').next().unwrap().to_owned());
        }
    }
    found.remove("");
    found
}

/// A row of the document's tables.
struct Row {
    outcome: String,
    level: String,
    counts_as: String,
}

fn rows() -> Vec<Row> {
    let document = read("docs/log.md");
    let rows = document.lines().filter(|line| line.starts_with("| ") && line.split(" | ").count() == 5);
    let cells = rows.map(|line| line.split(" | ").map(str::to_owned).collect::<Vec<_>>());
    let cells = cells.filter(|cells| cells[0].contains('`'));
    let row = |cells: Vec<String>| {
        let outcome = quoted(&cells[0]).into_iter().next().unwrap();
        Row { outcome, level: cells[1].clone(), counts_as: cells[2].clone() }
    };
    cells.map(row).collect()
}

/// What an answer counts as that is no 5xx, as the document has it.
fn counts_as(outcome: &str) -> String {
    let routes: BTreeSet<_> = ROUTES.iter().map(|row| row.path).chain(["authorizer", "purge", "$default"]).collect();
    let counted = routes.iter().filter_map(|route| Some((*route, Metric::of(outcome, route, 200)?)));
    let counted: Vec<_> = counted.collect();
    let Some((_, metric)) = counted.first() else { return "–".to_owned() };
    assert!(counted.iter().all(|(_, other)| other == metric), "{outcome} counts as one thing: {counted:?}");
    if counted.len() == routes.len() {
        return format!("`{metric:?}`");
    }
    let places: Vec<_> = counted.iter().map(|(route, _)| format!("`{route}`")).collect();
    format!("`{metric:?}` at {}", places.join(", "))
}

#[test]
fn every_outcome_has_one_row_and_every_row_is_an_outcome() {
    let (source, rows) = (source(), rows());
    let documented: BTreeSet<_> = rows.iter().map(|row| row.outcome.clone()).collect();
    assert_eq!(documented.len(), rows.len(), "an outcome has one row");
    let made = outcomes(&source);
    assert!(made.len() > 60, "{made:?}");
    for outcome in &made {
        assert!(documented.contains(outcome), "docs/log.md has no row for {outcome}");
    }
    for outcome in &documented {
        // Some are decided a line before the log's line is made.
        assert!(source.contains(&format!("\"{outcome}\"")), "docs/log.md has a row for {outcome}, which no code says");
    }
}

#[test]
fn every_row_says_what_its_outcome_counts_as() {
    for Row { outcome, level, counts_as: said } in rows() {
        let expected = match level.as_str() {
            "INFO" => counts_as(&outcome),
            "ERROR" => "`Trouble`".to_owned(),
            "ERROR or INFO" => "`Trouble` or –".to_owned(),
            _ => panic!("{outcome}: {level}"),
        };
        assert_eq!(said, expected, "{outcome}: decide what it counts as, in the code and in docs/log.md");
    }
}

#[test]
fn every_metric_stands_in_the_document() {
    let named = quoted(&read("docs/log.md"));
    for metric in Metric::ALL {
        assert!(named.contains(&format!("{metric:?}")), "{metric:?}");
    }
}

#[test]
fn o17_of_every_outcome_it_is_decided_whether_a_restore_must_know_it() {
    let outcomes: BTreeSet<String> = rows().into_iter().map(|row| row.outcome).collect();
    let decided: BTreeSet<String> = TOLD.iter().chain(HARMLESS).map(ToString::to_string).collect();
    assert_eq!(decided.len(), TOLD.len() + HARMLESS.len(), "one stands in both lists");
    assert_eq!(outcomes, decided, "infra/restore/src/line.rs or harmless.rs");
}
