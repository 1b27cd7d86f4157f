//! Forms that were shown before somebody else saved something.

use super::pictures::{FIELDS, picture, pictures, register, shown_on};
use crate::api::Caller;
use crate::harness::{Answer, Visitor, between};
use image::ImageFormat;
use reqwest::Method;
use serde_json::json;

const BOTH: &str = "https://a.example/cb\r\nhttps://b.example/cb";

fn fields<'a>(ticket: &'a str, description: &'a str, redirect_uris: &'a str) -> [(&'a str, &'a str); 5] {
    [
        ("ticket", ticket),
        ("name", "Planner"),
        ("description", description),
        ("redirect_uris", redirect_uris),
        ("scopes", "posts"),
    ]
}

/// Saves with the ticket of the page that was shown.
async fn save(visitor: &Visitor, path: &str, shown: &Answer, description: &str, redirect_uris: &str) -> Answer {
    visitor.post(path, &fields(&shown.hidden("ticket"), description, redirect_uris)).await
}

async fn app_of(ada: &Visitor) -> String {
    let form = ada.get("/settings/apps/new").await;
    let made = save(ada, "/settings/apps", &form, "", BOTH).await;
    format!("/settings/apps/{}", made.element("client-id"))
}

on_both! {
    async fn s5_a_stale_form_does_not_register_again_what_somebody_else_removed(server) {
        let (ada, other) = (server.sign_in("ada").await, server.sign_in("ada").await);
        let path = app_of(&ada).await;
        let (shown, shown_to_other) = (ada.get(&path).await, other.get(&path).await);
        assert!(save(&other, &path, &shown_to_other, "", "https://a.example/cb").await.body.contains("Saved."));
        server.faults.forget();
        let refused = save(&ada, &path, &shown, "Plans <posts>", BOTH).await;
        refused.assert_page(409);
        assert_eq!(server.faults.writes(), 0);
        // What was typed, beside what is there now; and where nothing differs, nothing.
        assert!(refused.says("Plans <posts></textarea>") && refused.says("https://b.example/cb</textarea>"), "{}", refused.body);
        assert!(refused.body.contains("id=\"redirect_uris-beside\"") && refused.says("<p class=\"lines\" dir=\"auto\">https://a.example/cb</p>"));
        assert!(refused.body.contains("id=\"description-beside\"") && refused.says("<p class=\"lines\" dir=\"auto\">nothing</p>"));
        assert!(!refused.body.contains("id=\"name-beside\"") && !refused.body.contains("id=\"scopes-beside\""));
        assert!(refused.says("This app was changed while you were typing") && refused.says("Not saved: Planner"));
        let query = format!("client_id={}&response_type=code&redirect_uri=https%3A%2F%2Fb.example%2Fcb", &path[15..]);
        ada.authorize(&query).await.assert_page(400);
        // Saved once more, from that page, it is what was meant.
        assert!(save(&ada, &path, &refused, "Plans posts", "https://a.example/cb").await.body.contains("Saved."));
        assert!(ada.get(&path).await.says("Plans posts"));
    }
}

on_both! {
    async fn s5_what_was_saved_since_the_form_came_back_is_not_written_over(server) {
        let (ada, other) = (server.sign_in("ada").await, server.sign_in("ada").await);
        let path = app_of(&ada).await;
        let shown = ada.get(&path).await;
        let late = between(&server, "UpdateItem", save(&ada, &path, &shown, "Mine", BOTH), async |_| {
            save(&other, &path, &other.get(&path).await, "Theirs", "https://a.example/cb").await.assert_page(200);
        });
        let late = late.await;
        late.assert_page(409);
        assert!(late.says("Mine</textarea>") && late.says(">Theirs</p>"));
        assert!(ada.get(&path).await.says("Theirs</textarea>"));
    }
}

on_both! {
    async fn s5_a_picture_that_was_replaced_since_is_neither_lost_nor_brought_back(server) {
        let (ada, other) = (server.sign_in("ada").await, server.sign_in("ada").await);
        let (path, _) = register(&ada, &picture(1, ImageFormat::Png)).await;
        for (file, theirs) in [(None, 9), (Some(picture(5, ImageFormat::Png)), 8), (Some(picture(7, ImageFormat::Png)), 7)] {
            // An edit, between its read and its write …
            let renamed = [("name", "Renamed"), FIELDS[1], FIELDS[2]];
            let late = between(&server, "UpdateItem", ada.submit_picture(&path, &path, &renamed, file.as_deref()), async |_| {
                // … while somebody else replaces the picture; the last time with the same.
                other.submit_picture(&path, &path, &FIELDS, Some(&picture(theirs, ImageFormat::Png))).await.assert_page(200);
            });
            let late = late.await;
            late.assert_page(409);
            assert_eq!(late.says("choose the picture again"), file.is_some());
            let shown = shown_on(&ada.get(&path).await);
            assert_eq!((server.visitor().get(&shown).await.status, pictures(&server).await), (200, 1));
            assert_eq!(shown, shown_on(&late));
        }
    }
}

scenario! {
    async fn s5_an_edit_by_a_program_is_somebody_elses_and_a_new_secret_is_no_edit(server) {
        let ada = server.sign_in("ada").await;
        let caller = Caller::of(&server, &ada).await;
        let path = app_of(&ada).await;
        let shown = ada.get(&path).await;
        let by_program = path.replace("/settings", "/api");
        assert_eq!(caller.call(Method::POST, &format!("{by_program}/rotate-secret")).await.status, 200);
        let saved = save(&ada, &path, &shown, "Mine", BOTH).await;
        saved.assert_page(200);
        assert_eq!(caller.call_with(Method::PATCH, &by_program, &json!({"name": "Other"})).await.status, 200);
        save(&ada, &path, &saved, "Mine again", BOTH).await.assert_page(409);
    }
}

scenario! {
    async fn s5_a_form_that_comes_back_as_wrong_is_still_the_form_of_before(server) {
        let (ada, other) = (server.sign_in("ada").await, server.sign_in("ada").await);
        let path = app_of(&ada).await;
        let wrong = save(&ada, &path, &ada.get(&path).await, "Mine", "").await;
        wrong.assert_page(422);
        save(&other, &path, &other.get(&path).await, "Theirs", BOTH).await.assert_page(200);
        // However wrong it is: first somebody has to see what it would write over.
        for uris in ["", BOTH] {
            save(&ada, &path, &wrong, "Mine", uris).await.assert_page(409);
        }
        assert!(ada.get(&path).await.says("Theirs</textarea>"));
    }
}

scenario! {
    async fn s5_s23_a_form_that_is_saved_twice_is_saved(server) {
        let ada = server.sign_in("ada").await;
        let path = app_of(&ada).await;
        let shown = ada.get(&path).await;
        let (first, second) = tokio::join!(save(&ada, &path, &shown, "Mine", BOTH), save(&ada, &path, &shown, "Mine", BOTH));
        assert!(first.body.contains("Saved.") && second.body.contains("Saved."));
        assert!(save(&ada, &path, &shown, "Mine", BOTH).await.body.contains("Saved."));
        save(&ada, &path, &shown, "Something else", BOTH).await.assert_page(409);
    }
}

scenario! {
    async fn s5_the_version_is_the_tickets_and_nobodys_to_change(server) {
        let ada = server.sign_in("ada").await;
        let path = app_of(&ada).await;
        let ticket = ada.get(&path).await.hidden("ticket");
        save(&ada, &path, &ada.get(&path).await, "Other", BOTH).await.assert_page(200);
        let (version, rest) = ticket.split_once('.').unwrap();
        assert_eq!(version, "1");
        for forged in [format!("2.{rest}"), rest.to_owned(), format!(".{rest}"), format!("01.{rest}")] {
            ada.post(&path, &fields(&forged, "Mine", BOTH)).await.assert_page(403);
        }
    }
}

on_both! {
    async fn s37_what_changes_nothing_puts_no_form_out_of_date(server) {
        let ada = server.sign_in("ada").await;
        let caller = Caller::of(&server, &ada).await;
        let path = app_of(&ada).await;
        let by_program = path.replace("/settings", "/api");
        let (shown, before) = (ada.get(&path).await, caller.get(&by_program).await);
        server.faults.forget();
        for patch in [json!({}), json!({"description": ""}), json!({"name": "Planner", "scopes": ["posts"]})] {
            let patched = caller.call_with(Method::PATCH, &by_program, &patch).await;
            assert_eq!((patched.status, patched.header("etag"), &patched.body), (200, before.header("etag"), &before.body), "{patch}");
        }
        assert!(save(&ada, &path, &shown, "", BOTH).await.body.contains("Saved."));
        assert_eq!(server.faults.writes(), 0);
        assert!(save(&ada, &path, &shown, "Mine", BOTH).await.body.contains("Saved."));
        assert!(ada.get(&path).await.says("Mine</textarea>"));
    }
}
