//! What every write insists on: something changes between its read and its write, and the condition tells.

use crate::harness::faults::Fault;
use crate::harness::{between, query_of};
use aws_sdk_dynamodb::types::AttributeValue as Value;
use std::time::Duration;

fn app_key(client_id: &str) -> String {
    format!("APP#{}", &client_id[4..16])
}

on_both! {
    async fn h8_a_code_redeemed_since_it_was_read_is_refused(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let code = ada.approve(&query_of(&app)).await;
        let late = between(&server, "TransactWriteItems", app.exchange(&server, &code), async |_| {
            app.redeem(&server, &code).await;
        });
        late.await.assert_error(400, "invalid_grant");
        assert_eq!(server.grant_of(&code).await.unwrap()["tokens"].as_m().unwrap().len(), 1);
    }
}

scenario! {
    async fn o3_what_another_redemption_did_is_not_taken_for_ones_own(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let code = ada.approve(&query_of(&app)).await;
        let late = between(&server, "TransactWriteItems", app.exchange(&server, &code), async |_| {
            app.redeem(&server, &code).await;
            server.faults.fail_always("TransactWriteItems", Fault::Internal);
        });
        late.await.assert_error(400, "invalid_grant");
    }
}

on_both! {
    async fn h12_a_replay_beside_a_revocation_brings_no_grant_back(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let code = ada.approve(&query_of(&app)).await;
        app.redeem(&server, &code).await;
        server.clock.advance(Duration::from_secs(2));
        let replay = between(&server, "UpdateItem", app.exchange(&server, &code), async |_| server.revoke(&code).await);
        replay.await.assert_error(400, "invalid_grant");
        assert!(server.keys("GRANT#").await.is_empty());
    }
}

on_both! {
    async fn a_grant_created_since_it_was_looked_for_is_not_wiped_out(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let page = ada.authorize(&app.query("&scope=posts")).await;
        let mut token = String::new();
        let late = between(&server, "TransactWriteItems", ada.decide(&page, "approve"), async |_| {
            token = app.redeem(&server, &ada.approve(&app.query("&scope=analytics")).await).await;
        });
        let code = late.await.callback()["code"].clone();
        assert!(server.is_live(&token).await);
        app.redeem(&server, &code).await;
    }
}

on_both! {
    async fn h12_a_grant_approved_anew_since_it_was_read_is_read_again(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let old = ada.approve(&query_of(&app)).await;
        let page = ada.authorize(&query_of(&app)).await;
        let late = between(&server, "TransactWriteItems", ada.decide(&page, "approve"), async |_| {
            server.revoke(&old).await;
            ada.approve(&query_of(&app)).await;
        });
        let code = late.await.callback()["code"].clone();
        app.redeem(&server, &code).await;
    }
}

on_both! {
    async fn o15_neither_a_code_nor_an_app_is_written_over_another(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let original = server.item(&app_key(&app.client_id)).await.unwrap();
        let mut taken = original.clone();
        let second = between(&server, "PutItem", ada.register(&["https://d.example/cb"]), async |call| {
            taken.insert("pk".into(), Value::S(call["Item"]["pk"]["S"].as_str().unwrap().to_owned()));
            server.put(taken.clone()).await;
        });
        let second = second.await;
        assert_eq!(server.item(taken["pk"].as_s().unwrap()).await, Some(taken.clone()));
        assert_ne!(app_key(&second.client_id), *taken["pk"].as_s().unwrap());

        let page = ada.authorize(&query_of(&app)).await;
        let late = between(&server, "TransactWriteItems", ada.decide(&page, "approve"), async |call| {
            let key = &call["TransactItems"][0]["Put"]["Item"]["pk"]["S"];
            taken.insert("pk".into(), Value::S(key.as_str().unwrap().to_owned()));
            server.put(taken.clone()).await;
        });
        let code = late.await.callback()["code"].clone();
        assert_eq!(server.item(taken["pk"].as_s().unwrap()).await, Some(taken.clone()));
        app.redeem(&server, &code).await;
    }
}

on_both! {
    async fn a_grant_that_is_not_this_apps_this_users_and_this_orgs_is_not_extended(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let code = ada.approve(&query_of(&app)).await;
        let original = server.grant_of(&code).await.unwrap();
        for (attribute, other) in [("user", "linus"), ("org", "org_other")] {
            let mut planted = original.clone();
            planted.insert(attribute.into(), Value::S(other.into()));
            server.put(planted.clone()).await;
            let page = ada.authorize(&query_of(&app)).await;
            ada.decide(&page, "approve").await.assert_page(503);
            assert_eq!(server.grant_of(&code).await, Some(planted), "{attribute}");
        }
        // What was approved for an app that was in this one's place before is not extended either: another takes its place.
        let mut planted = original.clone();
        planted.insert("client_id".into(), Value::S("pca_00000000000000000000000000000000".into()));
        server.put(planted).await;
        ada.approve(&query_of(&app)).await;
        let anew = server.grant_of(&code).await.unwrap();
        assert_eq!(anew["client_id"], original["client_id"]);
        assert_ne!(anew["generation"], original["generation"]);
    }
}

on_both! {
    async fn an_app_that_is_another_since_it_was_read_is_not_changed(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let key = app_key(&app.client_id);
        let original = server.item(&key).await.unwrap();
        let path = format!("/settings/apps/{}", app.client_id);
        let edit = [("name", "N"), ("redirect_uris", "https://c.example/"), ("scopes", "posts")];
        for (act, operation) in [("", "UpdateItem"), ("/rotate-secret", "UpdateItem"), ("/delete", "DeleteItem")] {
            // Another app's id with the same leading characters; another org's.
            let other_id = format!("{}{}", &app.client_id[..16], "0".repeat(20));
            for (attribute, other) in [("client_id", other_id.as_str()), ("org", "org_other")] {
                let mut planted = original.clone();
                planted.insert(attribute.into(), Value::S(other.into()));
                let path = format!("{path}{act}");
                let submit = ada.submit(&path, &path, &edit);
                let answer = between(&server, operation, submit, async |_| server.put(planted.clone()).await).await;
                assert!(answer.status >= 400, "{act} {attribute}: {}", answer.status);
                if attribute == "client_id" && act == "/rotate-secret" {
                    answer.assert_page(404);
                }
                assert_eq!(server.item(&key).await, Some(planted), "{act} {attribute}");
                server.put(original.clone()).await;
            }
        }
    }
}

on_both! {
    async fn m6_a_secret_made_since_the_app_was_read_is_not_replaced(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let key = app_key(&app.client_id);
        let with = server.item(&key).await.unwrap();
        let (mut without, mut newer) = (with.clone(), with.clone());
        without.remove("secret");
        newer.insert("secret".into(), Value::S("0".repeat(64)));
        let path = format!("/settings/apps/{}/rotate-secret", app.client_id);
        for read in [with, without] {
            server.put(read).await;
            let submit = ada.submit(&path, &path, &[]);
            let answer = between(&server, "UpdateItem", submit, async |_| server.put(newer.clone()).await).await;
            answer.assert_page(409);
            assert_eq!(server.item(&key).await, Some(newer.clone()));
        }
    }
}

on_both! {
    async fn m8_an_app_deleted_twice_at_once_is_deleted(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let late = between(&server, "DeleteItem", ada.delete(&app), async |_| {
            assert_eq!(ada.delete(&app).await.status, 303);
        });
        let answer = late.await;
        assert_eq!((answer.status, answer.location()), (303, "/settings/apps"));
    }
}

on_both! {
    async fn approvals_add_up_and_the_billing_customer_is_the_last_ones(server) {
        for (user, cus) in [("ada", Some("cus_acme")), ("grace", None)] {
            let visitor = server.sign_in(user).await;
            let app = visitor.register(&["https://c.example/cb"]).await;
            let code = visitor.approve(&app.query("&scope=posts")).await;
            let mut grant = server.grant_of(&code).await.unwrap();
            grant.insert("cus".into(), Value::S("cus_former".into()));
            server.put(grant).await;
            let code = visitor.approve(&app.query("&scope=analytics")).await;
            assert_eq!(app.exchange(&server, &code).await.json()["cus"].as_str(), cus);
            let mut scopes = server.grant_of(&code).await.unwrap()["scopes"].as_ss().unwrap().clone();
            scopes.sort();
            assert_eq!(scopes, ["analytics", "posts"], "{user}");
        }
    }
}

on_both! {
    async fn o15_a_key_is_not_made_over_another(server) {
        let ada = server.sign_in("ada").await;
        let page = "/settings/api-keys";
        let first = ada.submit(page, page, &[("label", "first")]).await.element("api-key");
        let mut taken = server.item(&format!("KEY#{}", &first[4..20])).await.unwrap();
        let second = between(&server, "PutItem", ada.submit_to(page, page, &[("label", "second")]), async |call| {
            taken.insert("pk".into(), Value::S(call["Item"]["pk"]["S"].as_str().unwrap().to_owned()));
            server.put(taken.clone()).await;
        });
        let second = second.await.element("api-key");
        assert_eq!(server.item(taken["pk"].as_s().unwrap()).await, Some(taken.clone()));
        assert_ne!(format!("KEY#{}", &second[4..20]), *taken["pk"].as_s().unwrap());
    }
}

on_both! {
    async fn m9_an_app_deleted_since_it_was_read_is_not_found_and_not_made_again(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let path = format!("/settings/apps/{}", app.client_id);
        let edit = [("name", "N"), ("redirect_uris", "https://c.example/"), ("scopes", "posts")];
        for act in ["", "/rotate-secret"] {
            let original = server.item(&app_key(&app.client_id)).await.unwrap();
            let path = format!("{path}{act}");
            let late = between(&server, "UpdateItem", ada.submit(&path, &path, &edit), async |_| {
                ada.delete(&app).await;
            });
            late.await.assert_page(404);
            assert_eq!(server.item(&app_key(&app.client_id)).await, None, "{act}");
            server.put(original).await;
        }
    }
}

on_both! {
    async fn o8_a_list_shows_only_what_the_item_itself_says_is_the_owners(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let grant = server.grant_of(&ada.approve(&query_of(&app)).await).await.unwrap();
        let page = "/settings/api-keys";
        let key = ada.submit(page, page, &[("label", "the label")]).await.element("api-key");
        let key = server.item(&format!("KEY#{}", &key[4..20])).await.unwrap();
        let app = server.item(&app_key(&app.client_id)).await.unwrap();
        // The index still names the owner; the item does not any more.
        for (mut item, attribute, page, shown) in [
            (key, "org", page, "the label"),
            (app, "org", "/settings/apps", "Scheduler"),
            (grant, "user", "/settings/approved-apps", "Scheduler"),
        ] {
            assert!(ada.get(page).await.body.contains(shown), "{page}");
            let original = item.clone();
            item.insert(attribute.into(), Value::S("other".into()));
            server.put(item).await;
            assert!(!ada.get(page).await.body.contains(shown), "{page}");
            server.put(original).await;
        }
    }
}
