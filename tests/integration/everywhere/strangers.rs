//! Requests without credentials, and users beside each other.

use crate::harness::{Server, query_of, sizes};
use futures_util::future::join_all;
use shared::credential::{ClientSecret, Digest};
use shared::http::routes::ROUTES;

scenario! {
    async fn r6_a_stranger_writes_nothing_however_often_he_asks(server) {
        let app = server.sign_in("ada").await.register(&["https://c.example/cb"]).await;
        let query = query_of(&app);
        server.faults.forget();
        let bodies = [
            "", "user=nobody", "action=approve&ticket=1.x&request=x", "grant_type=authorization_code&code=x&client_id=x&client_secret=x",
            "name=N&redirect_uris=https%3A%2F%2Fc.example%2F&scopes=posts&ticket=1.x",
        ];
        let paths: Vec<(reqwest::Method, String)> = ROUTES
            .iter()
            .map(|route| (route.method.clone().unwrap_or(reqwest::Method::POST), crate::harness::filled(route.path, &app.client_id)))
            .chain([(reqwest::Method::GET, format!("/oauth/authorize?{query}")), (reqwest::Method::POST, "/login".into()), (reqwest::Method::POST, "/logout".into())])
            .collect();
        let count = sizes::strangers_requests();
        let ask = |n: usize| {
            let (method, path) = &paths[n % paths.len()];
            let request = server.client.request(method.clone(), format!("{}{path}", server.url));
            let request = request.header("content-type", "application/x-www-form-urlencoded").body(bodies[n % bodies.len()]);
            async move { request.send().await.unwrap().status().as_u16() }
        };
        for chunk in (0..count).collect::<Vec<_>>().chunks(50) {
            for status in join_all(chunk.iter().map(|&n| ask(n))).await {
                assert!((200..500).contains(&status), "{status}");
            }
        }
        assert_eq!(server.faults.writes(), 0, "{count} requests");
    }
}

scenario! {
    async fn p6_users_beside_each_other_in_one_environment_never_meet(server) {
        let app = server.sign_in("ada").await.register(&["https://c.example/cb"]).await;
        let people = [("ada", "Ada Lovelace", "org_acme"), ("linus", "Linus Pauling", "org_acme"), ("grace", "Grace Hopper", "org_globex")];
        let flow = async |server: &Server, n: usize| {
            let (user, name, org) = people[n % people.len()];
            let visitor = server.sign_in(user).await;
            let page = visitor.authorize(&app.query(&format!("&x={n}"))).await;
            for (_, other, _) in people {
                assert_eq!(page.body.contains(other), other == name);
            }
            let code = visitor.decide(&page, "approve").await.callback()["code"].clone();
            let granted = app.exchange(server, &code).await.json();
            assert_eq!(granted["id"], org);
            let grant = server.grant_of(granted["access_token"].as_str().unwrap()).await.unwrap();
            assert_eq!(grant["user"].as_s().unwrap(), user);
        };
        for chunk in (0..sizes::interleaved_flows()).collect::<Vec<_>>().chunks(30) {
            join_all(chunk.iter().map(|&n| flow(&server, n))).await;
        }
    }
}

/// Welch's t between comparisons that differ in the first byte and in the last: an early exit would show.
#[test]
fn g12_digests_are_compared_in_constant_time() {
    let digest = |hex: String| Digest::<ClientSecret>::from_hex(&hex).unwrap();
    let stored = digest("a".repeat(64));
    let others = [digest(format!("b{}", "a".repeat(63))), digest(format!("{}b", "a".repeat(63)))];
    let trial = || {
        let mut samples = [Vec::new(), Vec::new()];
        for at in 0..sizes::timing_samples() {
            // In turns, and each as often the first: what comes second finds the caches warmer.
            for which in [at % 2, 1 - at % 2] {
                samples[which].push(comparisons(&stored, &others[which]));
            }
        }
        let [(mean_a, error_a), (mean_b, error_b)] = samples.map(mean_and_error);
        ((mean_a - mean_b) / (error_a + error_b).sqrt()).abs()
    };
    // A real difference shows in every trial; a noisy neighbour in one.
    let t = (0..5).map(|_| trial()).fold(f64::INFINITY, f64::min);
    println!("g12: Welch's t is {t:.2}");
    assert!(t < 4.5);
}

/// Nanoseconds that sixteen comparisons take. Never inlined: two copies of it could differ by how they are aligned.
#[inline(never)]
fn comparisons(stored: &Digest<ClientSecret>, other: &Digest<ClientSecret>) -> f64 {
    let started = std::time::Instant::now();
    for _ in 0..16 {
        assert!(std::hint::black_box(stored) != std::hint::black_box(other));
    }
    started.elapsed().as_nanos() as f64
}

/// Without the slowest tenth, which is the machine's, not ours.
fn mean_and_error(mut sample: Vec<f64>) -> (f64, f64) {
    sample.sort_by(f64::total_cmp);
    sample.truncate(sample.len() * 9 / 10);
    let mean = sample.iter().sum::<f64>() / sample.len() as f64;
    let variance = sample.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / sample.len() as f64;
    (mean, variance / sample.len() as f64)
}
