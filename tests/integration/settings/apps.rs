//! `/settings/apps`: list, create, show, edit, rotate, delete.

use crate::harness::query_of;

const FIELDS: [(&str, &str); 3] = [("name", "Planner"), ("redirect_uris", "https://c.example/cb"), ("scopes", "posts")];

on_both! {
    async fn m1_the_secret_is_shown_once_and_never_again(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        assert!(app.client_id.starts_with("pca_") && app.client_id.len() == 36);
        assert!(app.secret.starts_with("pcs_"));
        let stored = server.item(&format!("APP#{}", &app.client_id[4..16])).await.unwrap();
        let hash = stored["secret"].as_s().unwrap();
        let path = format!("/settings/apps/{}", app.client_id);
        for page in ["/settings/apps", path.as_str(), &format!("{path}/rotate-secret"), &format!("{path}/delete")] {
            let page = ada.get(page).await;
            page.assert_page(200);
            assert!(!page.body.contains(&app.secret) && !page.body.contains(hash));
        }
    }
}

scenario! {
    async fn m2_an_invalid_form_comes_back_with_what_was_typed_beside_what_is_wrong(server) {
        let ada = server.sign_in("ada").await;
        server.faults.forget();
        let long = "x".repeat(501);
        let huge = "x".repeat(60_000);
        for (name, description, problem) in [
            ("", "Kept", "Give the app a name"),
            ("   ", "Kept", "Give the app a name"),
            (&long[..101], "Kept", "at most 100"),
            ("Name", &long, "at most 500"),
            ("a\0b", "Kept", "Character 2 (U+0000) cannot be seen"),
            ("P\u{43e}stiz", "Kept", "mixes Latin"),
            (&huge, "Kept", "at most 100"),
        ] {
            let fields = [("name", name), ("description", description), ("redirect_uris", "https://typed.example/"), ("scopes", "posts")];
            let page = ada.submit("/settings/apps/new", "/settings/apps", &fields).await;
            page.assert_page(422);
            assert!(page.body.contains(problem) && page.body.contains("https://typed.example/"), "{problem}");
            assert!(page.body.contains("aria-invalid=\"true\""));
        }
        assert_eq!(server.faults.writes(), 0);
    }
}

scenario! {
    async fn m3_what_is_not_a_field_of_the_form_is_ignored(server) {
        let ada = server.sign_in("ada").await;
        let forged = [("client_id", "pca_forged"), ("org", "org_globex"), ("secret", "x"), ("created_at", "1")];
        let page = ada.submit("/settings/apps/new", "/settings/apps", &[&FIELDS[..], &forged].concat()).await;
        let item = server.item(&format!("APP#{}", &page.element("client-id")[4..16])).await.unwrap();
        assert_eq!(item["org"].as_s().unwrap(), "org_acme");
        assert_eq!(item["scopes"].as_ss().unwrap(), &["posts"]);
    }
}

scenario! {
    async fn m4_only_admins_of_the_org_and_only_from_our_own_page(server) {
        let (ada, linus, grace) = (server.sign_in("ada").await, server.sign_in("linus").await, server.sign_in("grace").await);
        let app = ada.register(&["https://c.example/cb"]).await;
        let path = format!("/settings/apps/{}", app.client_id);
        let ticket = ada.get(&path).await.hidden("ticket");
        for page in ["/settings/apps", "/settings/apps/new", &path] {
            let refused = linus.get(page).await;
            refused.assert_page(403);
            assert!(refused.body.contains("Sign out"), "a member is not stuck here");
            server.visitor().get(page).await.assert_asks_to_sign_in();
        }
        server.faults.forget();
        for act in ["", "/rotate-secret", "/delete"] {
            let path = format!("{path}{act}");
            grace.get(&path).await.assert_page(404);
            grace.post(&path, &[("ticket", &ticket)]).await.assert_page(404);
            linus.post(&path, &[("ticket", &ticket)]).await.assert_page(403);
            ada.post(&path, &FIELDS).await.assert_page(403);
            ada.post(&path, &[&[("ticket", "1.abc")], &FIELDS[..]].concat()).await.assert_page(403);
            let cross = |request: reqwest::RequestBuilder| request.header("origin", "https://evil.example");
            ada.post_as(&path, &[&[("ticket", ticket.as_str())], &FIELDS[..]].concat(), cross).await.assert_page(403);
            server.visitor().post(&path, &[("ticket", &ticket)]).await.assert_asks_by_link();
        }
        // A token is no sign-in.
        let bearer = server.client.get(format!("{}/settings/apps", server.url)).header("authorization", "Bearer pos_x");
        server.visitor().send(bearer).await.assert_asks_to_sign_in();
        // A ticket opens the one form it was made for.
        ada.post(&format!("{path}/delete"), &[("ticket", &ticket)]).await.assert_page(403);
        assert_eq!(server.faults.writes(), 0);
    }
}

scenario! {
    async fn an_app_that_is_not_there_is_404(server) {
        let ada = server.sign_in("ada").await;
        for id in ["pca_00000000000000000000000000000000", "nonsense", "APP%23x", "%00", "..%2f..", &"x".repeat(3_000)] {
            let answer = ada.get(&format!("/settings/apps/{id}")).await;
            answer.assert_page(404);
        }
    }
}

on_both! {
    async fn an_edit_is_shown_and_used_from_then_on(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let path = format!("/settings/apps/{}", app.client_id);
        let fields = [("name", "Renamed"), ("description", "Two\r\nlines"), ("redirect_uris", "https://c.example/cb\r\nhttps://d.example/cb"), ("scopes", "posts")];
        let page = ada.submit(&path, &path, &fields).await;
        page.assert_page(200);
        assert!(page.body.contains("Saved.") && page.body.contains("Two\nlines"));
        let page = ada.authorize(&app.query("&redirect_uri=https%3A%2F%2Fd.example%2Fcb")).await;
        assert!(page.body.contains("Renamed") && page.body.contains("d.example"));
    }
}

scenario! {
    async fn a_settings_ticket_lives_as_long_as_its_session(server) {
        let ada = server.sign_in("ada").await;
        let ticket = ada.get("/settings/apps/new").await.hidden("ticket");
        server.clock.advance(std::time::Duration::from_secs(11 * 3600));
        ada.post("/settings/apps", &[&[("ticket", ticket.as_str())], &FIELDS[..]].concat()).await.assert_page(200);
    }
}

on_both! {
    async fn m7_m8_rotating_and_deleting_hold_at_once(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let codes = [ada.approve(&query_of(&app)).await, ada.approve(&query_of(&app)).await];
        let rotated = crate::harness::App { secret: ada.rotate(&app).await, ..app.clone() };
        app.exchange(&server, &codes[0]).await.assert_error(401, "invalid_client");
        let token = rotated.redeem(&server, &codes[0]).await;
        let answer = ada.delete(&rotated).await;
        assert_eq!((answer.status, answer.location()), (303, "/settings/apps"));
        assert!(!server.is_live(&token).await);
        rotated.exchange(&server, &codes[1]).await.assert_error(401, "invalid_client");
        assert!(!ada.get("/settings/apps").await.body.contains(&app.client_id));
        ada.get(&format!("/settings/apps/{}", app.client_id)).await.assert_page(404);
        ada.delete_again(&app).await.assert_page(404);
    }
}

on_both! {
    async fn the_list_is_the_orgs_newest_first_page_by_page(server) {
        let (ada, grace) = (server.sign_in("ada").await, server.sign_in("grace").await);
        assert!(ada.get("/settings/apps").await.body.contains("No apps yet"));
        let foreign = grace.register(&["https://g.example/"]).await;
        let mut made = Vec::new();
        for _ in 0..60 {
            server.clock.advance(std::time::Duration::from_millis(5));
            made.push(ada.register(&["https://c.example/cb"]).await.client_id);
        }
        made.reverse();
        let mut listed: Vec<String> = Vec::new();
        let mut path = "/settings/apps".to_owned();
        let mut pages = 0;
        loop {
            let page = ada.get(&path).await;
            page.assert_page(200);
            assert!(!page.body.contains(&foreign.client_id));
            pages += 1;
            listed.extend(page.body.split("<code>").skip(1).map(|rest| rest[..36].to_owned()));
            let Some((_, rest)) = page.body.split_once("?cursor=") else { break };
            path = format!("/settings/apps?cursor={}", rest.split('"').next().unwrap());
        }
        assert_eq!((pages, listed), (3, made));
        // A cursor from elsewhere is no way into another org's list.
        assert!(!grace.get(&path).await.body.contains("c.example"));
        ada.get("/settings/apps?cursor=%25").await.assert_page(200);
    }
}

scenario! {
    async fn a_deleted_app_is_gone_from_the_list_even_while_the_index_lags(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let key = format!("APP#{}", &app.client_id[4..16]);
        // As the index would show it while it lags: the owner's entry is there, the item is another org's by now.
        let mut item = server.item(&key).await.unwrap();
        item.insert("org".into(), aws_sdk_dynamodb::types::AttributeValue::S("org_other".into()));
        server.put(item).await;
        assert!(!ada.get("/settings/apps").await.body.contains(&app.client_id));
    }
}
