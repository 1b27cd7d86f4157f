//! Snippets and expressions that stand in a document and in the code. Those that are run: `guard.rs`, `public_api/signature.rs`.

use super::{quoted, read};
use shared::credential::{AccessToken, ApiKey, ClientSecret, Code, Kind, Secret};
use shared::store::ItemKind;

#[test]
fn the_published_expressions_are_the_credentials() {
    let document = quoted(&read("docs/integrate.md"));
    let expression = |prefix: &str, length: usize| format!("{prefix}[A-Za-z0-9]{{{}}}", length - prefix.len());
    fn of<K: Kind>(expression: impl Fn(&str, usize) -> String) -> String {
        expression(K::PREFIX, Secret::<K>::LENGTH)
    }
    let published = [
        of::<ClientSecret>(expression),
        of::<Code>(expression),
        of::<AccessToken>(expression),
        of::<ApiKey>(expression),
    ];
    for expression in published.iter().map(String::as_str).chain(["pca_[A-Za-z0-9]{32}"]) {
        assert!(document.contains(expression), "docs/integrate.md lacks {expression}");
    }
}

#[test]
fn the_function_that_signs_tickets_is_the_examples() {
    let document = read("docs/sign-in.md");
    let function =
        |text: &str| text.split_once("export function ").unwrap().1.split_once("\n}\n").unwrap().0.to_owned();
    assert_eq!(function(&document), function(&read("examples/handoff/src/ticket.js")));
}

#[test]
fn the_gateway_snippets_are_those_of_the_linted_templates_and_keep_no_answers() {
    let document = read("docs/your-api.md");
    let snippets: Vec<_> = document.split("```yaml\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
    assert_eq!(snippets.len(), 2);
    for (snippet, kind) in snippets.iter().zip(["http", "rest"]) {
        let template = read(&format!("examples/gateway/{kind}-api.yaml"));
        assert!(template.contains(snippet), "docs/your-api.md differs from examples/gateway/{kind}-api.yaml");
        assert!(snippet.contains("ReauthorizeEvery: 0"), "a kept answer outlives a revocation");
    }
    assert!(
        snippets[0].contains("EnableSimpleResponses: true")
            && snippets[0].contains(r#"AuthorizerPayloadFormatVersion: "2.0""#)
    );
}

#[test]
fn the_stores_table_has_a_row_for_every_kind_of_item() {
    let document = read("shared/src/store/README.md");
    let rows: Vec<&str> = document.lines().filter(|line| line.starts_with("| ") && line.contains("#<")).collect();
    for kind in ItemKind::ALL {
        let row = format!("| `{}<", kind.prefix());
        assert!(
            rows.iter().any(|line| line.contains(&row)),
            "shared/src/store/README.md has no row for {}",
            kind.prefix()
        );
    }
    assert_eq!(rows.len(), ItemKind::ALL.len(), "a row that is no kind of item");
}
