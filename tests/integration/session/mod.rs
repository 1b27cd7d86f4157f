//! Sign-in for real: through an OpenID Connect issuer, and through the login page that a product has.

/// Answers that belong to nothing that the browser has begun.
mod callback;
/// What sign-in costs, and what it leaves behind.
mod costs;
/// How a session takes another's place, how it ends, and what a sign-in rests on.
mod end;
/// Sign-in that works, in every way there is.
mod flow;
/// A page that asks for an org, left open.
mod left_open;
/// Tokens and tickets with something changed at random.
mod mutated;
/// People leave, and what signed them in is still about.
mod offboarding;
/// Whom claims make of somebody, and the page that asks for which org.
mod orgs;
/// `make run` with the variables of sign-in.
mod process;
/// Tickets that are not what they should be.
mod tickets;
/// ID tokens that are not what they should be.
mod tokens;
/// An issuer that is of no help, or changes its keys.
mod trouble;

use crate::harness::issuer::{CLIENT, CLIENT_SECRET, Issuer, payload};
use crate::harness::{Answer, Server, Visitor, config};
use serde_json::{Value, json};
use shared::clock::Clock;
use shared::http::request::Request;
use shared::sign_in::Attempts;

/// The variables for a product whose users act for an org.
const ORGS: [(&str, &str); 4] =
    [("CLAIM_ORG", "org"), ("CLAIM_ROLE", "role"), ("CLAIM_ORG_NAME", "org_name"), ("CLAIM_CUS", "cus")];

/// An issuer, and a server whose users sign in through it, on the wall clock.
async fn with_issuer(algorithm: &str, claims: &str, more: &[(&str, &str)]) -> (Server, Issuer) {
    with_issuer_at(Clock::System, algorithm, claims, more).await
}

async fn with_issuer_at(clock: Clock, algorithm: &str, claims: &str, more: &[(&str, &str)]) -> (Server, Issuer) {
    let issuer = Issuer::start(algorithm, claims).await;
    let configured =
        [("OIDC_ISSUER", issuer.url.as_str()), ("OIDC_CLIENT_ID", CLIENT), ("OIDC_CLIENT_SECRET", CLIENT_SECRET)];
    let server = Server::signing_in_at(clock, &[&configured, more].concat()).await;
    issuer.trusts(&server).await;
    (server, issuer)
}

/// Goes to sign-in and through the issuer, in a new browser there; returns the callback's path, not yet taken.
async fn to_callback(server: &Server, issuer: &Issuer, visitor: &Visitor, user: &str, claims: &Value) -> String {
    let to_issuer = visitor.get("/login").await;
    assert_eq!(to_issuer.status, 303, "{}", to_issuer.body);
    let back = issuer.sign_in(&issuer.browser(server), to_issuer.location(), user, claims).await;
    back.strip_prefix(&server.url).unwrap_or_else(|| panic!("{back}")).to_owned()
}

/// The whole way.
async fn sign_in(server: &Server, issuer: &Issuer, visitor: &Visitor, user: &str, claims: &Value) -> Answer {
    let callback = to_callback(server, issuer, visitor, user, claims).await;
    visitor.get(&callback).await
}

/// The one session there is, as the table holds it.
pub async fn session_item(server: &Server) -> crate::harness::Item {
    let keys = server.keys("SESSION#").await;
    assert_eq!(keys.len(), 1, "{keys:?}");
    server.item(&keys[0]).await.unwrap()
}

/// Nobody was signed in by this answer, and nobody is.
#[track_caller]
fn assert_nobody(answer: &Answer, visitor: &Visitor, status: u16) {
    answer.assert_page(status);
    assert_eq!(visitor.cookie(&visitor.session_name()), None);
}

/// `text`, sealed by the attempt of this browser that `id_token` belongs to.
fn sealed(server: &Server, visitor: &Visitor, id_token: &str, text: &str) -> String {
    let event = json!({"rawPath": "/", "headers": {}, "isBase64Encoded": false, "cookies": visitor.cookies(),
        "requestContext": {"http": {"method": "GET"}}});
    let request = Request::from_event(event, server.clock.now()).unwrap();
    let config = config(&server.url);
    let nonce = payload(id_token)["nonce"].as_str().unwrap().to_owned();
    Attempts::of(&request, &config).by_nonce(&nonce).unwrap().seal(text)
}
