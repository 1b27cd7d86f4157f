//! What this version writes, an older one can read: the same items, with the same attributes of the same types. An attribute
//! that this one adds is passed over by a reader that does not know it, as long as no older one needs it gone.

use super::world::World;
use crate::harness::Item;
use aws_sdk_dynamodb::types::AttributeValue;
use shared::credential::PREFIXES;
use std::collections::{BTreeMap, BTreeSet};

/// What this version writes and the released one does not: kind, attribute, and why an older reader is right to pass over it.
const NEW: &[(&str, &str, &str)] = &[];

/// Attributes of which an older reader knows a few words, and no others.
const WORDS: [&str; 5] = ["role", "use", "kind", "type", "scopes"];

/// An item's attributes with their types.
type Shape = BTreeMap<String, String>;

fn shape(item: &Item) -> Shape {
    item.iter().map(|(name, value)| (name.clone(), type_of(name, value))).collect()
}

fn type_of(name: &str, value: &AttributeValue) -> String {
    match value {
        value if WORDS.contains(&name) => format!("{value:?}"),
        AttributeValue::S(_) => "S".to_owned(),
        AttributeValue::N(_) => "N".to_owned(),
        AttributeValue::Bool(flag) => format!("BOOL {flag}"),
        AttributeValue::B(_) => "B".to_owned(),
        AttributeValue::Ss(_) => "SS".to_owned(),
        AttributeValue::L(values) => {
            format!("L {:?}", values.iter().map(|value| type_of("", value)).collect::<Vec<_>>())
        }
        // What a digest names is told by its value.
        AttributeValue::M(values) => {
            let named = |name: &str| if name.len() == 64 { "*".to_owned() } else { name.to_owned() };
            let members: BTreeSet<_> = values.iter().map(|(name, value)| (named(name), type_of(name, value))).collect();
            format!("M {members:?}")
        }
        other => panic!("no item of ours holds {other:?}"),
    }
}

fn kind(item: &Item) -> String {
    item["pk"].as_s().unwrap().split('#').next().unwrap().to_owned()
}

fn shapes(items: &[Item]) -> BTreeSet<(String, Shape)> {
    items.iter().map(|item| (kind(item), shape(item))).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn p9_nothing_that_an_older_version_reads_is_renamed_dropped_or_of_another_type() {
    let today = shapes(&World::make().await.items);
    let known = today.into_iter().map(|(kind, mut shape)| {
        for (_, attribute, _) in NEW.iter().filter(|(of, ..)| *of == kind) {
            assert!(shape.remove(*attribute).is_some(), "{kind} has no {attribute}: it is in the list of what is new");
        }
        (kind, shape)
    });
    let landed = shapes(&World::landed().items);
    let kinds: BTreeSet<_> = landed.iter().map(|(kind, _)| kind.as_str()).collect();
    assert_eq!(kinds, BTreeSet::from(["APP", "CODE", "ENDED", "GRANT", "KEY", "OFFBOARDED", "PICTURE", "SESSION"]));
    assert_eq!(known.collect::<BTreeSet<_>>(), landed);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn p9_a_page_of_this_version_carries_the_ticket_that_an_older_one_would_have_given_it() {
    let world = World::landed();
    let (server, app) = (world.server().await, world.app());
    let page = world.visitor(&server, "other admin's session").authorize(&app.query("&scope=posts")).await;
    assert_eq!(page.hidden("request"), world.get("consent request"));
    assert_eq!(page.hidden("ticket"), world.get("consent ticket"));
    let page = world.visitor(&server, "admin's session").get(&format!("/settings/apps/{}", app.client_id)).await;
    assert_eq!(page.hidden("ticket"), world.get("settings ticket"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn p9_credentials_of_this_version_have_the_form_that_an_older_one_takes() {
    let credentials = |world: &World| -> Vec<_> {
        let prefixed = world.held.iter().filter(|(_, value)| PREFIXES.iter().any(|prefix| value.starts_with(prefix)));
        prefixed.map(|(name, value)| (name.clone(), value[..4].to_owned(), value.len())).collect()
    };
    assert_eq!(credentials(&World::landed()).len(), 10);
    assert_eq!(credentials(&World::make().await), credentials(&World::landed()));
}
