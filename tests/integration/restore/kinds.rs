//! O17: each kind of line, and what comes alive where a restore is not given it.

use super::story::{Kind, Story};
use super::table::{Moment, beside, clear, live, lost, run};
use crate::harness::{Database, Server};
use postern_restore::TOLD;
use serde_json::Value;
use std::collections::BTreeSet;

/// A user of the app: their browser.
const LINUS: usize = 1;
const GRACE: usize = 2;

/// Something of every kind, for everybody.
async fn begin(story: &mut Story<'_>) {
    for (browser, user) in ["ada", "linus", "grace"].into_iter().enumerate() {
        story.sign_in(browser, user).await;
    }
    story.register(0).await;
    for (browser, kind) in [(0, Kind::Key), (0, Kind::ManagementKey), (GRACE, Kind::Key)] {
        story.make_key(browser, kind).await;
    }
    for browser in [LINUS, GRACE] {
        let code = story.approve(browser, 0).await.unwrap();
        assert!(story.redeem(0, &code).await);
        story.approve(browser, 0).await.unwrap();
    }
    story.pass(30);
}

/// Does what is logged with that outcome.
async fn end(story: &mut Story<'_>, outcome: &str) {
    let held = story.held.clone();
    let first = |kind: Kind| held.iter().find(|held| held.kind == kind).unwrap();
    let unspent = held.iter().filter(|held| held.kind == Kind::Code).nth(1).unwrap();
    match outcome {
        "token_issued" => assert!(story.redeem(0, &unspent.text).await),
        "code_replayed" => assert!(!story.redeem(0, &first(Kind::Code).text).await),
        "token_revoked" => story.revoke_token(first(Kind::Token)).await,
        "approval_revoked" => story.revoke_approval(LINUS, 0).await,
        "secret_rotated" => story.rotate(0, 0).await,
        "app_deleted" => story.delete_app(0, 0).await,
        "key_deleted" => story.delete_key(0, first(Kind::Key)).await,
        "signed_in" => story.sign_in(GRACE, "linus").await,
        "signed_out" => story.sign_out(LINUS).await,
        "user_offboarded" => story.offboard("/api/users/grace").await,
        "member_offboarded" => story.offboard("/api/orgs/org_acme/members/linus").await,
        "org_offboarded" => story.offboard("/api/orgs/org_acme").await,
        "sessions_ended" => story.offboard("/api/users/linus/sessions").await,
        "rights_ended" => story.offboard("/api/orgs/org_globex/members/grace/rights").await,
        other => panic!("nothing ends by {other}"),
    }
}

fn without(lines: &[Value], outcome: &str) -> Vec<Value> {
    lines.iter().filter(|line| line["outcome"] != outcome).cloned().collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn o17_every_kind_of_line_ends_again_what_it_told_of_and_without_it_that_lives() {
    let told = Server::start(Database::Embedded).await;
    let restored = beside(&told).await;
    for outcome in TOLD.into_iter().filter(|outcome| *outcome != "app_edited") {
        clear(&told).await;
        let mut story = Story::new(&told);
        begin(&mut story).await;
        let moment = Moment::of(&story).await;
        told.take_log();
        story.step = 1;
        end(&mut story, outcome).await;
        let lines = told.take_log();
        assert!(lines.iter().any(|line| line["outcome"] == outcome), "{outcome}: {lines:?}");
        story.pass(30);

        moment.restore_to(&restored).await;
        run(&restored, &without(&lines, outcome), false).await;
        let alive_again = live(&restored, &story).await;
        moment.restore_to(&restored).await;
        let report = run(&restored, &lines, false).await;
        assert!(report.total() > 0 && report.unread == 0, "{outcome}: {report:?}");
        let (after, at_the_end) = (live(&restored, &story).await, live(&told, &story).await);
        assert!(after.is_subset(&at_the_end), "{outcome}: {after:?} {at_the_end:?} {:?}", story.held);
        assert_eq!(lost(&story, 1, &at_the_end, &after), Vec::<usize>::new(), "{outcome}: {:?}", story.held);
        assert!(!alive_again.is_subset(&at_the_end), "{outcome}: nothing came alive without it");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn o17_of_a_grants_tokens_those_go_on_that_no_ten_newer_ones_had_pushed_out() {
    let told = Server::start(Database::Embedded).await;
    let restored = beside(&told).await;
    let mut story = Story::new(&told);
    begin(&mut story).await;
    let issue = async |story: &mut Story<'_>| {
        story.pass(30);
        let code = story.approve(LINUS, 0).await.unwrap();
        assert!(story.redeem(0, &code).await);
        story.held.last().cloned().unwrap()
    };
    for _ in 0..9 {
        issue(&mut story).await;
    }
    let moment = Moment::of(&story).await;
    let count = story.held.len();
    told.take_log();
    // The first pushes one out, though it ends itself at once; the next takes that place, and nobody's.
    let short = issue(&mut story).await;
    story.pass(30);
    story.revoke_token(&short).await;
    issue(&mut story).await;
    let lines = told.take_log();
    story.pass(30);
    moment.restore_to(&restored).await;
    let report = run(&restored, &lines, false).await;
    assert_eq!(report.ended.get("access tokens"), Some(&1), "{report:?}");
    let (after, at_the_end) = (live(&restored, &story).await, live(&told, &story).await);
    let tokens = |all: &BTreeSet<usize>| {
        all.range(..count).filter(|place| story.held[**place].kind == Kind::Token).copied().collect::<Vec<_>>()
    };
    assert_eq!(tokens(&after), tokens(&at_the_end));
}
