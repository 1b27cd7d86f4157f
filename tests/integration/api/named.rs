//! `POST /api/offboard`, and whom a path can name.

use super::offboarding::{Belongings, World};
use super::{Caller, assert_error};
use reqwest::Method;
use serde_json::{Value, json};

on_both! {
    async fn s3_whom_a_body_names_leaves_as_by_path(server) {
        for (body, event, ends) in [
            // C#, Java and Python write what they leave out as null.
            (json!({"user": "linus", "org": null, "keep": null}), "user_offboarded", [true, true, false]),
            (json!({"user": "linus", "org": "org_globex"}), "member_offboarded", [false, true, false]),
            (json!({"org": "org_globex"}), "org_offboarded", [false, true, true]),
            (json!({"user": "linus"}), "user_offboarded", [true, true, false]),
        ] {
            let World { operator, app, .. } = World::new(&server).await;
            let everything = [
                Belongings::of(&server, "linus", "org_acme", &app).await,
                Belongings::of(&server, "linus", "org_globex", &app).await,
                Belongings::of(&server, "grace", "org_globex", &app).await,
            ];
            let answer = operator.call_with(Method::POST, "/api/offboard", &body).await;
            assert_eq!((answer.status, answer.body.as_str()), (204, ""), "{body}");
            let line = server.last_log();
            assert_eq!((&line["outcome"], &line["route"]), (&json!(event), &json!("/api/offboard")));
            assert_eq!((&line["user"], &line["org"]), (&body["user"], &body["org"]));
            for (theirs, ended) in everything.iter().zip(ends) {
                theirs.assert(&operator, !ended).await;
            }
        }
    }
}

scenario! {
    async fn s3_a_body_that_names_nobody_for_certain_ends_nothing(server) {
        let World { operator, app, .. } = World::new(&server).await;
        let theirs = Belongings::of(&server, "linus", "org_globex", &app).await;
        let foreign = Caller::of(&server, &theirs.visitor).await;
        server.faults.forget();
        let post = async |text: &str| {
            let request = server.client.post(format!("{}/api/offboard", server.url));
            operator.send(request.header("content-type", "application/json").body(text.to_owned())).await
        };
        let long = format!(r#"{{"user":"{}"}}"#, "x".repeat(129));
        for (body, named) in [
            ("{}", "user, org or both"),
            (r#"{"user":null,"org":null}"#, "user, org or both"),
            (r#"{"keep":"approvals"}"#, "user, org or both"),
            (r#"{"user":""}"#, "user"),
            (r#"{"user":7}"#, "user"),
            (r#"{"user":["linus"]}"#, "user"),
            (r#"{"org":true}"#, "org"),
            (r#"{"user":"a b"}"#, "user"),
            (&long, "user"),
            // What a path could not say for certain, a body may not say either: nobody has such an id.
            (r#"{"user":"linus?x"}"#, "user"),
            (r#"{"user":"linus#x"}"#, "user"),
            (r#"{"user":"linus%3Fx"}"#, "user"),
            (r#"{"user":"linus/x"}"#, "user"),
            (r#"{"user":"linus;x"}"#, "user"),
            (r#"{"user":"linus\\x"}"#, "user"),
            (r#"{"user":"linus","org":"org_globex?"}"#, "org"),
            // One that is misspelt would end a user in every org.
            (r#"{"user":"linus","organisation":"org_globex"}"#, "organisation"),
            (r#"{"user":"linus","Org":"org_globex"}"#, "Org"),
            (r#"{"user":"linus","org":"org_globex","keep":"everything"}"#, "keep"),
            (r#"{"user":"linus","org":"org_globex","keep":true}"#, "keep"),
            (r#"{"user":"linus","keep":"approvals"}"#, "keep"),
            (r#"{"org":"org_globex","keep":"approvals"}"#, "keep"),
            (r#"{"user":"linus","user":"grace"}"#, "repeated"),
            ("[]", "JSON object"),
            ("", "JSON object"),
            (r#"{"user":"linus"}x"#, "JSON object"),
        ] {
            let answer = post(body).await;
            assert_error(&answer, 400, "invalid_request");
            assert!(answer.json()["error_description"].as_str().unwrap().contains(named), "{body}: {}", answer.body);
        }
        let form = server.client.post(format!("{}/api/offboard", server.url)).form(&[("user", "linus")]);
        assert_error(&operator.send(form).await, 415, "invalid_request");
        assert_error(&post(&format!(r#"{{"user":"linus"{}}}"#, " ".repeat(16 * 1024))).await, 413, "invalid_request");
        // Who may not is told nothing of what they sent.
        for body in [json!({"user": "linus"}), json!({"x": 1}), Value::Null] {
            assert_error(&foreign.call_with(Method::POST, "/api/offboard", &body).await, 403, "forbidden");
        }
        assert_eq!(server.faults.writes(), 0);
        theirs.assert(&operator, true).await;
    }
}

scenario! {
    async fn s3_a_path_that_is_cut_or_split_on_its_way_is_what_the_gateway_makes_of_it_and_no_id_is_such_a_path(server) {
        let World { operator, app, .. } = World::new(&server).await;
        // Here as in production, `a?b` arrives as `a`: so nobody's id may hold what is cut there.
        let theirs = Belongings::of(&server, "linus", "org_globex", &app).await;
        assert_eq!(operator.delete("/api/users/linus%3Fb").await.status, 204);
        theirs.assert(&operator, false).await;
        server.faults.forget();
        // What arrives as an id that is none.
        for path in ["/api/users/a%23b", "/api/users/a%253Fb", "/api/users/a%3Bb", "/api/users/a%5Cb", "/api/orgs/a%23/members/b"] {
            let answer = operator.delete(path).await;
            assert_error(&answer, 400, "invalid_request");
            assert!(answer.body.contains("question mark, number sign"), "{path}: {}", answer.body);
        }
        // What arrives as another path.
        for path in ["/api/users/a%2Fb", "/api/users/%3Fa", "/api/orgs/a%2Fb"] {
            assert_error(&operator.delete(path).await, 404, "not_found");
        }
        assert_eq!(server.faults.writes(), 0);
    }
}

scenario! {
    /// What is cut off a path named somebody else, or less than the rest of it.
    async fn s3_a_path_of_which_something_was_cut_off_ends_nothing(server) {
        let World { operator, app, .. } = World::new(&server).await;
        let theirs = Belongings::of(&server, "linus", "org_globex", &app).await;
        for path in [
            "/api/users/linus%3F/sessions",
            "/api/users/linus?/sessions",
            "/api/users/linus?x",
            "/api/orgs/org_globex%3F/members/nobody/rights",
            "/api/orgs/org_globex?/members/nobody/rights",
            "/api/orgs/org_globex/members/linus%3F/rights",
            "/api/orgs/org_globex/members/linus?keep=approvals",
        ] {
            let request = server.client.delete(format!("{}{path}", server.url));
            assert_error(&operator.send(request).await, 400, "invalid_request");
        }
        theirs.assert(&operator, true).await;
    }
}
