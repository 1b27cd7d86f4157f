//! `/settings/api-keys`

use crate::harness::{Answer, Server, Visitor};
use shared::credential::{ApiKey, Secret};
use shared::store::{LiveCredential, PresentedCredential};

const LIST: &str = "/settings/api-keys";

/// Makes a key through the form; returns it.
async fn make(visitor: &Visitor, fields: &[(&str, &str)]) -> Answer {
    visitor.submit_to(LIST, LIST, fields).await
}

async fn is_live(server: &Server, key: &str) -> bool {
    let store = server.store();
    let presented = PresentedCredential::parse(key).unwrap();
    matches!(store.verify(&presented).await.unwrap(), Some(LiveCredential::Key(_)))
}

on_both! {
    async fn a_key_is_shown_once_listed_without_its_secret_and_deleted_at_once(server) {
        let ada = server.sign_in("ada").await;
        assert!(ada.get(LIST).await.body.contains("No API keys yet"));
        let page = make(&ada, &[("label", "Nightly export"), ("use", "manage")]).await;
        page.assert_page(200);
        let key = page.element("api-key");
        let parsed = Secret::<ApiKey>::parse(&key).unwrap();
        assert!(is_live(&server, &key).await);
        let list = ada.get(LIST).await;
        let shown = format!("pok_{}…", parsed.locator());
        for text in ["Nightly export", "management API", "by ada", &shown] {
            assert!(list.says(text), "{text}");
        }
        assert!(!list.body.contains(&key) && !list.body.contains(&parsed.digest().hex()));
        assert_eq!(server.last_log()["outcome"], "keys_listed");
        let delete = format!("{LIST}/{}/delete", parsed.locator());
        let (_, row) = list.body.split_once(&delete).unwrap();
        let ticket = row.split("value=\"").nth(1).unwrap().split('"').next().unwrap();
        let answer = ada.post(&delete, &[("ticket", ticket)]).await;
        assert_eq!((answer.status, answer.location()), (303, LIST));
        assert!(!is_live(&server, &key).await);
        assert!(ada.get(LIST).await.body.contains("No API keys yet"));
        // Pressed twice.
        assert_eq!(ada.post(&delete, &[("ticket", ticket)]).await.status, 303);
    }
}

scenario! {
    async fn a_key_opens_the_public_api_unless_it_says_otherwise(server) {
        let ada = server.sign_in("ada").await;
        make(&ada, &[("label", "A")]).await.assert_page(200);
        assert!(ada.get(LIST).await.body.contains("public API"));
        for (fields, problem) in [
            (&[("label", "  ")][..], "Say what the key is for"),
            (&[("label", "P\u{43e}stiz")], "mixes Latin"),
            (&[("label", "B"), ("use", "everything")], "Choose what the key gives access to"),
        ] {
            let page = make(&ada, fields).await;
            page.assert_page(422);
            assert!(page.body.contains(problem), "{problem}");
        }
        assert_eq!(server.keys("KEY#").await.len(), 1);
    }
}

scenario! {
    async fn s29_what_the_key_was_to_open_comes_back_with_the_label(server) {
        let ada = server.sign_in("ada").await;
        let chosen = |page: &Answer| ["api", "manage"].map(|value| page.body.contains(&format!("value=\"{value}\" required checked")));
        assert_eq!(chosen(&ada.get(LIST).await), [true, false]);
        let long = "x".repeat(101);
        for (fields, kept, wrong) in [
            (&[("label", ""), ("use", "manage")][..], [false, true], "label"),
            (&[("label", &long), ("use", "manage")], [false, true], "label"),
            (&[("label", &long), ("use", "api")], [true, false], "label"),
            (&[("label", "A"), ("use", "everything")], [false, false], "use"),
            // Of two, neither is meant.
            (&[("label", "A"), ("use", "manage"), ("use", "manage")], [false, false], "use"),
        ] {
            let page = make(&ada, fields).await;
            page.assert_page(422);
            assert_eq!(chosen(&page), kept, "{fields:?}");
            assert!(page.body.contains(&format!("href=\"#{wrong}\"")) && page.body.contains(&format!("id=\"{wrong}-problem\"")), "{fields:?}");
        }
        assert_eq!(server.keys("KEY#").await.len(), 0);
    }
}

scenario! {
    async fn keys_are_the_orgs_and_its_admins(server) {
        let (ada, linus, grace) = (server.sign_in("ada").await, server.sign_in("linus").await, server.sign_in("grace").await);
        let key = make(&ada, &[("label", "A")]).await.element("api-key");
        linus.get(LIST).await.assert_page(403);
        server.visitor().get(LIST).await.assert_asks_to_sign_in();
        assert!(grace.get(LIST).await.body.contains("No API keys yet"));
        // Grace has a genuine ticket for the path, and still reaches only her own org's keys.
        let delete = format!("{LIST}/{}/delete", Secret::<ApiKey>::parse(&key).unwrap().locator());
        let ticket = ada.get(LIST).await.body.split_once(&delete).unwrap().1.split("value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        grace.post(&delete, &[("ticket", &ticket)]).await.assert_page(403);
        ada.post(&delete, &[]).await.assert_page(403);
        ada.post(&format!("{LIST}/nonsense/delete"), &[("ticket", &ticket)]).await.assert_page(403);
        let store = server.store();
        let locator = shared::credential::locator::KeyLocator::from_credential(&Secret::parse(&key).unwrap());
        assert!(!store.delete_key(&locator, &shared::ids::OrgId::parse("org_globex").unwrap()).await.unwrap());
        assert!(is_live(&server, &key).await);
    }
}
