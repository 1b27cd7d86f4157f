//! `docs/operations.md` and `docs/deploy.md`, held against the templates.

use super::{quoted, read};
use serde_yaml_ng::Value;
use std::collections::BTreeSet;

/// The names that stand under a key of a template.
fn names(template: &str, section: &str, wanted: impl Fn(&Value) -> bool) -> BTreeSet<String> {
    let template: Value = serde_yaml_ng::from_str(&read(template)).unwrap();
    let entries = template[section].as_mapping().unwrap().iter();
    entries.filter(|(_, entry)| wanted(entry)).map(|(name, _)| name.as_str().unwrap().to_owned()).collect()
}

/// A section of a document, by its heading, up to the next one of its level.
fn section(document: &str, heading: &str) -> String {
    let text = read(document);
    let (_, rest) = text.split_once(&format!("\n## {heading}\n")).unwrap_or_else(|| panic!("{document}: {heading}"));
    rest.split("\n## ").next().unwrap().to_owned()
}

#[test]
fn every_alarm_has_its_heading_and_every_heading_its_alarm() {
    let is_alarm = |resource: &Value| resource["Type"] == "AWS::CloudWatch::Alarm";
    let mut alarms = names("template.yaml", "Resources", is_alarm);
    alarms.extend(names("infra/monitoring.yaml", "Resources", is_alarm));
    let section = section("docs/operations.md", "Alarms");
    let headings = section.lines().filter_map(|line| line.strip_prefix("### ")).map(str::to_owned).collect();
    assert_eq!(alarms, headings);
    // An account has ten for nothing, and nobody minds more.
    assert!((1..=10).contains(&alarms.len()), "{alarms:?}");
}

#[test]
fn every_parameter_stands_in_its_table_and_nothing_else_does() {
    let parameters = names("template.yaml", "Parameters", |_| true);
    let section = section("docs/deploy.md", "The parameters");
    let cells = section.lines().filter_map(|line| line.split(" | ").nth(1));
    let named = cells.flat_map(quoted).collect::<BTreeSet<_>>();
    assert_eq!(parameters, named);
}
