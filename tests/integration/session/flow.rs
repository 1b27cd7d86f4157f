//! Sign-in that works: by every algorithm, with claims in either place, back to where it was begun.

use super::{ORGS, session_item, sign_in, with_issuer};
use crate::harness::issuer::{CLIENT, Part};
use crate::harness::product::{self, Product};
use crate::harness::{Server, query_of};
use serde_json::json;
use std::collections::BTreeMap;
use url::Url;

fn query(location: &str) -> BTreeMap<String, String> {
    Url::parse(location).unwrap().query_pairs().into_owned().collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t1_an_issuers_user_is_signed_in_with_what_it_says_of_them() {
    let (server, issuer) = with_issuer("RS256", "token", &ORGS).await;
    let visitor = server.visitor();
    let to_issuer = visitor.get("/login").await;
    assert!(to_issuer.location().starts_with(&format!("{}/auth?", issuer.url)), "{to_issuer:?}");
    assert_eq!(to_issuer.header("referrer-policy"), "no-referrer");
    let sent = query(to_issuer.location());
    let callback = format!("{}/login/callback", server.url);
    for (name, value) in [
        ("response_type", "code"),
        ("client_id", CLIENT),
        ("redirect_uri", &callback),
        ("scope", "openid profile email"),
        ("code_challenge_method", "S256"),
    ] {
        assert_eq!(sent[name], value);
    }
    assert!(
        ["state", "nonce", "code_challenge"].iter().all(|name| sent[*name].len() == 43) && !sent.contains_key("prompt")
    );
    let claims = json!({"org": "acme", "org_name": "Acme", "role": ["owner"], "cus": "c1", "name": "Ada", "email": "ada@x.example"});
    let answer = sign_in(&server, &issuer, &visitor, "u1", &claims).await;
    assert_eq!((answer.status, answer.location()), (303, "/"), "{}", answer.body);
    let session = session_item(&server).await;
    for (name, value) in [
        ("user", "u1"),
        ("org", "acme"),
        ("org_name", "Acme"),
        ("role", "admin"),
        ("cus", "c1"),
        ("display_name", "Ada"),
        ("email", "ada@x.example"),
    ] {
        assert_eq!(session[name].as_s().unwrap(), value);
    }
    visitor.get("/settings/apps").await.assert_page(200);
    // The attempt has led to where it should.
    assert_eq!(
        visitor.cookies().iter().filter(|cookie| cookie.contains("login")).count(),
        1,
        "{:?}",
        visitor.cookies()
    );
    assert_eq!(server.last_log()["outcome"], "apps_listed");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t1_each_algorithm_and_either_place_for_claims_will_do() {
    for (algorithm, claims) in [("PS256", "token"), ("ES256", "userinfo"), ("ES384", "token"), ("EdDSA", "userinfo")] {
        let (server, issuer) = with_issuer(algorithm, claims, &ORGS).await;
        let visitor = server.visitor();
        let answer =
            sign_in(&server, &issuer, &visitor, "u1", &json!({"org": 42, "role": "admin", "cus": "c", "name": "Ada"}))
                .await;
        assert_eq!(
            (answer.status, answer.location()),
            (303, "/"),
            "{algorithm}: {} {}",
            answer.body,
            server.last_log()
        );
        let session = session_item(&server).await;
        assert_eq!(
            (session["org"].as_s().unwrap().as_str(), session["role"].as_s().unwrap().as_str()),
            ("42", "admin")
        );
        // What is only shown is not asked for.
        assert_eq!(session["display_name"].as_s().unwrap(), if claims == "token" { "Ada" } else { "u1" });
        assert_eq!(issuer.asked().contains(&Part::Userinfo), claims == "userinfo", "{algorithm}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t1_whoever_wants_another_account_is_asked_for_one() {
    let (server, issuer) = with_issuer("ES256", "token", &[("OIDC_PROMPT", "login consent")]).await;
    let location = server.visitor().get("/login?again=1").await.location().to_owned();
    assert_eq!(query(&location)["prompt"], "login consent");
    for other in ["again=0", "again=1&again=1", "again"] {
        let location = server.visitor().get(&format!("/login?{other}")).await.location().to_owned();
        assert!(!query(&location).contains_key("prompt"), "{other}");
    }
    assert!(issuer.asked().iter().all(|part| *part != Part::Pages));
    let product = Product::new("ES256");
    let server = product.server(&[]).await;
    let location = server.visitor().get("/login?again=1").await.location().to_owned();
    assert_eq!(query(&location)["postern_again"], "1");
    assert!(!query(server.visitor().get("/login").await.location()).contains_key("postern_again"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t2_the_products_ticket_signs_in_by_every_algorithm_it_may_be_signed_with() {
    for algorithm in ["HS256", "ES256", "EdDSA", "RS256", "PS256"] {
        let product = Product::new(algorithm);
        let server = product.server(&ORGS).await;
        let visitor = server.visitor();
        let claims = json!({"sub": "u1", "org": "acme", "role": "member", "name": "Ada"});
        let answer = product.sign_in(&server, &visitor, &claims).await;
        assert_eq!(
            (answer.status, answer.location()),
            (303, "/"),
            "{algorithm}: {} {}",
            answer.body,
            server.last_log()
        );
        let session = session_item(&server).await;
        assert_eq!(
            (session["user"].as_s().unwrap().as_str(), session["role"].as_s().unwrap().as_str()),
            ("u1", "member")
        );
        visitor.get("/settings/approved-apps").await.assert_page(200);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t2_while_keys_are_rotated_both_are_known() {
    let (product, next) = (Product::new("ES256"), Product::new("HS256"));
    let server = product.server(&[("HANDOFF_SECRET_2", &next.signer.known_by())]).await;
    for signer in [&product, &next] {
        assert_eq!(signer.sign_in(&server, &server.visitor(), &json!({"sub": "u"})).await.status, 303);
    }
    let other = Product::new("ES256");
    other.sign_in(&server, &server.visitor(), &json!({"sub": "u"})).await.assert_page(400);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t1_t2_a_sign_in_leads_back_to_where_it_was_begun() {
    let product = Product::new("EdDSA");
    let server = product.server(&ORGS).await;
    let admin = server.visitor();
    product.sign_in(&server, &admin, &json!({"sub": "u1", "org": "acme", "role": "admin"})).await;
    let app = admin.register(&["https://c.example/cb"]).await;
    let user = server.visitor();
    let asked = user.authorize(&query_of(&app)).await;
    asked.assert_asks_to_sign_in();
    let nonce = product::begin(&user, asked.location()).await;
    let back = product::present(&user, &product.ticket(&server, &nonce, &json!({"sub": "u2", "org": "acme"}))).await;
    assert_eq!((back.status, back.location()), (303, format!("/oauth/authorize?{}", query_of(&app)).as_str()));
    assert!(!user.approve(&query_of(&app)).await.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a15_t2_a_way_back_in_the_address_is_taken_and_one_that_leads_elsewhere_ignored() {
    let product = Product::new("EdDSA");
    let server = product.server(&ORGS).await;
    for (return_to, expected) in [
        ("/settings/approved-apps?x=1", "/settings/approved-apps?x=1"),
        ("//evil", "/"),
        ("/\\evil", "/"),
        ("https:evil", "/"),
        ("https://evil.example", "/"),
        ("", "/"),
    ] {
        let visitor = server.visitor();
        let encoded: String = url::form_urlencoded::byte_serialize(return_to.as_bytes()).collect();
        let nonce = product::begin(&visitor, &format!("/login?return_to={encoded}")).await;
        let back =
            product::present(&visitor, &product.ticket(&server, &nonce, &json!({"sub": "u2", "org": "acme"}))).await;
        assert_eq!(back.location(), expected, "{return_to}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t1_an_issuer_that_takes_the_secret_in_the_body_gets_it_there() {
    let (server, issuer) = with_issuer("RS256", "token", &[]).await;
    issuer.takes("client_secret_post", &server).await;
    let answer = sign_in(&server, &issuer, &server.visitor(), "u1", &json!({})).await;
    assert_eq!(answer.status, 303, "{}", server.last_log());
    assert_eq!(session_item(&server).await["org"].as_s().unwrap(), "user:u1");
    assert_is_public(&server).await;
}

/// Nothing of sign-in is for one's eyes only.
async fn assert_is_public(server: &Server) {
    for path in ["/login/ask", "/login/ended"] {
        server.visitor().get(path).await.assert_page(200);
    }
}
