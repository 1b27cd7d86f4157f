//! Tests, files and make targets that documents name.

use super::{all_rust_files, documents, functions, is_test_name, quoted, read, root};

#[test]
fn every_test_that_a_document_names_exists() {
    let functions = functions();
    let mut seen = 0;
    // The words of docs/log.md are outcomes.
    for document in documents().into_iter().filter(|document| document != "docs/log.md") {
        for test in quoted(&read(&document)).iter().filter(|word| is_test_name(word)) {
            assert!(functions.contains(test), "{document} names {test}, which does not exist");
            seen += 1;
        }
    }
    assert!(seen > 300, "{seen}");
}

#[test]
fn every_file_that_a_document_names_exists() {
    let roots = ["shared/", "functions/", "infra/", "tests/", "examples/", "scripts/", "docs/", "brand/", ".github/"];
    let mut seen = 0;
    for document in documents() {
        for path in quoted(&read(&document)) {
            let is_path =
                roots.iter().any(|root| path.starts_with(root)) && !path.contains([' ', '{', '*', ':', '<', '…']);
            if is_path {
                assert!(root().join(&path).exists(), "{document} names {path}, which does not exist");
                seen += 1;
            }
        }
    }
    assert!(seen > 20, "{seen}");
}

/// `checks.rs`, `store/acts/redeem.rs::redeem_code`: a document may leave out where a path begins.
#[test]
fn every_rust_file_that_a_document_names_exists() {
    let files: Vec<_> = all_rust_files().iter().map(|file| file.to_str().unwrap().to_owned()).collect();
    let mut seen = 0;
    for document in documents() {
        for word in quoted(&read(&document)) {
            let path = word.split("::").next().unwrap();
            if path.ends_with(".rs") && !path.contains([' ', '*', '{']) {
                let there = files.iter().any(|file| file.ends_with(&format!("/{path}")));
                assert!(there, "{document} names {path}, which does not exist");
                seen += 1;
            }
        }
    }
    assert!(seen > 50, "{seen}");
}

#[test]
fn every_make_target_that_a_document_names_exists() {
    let makefile = read("Makefile");
    let mut seen = 0;
    for document in documents() {
        for words in quoted(&read(&document)) {
            let Some(target) = words.strip_prefix("make ").and_then(|rest| rest.split(' ').next()) else { continue };
            assert!(
                makefile.contains(&format!("\n{target}: ")),
                "{document} names make {target}, which does not exist"
            );
            seen += 1;
        }
    }
    assert!(seen > 10, "{seen}");
}
