//! What comes back without belonging to anything that this browser has begun.

use super::{assert_nobody, sign_in, to_callback, with_issuer};
use crate::harness::product::{self, Product};
use crate::harness::{Answer, Server, Visitor};
use serde_json::json;
use std::time::Duration;

/// A page that signs nobody in, says that cookies may be blocked, and leads on.
#[track_caller]
fn assert_forgotten(server: &Server, answer: &Answer, visitor: &Visitor) {
    assert_nobody(answer, visitor, 400);
    assert!(answer.body.contains("cookies") && answer.body.contains("href=\"/login\""), "{}", answer.body);
    assert_eq!(server.last_log()["outcome"], "sign_in_forgotten");
    assert!(answer.headers.get("set-cookie").is_none(), "a failed callback clears no cookie");
}

fn changed(path: &str, name: &str, change: impl Fn(&str) -> String) -> String {
    let (path, query) = path.split_once('?').unwrap();
    let pairs = query.split('&').map(|pair| match pair.split_once('=').unwrap() {
        (found, value) if found == name => change(value),
        _ => pair.to_owned(),
    });
    let query: Vec<String> = pairs.filter(|pair| !pair.is_empty()).collect();
    format!("{path}?{}", query.join("&"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t3_an_issuers_answer_belongs_to_the_browser_that_asked_for_it() {
    let (server, issuer) = with_issuer("ES256", "token", &[]).await;
    let visitor = server.visitor();
    let callback = to_callback(&server, &issuer, &visitor, "u1", &json!({})).await;
    // Login CSRF: an attacker's own answer, in the victim's browser, without its cookie and with a cookie of its own.
    let victim = server.visitor();
    assert_forgotten(&server, &victim.get(&callback).await, &victim);
    victim.get("/login").await;
    assert_forgotten(&server, &victim.get(&callback).await, &victim);
    for other in [
        changed(&callback, "state", |state| format!("state={}", state.chars().rev().collect::<String>())),
        changed(&callback, "state", |state| format!("state={}x", &state[..8])),
        changed(&callback, "state", |state| format!("state={state}&state={state}")),
        changed(&callback, "state", |_| String::new()),
        changed(&callback, "state", |_| "state=".to_owned()),
        "/login/callback".to_owned(),
        "/login/callback?ticket=x".to_owned(),
    ] {
        assert_forgotten(&server, &visitor.get(&other).await, &visitor);
    }
    let twice = changed(&callback, "code", |code| format!("code={code}&code={code}"));
    assert_nobody(&visitor.get(&twice).await, &visitor, 400);
    assert_eq!(server.last_log()["detail"], "several");
    // All of that has spent nothing.
    assert_eq!(visitor.get(&callback).await.status, 303);
    // Twice: the attempt has led to where it should.
    let again = visitor.get(&callback).await;
    again.assert_page(400);
    assert!(again.says("You are signed in: u1 in u1.") && again.body.contains("/login?again=1"), "{}", again.body);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t3_a_ticket_belongs_to_the_browser_whose_nonce_it_has() {
    let product = Product::new("HS256");
    let server = product.server(&[]).await;
    let (attacker, victim) = (server.visitor(), server.visitor());
    let nonce = product::begin(&attacker, "/login").await;
    let ticket = product.ticket(&server, &nonce, &json!({"sub": "u1"}));
    assert_forgotten(&server, &product::present(&victim, &ticket).await, &victim);
    victim.get("/login").await;
    assert_forgotten(&server, &product::present(&victim, &ticket).await, &victim);
    for other in ["/login/callback", "/login/callback?code=x&state=y", "/login/callback?ticket="] {
        assert_forgotten(&server, &attacker.get(other).await, &attacker);
    }
    assert_eq!(product::present(&attacker, &ticket).await.status, 303);
    product::present(&attacker, &ticket).await.assert_page(400);
    // Replayed after a sign-out, in the same browser.
    assert_eq!(attacker.post("/logout", &[]).await.status, 303);
    assert_forgotten(&server, &product::present(&attacker, &ticket).await, &attacker);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t3_an_attempt_ends_after_half_an_hour() {
    let product = Product::new("HS256");
    let clock = shared::clock::Clock::stopped(shared::clock::Clock::System.now());
    let known_by = product.signer.known_by();
    let server =
        Server::signing_in_at(clock, &[("HANDOFF_URL", product::LOGIN_PAGE), ("HANDOFF_SECRET", &known_by)]).await;
    let visitor = server.visitor();
    let nonce = product::begin(&visitor, "/login").await;
    server.clock.advance(Duration::from_secs(1_800));
    let late = product::present(&visitor, &product.ticket(&server, &nonce, &json!({"sub": "u1"}))).await;
    assert_forgotten(&server, &late, &visitor);
    let nonce = product::begin(&visitor, "/login").await;
    server.clock.advance(Duration::from_secs(1_798));
    assert_eq!(product::present(&visitor, &product.ticket(&server, &nonce, &json!({"sub": "u1"}))).await.status, 303);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t3_where_somebody_is_signed_in_a_page_says_who_before_anyone_goes_on() {
    let product = Product::new("EdDSA");
    let server =
        product.server(&[("CLAIM_ORG", "org"), ("ADMIN_USERS", "u1"), ("CLAIM_ORG_NAME", "name_of_org")]).await;
    let visitor = server.visitor();
    let claims = json!({"sub": "u1", "org": "acme", "name": "Ada", "name_of_org": "Acme & Co"});
    product.sign_in(&server, &visitor, &claims).await;
    let nonce = product::begin(&visitor, "/login").await;
    let bad = product.signer.sign(&json!({"alg": "EdDSA", "typ": "JWT"}), &product.claims(&server, &nonce, &claims));
    for page in [
        product::present(&visitor, "x").await,
        product::present(&visitor, &bad).await,
        visitor.get("/login/callback").await,
    ] {
        page.assert_page(400);
        assert!(page.says("You are signed in: Ada in Acme & Co."), "{}", page.body);
        assert!(page.body.contains("href=\"/\"") && page.body.contains("again=1"), "{}", page.body);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t4_what_merely_looks_begins_and_redeems_nothing() {
    let (server, issuer) = with_issuer("RS256", "token", &[]).await;
    let visitor = server.visitor();
    let callback = to_callback(&server, &issuer, &visitor, "u1", &json!({})).await;
    issuer.asked();
    for (method, path, allow) in [
        ("HEAD", callback.as_str(), "GET"),
        ("POST", &callback, "GET, HEAD"),
        ("PUT", &callback, "GET, HEAD"),
        ("HEAD", "/login", "GET"),
        ("POST", "/login", "GET, HEAD"),
        ("GET", "/login/org", "POST"),
        ("GET", "/logout", "POST"),
        ("POST", "/login/ask", "GET, HEAD"),
        ("POST", "/login/ended", "GET, HEAD"),
    ] {
        let request = server.client.request(method.parse().unwrap(), format!("{}{path}", server.url));
        let answer = visitor.send(request.header("origin", &server.url)).await;
        assert_eq!((answer.status, answer.header("allow")), (405, allow), "{method} {path}");
        assert!(answer.headers.get("set-cookie").is_none(), "{method} {path}");
    }
    assert!(issuer.asked().is_empty() && server.keys("SESSION#").await.is_empty());
    assert_eq!(visitor.get(&callback).await.status, 303);
    for path in ["/login/ask", "/login/ended"] {
        let head = Answer::read(server.client.head(format!("{}{path}", server.url)).send().await.unwrap()).await;
        assert_eq!((head.status, head.body.as_str()), (200, ""));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t5_an_issuers_error_is_told_in_our_words() {
    let (server, issuer) = with_issuer("ES256", "token", &[]).await;
    let visitor = server.visitor();
    let to_issuer = visitor.get("/login?return_to=%2Fsettings%2Fapps").await;
    let denied = issuer.deny(&issuer.browser(&server), to_issuer.location()).await;
    let denied = denied.strip_prefix(&server.url).unwrap();
    assert!(denied.contains("error=access_denied") && denied.contains("theirs"), "{denied}");
    let page = visitor.get(denied).await;
    assert_nobody(&page, &visitor, 400);
    assert!(page.says("cancelled or not allowed") && !page.body.contains("theirs"), "{}", page.body);
    assert_eq!(
        (&server.last_log()["outcome"], &server.last_log()["detail"]),
        (&json!("issuer_denied"), &json!("access_denied"))
    );
    for (error, words) in [
        ("login_required", "nobody is signed in at the moment"),
        ("server_error", "something went wrong"),
        ("%3Cb%3E", "something went wrong"),
    ] {
        let page = visitor.get(&denied.replace("access_denied", error)).await;
        page.assert_page(400);
        assert!(page.says(words), "{}", page.body);
    }
    // Somebody else's error, or another issuer's, is none of ours.
    let stranger = server.visitor();
    assert_forgotten(&server, &stranger.get(denied).await, &stranger);
    let mixed_up = changed(denied, "iss", |_| "iss=https%3A%2F%2Fevil.example".to_owned());
    visitor.get(&mixed_up).await.assert_page(400);
    assert_eq!(server.last_log()["detail"], "iss");
    // The same attempt leads back in the end.
    let to_issuer = visitor.get(&page.link("/login?attempt=")).await;
    let back = issuer.sign_in(&issuer.browser(&server), to_issuer.location(), "u1", &json!({})).await;
    let answer = visitor.get(back.strip_prefix(&server.url).unwrap()).await;
    assert_eq!((answer.status, answer.location()), (303, "/settings/apps"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t5_an_answer_says_whose_it_is_where_that_is_promised() {
    let (server, issuer) = with_issuer("RS256", "token", &[]).await;
    for bad in ["", "iss=", "iss=https%3A%2F%2Fevil.example", "iss=a&iss=a"] {
        let visitor = server.visitor();
        let callback = to_callback(&server, &issuer, &visitor, "u1", &json!({})).await;
        issuer.asked();
        let answer = visitor.get(&changed(&callback, "iss", |_| bad.to_owned())).await;
        assert_nobody(&answer, &visitor, 400);
        assert_eq!((&server.last_log()["detail"], issuer.asked().len()), (&json!("iss"), 0), "{bad}");
    }
    // From an issuer that promises nothing, nothing is expected; what is sent counts.
    use crate::harness::issuer::{Bend, Part};
    let (server, issuer) = with_issuer("RS256", "token", &[]).await;
    issuer.bend(
        Part::Discovery,
        Bend::json(|document| document["authorization_response_iss_parameter_supported"] = json!(null)),
    );
    let visitor = server.visitor();
    let callback = to_callback(&server, &issuer, &visitor, "u1", &json!({})).await;
    visitor.get(&changed(&callback, "iss", |iss| format!("iss={iss}x"))).await.assert_page(400);
    assert_eq!(visitor.get(&changed(&callback, "iss", |_| String::new())).await.status, 303);
    assert_eq!(sign_in(&server, &issuer, &server.visitor(), "u1", &json!({})).await.status, 303);
}
