//! Many at once: the invariants of ARCHITECTURE.md under real concurrency, over several environments.

use crate::harness::{Answer, App, Database, Server, query_of, sizes};
use futures_util::future::join_all;
use std::time::{Duration, Instant};

/// Environments that share the table, each with its own connections.
async fn environments(server: &Server, count: usize) -> Vec<String> {
    join_all((0..count).map(|_| server.another())).await
}

async fn exchange_at(server: &Server, url: &str, app: &App, code: &str) -> Answer {
    let request = server.client.post(format!("{url}/oauth/token")).json(&app.fields(code));
    Answer::read(request.send().await.unwrap()).await
}

on_both! {
    async fn h8_of_many_parallel_redemptions_exactly_one_wins(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let code = ada.approve(&query_of(&app)).await;
        let urls = environments(&server, 50).await;
        let count = sizes::parallel_redemptions();
        let started = Instant::now();
        // As in Lambda, an environment serves one request at a time.
        let environment = async |first: usize| {
            let mut answers = Vec::new();
            for _ in (first..count).step_by(urls.len()) {
                answers.push(exchange_at(&server, &urls[first], &app, &code).await);
            }
            answers
        };
        let answers = join_all((0..urls.len()).map(environment)).await.concat();
        println!("h8: {count} parallel redemptions in {:?}", started.elapsed());
        let (won, lost): (Vec<_>, Vec<_>) = answers.iter().partition(|answer| answer.status == 200);
        assert_eq!(won.len(), 1);
        for answer in lost {
            answer.assert_error(400, "invalid_grant");
        }
        let token = won[0].json()["access_token"].as_str().unwrap().to_owned();
        assert_eq!(server.grant_of(&token).await.unwrap()["tokens"].as_m().unwrap().len(), 1);
        assert!(server.is_live(&token).await);
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
            let (a, b) = tokio::join!(ada.decide(&posts, "approve"), ada.decide(&analytics, "approve"));
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
            let (deleted, answer) = tokio::join!(ada.delete(&app), exchange_at(&server, &urls[round % 4], &app, &code));
            assert_eq!(deleted.status, 303);
            assert!(matches!(answer.status, 200 | 400 | 401), "{}", answer.body);
            if answer.status == 200 {
                assert!(!server.is_live(answer.json()["access_token"].as_str().unwrap()).await);
            }
            // Begun after the answer: never.
            exchange_at(&server, &urls[(round + 1) % 4], &app, &code).await.assert_error(401, "invalid_client");
        }
    }
}

on_both! {
    async fn h16_no_redemption_that_began_after_the_rotation_succeeds_with_the_old_secret(server) {
        let ada = server.sign_in("ada").await;
        let urls = environments(&server, 4).await;
        let mut app = ada.register(&["https://c.example/cb"]).await;
        for round in 0..sizes::race_rounds() {
            let (code, later) = (ada.approve(&query_of(&app)).await, ada.approve(&query_of(&app)).await);
            let (secret, answer) = tokio::join!(ada.rotate(&app), exchange_at(&server, &urls[round % 4], &app, &code));
            assert!(matches!(answer.status, 200 | 401), "{}", answer.body);
            exchange_at(&server, &urls[(round + 1) % 4], &app, &later).await.assert_error(401, "invalid_client");
            app.secret = secret;
            assert_eq!(exchange_at(&server, &urls[round % 4], &app, &later).await.status, 200);
        }
    }
}

on_both! {
    async fn revoke_beside_redeem_leaves_no_token_behind(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        for _ in 0..sizes::race_rounds() {
            let (code, later) = (ada.approve(&query_of(&app)).await, ada.approve(&query_of(&app)).await);
            let ((), answer) = tokio::join!(server.revoke(&code), app.exchange(&server, &code));
            if answer.status == 200 {
                assert!(!server.is_live(answer.json()["access_token"].as_str().unwrap()).await);
            } else {
                answer.assert_error(400, "invalid_grant");
            }
            app.exchange(&server, &later).await.assert_error(400, "invalid_grant");
        }
    }
}

on_both! {
    async fn m6_of_parallel_rotations_exactly_one_secret_authenticates(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let path = format!("/settings/apps/{}/rotate-secret", app.client_id);
        let ticket = ada.get(&path).await.hidden("ticket");
        let fields = [("ticket", ticket.as_str())];
        let mut pages = Vec::new();
        // Twenty-five at a time: more are more than Amazon's local database answers within a second.
        for _ in 0..4 {
            pages.extend(join_all((0..25).map(|_| ada.post(&path, &fields))).await);
        }
        let mut working = 0;
        for page in pages {
            // Overtaken, or a form about a secret that is gone already: no secret is shown that does not work.
            if page.status != 200 {
                assert!(matches!(page.status, 403 | 409), "{}", page.status);
                continue;
            }
            let answer = App { secret: page.element("client-secret"), ..app.clone() }.exchange(&server, "x").await;
            working += usize::from(answer.status == 400);
        }
        assert_eq!(working, 1);
    }
}

/// On the wall clock, losers that arrive more than a second after the winner are replays, and end its token: nobody can
/// tell a slow duplicate from a thief (RFC 6749 §4.1.2). So it works exactly if no such loser came.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn h8_on_the_wall_clock_the_winners_token_lives_unless_a_loser_was_late() {
    let server = Server::on_the_wall_clock(Database::Embedded).await;
    let ada = server.sign_in("ada").await;
    let app = ada.register(&["https://c.example/cb"]).await;
    for _ in 0..5 {
        let code = ada.approve(&query_of(&app)).await;
        let answers = join_all((0..100).map(|_| exchange_at(&server, &server.url, &app, &code))).await;
        let (won, lost): (Vec<_>, Vec<_>) = answers.iter().partition(|answer| answer.status == 200);
        assert_eq!(won.len(), 1);
        lost.iter().for_each(|answer| answer.assert_error(400, "invalid_grant"));
        let token = won[0].json()["access_token"].as_str().unwrap().to_owned();
        let late = server.take_log().iter().any(|line| line["outcome"] == "code_replayed");
        assert_eq!(server.is_live(&token).await, !late);
    }
}
