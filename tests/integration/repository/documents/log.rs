//! `docs/log.md`, held against the outcomes in the code.

use super::{quoted, read, root, rust_files};
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

/// What functions and `shared` are made of, without their tests.
fn shipped() -> String {
    let mut files = Vec::new();
    for folder in ["shared/src", "functions", "infra"] {
        rust_files(&root().join(folder), &mut files);
    }
    let is_test = |file: &&PathBuf| file.strip_prefix(root()).unwrap().to_str().unwrap().contains("test");
    let texts = files.iter().filter(|file| !is_test(file));
    texts.map(|file| fs::read_to_string(file).unwrap().split("#[cfg(test)]").next().unwrap().to_owned()).collect()
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

/// The outcomes of the document's tables, with their level.
fn rows() -> Vec<(String, String)> {
    let document = read("docs/log.md");
    let rows = document.lines().filter(|line| line.starts_with("| ") && line.split(" | ").count() == 4);
    let cells = rows.map(|line| line.split(" | ").map(str::to_owned).collect::<Vec<_>>());
    let cells = cells.filter(|cells| cells[0].contains('`'));
    cells.map(|cells| (quoted(&cells[0]).into_iter().next().unwrap(), cells[1].clone())).collect()
}

#[test]
fn every_outcome_has_one_row_and_every_row_is_an_outcome() {
    let (source, rows) = (shipped(), rows());
    let documented: BTreeSet<_> = rows.iter().map(|(outcome, _)| outcome.clone()).collect();
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
    for (outcome, level) in rows {
        assert!(["info", "error", "error or info"].contains(&level.as_str()), "{outcome}: {level}");
    }
}
