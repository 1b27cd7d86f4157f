//! What infra/restore says, and to whom.

use super::story::{Kind, Story};
use super::table::{Moment, run};
use crate::harness::Server;
use crate::harness::process::{Folder, PATIENCE, Process};
use aws_sdk_dynamodb::types::AttributeValue;
use serde_json::{Value, json};
use shared::store::Content;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use tokio::process::Command;

/// An app of ada's that linus has approved, with a moment after that; and what is logged from then on.
async fn scene(server: &Server) -> (Story<'_>, Moment) {
    let mut story = Story::new(server);
    story.sign_in(0, "ada").await;
    story.sign_in(1, "linus").await;
    story.register(0).await;
    story.register(0).await;
    let code = story.approve(1, 0).await.unwrap();
    assert!(story.redeem(0, &code).await);
    story.pass(30);
    server.take_log();
    let moment = Moment::of(&story).await;
    (story, moment)
}

scenario! {
    async fn o17_apps_that_were_edited_since_are_told_and_only_those(server) {
        let (mut story, moment) = scene(&server).await;
        story.edit(0, 0).await;
        let lines = server.take_log();
        let restored = moment.restored(&server).await;
        let report = run(&restored, &lines, false).await;
        assert_eq!(report.edited, BTreeSet::from([story.apps[0].client_id.clone()]));
        assert!(report.to_string().contains("their owners must look"), "{report}");
        // A table from after the edit has it.
        Moment::of(&story).await.restore_to(&restored).await;
        assert_eq!(run(&restored, &lines, false).await.edited, BTreeSet::new());
    }
}

scenario! {
    async fn o17_what_an_app_that_is_gone_left_behind_goes_and_a_dry_run_only_says_so(server) {
        let (mut story, moment) = scene(&server).await;
        story.delete_app(0, 0).await;
        let lines = server.take_log();
        let restored = moment.restored(&server).await;
        let before = restored.dump().await.len();
        let dry = run(&restored, &lines, true).await;
        assert_eq!(restored.dump().await.len(), before);
        let report = run(&restored, &lines, false).await;
        assert_eq!((dry.ended, dry.left_behind), ([("apps", 1)].into(), 1));
        assert_eq!((report.ended, report.left_behind), ([("apps", 1)].into(), 1));
        assert!(restored.keys("GRANT#").await.is_empty() && restored.keys("APP#").await.len() == 1);
        assert_eq!(run(&restored, &lines, false).await.total(), 0);
    }
}

scenario! {
    async fn o17_a_ticket_kept_since_before_an_offboarding_signs_nobody_in_after_a_restore(server) {
        let (mut story, moment) = scene(&server).await;
        story.offboard("/api/users/linus").await;
        let lines = server.take_log();
        let restored = moment.restored(&server).await;
        run(&restored, &lines, false).await;
        let noted: Vec<_> = restored.keys("ENDED#").await;
        assert_eq!((noted.len(), &noted), (1, &server.keys("ENDED#").await));
        // One that is noted already, and later, is left as it is.
        let mut later = server.item(&noted[0]).await.unwrap();
        later.insert("at".into(), AttributeValue::N((server.clock.now().millis() + 60_000).to_string()));
        restored.put(later.clone()).await;
        run(&restored, &lines, false).await;
        assert_eq!(restored.item(&noted[0]).await.unwrap(), later);
    }
}

scenario! {
    async fn o17_what_somebody_made_again_since_it_was_read_is_left_alone(server) {
        let (mut story, _) = scene(&server).await;
        let store = server.store();
        let page = store.look_over(None).await.unwrap();
        story.revoke_approval(1, 0).await;
        let code = story.approve(1, 0).await.unwrap();
        story.rotate(0, 0).await;
        for item in &page.items {
            match item.content().unwrap() {
                Content::Grant(_) => assert!(!store.end_restored(item).await.unwrap()),
                Content::App(app, _) if app.client_id.as_str() == story.apps[0].client_id => {
                    assert!(!store.end_restored_secret(&app).await.unwrap());
                }
                Content::App(..) | Content::Code(..) | Content::Session(..) => {}
                other => panic!("there is no such thing here: {other:?}"),
            }
        }
        assert!(story.redeem(0, &code).await);
    }
}

/// Runs the program itself.
async fn program(server: &Server, arguments: &[&str]) -> (Option<i32>, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_postern-restore-under-test"));
    let environment = [("AWS_ACCESS_KEY_ID", "local"), ("AWS_SECRET_ACCESS_KEY", "local"), ("AWS_REGION", "local")];
    command.args(arguments).envs(environment).env("AWS_ENDPOINT_URL_DYNAMODB", &server.endpoint);
    let ended = Process::start(&mut command, "run `make test`, which builds it").end(PATIENCE).await;
    (ended.code, ended.said.join("\n"))
}

scenario! {
    async fn o17_the_program_names_each_line_that_it_cannot_read_and_does_not_pass_for_whole(server) {
        let (mut story, moment) = scene(&server).await;
        story.revoke_approval(1, 0).await;
        let token = story.held.iter().find(|held| held.kind == Kind::Token).cloned().unwrap();
        let lines = server.take_log();
        let restored = moment.restored(&server).await;
        let folder = Folder::new();
        let file = format!("{}/audit.json", folder.text());
        let keep = |lines: &[Value]| std::fs::write(&file, lines.iter().fold(String::new(), |mut all, line| {
            writeln!(all, "{line}").unwrap();
            all
        })).unwrap();
        let odd = [json!({"outcome": "made_up", "timestamp": "2026-11-27T03:00:00.000Z", "duration_ms": 1}), json!([])];
        keep(&[&odd[..], &lines].concat());
        let (code, said) = program(&restored, &[&restored.table, &file]).await;
        assert_eq!(code, Some(1), "{said}");
        assert!(said.contains("line 1 was not read: its outcome \"made_up\"") && said.contains("line 2 was not read"), "{said}");
        assert!(said.contains("Ended: 1 approvals;") && said.contains("2 not."), "{said}");
        assert!(!restored.is_live(&token.text).await);
        keep(&lines);
        let (code, said) = program(&restored, &["--dry-run", &restored.table, &file]).await;
        assert_eq!((code, said.contains("Would end: nothing;")), (Some(0), true), "{said}");
        for wrong in [&[][..], &["a", "b", "c"], &["--now", "a"], &[&restored.table, "/nowhere"], &["no_such_table", &file]] {
            let (code, said) = program(&restored, wrong).await;
            assert_eq!(code, Some(2), "{wrong:?}: {said}");
        }
    }
}
