//! What the documents say, held against the code.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

/// Every Rust source below a folder, as one text.
fn sources(folder: &Path, text: &mut String) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.ends_with("target") {
            sources(&path, text);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            text.push_str(&fs::read_to_string(&path).unwrap());
        }
    }
}

fn all_sources() -> String {
    let mut text = String::new();
    for folder in ["shared", "functions", "infra", "tests"] {
        sources(&root().join(folder), &mut text);
    }
    text
}

/// The words between backticks in a document.
fn quoted(document: &str) -> BTreeSet<String> {
    let text = fs::read_to_string(root().join(document)).unwrap();
    let lines = text.lines().filter(|line| !line.starts_with("    "));
    lines.flat_map(|line| line.split('`').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>()).collect()
}

#[test]
fn every_test_that_architecture_names_exists() {
    let sources = all_sources();
    let named = quoted("ARCHITECTURE.md");
    // The names of tests are facts: several words.
    let tests: Vec<_> =
        named.iter().filter(|word| word.matches('_').count() >= 3 && !word.contains(['=', ' ', ':'])).collect();
    assert!(tests.len() > 100);
    for test in tests {
        assert!(sources.contains(&format!("fn {test}(")), "ARCHITECTURE.md names {test}, which does not exist");
    }
}

#[test]
fn every_file_that_the_documents_name_exists() {
    for document in ["README.md", "ARCHITECTURE.md", "docs/testing.md"] {
        for path in quoted(document) {
            let looks_like_a_path = path.contains('/')
                && !path.starts_with(['/', '<', '.'])
                && !path.contains([' ', '{', ':', '*', '=', ';']);
            let known_root = ["shared/", "functions/", "infra/", "tests/", "examples/", "scripts/", "docs/"];
            if looks_like_a_path && known_root.iter().any(|prefix| path.starts_with(prefix)) {
                assert!(root().join(&path).exists(), "{document} names {path}, which does not exist");
            }
        }
    }
}

#[test]
fn the_published_expressions_are_the_credentials() {
    use shared::credential::{AccessToken, ApiKey, ClientSecret, Code, Kind, Secret};
    fn published<K: Kind>(readme: &BTreeSet<String>) {
        let expression = format!("{}[A-Za-z0-9]{{{}}}", K::PREFIX, Secret::<K>::LENGTH - K::PREFIX.len());
        assert!(readme.contains(&expression), "README lacks {expression}");
    }
    let readme = quoted("README.md");
    published::<ClientSecret>(&readme);
    published::<Code>(&readme);
    published::<AccessToken>(&readme);
    published::<ApiKey>(&readme);
    assert!(readme.contains("pca_[A-Za-z0-9]{32}"));
}

#[test]
fn the_gateway_snippets_are_those_of_the_linted_templates_and_keep_no_answers() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let snippets: Vec<_> = readme.split("```yaml\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
    assert_eq!(snippets.len(), 2);
    for (snippet, kind) in snippets.iter().zip(["http", "rest"]) {
        let template = fs::read_to_string(root().join(format!("examples/gateway/{kind}-api.yaml"))).unwrap();
        assert!(template.contains(snippet), "README differs from examples/gateway/{kind}-api.yaml");
        assert!(snippet.contains("ReauthorizeEvery: 0"), "a kept answer outlives a revocation");
    }
    assert!(
        snippets[0].contains("EnableSimpleResponses: true")
            && snippets[0].contains(r#"AuthorizerPayloadFormatVersion: "2.0""#)
    );
}

#[test]
fn every_make_target_that_the_documents_name_exists() {
    let makefile = fs::read_to_string(root().join("Makefile")).unwrap();
    for document in ["README.md", "ARCHITECTURE.md", "docs/testing.md"] {
        let quoted = quoted(document);
        let named =
            quoted.iter().filter_map(|words| words.strip_prefix("make ")).filter_map(|rest| rest.split(' ').next());
        for target in named {
            assert!(
                makefile.contains(&format!("\n{target}: ")),
                "{document} names make {target}, which does not exist"
            );
        }
    }
}
