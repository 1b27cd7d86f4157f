//! `/public/v1/…`

/// RFC 6750: which credentials open it, and how it refuses the others.
mod bearer;
/// What arrives upstream: headers, the identity.
mod forwarded;
/// Which paths arrive upstream.
mod paths;
/// Slow, silent and closed upstreams; what is sent once.
mod retries;
/// The signature, and those who verify it.
mod signature;
/// Bodies of every size, byte for byte.
mod sizes;
/// An upstream that attacks.
mod upstream_attacks;

use crate::harness::{App, Server, Visitor, query_of};
use postern_local::upstream::DemoUpstream;
use serde_json::{Value, json};
use shared::clock::Clock;
use shared::config::{Config, PublicUrl};
use shared::lambda::Function;
use std::time::Duration;

/// How long the proxy keeps a connection that lies idle. A machine may be so busy that it has lain idle by the next request.
const IDLE: Duration = Duration::from_secs(4);

/// Ada, her app, and a token with the scopes asked for (all of them for `""`).
async fn token_for(server: &Server, scope: &str) -> (Visitor, App, String) {
    let ada = server.sign_in("ada").await;
    let app = ada.register(&["https://c.example/cb"]).await;
    let query = if scope.is_empty() { query_of(&app) } else { app.query(&format!("&scope={scope}")) };
    let code = ada.approve(&query).await;
    let token = app.redeem(server, &code).await;
    (ada, app, token)
}

/// An API key of that use.
async fn key_for(visitor: &Visitor, opens: &str) -> String {
    let path = "/settings/api-keys";
    let page = visitor.submit_to(path, path, &[("label", "K"), ("use", opens)]).await;
    page.assert_page(200);
    page.element("api-key")
}

/// The proxy alone, before some upstream, to be handed events as the gateway makes them.
fn function(server: &Server, upstream: &DemoUpstream) -> Function {
    let config = Config {
        accent: shared::accent::Accent::default(),
        public_url: PublicUrl::parse("https://auth.example").unwrap(),
        product: "P".into(),
        operator_org: None,
    };
    let upstream = proxy::Upstream::new(&upstream.url, Some(&upstream.secret), None).unwrap();
    crate::harness::function("proxy", proxy::service(upstream), server, config, Clock::System)
}

/// The client's address, as the gateway says it.
const SOURCE_IP: &str = "2001:db8::1";

fn event(method: &str, path: &str, query: &str, token: &str) -> Value {
    json!({"version": "2.0", "rawPath": path, "rawQueryString": query, "headers": {"authorization": token},
        "requestContext": {"requestId": "r1", "http": {"method": method, "path": path, "sourceIp": SOURCE_IP}}, "isBase64Encoded": false})
}
