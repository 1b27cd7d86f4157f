//! What the documents say, held against the code.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Every alarm has a heading, and every parameter a place.
mod alarms;
/// Every security case has a row, and every row its tests.
mod cases;
/// Commands that documents show, typed.
mod commands;
/// Links between documents.
mod links;
/// Every outcome in the log has a row.
mod log;
/// Tests, files and make targets that documents name.
mod names;
/// Snippets and expressions that stand in a document and in the code.
mod snippets;

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Every document, by its path from the root.
fn documents() -> Vec<String> {
    let mut found = Vec::new();
    for folder in ["", "docs", "examples/handoff", "examples/node"] {
        for entry in fs::read_dir(root().join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "md") {
                found.push(path.strip_prefix(root()).unwrap().to_str().unwrap().to_owned());
            }
        }
    }
    found.sort();
    assert!(found.len() > 8, "{found:?}");
    found
}

/// Every Rust source below a folder.
fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.ends_with("target") {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// Every Rust source of ours.
pub(super) fn all_rust_files() -> Vec<PathBuf> {
    let mut files = Vec::new();
    for folder in ["shared", "functions", "infra", "tests"] {
        rust_files(&root().join(folder), &mut files);
    }
    files
}

/// What of these folders is built into something, file by file: without tests.
pub(super) fn shipped(folders: &[&str]) -> Vec<(PathBuf, String)> {
    let mut files = Vec::new();
    for folder in folders {
        rust_files(&root().join(folder), &mut files);
    }
    files.retain(|file| !file.strip_prefix(root()).unwrap().to_str().unwrap().contains("test"));
    let text = |file: &PathBuf| fs::read_to_string(file).unwrap().split("#[cfg(test)]").next().unwrap().to_owned();
    files.into_iter().map(|file| (file.clone(), text(&file))).collect()
}

/// The names of all functions, tests among them.
fn functions() -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for file in all_rust_files() {
        let text = fs::read_to_string(file).unwrap();
        for rest in text.split("fn ").skip(1) {
            let end = rest.find(|sign: char| !sign.is_ascii_alphanumeric() && sign != '_').unwrap_or(rest.len());
            names.insert(rest[..end].to_owned());
        }
    }
    names
}

/// The words between backticks in a text; blocks of code have none.
fn quoted(text: &str) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    let mut in_block = false;
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            in_block = !in_block;
        } else if !in_block && !line.starts_with("    ") {
            words.extend(line.split('`').skip(1).step_by(2).map(str::to_owned));
        }
    }
    words
}

/// Whether a word is the name of a test: a fact, so several words.
fn is_test_name(word: &str) -> bool {
    let letters = |sign: char| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == '_';
    word.matches('_').count() >= 3 && word.chars().all(letters)
}
