//! Writes behind pages, failing: 503, or found out to have happened after all.

use crate::harness::faults::Fault;
use crate::harness::{App, Server, Visitor, query_of};

async fn ready(server: &Server) -> (Visitor, App) {
    let ada = server.sign_in("ada").await;
    let app = ada.register(&["https://c.example/cb"]).await;
    (ada, app)
}

scenario! {
    async fn every_write_behind_a_page_is_503_when_it_fails(server) {
        let (ada, app) = ready(&server).await;
        let path = format!("/settings/apps/{}", app.client_id);
        server.faults.fail_always("UpdateItem", Fault::Internal);
        server.faults.fail_always("PutItem", Fault::Internal);
        server.faults.fail_always("DeleteItem", Fault::Internal);
        let fields = [("name", "N"), ("redirect_uris", "https://c.example/"), ("scopes", "posts")];
        ada.submit("/settings/apps/new", "/settings/apps", &fields).await.assert_page(503);
        ada.submit(&path, &path, &fields).await.assert_page(503);
        for act in ["rotate-secret", "delete"] {
            let path = format!("{path}/{act}");
            ada.submit(&path, &path, &[]).await.assert_page(503);
        }
        server.visitor().post("/login", &[("user", "ada")]).await.assert_page(503);
    }
}

scenario! {
    async fn m9_a_lost_reply_registers_no_second_app_and_deletes_once(server) {
        let (ada, _) = ready(&server).await;
        server.faults.fail("PutItem", Fault::LoseReply, 1);
        let app = ada.register(&["https://c.example/cb"]).await;
        assert_eq!(server.keys("APP#").await.len(), 2);
        let code = ada.approve(&query_of(&app)).await;
        app.redeem(&server, &code).await;
        server.faults.fail("DeleteItem", Fault::LoseReply, 1);
        assert_eq!(ada.delete(&app).await.status, 303);
        assert_eq!(server.keys("APP#").await.len(), 1);
    }
}

on_both! {
    async fn a_write_whose_every_reply_was_lost_is_found_out(server) {
        let (ada, app) = ready(&server).await;
        for operation in ["PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems"] {
            server.faults.fail_always(operation, Fault::LoseReply);
        }
        let second = ada.register(&["https://d.example/cb"]).await;
        assert_eq!(server.keys("APP#").await.len(), 2);
        let path = format!("/settings/apps/{}", app.client_id);
        let fields = [("name", "Renamed"), ("redirect_uris", "https://c.example/cb"), ("scopes", "posts")];
        assert!(ada.submit(&path, &path, &fields).await.body.contains("Saved."));
        let rotated = App { secret: ada.rotate(&app).await, ..app.clone() };
        let code = ada.approve(&query_of(&app)).await;
        let token = rotated.redeem(&server, &code).await;
        assert!(server.is_live(&token).await);
        assert_eq!(ada.delete(&second).await.status, 303);
        assert_eq!(server.keys("APP#").await.len(), 1);
    }
}
