//! `/pictures/{app}/{digest}`: how pictures are served, and what is there when writes fail.

use super::pictures::{FIELDS, picture, pictures, register, shown_on};
use crate::harness::faults::Fault;
use image::ImageFormat;

scenario! {
    async fn e11_s26_a_picture_is_served_to_anyone_for_ever_and_can_do_nothing(server) {
        let ada = server.sign_in("ada").await;
        let (path, _) = register(&ada, &picture(1, ImageFormat::Jpeg)).await;
        let src = shown_on(&ada.get(&path).await);
        server.faults.forget();
        let served = server.visitor().get(&src).await;
        assert_eq!(served.status, 200);
        let mut headers: Vec<(&str, &str)> =
            served.headers.iter().map(|(name, value)| (name.as_str(), value.to_str().unwrap())).collect();
        headers.retain(|(name, _)| !["date", "content-length"].contains(name));
        headers.sort_unstable();
        assert_eq!(headers, [
            ("cache-control", "public, max-age=31536000, immutable"),
            ("content-security-policy", "default-src 'none'; frame-ancestors 'none'; sandbox"),
            ("content-type", "image/webp"),
            ("cross-origin-resource-policy", "cross-origin"),
            ("strict-transport-security", "max-age=63072000; includeSubDomains"),
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
        ]);
        // Its address is its digest.
        let key = server.keys("PICTURE#").await.pop().unwrap();
        let item = server.item(&key).await.unwrap();
        assert_eq!(item["bytes"].as_b().unwrap().as_ref(), served.bytes);
        assert_eq!(key, src.replace("/pictures/", "PICTURE#").replace('/', "#"));
        let calls = server.faults.calls();
        assert_eq!(calls.iter().map(|call| call.operation.as_str()).collect::<Vec<_>>(), ["BatchGetItem"]);
        assert!(server.visitor().post(&src, &[]).await.status == 405);
    }
}

scenario! {
    async fn e16_only_what_an_app_shows_is_served_and_nonsense_is_not_looked_up(server) {
        let ada = server.sign_in("ada").await;
        let (path, _) = register(&ada, &picture(1, ImageFormat::Png)).await;
        let (other, other_id) = register(&ada, &picture(2, ImageFormat::Png)).await;
        let (src, others) = (shown_on(&ada.get(&path).await), shown_on(&ada.get(&other).await));
        let digest = src.rsplit('/').next().unwrap();
        server.faults.forget();
        for nonsense in [
            format!("/pictures/x/{digest}"),
            format!("{}%23", src),
            src.to_uppercase().replace("/PICTURES", "/pictures"),
            src[..src.len() - 1].to_owned(),
            "/pictures/APP%23/SESSION%23".to_owned(),
        ] {
            server.visitor().get(&nonsense).await.assert_page(404);
        }
        assert!(server.faults.calls().is_empty());
        // A picture of another app, by its own digest.
        server.visitor().get(&format!("/pictures/{}/{digest}", &other_id[4..16])).await.assert_page(404);
        // One that was left behind when its app was deleted by other means.
        server.direct.delete_item().table_name(&server.table)
            .key("pk", aws_sdk_dynamodb::types::AttributeValue::S(format!("APP#{}", &other_id[4..16]))).send().await.unwrap();
        server.visitor().get(&others).await.assert_page(404);
        assert_eq!((pictures(&server).await, server.visitor().get(&src).await.status), (2, 200));
    }
}

scenario! {
    async fn o16_an_odd_picture_is_trouble_and_never_another_one(server) {
        let ada = server.sign_in("ada").await;
        let (path, _) = register(&ada, &picture(1, ImageFormat::Png)).await;
        let src = shown_on(&ada.get(&path).await);
        let key = server.keys("PICTURE#").await.pop().unwrap();
        let original = server.item(&key).await.unwrap();
        let text = |text: &str| aws_sdk_dynamodb::types::AttributeValue::S(text.to_owned());
        for (attribute, value) in [("type", text("image/svg+xml")), ("type", text("text/html")), ("bytes", text("<svg>"))] {
            let mut item = original.clone();
            item.insert(attribute.to_owned(), value);
            server.put(item).await;
            server.visitor().get(&src).await.assert_page(503);
        }
    }
}

scenario! {
    async fn when_a_write_fails_the_app_shows_the_picture_it_had(server) {
        let ada = server.sign_in("ada").await;
        let (path, _) = register(&ada, &picture(1, ImageFormat::Png)).await;
        let src = shown_on(&ada.get(&path).await);
        for operation in ["PutItem", "UpdateItem"] {
            server.faults.fail_always(operation, Fault::Internal);
            ada.submit_picture(&path, &path, &FIELDS, Some(&picture(9, ImageFormat::Png))).await.assert_page(503);
            server.faults.heal();
            assert_eq!(shown_on(&ada.get(&path).await), src);
            assert_eq!(server.visitor().get(&src).await.status, 200);
        }
        // No app without its picture, either.
        let apps = server.keys("APP#").await.len();
        server.faults.fail_always("PutItem", Fault::Internal);
        let made = ada.submit_picture("/settings/apps/new", "/settings/apps", &FIELDS, Some(&picture(9, ImageFormat::Png))).await;
        made.assert_page(503);
        assert_eq!(server.keys("APP#").await.len(), apps);
    }
}

scenario! {
    async fn what_could_not_be_deleted_is_not_served_and_is_nobodys_trouble(server) {
        let ada = server.sign_in("ada").await;
        let (path, client_id) = register(&ada, &picture(1, ImageFormat::Png)).await;
        let first = shown_on(&ada.get(&path).await);
        server.faults.fail_always("DeleteItem", Fault::Internal);
        let saved = ada.submit_picture(&path, &path, &FIELDS, Some(&picture(9, ImageFormat::Png))).await;
        assert!(saved.body.contains("Saved."));
        let second = shown_on(&saved);
        server.faults.heal();
        server.visitor().get(&first).await.assert_page(404);
        assert_eq!((server.visitor().get(&second).await.status, pictures(&server).await), (200, 2));
        // The app's own delete passes, its picture's fails: the app is gone, and so is the picture for all who ask.
        server.faults.fail_after("DeleteItem", Fault::Internal, 1, usize::MAX);
        let app = crate::harness::App { client_id: client_id.clone(), secret: String::new() };
        assert_eq!(ada.delete(&app).await.status, 303);
        server.visitor().get(&second).await.assert_page(404);
        // Whoever purges finds both by the index of what belongs to the app.
        let found = server.direct.query().table_name(&server.table).index_name("by_app").key_condition_expression("app = :app")
            .expression_attribute_values(":app", aws_sdk_dynamodb::types::AttributeValue::S(client_id)).send().await.unwrap();
        assert_eq!(found.items().len(), 2);
    }
}

on_both! {
    async fn s19_a_picture_that_is_another_apps_is_left_alone(server) {
        let ada = server.sign_in("ada").await;
        let (path, client_id) = register(&ada, &picture(1, ImageFormat::Png)).await;
        let key = server.keys("PICTURE#").await.pop().unwrap();
        let mut item = server.item(&key).await.unwrap();
        // As after its app was deleted, and another drew the same locator and shows the same picture.
        item.insert("app".to_owned(), aws_sdk_dynamodb::types::AttributeValue::S(format!("{}other", &client_id[..31])));
        server.put(item.clone()).await;
        ada.submit_picture(&path, &path, &FIELDS, Some(&picture(9, ImageFormat::Png))).await.assert_page(200);
        assert_eq!(server.item(&key).await, Some(item));
        assert_eq!(pictures(&server).await, 2);
    }
}

on_both! {
    async fn o3_a_new_picture_whose_every_reply_was_lost_is_found_out(server) {
        let ada = server.sign_in("ada").await;
        let (path, _) = register(&ada, &picture(1, ImageFormat::Png)).await;
        let first = shown_on(&ada.get(&path).await);
        server.faults.fail_always("UpdateItem", Fault::LoseReply);
        let saved = ada.submit_picture(&path, &path, &FIELDS, Some(&picture(9, ImageFormat::Png))).await;
        assert!(saved.body.contains("Saved.") && shown_on(&saved) != first);
        let remove = [&FIELDS[..], &[("remove_picture", "yes")]].concat();
        assert!(ada.submit_picture(&path, &path, &remove, None).await.body.contains("Saved."));
        server.faults.heal();
        assert!(shown_on(&ada.get(&path).await).is_empty());
        assert_eq!(pictures(&server).await, 0);
    }
}

scenario! {
    async fn e14_a_hostile_name_stays_text_beside_a_picture_and_without_one(server) {
        let ada = server.sign_in("ada").await;
        for name in ["<img src=x onerror=alert(1)>", "\"><script>alert(1)</script>", "{{7*7}}", "${7*7}", "&lt;b"] {
            for file in [None, Some(picture(1, ImageFormat::Png))] {
                let fields = [("name", name), FIELDS[1], FIELDS[2]];
                let made = ada.submit_picture("/settings/apps/new", "/settings/apps", &fields, file.as_deref()).await;
                let client_id = made.element("client-id");
                let pages = ["/settings/apps".to_owned(), format!("/settings/apps/{client_id}"),
                    format!("/oauth/authorize?client_id={client_id}&response_type=code")];
                for page in pages {
                    let page = ada.get(&page).await;
                    page.assert_page(200);
                    assert!(!page.body.contains("<img src=x") && !page.body.contains("<script>alert") && !page.body.contains(">49<"));
                    assert!(page.header("content-security-policy").contains("img-src 'self'"));
                }
            }
        }
    }
}
