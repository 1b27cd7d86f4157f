//! `/settings/approved-apps`

use crate::harness::{Answer, App, Visitor, query_of};
use shared::ids::{ClientId, OrgId, UserId};

const LIST: &str = "/settings/approved-apps";

/// The fields of the row of an app.
fn row(page: &Answer, app: &App) -> (String, String, String) {
    let path = format!("{LIST}/{}/revoke", app.client_id);
    let (_, row) = page.body.split_once(&path).unwrap_or_else(|| panic!("{} is not listed", app.client_id));
    let value = |n: usize| row.split("value=\"").nth(n).unwrap().split('"').next().unwrap().to_owned();
    (path.clone(), value(1), value(2))
}

async fn revoke(visitor: &Visitor, app: &App) -> Answer {
    let (path, ticket, org) = row(&visitor.get(LIST).await, app);
    visitor.post(&path, &[("ticket", &ticket), ("org", &org)]).await
}

on_both! {
    async fn k5_h12_what_a_user_takes_back_is_dead_with_its_codes(server) {
        let (ada, linus) = (server.sign_in("ada").await, server.sign_in("linus").await);
        let app = ada.register(&["https://c.example/cb"]).await;
        let (code, pending) = (linus.approve(&app.query("&scope=posts")).await, linus.approve(&app.query("&scope=posts")).await);
        let hers = ada.approve(&query_of(&app)).await;
        let (token, hers) = (app.redeem(&server, &code).await, app.redeem(&server, &hers).await);
        let list = linus.get(LIST).await;
        list.assert_page(200);
        for text in ["Scheduler", "in Acme", "1 live token", "schedule and delete your posts"] {
            assert!(list.says(text), "{text}");
        }
        assert!(!list.body.contains(&token[36..]) && !list.body.contains("analytics of your"));
        let answer = revoke(&linus, &app).await;
        assert_eq!((answer.status, answer.location()), (303, LIST));
        assert!(!server.is_live(&token).await && server.is_live(&hers).await);
        app.exchange(&server, &pending).await.assert_error(400, "invalid_grant");
        assert!(linus.get(LIST).await.body.contains("No app has access to your account"));
    }
}

scenario! {
    async fn k5_only_ones_own_and_only_from_our_own_page_and_twice_is_fine(server) {
        let (ada, linus) = (server.sign_in("ada").await, server.sign_in("linus").await);
        let app = ada.register(&["https://c.example/cb"]).await;
        let code = linus.approve(&query_of(&app)).await;
        let token = app.redeem(&server, &code).await;
        let (path, ticket, org) = row(&linus.get(LIST).await, &app);
        linus.post(&path, &[("org", &org)]).await.assert_page(403);
        linus.post(&path, &[("ticket", &ticket), ("org", "org_globex")]).await.assert_page(403);
        // Linus's ticket in Ada's session.
        ada.post(&path, &[("ticket", &ticket), ("org", &org)]).await.assert_page(403);
        linus.post(&format!("{LIST}/nonsense/revoke"), &[("ticket", &ticket), ("org", &org)]).await.assert_page(404);
        assert!(server.is_live(&token).await);
        for _ in 0..2 {
            assert_eq!(linus.post(&path, &[("ticket", &ticket), ("org", &org)]).await.status, 303);
        }
        assert!(!server.is_live(&token).await);
    }
}

on_both! {
    async fn k6_m8_the_list_is_paged_and_shows_no_deleted_app(server) {
        let ada = server.sign_in("ada").await;
        let mut apps = Vec::new();
        for _ in 0..30 {
            server.clock.advance(std::time::Duration::from_millis(5));
            let app = ada.register(&["https://c.example/cb"]).await;
            ada.approve(&query_of(&app)).await;
            apps.push(app);
        }
        let deleted = apps.pop().unwrap();
        ada.delete(&deleted).await;
        let first = ada.get(LIST).await;
        first.assert_page(200);
        assert!(!first.body.contains(&deleted.client_id));
        let next = first.body.split_once("?cursor=").unwrap().1.split('"').next().unwrap();
        let second = ada.get(&format!("{LIST}?cursor={next}")).await;
        assert!(!second.body.contains("?cursor="));
        for app in &apps {
            assert_ne!(first.body.contains(&app.client_id), second.body.contains(&app.client_id), "on exactly one page");
        }
    }
}

on_both! {
    async fn m8_a_deleted_app_is_gone_from_every_users_list_at_once(server) {
        let (ada, linus, grace) = (server.sign_in("ada").await, server.sign_in("linus").await, server.sign_in("grace").await);
        let app = ada.register(&["https://c.example/cb"]).await;
        for user in [&ada, &linus, &grace] {
            user.approve(&query_of(&app)).await;
            assert!(user.get(LIST).await.body.contains(&app.client_id));
        }
        assert_eq!(ada.delete(&app).await.status, 303);
        for user in [&ada, &linus, &grace] {
            let list = user.get(LIST).await;
            list.assert_page(200);
            assert!(!list.body.contains(&app.client_id) && list.body.contains("No app has access to your account"));
        }
        assert!(!ada.get("/settings/apps").await.body.contains(&app.client_id));
    }
}

scenario! {
    /// Anybody can send such a form: it is no trouble of the store's.
    async fn s38_what_is_not_theirs_to_take_back_is_not_found_and_stays(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let token = app.redeem(&server, &ada.approve(&query_of(&app)).await).await;
        let another = ClientId::parse(&format!("{}{}", &app.client_id[..16], "0".repeat(20))).unwrap();
        let (user, org) = (UserId::parse("ada").unwrap(), OrgId::parse("org_acme").unwrap());
        assert!(!server.store().revoke_grant(&another, &user, &org).await.unwrap());
        assert!(server.is_live(&token).await);
    }
}
