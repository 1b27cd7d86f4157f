//! O17: random histories. Whatever was dead at the end of one is dead after a restore to any of its moments, and what was
//! alive all along still is. What was made after the moment is lost, as docs/operations.md says.

use super::story::{Held, Kind, Story};
use super::table::{Moment, clear, live, live_at, lost, run};
use crate::harness::{Database, Server, sizes};
use serde_json::Value;
use shared::clock::Clock;
use shared::random;

/// SplitMix64: the same throws for the same seed.
struct Dice(u64);

impl Dice {
    fn throw(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % u64::try_from(sides).unwrap()).unwrap()
    }

    fn one_of<'a, T>(&mut self, some: &'a [T]) -> Option<&'a T> {
        if some.is_empty() { None } else { some.get(self.throw(some.len())) }
    }
}

const STEPS: usize = 18;

/// One thing happens.
async fn step(story: &mut Story<'_>, dice: &mut Dice) {
    let (browser, app) = (dice.throw(3), dice.throw(story.apps.len().max(1)));
    let held = |kinds: &[Kind], story: &Story<'_>| -> Vec<Held> {
        story.held.iter().filter(|held| kinds.contains(&held.kind)).cloned().collect()
    };
    match dice.throw(32) {
        0..3 => story.sign_in(browser, ["ada", "linus", "grace"][dice.throw(3)]).await,
        3 | 4 => story.sign_out(browser).await,
        5 => story.register(browser).await,
        6 => story.make_key(browser, if dice.throw(2) == 0 { Kind::Key } else { Kind::ManagementKey }).await,
        7..10 => {
            if let Some(key) = dice.one_of(&held(&[Kind::Key, Kind::ManagementKey], story)).cloned() {
                for browser in 0..3 {
                    story.delete_key(browser, &key).await;
                }
            }
        }
        10..12 => {
            story.approve(browser, app).await;
        }
        // Several in a row: of a grant's tokens, ten go on.
        12..16 => {
            for _ in 0..[1, 2, 4, 7][dice.throw(4)] {
                if let Some(code) = story.approve(browser, app).await {
                    story.redeem(app, &code).await;
                    story.pass(3);
                }
            }
        }
        // Spent and unspent ones, of whichever app.
        16..20 => {
            if let Some(code) = dice.one_of(&held(&[Kind::Code], story)).cloned() {
                story.redeem(code.app, &code.text).await;
            }
        }
        20..24 => {
            if let Some(token) = dice.one_of(&held(&[Kind::Token], story)).cloned() {
                story.revoke_token(&token).await;
            }
        }
        24 | 25 => story.revoke_approval(browser, app).await,
        26 | 27 => story.rotate(browser, app).await,
        28 => story.edit(browser, app).await,
        29 => story.delete_app(browser, app).await,
        _ => {
            let user = ["ada", "linus", "grace"][dice.throw(3)];
            let org = if user == "grace" { "org_globex" } else { "org_acme" };
            let paths = [
                format!("/api/users/{user}"),
                format!("/api/users/{user}/sessions"),
                format!("/api/orgs/{org}/members/{user}"),
                format!("/api/orgs/{org}/members/{user}/rights"),
                format!("/api/orgs/{org}"),
            ];
            story.offboard(&paths[dice.throw(paths.len())]).await;
        }
    }
}

/// Where every history begins: three people, two orgs with an app and keys each, and everybody has approved something.
async fn begin(story: &mut Story<'_>, dice: &mut Dice) {
    for (browser, user) in ["ada", "linus", "grace"].into_iter().enumerate() {
        story.sign_in(browser, user).await;
    }
    for admin in [0, 2] {
        story.register(admin).await;
        story.make_key(admin, Kind::Key).await;
        story.make_key(admin, Kind::ManagementKey).await;
    }
    for browser in 0..3 {
        let app = dice.throw(2);
        let code = story.approve(browser, app).await.unwrap();
        assert!(story.redeem(app, &code).await);
        story.approve(browser, app).await.unwrap();
    }
}

/// Lines since a moment as an operator may hand them over: from some time before it, in no order, some of them twice.
fn handed_over(log: &[Value], since: usize, dice: &mut Dice) -> Vec<Value> {
    let from = since - dice.throw(since + 1);
    let mut lines: Vec<Value> = log[from..].to_vec();
    for _ in 0..lines.len() / 4 {
        let twice = dice.one_of(&lines).cloned();
        lines.extend(twice);
    }
    for place in (1..lines.len()).rev() {
        lines.swap(place, dice.throw(place + 1));
    }
    lines
}

/// One history; what comes alive without the lines of `left_out`.
async fn history(seed: u64, told: &Server, restored: &Server, left_out: Option<&str>) -> Vec<String> {
    let mut dice = Dice(seed);
    clear(told).await;
    told.take_log();
    let mut story = Story::new(told);
    begin(&mut story, &mut dice).await;
    let moment_at = dice.throw(STEPS) + 1;
    let mut moment = None;
    for number in 1..=STEPS {
        story.step = number;
        story.pass([20, 40, 60, 200, 3_600][dice.throw(5)]);
        if number == moment_at {
            moment = Some((Moment::of(&story).await, told.log().len()));
        }
        step(&mut story, &mut dice).await;
    }
    let (moment, since) = moment.unwrap();
    story.pass(20);
    let mut lines = handed_over(&told.log(), since, &mut dice);
    lines.retain(|line| Some(line["outcome"].as_str().unwrap()) != left_out);

    restored.clock.advance(told.clock.now().since(restored.clock.now()));
    moment.restore_to(restored).await;
    // Without the lines: `NOT_BEFORE` alone. It does not ask how old a secret is, which by itself opens nothing.
    let not_before = if dice.throw(2) == 0 { moment.time } else { told.clock.now() };
    let mut alone = live_at(restored, &restored.not_before(not_before).await, &story).await;
    alone.retain(|place| story.held[*place].kind != Kind::Secret);

    let dry = run(restored, &lines, true).await;
    let report = run(restored, &lines, false).await;
    let again = run(restored, &lines, false).await;
    let (at_the_end, after) = (live(told, &story).await, live(restored, &story).await);

    let mut wrong = Vec::new();
    let name = |place: &usize| format!("{:?} {place} of step {}", story.held[*place].kind, story.held[*place].since);
    wrong.extend(after.difference(&at_the_end).map(|place| format!("{} is alive again", name(place))));
    let lost = lost(&story, moment.step, &at_the_end, &after);
    wrong.extend(lost.iter().map(|place| format!("{} is lost", name(place))));
    wrong.extend(alone.iter().map(|place| format!("{} is alive with NOT_BEFORE alone", name(place))));
    if dry.ended != report.ended || again.total() != 0 || report.unread + dry.unread + again.unread != 0 {
        wrong.push(format!("dry {dry:?}, then {report:?}, again {again:?}"));
    }
    wrong
}

/// Two servers: one where things happen, one that is set back.
async fn servers() -> (Server, Server) {
    let now = Clock::System.now();
    let told = Server::with_clock(Database::Embedded.endpoint().await, Clock::stopped(now)).await;
    (told, Server::with_clock(Database::Embedded.endpoint().await, Clock::stopped(now)).await)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn o17_after_a_restore_nothing_lives_that_was_dead_and_what_lived_all_along_does() {
    let (told, restored) = servers().await;
    let (seeds, count) = match sizes::seed() {
        Some(seed) => (vec![seed], 1),
        None => {
            let first = u64::from_str_radix(&random::base62(6), 36).unwrap_or(1);
            ((0..).map(|n| first + n).take(sizes::histories()).collect(), sizes::histories())
        }
    };
    for seed in seeds {
        let wrong = history(seed, &told, &restored, sizes::left_out().as_deref()).await;
        assert!(wrong.is_empty(), "POSTERN_SEED={seed} make test-one T=o17_after: {}", wrong.join("; "));
    }
    println!("o17: {count} histories, 0 credentials alive that were dead");
}
