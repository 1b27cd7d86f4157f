//! A product with a login page of its own: what it hands over.

use super::signer::Signer;
use super::{Answer, Server, Visitor};
use serde_json::{Value, json};
use session::SignIn;
use url::Url;

/// Where its login page is. Nobody goes there: a test is the browser, and the product.
pub const LOGIN_PAGE: &str = "https://app.example/login?from=postern";
/// Who signs its tickets.
pub const ORIGIN: &str = "https://app.example";

/// The product, with its key.
pub struct Product {
    pub signer: Signer,
}

impl Product {
    pub fn new(algorithm: &'static str) -> Self {
        Self { signer: Signer::new(algorithm) }
    }

    /// What a function is configured with whose users sign in there.
    pub fn sign_in_of(&self) -> SignIn {
        let known_by = self.signer.known_by();
        let variable = self.variable();
        SignIn::from(&|name| match name {
            "HANDOFF_URL" => Some(LOGIN_PAGE.to_owned()),
            name if name == variable => Some(known_by.clone()),
            _ => None,
        })
        .unwrap()
    }

    fn variable(&self) -> &'static str {
        if self.signer.algorithm == "HS256" { "HANDOFF_SECRET" } else { "HANDOFF_KEY" }
    }

    /// A server whose users sign in there; `more` says what else is configured.
    pub async fn server(&self, more: &[(&str, &str)]) -> Server {
        let known_by = self.signer.known_by();
        let variable = self.variable();
        Server::signing_in(&[&[("HANDOFF_URL", LOGIN_PAGE), (variable, &known_by)], more].concat()).await
    }

    /// The header of a ticket.
    pub fn header(&self) -> Value {
        json!({"alg": self.signer.algorithm, "typ": "postern-ticket+jwt"})
    }

    /// What a ticket says beside the claims.
    pub fn claims(&self, server: &Server, nonce: &str, claims: &Value) -> Value {
        let now = server.clock.now().seconds();
        let mut all = json!({"iss": ORIGIN, "aud": server.url, "iat": now, "exp": now + 300, "nonce": nonce});
        all.as_object_mut().unwrap().extend(claims.as_object().unwrap().clone());
        all
    }

    /// A ticket that is all right.
    pub fn ticket(&self, server: &Server, nonce: &str, claims: &Value) -> String {
        self.signer.sign(&self.header(), &self.claims(server, nonce, claims))
    }

    /// Signs in with a fresh attempt.
    pub async fn sign_in(&self, server: &Server, visitor: &Visitor, claims: &Value) -> Answer {
        let nonce = begin(visitor, "/login").await;
        present(visitor, &self.ticket(server, &nonce, claims)).await
    }
}

/// Begins to sign in; returns the nonce that the product is told.
pub async fn begin(visitor: &Visitor, path: &str) -> String {
    let to_product = visitor.get(path).await;
    assert_eq!(to_product.status, 303, "{}", to_product.body);
    assert!(
        to_product.location().starts_with("https://app.example/login?from=postern&postern_nonce="),
        "{}",
        to_product.location()
    );
    let url = Url::parse(to_product.location()).unwrap();
    let nonce = url.query_pairs().find(|(name, _)| name == "postern_nonce").map(|(_, value)| value.into_owned());
    nonce.unwrap()
}

/// The browser comes back with a ticket.
pub async fn present(visitor: &Visitor, ticket: &str) -> Answer {
    visitor.get(&format!("/login/callback?ticket={ticket}")).await
}
