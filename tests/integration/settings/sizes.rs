//! How much a form may hold, whichever way it is put together.

use super::pictures::FIELDS;
use crate::harness::{Server, Visitor, multipart};

const FORM: &str = "application/x-www-form-urlencoded";

/// A form of our own page with something that nobody asked for beside its fields.
async fn post_with(visitor: &Visitor, page: &str, path: &str, more: &str) -> u16 {
    let ticket = visitor.get(page).await.hidden("ticket");
    let fields = "name=Planner&redirect_uris=https://c.example/cb&scopes=posts&label=CI&org=org_acme";
    let body = format!("ticket={ticket}&{fields}&{more}");
    let answer = visitor.post_bytes(path, FORM, body.into_bytes(), |request| request).await;
    if answer.status == 413 {
        answer.assert_page(413);
    }
    answer.status
}

scenario! {
    async fn s4_a_form_of_more_than_64_kib_is_not_read(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let own = format!("/settings/apps/{}", app.client_id);
        let approved = format!("/settings/approved-apps/{}/revoke", app.client_id);
        ada.approve(&crate::harness::query_of(&app)).await;
        server.faults.forget();
        for (page, path) in [
            ("/settings/apps/new", "/settings/apps"),
            (&own, &own),
            (&format!("{own}/rotate-secret"), &format!("{own}/rotate-secret")),
            (&format!("{own}/delete"), &format!("{own}/delete")),
            ("/settings/api-keys", "/settings/api-keys"),
            ("/settings/api-keys", "/settings/api-keys/0123456789abcdef/delete"),
            ("/settings/approved-apps", &approved),
        ] {
            for more in ["x".repeat(64 * 1024), "a&".repeat(2_000_000)] {
                assert_eq!(post_with(&ada, page, path, &more).await, 413, "{path}");
            }
        }
        assert_eq!(server.faults.writes(), 0);
        assert_eq!(post_with(&ada, "/settings/apps/new", "/settings/apps", &"&".repeat(60 * 1024)).await, 200);
    }
}

/// A form with files, whose text fields are these beside those of an app.
async fn post_parts(server: &Server, fields: &[(&str, &str)], picture: Option<&[u8]>) -> u16 {
    let ada = server.sign_in("ada").await;
    let fields = [&FIELDS[..], fields].concat();
    ada.submit_picture("/settings/apps/new", "/settings/apps", &fields, picture).await.status
}

scenario! {
    async fn s4_text_beside_a_file_has_the_same_limit_and_parts_are_counted(server) {
        let (much, most) = ("x".repeat(64 * 1024), "x".repeat(60 * 1024));
        server.faults.forget();
        assert_eq!(post_parts(&server, &[("more", &much)], None).await, 413);
        assert_eq!(post_parts(&server, &[("a", &most[..40_000]), ("b", &most[..40_000])], Some(b"x")).await, 413);
        assert_eq!(post_parts(&server, &[("a", "b"); 64], None).await, 400);
        assert!(server.keys("APP#").await.is_empty());
        assert_eq!(post_parts(&server, &[("more", &most)], None).await, 200);
        // What is no text field is a file, and has a file's limit.
        let ada = server.sign_in("ada").await;
        let large = vec![b'x'; 2 * 1024 * 1024];
        let ticket = ada.get("/settings/apps/new").await.hidden("ticket");
        let fields = [&[("ticket", ticket.as_str())], &FIELDS[..]].concat();
        let body = multipart::body(&fields, Some(&large));
        let answer = ada.post_bytes("/settings/apps", &multipart::content_type(), body, |request| request).await;
        answer.assert_page(422);
    }
}
