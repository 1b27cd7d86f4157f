//! `DELETE /api/users/{user}/sessions`, `DELETE /api/orgs/{org}/members/{user}/rights`: less than everything ends.

use super::offboarding::{Belongings, World, sign_in_as};
use super::second_pass::{MINUTE, later_passes};
use super::{Caller, assert_error, make_key};
use crate::harness::faults::Fault;
use crate::harness::query_of;
use reqwest::Method;
use serde_json::json;
use std::time::Duration;

on_both! {
    async fn h13_signed_out_everywhere_and_nothing_else_ends(server) {
        let World { operator, app, .. } = World::new(&server).await;
        let here = Belongings::of(&server, "linus", "org_acme", &app).await;
        let there = Belongings::of(&server, "linus", "org_globex", &app).await;
        let hers = Belongings::of(&server, "grace", "org_globex", &app).await;
        let answer = operator.delete("/api/users/linus/sessions").await;
        assert_eq!((answer.status, answer.body.as_str()), (204, ""));
        let line = server.last_log();
        assert_eq!((&line["outcome"], &line["user"], &line["org"]), (&json!("sessions_ended"), &json!("linus"), &json!(null)));
        assert_eq!(line["route"], "/api/users/{user}/sessions");
        for theirs in [&here, &there] {
            theirs.visitor.authorize(&query_of(&app)).await.assert_asks_to_sign_in();
            assert!(server.is_live(&theirs.token).await && server.is_live(&theirs.key).await);
            app.redeem(&server, &theirs.code).await;
        }
        hers.assert(&operator, true).await;
    }
}

on_both! {
    async fn h13_a_session_that_the_index_did_not_show_ends_a_minute_later(server) {
        let World { operator, app, .. } = World::new(&server).await;
        let theirs = Belongings::of(&server, "linus", "org_globex", &app).await;
        server.faults.fail_always("Query", Fault::Lagging);
        assert_eq!(operator.delete("/api/users/linus/sessions").await.status, 204);
        server.faults.heal();
        server.clock.advance(Duration::from_secs(20));
        let again = sign_in_as(&server, "linus", "org_globex").await;
        server.clock.advance(MINUTE);
        assert_eq!(later_passes(&server).await, 1, "the session of before, and neither the new one nor anything else");
        theirs.visitor.authorize(&query_of(&app)).await.assert_asks_to_sign_in();
        again.authorize(&query_of(&app)).await.assert_page(200);
        assert!(server.is_live(&theirs.token).await && server.is_live(&theirs.key).await);
    }
}

on_both! {
    async fn h13_a_demoted_admin_manages_nothing_there_from_the_answer_on_and_what_they_approved_stays(server) {
        for by_body in [false, true] {
            let World { operator, app, .. } = World::new(&server).await;
            let there = Belongings::of(&server, "linus", "org_globex", &app).await;
            let elsewhere = Belongings::of(&server, "linus", "org_acme", &app).await;
            let hers = Belongings::of(&server, "grace", "org_globex", &app).await;
            let manages = [Caller::of(&server, &there.visitor).await, Caller::of(&server, &elsewhere.visitor).await];
            let answer = if by_body {
                let body = json!({"user": "linus", "org": "org_globex", "keep": "approvals"});
                operator.call_with(Method::POST, "/api/offboard", &body).await
            } else {
                operator.delete("/api/orgs/org_globex/members/linus/rights").await
            };
            assert_eq!((answer.status, answer.body.as_str()), (204, ""));
            let line = server.last_log();
            assert_eq!((&line["outcome"], &line["user"], &line["org"]), (&json!("rights_ended"), &json!("linus"), &json!("org_globex")));
            let dead = manages[0].get("/api/apps").await;
            assert_error(&dead, 401, "invalid_token");
            assert!(!server.is_live(&there.key).await);
            there.visitor.get("/settings/apps").await.assert_asks_to_sign_in();
            // What they approved: the token, and the code that was on its way.
            assert!(server.is_live(&there.token).await);
            app.redeem(&server, &there.code).await;
            // The org where they still manage, and somebody else in this one.
            assert_eq!(manages[1].get("/api/apps").await.status, 200);
            elsewhere.assert(&operator, true).await;
            hers.assert(&operator, true).await;
            // For the next round.
            assert_eq!(operator.delete("/api/users/linus").await.status, 204);
        }
    }
}

on_both! {
    async fn h13_a_key_made_by_a_session_of_before_ends_with_the_role_later_and_one_of_the_new_role_stays(server) {
        let World { operator, app, .. } = World::new(&server).await;
        let theirs = Belongings::of(&server, "linus", "org_globex", &app).await;
        server.faults.fail_always("Query", Fault::Lagging);
        assert_eq!(operator.delete("/api/orgs/org_globex/members/linus/rights").await.status, 204);
        server.faults.heal();
        server.clock.advance(Duration::from_secs(20));
        let late = make_key(&theirs.visitor, "manage").await;
        let again = sign_in_as(&server, "linus", "org_globex").await;
        let kept = make_key(&again, "api").await;
        server.clock.advance(MINUTE);
        assert_eq!(later_passes(&server).await, 3, "a session and two keys");
        assert!(!server.is_live(&theirs.key).await && !server.is_live(&late).await);
        assert!(server.is_live(&theirs.token).await && server.is_live(&kept).await);
        again.authorize(&query_of(&app)).await.assert_page(200);
    }
}
