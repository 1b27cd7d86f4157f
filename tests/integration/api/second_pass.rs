//! The later passes of an offboarding: what the indexes did not show at first, and what is left alone.

use super::offboarding::{Belongings, World, sign_in_as};
use super::seeds::{seed_apps, seed_grants};
use crate::harness::faults::Fault;
use crate::harness::{Server, query_of, sizes, turns};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

pub const MINUTE: Duration = Duration::from_mins(1);

/// The only note there is.
pub async fn note(server: &Server) -> String {
    let notes = server.keys("OFFBOARDED#").await;
    assert_eq!(notes.len(), 1);
    notes[0].clone()
}

/// As the table's stream says it.
pub fn record(note: &str) -> Value {
    json!({"eventName": "INSERT", "dynamodb": {"Keys": {"pk": {"S": note}}}})
}

/// Brings these records to the purge, which has this long.
pub async fn serve(server: &Server, records: &[Value], within: Duration) -> Result<(), &'static str> {
    let deadline = server.clock.now().plus(within);
    server.purge().serve(&json!({ "Records": records }).to_string(), deadline).await.map(drop)
}

/// The later passes of the only note there is; how much they ended.
pub async fn later_passes(server: &Server) -> usize {
    let note = note(server).await;
    serve(server, &[record(&note)], Duration::from_mins(5)).await.unwrap();
    assert!(server.item(&note).await.is_none(), "the note goes with the last pass");
    let line = server.last_log();
    assert_eq!(line["outcome"], "offboarded_again");
    line["detail"].as_str().unwrap().parse().unwrap()
}

on_both! {
    async fn h13_what_the_indexes_did_not_show_yet_ends_a_minute_later(server) {
        for path in ["/api/users/linus", "/api/orgs/org_globex/members/linus", "/api/orgs/org_globex"] {
            let World { operator, app, .. } = World::new(&server).await;
            let theirs = Belongings::of(&server, "linus", "org_globex", &app).await;
            let globex = theirs.visitor.register(&["https://g.example/cb"]).await;
            server.faults.fail_always("Query", Fault::Lagging);
            assert_eq!(operator.delete(path).await.status, 204);
            server.faults.heal();
            theirs.assert(&operator, true).await;
            let note = note(&server).await;
            // Until the minute is over, and then in trouble: the note stays, and with it the later passes.
            server.clock.advance(MINUTE - Duration::from_millis(1));
            assert!(serve(&server, &[record(&note)], Duration::from_millis(5_200)).await.is_err());
            theirs.assert(&operator, true).await;
            server.clock.advance(Duration::from_millis(1));
            server.faults.fail_always("DeleteItem", Fault::Internal);
            assert!(serve(&server, &[record(&note)], Duration::from_mins(5)).await.is_err());
            server.faults.heal();
            assert!(later_passes(&server).await >= 3);
            theirs.assert(&operator, false).await;
            let app_left = server.item(&format!("APP#{}", &globex.client_id[4..16])).await.is_some();
            assert_eq!(app_left, !path.ends_with("org_globex"), "{path}");
            // The record comes once more: there is nothing left to do.
            serve(&server, &[record(&note)], Duration::from_mins(5)).await.unwrap();
        }
    }
}

on_both! {
    async fn h13_who_was_let_in_again_keeps_what_they_do_from_then_on(server) {
        let World { operator, app, .. } = World::new(&server).await;
        let before = Belongings::of(&server, "linus", "org_globex", &app).await;
        assert_eq!(operator.delete("/api/orgs/org_globex").await.status, 204);
        before.assert(&operator, false).await;
        server.clock.advance(Duration::from_secs(5));
        let after = Belongings::of(&server, "linus", "org_globex", &app).await;
        let globex = after.visitor.register(&["https://g.example/cb"]).await;
        server.clock.advance(MINUTE);
        assert_eq!(later_passes(&server).await, 0);
        after.assert(&operator, true).await;
        before.assert(&operator, false).await;
        assert!(server.item(&format!("APP#{}", &globex.client_id[4..16])).await.is_some());
    }
}

on_both! {
    async fn h13_what_a_session_of_before_did_in_that_minute_ends_with_it(server) {
        let World { operator, app, .. } = World::new(&server).await;
        let other = operator.register(&super::minimal()).await;
        let linus = sign_in_as(&server, "linus", "org_globex").await;
        let old = linus.approve(&query_of(&app)).await;
        server.faults.fail_always("Query", Fault::Lagging);
        assert_eq!(operator.delete("/api/users/linus").await.status, 204);
        server.faults.heal();
        server.clock.advance(Duration::from_secs(20));
        // Later than the offboarding, but by a sign-in of before it: a new approval, one more of an old one, a key.
        let tokens = [
            other.redeem(&server, &linus.approve(&query_of(&other)).await).await,
            app.redeem(&server, &linus.approve(&query_of(&app)).await).await,
        ];
        super::make_key(&linus, "api").await;
        server.clock.advance(MINUTE);
        assert_eq!(later_passes(&server).await, 4);
        for token in tokens {
            assert!(!server.is_live(&token).await);
        }
        app.exchange(&server, &old).await.assert_error(400, "invalid_grant");
        linus.authorize(&query_of(&app)).await.assert_asks_to_sign_in();
    }
}

on_both! {
    async fn h13_an_old_approval_renewed_by_a_new_sign_in_is_the_new_ones(server) {
        let World { operator, app, .. } = World::new(&server).await;
        let linus = sign_in_as(&server, "linus", "org_globex").await;
        linus.approve(&query_of(&app)).await;
        server.faults.fail_always("Query", Fault::Lagging);
        assert_eq!(operator.delete("/api/users/linus").await.status, 204);
        server.faults.heal();
        server.clock.advance(Duration::from_secs(20));
        let again = sign_in_as(&server, "linus", "org_globex").await;
        let token = app.redeem(&server, &again.approve(&query_of(&app)).await).await;
        server.clock.advance(MINUTE);
        // The session of before is all that ends.
        assert_eq!(later_passes(&server).await, 1);
        assert!(server.is_live(&token).await);
        linus.authorize(&query_of(&app)).await.assert_asks_to_sign_in();
    }
}

on_both! {
    async fn h13_an_approval_that_was_on_its_way_ends_with_the_second_pass(server) {
        let World { operator, app, .. } = World::new(&server).await;
        let linus = sign_in_as(&server, "linus", "org_globex").await;
        let page = linus.authorize(&query_of(&app)).await;
        server.faults.pause("TransactWriteItems");
        let meddle = async {
            server.faults.reached().await;
            assert_eq!(operator.delete("/api/users/linus").await.status, 204);
            server.faults.resume();
        };
        let (answer, ()) = tokio::join!(linus.decide(&page, "approve"), meddle);
        let token = app.redeem(&server, &answer.callback()["code"]).await;
        server.clock.advance(MINUTE);
        assert_eq!(later_passes(&server).await, 1);
        assert!(!server.is_live(&token).await);
    }
}

on_both! {
    async fn h13_however_much_somebody_has_all_of_it_ends_and_nothing_else(server) {
        let _turn = turns::alone().await;
        let World { operator, app, .. } = World::new(&server).await;
        // In production's time, which in a soak is not enough for all of it at once.
        let url = server.as_in_production().await;
        sign_in_as(&server, "linus", "org_acme").await.approve(&query_of(&app)).await;
        let (orgs, count) = (5, sizes::approvals_of_a_leaver());
        let apps = seed_apps(&server, &app.client_id, count / orgs).await;
        seed_grants(&server, "linus", &apps, orgs).await;
        let end = async |path: &str| {
            let started = Instant::now();
            // Too much for the time of one call goes on with the next.
            loop {
                match operator.send(server.client.delete(format!("{url}{path}"))).await.status {
                    204 => break println!("h13: {path} with {count} approvals in {:?}", started.elapsed()),
                    status => assert_eq!(status, 503),
                }
            }
        };
        let left = async |org: &str| {
            let items = server.dump().await;
            let grants = items.iter().filter(|item| item["pk"].as_s().unwrap().starts_with("GRANT#"));
            grants.filter(|item| item["org"].as_s().unwrap() == org).count()
        };
        end("/api/orgs/org_3/members/linus").await;
        assert_eq!((left("org_3").await, left("org_4").await, left("org_acme").await), (0, count / orgs, 1));
        end("/api/orgs/org_4").await;
        assert_eq!((left("org_4").await, left("org_0").await), (0, count / orgs));
        end("/api/users/linus").await;
        assert!(server.keys("GRANT#").await.is_empty());
        assert_eq!(server.keys("APP#").await.len(), 1 + count / orgs, "apps are the org's");
    }
}

scenario! {
    async fn each_offboarding_has_a_note_of_its_own_that_ends_by_itself(server) {
        let World { operator, .. } = World::new(&server).await;
        let paths = [
            "/api/users/a", "/api/users/b", "/api/orgs/a", "/api/orgs/b/members/a", "/api/orgs/a/members/b",
            "/api/users/a/sessions", "/api/orgs/b/members/a/rights",
        ];
        for path in paths {
            for _ in 0..2 {
                assert_eq!(operator.delete(path).await.status, 204);
                server.clock.advance(Duration::from_secs(1));
            }
        }
        let notes = server.keys("OFFBOARDED#").await;
        assert_eq!(notes.len(), 14);
        let now = server.clock.now().seconds();
        for note in &notes {
            let ttl: i64 = server.item(note).await.unwrap()["ttl"].as_n().unwrap().parse().unwrap();
            assert!(ttl > now + 24 * 3600 && ttl < now + 49 * 3600);
        }
        // Nothing else is a note.
        let store = super::offboarding::store(&server);
        for pk in ["", "APP#x", "OFFBOARDED#", "OFFBOARDED#x"] {
            assert_eq!(store.recorded_offboarding(pk).await.unwrap(), None);
        }
    }
}

on_both! {
    async fn h13_the_tables_own_stream_brings_on_the_second_pass_and_trouble_brings_it_again(server) {
        let World { operator, app, .. } = World::new(&server).await;
        let theirs = Belongings::of(&server, "linus", "org_globex", &app).await;
        let mut stream = server.stream().await;
        server.faults.fail_always("Query", Fault::Lagging);
        assert_eq!(operator.delete("/api/users/linus").await.status, 204);
        server.faults.heal();
        let records = stream.take().await.unwrap();
        // The minute is not over, and then the time of the invocation is.
        assert!(serve(&server, &records, Duration::from_millis(5_200)).await.is_err());
        assert_eq!(server.last_log()["outcome"], "offboarding_goes_on");
        theirs.assert(&operator, true).await;
        server.clock.advance(MINUTE);
        server.faults.fail_always("DeleteItem", Fault::Internal);
        assert!(serve(&server, &records, Duration::from_mins(5)).await.is_err());
        assert_eq!(server.last_log()["outcome"], "store_unavailable");
        server.faults.heal();
        serve(&server, &records, Duration::from_mins(5)).await.unwrap();
        assert_eq!(server.last_log()["outcome"], "offboarded_again");
        theirs.assert(&operator, false).await;
        assert!(server.keys("OFFBOARDED#").await.is_empty());
        // The records come once more: there is nothing left to do.
        serve(&server, &records, Duration::from_mins(5)).await.unwrap();
    }
}
