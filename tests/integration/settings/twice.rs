//! Forms that are sent twice: a double click, a page that is loaded again, a line that broke.

use super::pictures::{picture, pictures, shown_on};
use crate::harness::{App, decision, query_of, winner};
use futures_util::future::join_all;
use image::ImageFormat;

const NEW: &str = "/settings/apps/new";
const APPS: &str = "/settings/apps";
const KEYS: &str = "/settings/api-keys";

fn form<'a>(ticket: &'a str, name: &'a str) -> [(&'a str, &'a str); 4] {
    [("ticket", ticket), ("name", name), ("redirect_uris", "https://c.example/cb"), ("scopes", "posts")]
}

on_both! {
    async fn s23_a_create_form_that_is_sent_many_times_at_once_makes_one_app(server) {
        let ada = server.sign_in("ada").await;
        let ticket = ada.get(NEW).await.hidden("ticket");
        let (fields, file) = (form(&ticket, "Planner"), picture(1, ImageFormat::Png));
        let send = || decision(async || ada.post_picture(APPS, &fields, Some(&file)).await);
        let decisions = join_all((0..12).map(|_| send())).await;
        assert_eq!((server.keys("APP#").await.len(), pictures(&server).await), (1, 1));
        let id = decisions[0].answer.element("client-id");
        let (won, lost) = winner(&decisions, |answer| answer.body.contains("id=\"client-secret\""));
        for answer in lost {
            answer.assert_page(200);
            assert_eq!(answer.element("client-id"), id);
            assert!(answer.says("Planner is registered already") && answer.says("This form was sent twice"));
            assert!(answer.body.contains("/rotate-secret") && !answer.body.contains("pcs_"));
        }
        let mut app = App { client_id: id, secret: String::new() };
        app.secret = match won {
            Some(answer) => answer.element("client-secret"),
            None => ada.rotate(&app).await,
        };
        let code = ada.approve(&query_of(&app)).await;
        app.redeem(&server, &code).await;
        let shown = shown_on(&ada.get(&format!("{APPS}/{}", app.client_id)).await);
        assert_eq!(server.visitor().get(&shown).await.status, 200);
        assert_eq!(server.item(&server.keys("PICTURE#").await[0]).await.unwrap()["app"].as_s().unwrap(), &app.client_id);
    }
}

on_both! {
    async fn s23_a_create_form_that_is_sent_many_times_at_once_makes_one_key(server) {
        let ada = server.sign_in("ada").await;
        let ticket = ada.get(KEYS).await.hidden("ticket");
        let fields = [("ticket", ticket.as_str()), ("label", "Nightly"), ("use", "manage")];
        let send = || decision(async || ada.post(KEYS, &fields).await);
        let decisions = join_all((0..12).map(|_| send())).await;
        let stored = server.keys("KEY#").await;
        assert_eq!(stored.len(), 1);
        let (won, lost) = winner(&decisions, |answer| answer.body.contains("id=\"api-key\""));
        for answer in lost {
            answer.assert_page(200);
            assert!(answer.says("is made already") && answer.says(&stored[0].replace("KEY#", "pok_")));
            assert!(answer.body.matches("pok_").count() == 1, "{}", answer.body);
        }
        if let Some(answer) = won {
            let key = answer.element("api-key");
            assert_eq!(stored[0], format!("KEY#{}", &key[4..20]));
            let caller = crate::api::Caller::with(&server, &format!("Bearer {key}"));
            assert_eq!(caller.get("/api/apps").await.status, 200);
        }
    }
}

scenario! {
    async fn s23_a_form_that_comes_again_later_shows_what_it_made_as_it_is_now(server) {
        let ada = server.sign_in("ada").await;
        let ticket = ada.get(NEW).await.hidden("ticket");
        let made = ada.post(APPS, &form(&ticket, "Planner")).await;
        let app = App { client_id: made.element("client-id"), secret: made.element("client-secret") };
        let path = format!("{APPS}/{}", app.client_id);
        ada.submit(&path, &path, &form("", "Renamed")[1..]).await.assert_page(200);
        server.clock.advance(std::time::Duration::from_secs(3_600));
        server.faults.forget();
        let again = ada.post(APPS, &form(&ticket, "Planner")).await;
        again.assert_page(200);
        let calls: Vec<String> = server.faults.calls().into_iter().map(|call| call.operation).collect();
        assert_eq!(calls, ["BatchGetItem", "PutItem"]);
        assert_eq!(server.last_log()["outcome"], "app_made_already");
        assert!(again.says("Renamed is registered already") && again.element("client-id") == app.client_id);
        assert_eq!(server.keys("APP#").await.len(), 1);
        app.exchange(&server, "x").await.assert_error(400, "invalid_grant");
    }
}

scenario! {
    async fn s23_what_was_changed_before_it_was_sent_again_is_another(server) {
        let ada = server.sign_in("ada").await;
        let ticket = ada.get(NEW).await.hidden("ticket");
        for name in ["Planner", "Planner for work"] {
            let made = ada.post(APPS, &form(&ticket, name)).await;
            assert!(made.body.contains("id=\"client-secret\""), "{name}");
        }
        let ticket = ada.get(KEYS).await.hidden("ticket");
        for label in ["Nightly", "Hourly"] {
            let made = ada.post(KEYS, &[("ticket", &ticket), ("label", label)]).await;
            assert!(made.body.contains("id=\"api-key\""), "{label}");
        }
        assert_eq!((server.keys("APP#").await.len(), server.keys("KEY#").await.len()), (2, 2));
        // Two forms with the same in them are two.
        for _ in 0..2 {
            let ticket = ada.get(NEW).await.hidden("ticket");
            assert!(ada.post(APPS, &form(&ticket, "Twin")).await.body.contains("id=\"client-secret\""));
        }
    }
}

on_both! {
    async fn s23_m9_a_form_that_comes_again_after_its_app_was_deleted_brings_nothing_back(server) {
        let ada = server.sign_in("ada").await;
        let ticket = ada.get(NEW).await.hidden("ticket");
        let made = ada.post(APPS, &form(&ticket, "Planner")).await;
        let app = App { client_id: made.element("client-id"), secret: made.element("client-secret") };
        let token = app.redeem(&server, &ada.approve(&query_of(&app)).await).await;
        let pending = ada.approve(&query_of(&app)).await;
        assert_eq!(ada.delete(&app).await.status, 303);
        let again = ada.post(APPS, &form(&ticket, "Planner")).await;
        let second = App { client_id: again.element("client-id"), secret: again.element("client-secret") };
        assert_ne!(second.client_id, app.client_id);
        assert!(!server.is_live(&token).await);
        app.exchange(&server, &pending).await.assert_error(401, "invalid_client");
        second.exchange(&server, &pending).await.assert_error(400, "invalid_grant");
        // Whoever had approved the first one approves the second, whether or not the purge has been here.
        let anew = second.redeem(&server, &ada.approve(&query_of(&second)).await).await;
        assert!(server.is_live(&anew).await && !server.is_live(&token).await);
        ada.get(&format!("{APPS}/{}", app.client_id)).await.assert_page(404);
    }
}

scenario! {
    async fn s23_a_rotation_that_is_sent_twice_makes_one_secret_and_says_so(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let path = format!("{APPS}/{}/rotate-secret", app.client_id);
        let ticket = ada.get(&path).await.hidden("ticket");
        assert!(!server.item(&format!("APP#{}", &app.client_id[4..16])).await.unwrap()["secret"].as_s().unwrap().contains(ticket.split('.').next().unwrap()));
        let rotated = App { secret: ada.post(&path, &[("ticket", &ticket)]).await.element("client-secret"), ..app };
        let again = ada.post(&path, &[("ticket", &ticket)]).await;
        again.assert_page(409);
        assert!(again.says("A new secret was made already"));
        rotated.exchange(&server, "x").await.assert_error(400, "invalid_grant");
    }
}
