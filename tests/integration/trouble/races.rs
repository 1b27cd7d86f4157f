//! Many at once: the invariants of ARCHITECTURE.md under real concurrency, over several environments.

use crate::harness::faults::Fault;
use crate::harness::{
    Answer, App, Database, Decision, Server, Visitor, decided, decision, query_of, sizes, turns, winner,
};
use futures_util::future::join_all;
use std::time::{Duration, Instant};

/// Environments that share the table, each with its own connections.
async fn environments(server: &Server, count: usize) -> Vec<String> {
    join_all((0..count).map(|_| server.another())).await
}

async fn exchange_at(server: &Server, url: &str, app: &App, code: &str) -> Answer {
    decided(async || app.exchange_at(server, url, code).await).await
}

/// The token of whoever won, and that all others lost. The grant has that one token, whoever was told of it.
async fn assert_one_redemption(server: &Server, code: &str, decisions: &[Decision]) -> Option<String> {
    let (won, lost) = winner(decisions, |answer| answer.status == 200);
    lost.iter().for_each(|answer| answer.assert_error(400, "invalid_grant"));
    assert_eq!(server.grant_of(code).await.unwrap()["tokens"].as_m().unwrap().len(), 1);
    won.map(|answer| answer.json()["access_token"].as_str().unwrap().to_owned())
}

/// `count` redemptions of one code. As in Lambda, an environment serves one request at a time.
async fn redeem_everywhere(server: &Server, urls: &[String], app: &App, code: &str, count: usize) -> Vec<Decision> {
    let environment = async |first: usize| {
        let mut decisions = Vec::new();
        for _ in (first..count).step_by(urls.len()) {
            decisions.push(decision(async || app.exchange_at(server, &urls[first], code).await).await);
        }
        decisions
    };
    join_all((0..urls.len()).map(environment)).await.into_iter().flatten().collect()
}

on_both! {
    async fn h8_s20_of_many_parallel_redemptions_exactly_one_wins(server) {
        let _turn = turns::alone().await;
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let code = ada.approve(&query_of(&app)).await;
        let urls = environments(&server, 50).await;
        let (count, started) = (sizes::parallel_redemptions(), Instant::now());
        let decisions = redeem_everywhere(&server, &urls, &app, &code, count).await;
        println!("h8: {count} parallel redemptions in {:?}", started.elapsed());
        if let Some(token) = assert_one_redemption(&server, &code, &decisions).await {
            assert!(server.is_live(&token).await);
        }
    }
}

scenario! {
    async fn h8_s20_nor_do_two_win_where_the_database_throttles_and_loses_answers(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let urls = join_all((0..8).map(|_| server.as_in_production())).await;
        let mut asked_again = 0;
        for fault in [Fault::Throttle, Fault::Conflict, Fault::LoseReply] {
            let code = ada.approve(&query_of(&app)).await;
            let before = server.grant_of(&code).await.unwrap()["tokens"].as_m().unwrap().len();
            // As many as all eight meet until their retries are spent; later, in the midst of it, those who read.
            server.faults.fail("TransactWriteItems", fault, 8 * 5);
            server.faults.fail_after("BatchGetItem", Fault::Throttle, 12, 8 * 5);
            let decisions = redeem_everywhere(&server, &urls, &app, &code, 40).await;
            server.faults.heal();
            winner(&decisions, |answer| answer.status == 200);
            let tokens = server.grant_of(&code).await.unwrap()["tokens"].as_m().unwrap().len();
            assert_eq!(tokens, before + 1, "{fault:?}");
            asked_again += decisions.iter().filter(|decision| decision.asked_again).count();
        }
        assert!(asked_again > 0, "nobody was told to ask again: there was no overload");
    }
}

on_both! {
    async fn h10_two_codes_of_one_approval_at_once_both_work_at_the_cap_too(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        for _ in 0..10 {
            let code = ada.approve(&query_of(&app)).await;
            app.redeem(&server, &code).await;
        }
        // Which ten are the newest must not be a tie: here time stands still by itself.
        server.clock.advance(Duration::from_millis(1));
        let (a, b) = (ada.approve(&query_of(&app)).await, ada.approve(&query_of(&app)).await);
        let (a, b) = tokio::join!(app.redeem(&server, &a), app.redeem(&server, &b));
        assert!(server.is_live(&a).await && server.is_live(&b).await);
    }
}

on_both! {
    async fn approve_beside_approve_gives_two_codes_of_one_grant(server) {
        let ada = server.sign_in("ada").await;
        for _ in 0..sizes::race_rounds() / 10 {
            let app = ada.register(&["https://c.example/cb"]).await;
            let posts = ada.authorize(&app.query("&scope=posts")).await;
            let analytics = ada.authorize(&app.query("&scope=analytics")).await;
            let approve = async |page| decided(async || ada.decide(page, "approve").await).await;
            let (a, b) = tokio::join!(approve(&posts), approve(&analytics));
            let (a, b) = (a.callback()["code"].clone(), b.callback()["code"].clone());
            app.redeem(&server, &a).await;
            app.redeem(&server, &b).await;
            let mut scopes = server.grant_of(&a).await.unwrap()["scopes"].as_ss().unwrap().clone();
            scopes.sort();
            assert_eq!(scopes, ["analytics", "posts"], "neither approval is lost");
        }
    }
}

on_both! {
    async fn h15_no_token_of_a_deleted_app_is_accepted(server) {
        let ada = server.sign_in("ada").await;
        let urls = environments(&server, 4).await;
        for round in 0..sizes::race_rounds() {
            let app = ada.register(&["https://c.example/cb"]).await;
            let code = ada.approve(&query_of(&app)).await;
            let path = format!("/settings/apps/{}/delete", app.client_id);
            let ticket = ada.get(&path).await.hidden("ticket");
            let delete = async || ada.post(&path, &[("ticket", &ticket)]).await;
            let (deleted, answer) = tokio::join!(decision(delete), exchange_at(&server, &urls[round % 4], &app, &code));
            // Gone already is what somebody finds who was not told the first time.
            assert!(deleted.answer.status == 303 || deleted.asked_again && deleted.answer.status == 404);
            assert!(matches!(answer.status, 200 | 400 | 401), "{}", answer.body);
            if answer.status == 200 {
                assert!(!server.is_live(answer.json()["access_token"].as_str().unwrap()).await);
            }
            // Begun after the answer: never.
            exchange_at(&server, &urls[(round + 1) % 4], &app, &code).await.assert_error(401, "invalid_client");
        }
    }
}

/// Rotates until it is known to have happened; the secret that works then.
async fn rotated(ada: &Visitor, app: &App) -> String {
    let path = format!("/settings/apps/{}/rotate-secret", app.client_id);
    decided(async || ada.submit(&path, &path, &[]).await).await.element("client-secret")
}

on_both! {
    async fn h16_no_redemption_that_began_after_the_rotation_succeeds_with_the_old_secret(server) {
        let ada = server.sign_in("ada").await;
        let urls = environments(&server, 4).await;
        let mut app = ada.register(&["https://c.example/cb"]).await;
        for round in 0..sizes::race_rounds() {
            let (code, later) = (ada.approve(&query_of(&app)).await, ada.approve(&query_of(&app)).await);
            let (secret, answer) = tokio::join!(rotated(&ada, &app), exchange_at(&server, &urls[round % 4], &app, &code));
            assert!(matches!(answer.status, 200 | 401), "{}", answer.body);
            exchange_at(&server, &urls[(round + 1) % 4], &app, &later).await.assert_error(401, "invalid_client");
            app.secret = secret;
            assert_eq!(exchange_at(&server, &urls[round % 4], &app, &later).await.status, 200);
        }
    }
}

on_both! {
    async fn s20_revoke_beside_redeem_leaves_no_token_behind(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        for _ in 0..sizes::race_rounds() {
            let (code, later) = (ada.approve(&query_of(&app)).await, ada.approve(&query_of(&app)).await);
            let ((), answer) = tokio::join!(server.revoke(&code), exchange_at(&server, &server.url, &app, &code));
            if answer.status == 200 {
                assert!(!server.is_live(answer.json()["access_token"].as_str().unwrap()).await);
            } else {
                answer.assert_error(400, "invalid_grant");
            }
            exchange_at(&server, &server.url, &app, &later).await.assert_error(400, "invalid_grant");
        }
    }
}

on_both! {
    async fn m6_s20_of_parallel_rotations_exactly_one_secret_authenticates(server) {
        let _turn = turns::alone().await;
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let path = format!("/settings/apps/{}/rotate-secret", app.client_id);
        let ticket = ada.get(&path).await.hidden("ticket");
        let fields = [("ticket", ticket.as_str())];
        let rotate = async || ada.post(&path, &fields).await;
        let decisions = join_all((0..100).map(|_| decision(rotate))).await;
        let mut working = Vec::new();
        for decision in decisions {
            let page = &decision.answer;
            // Overtaken, or a form about a secret that is gone already: no secret is shown that does not work.
            if page.status != 200 {
                assert!(matches!(page.status, 403 | 409), "{}", page.status);
                working.push(decision);
                continue;
            }
            let shown = App { secret: page.element("client-secret"), ..app.clone() };
            let answer = exchange_at(&server, &server.url, &shown, "x").await;
            working.push(Decision { answer, ..decision });
        }
        winner(&working, |answer| answer.status == 400);
    }
}

/// On the wall clock, losers that arrive more than a second after the winner are replays, and end its token: nobody can
/// tell a slow duplicate from a thief (RFC 6749 §4.1.2). So it works exactly if no such loser came.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn h8_s20_on_the_wall_clock_the_winners_token_lives_unless_a_loser_was_late() {
    let server = Server::on_the_wall_clock(Database::Embedded).await;
    let ada = server.sign_in("ada").await;
    let app = ada.register(&["https://c.example/cb"]).await;
    for _ in 0..5 {
        let code = ada.approve(&query_of(&app)).await;
        let exchange = async || app.exchange(&server, &code).await;
        let decisions = join_all((0..100).map(|_| decision(exchange))).await;
        let (won, lost) = winner(&decisions, |answer| answer.status == 200);
        lost.iter().for_each(|answer| answer.assert_error(400, "invalid_grant"));
        let late = server.take_log().iter().any(|line| line["outcome"] == "code_replayed");
        if let Some(won) = won {
            assert_eq!(server.is_live(won.json()["access_token"].as_str().unwrap()).await, !late);
        }
    }
}
