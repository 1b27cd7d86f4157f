//! What an offboarding may leave in the table, kind by kind: a kind of item that nobody decided about is found here.

use super::offboarding::{Belongings, World};
use crate::harness::{Item, Server};
use crate::settings::pictures;
use image::ImageFormat;
use shared::store::ItemKind;

/// What opens nothing when what it hangs on is gone: a picture without its app, a code without its grant. Notes expire.
const MAY_STAY: [ItemKind; 4] = [ItemKind::Picture, ItemKind::Code, ItemKind::Offboarding, ItemKind::Ended];

fn kind_of(item: &Item) -> ItemKind {
    let pk = item["pk"].as_s().unwrap();
    let kind = ItemKind::ALL.iter().find(|kind| pk.starts_with(kind.prefix()));
    *kind.unwrap_or_else(|| panic!("{pk} is of no kind"))
}

fn says(item: &Item, attribute: &str, value: &str) -> bool {
    item.get(attribute).and_then(|attribute| attribute.as_s().ok()).is_some_and(|text| text == value)
}

/// An item of every kind, of Linus in Globex. Whoever adds a kind adds one of it.
async fn everything(server: &Server, world: &World<'_>) {
    let linus = Belongings::of(server, "linus", "org_globex", &world.app).await;
    pictures::register(&linus.visitor, &pictures::picture(1, ImageFormat::Png)).await;
    // Somebody else's offboarding left its note.
    assert_eq!(world.operator.delete("/api/orgs/org_globex/members/nobody").await.status, 204);
    let there = server.dump().await;
    for kind in ItemKind::ALL {
        assert!(there.iter().any(|item| kind_of(item) == *kind), "{kind:?}: make one here");
    }
}

on_both! {
    async fn h13_no_item_of_any_kind_survives_the_user_or_the_org_it_names(server) {
        let world = World::new(&server).await;
        for (path, attribute, value) in [
            ("/api/orgs/org_globex/members/linus", "user", "linus"),
            ("/api/users/linus", "user", "linus"),
            ("/api/orgs/org_globex", "org", "org_globex"),
        ] {
            everything(&server, &world).await;
            assert_eq!(world.operator.delete(path).await.status, 204);
            for item in server.dump().await {
                let may_stay = MAY_STAY.contains(&kind_of(&item));
                assert!(may_stay || !says(&item, attribute, value), "{path} left {item:?}");
                // Whatever has an owner must be found by who that is.
                assert!(may_stay || item.contains_key("org") && item.contains_key("owner"), "{item:?}");
            }
        }
    }
}
