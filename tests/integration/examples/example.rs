//! The example app, as a developer runs it: installed, its own tests, then connected to a real Postern.

use crate::harness::npm::{self, REMEDY};
use crate::harness::process::{PATIENCE, Process, free_port};
use crate::harness::{Answer, App, Server, Visitor};
use tokio::process::Command;

const HOME: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/node");

/// The example, running, and ada's browser: one jar for each of the two hosts.
struct Example {
    process: Process,
    app: App,
    there: Visitor,
    here: Visitor,
}

impl Example {
    async fn start(server: &Server) -> Self {
        npm::installed(HOME).await;
        let port = free_port();
        let there = server.sign_in("ada").await;
        let app = there.register(&[&format!("http://127.0.0.1:{port}/callback")]).await;
        let mut node = Command::new("node");
        node.arg("src/server.js").current_dir(HOME).env("POSTERN_URL", &server.url).env("PORT", port.to_string());
        node.env("CLIENT_ID", &app.client_id).env("CLIENT_SECRET", &app.secret);
        let mut process = Process::start(&mut node, REMEDY);
        let url = process.line("ready: ").await;
        assert_eq!(url, format!("http://127.0.0.1:{port}"));
        let mut here = server.visitor();
        here.url = url;
        Self { process, app, there, here }
    }

    /// Presses the example's button, then one of the consent page; returns the way back, not yet taken.
    async fn decide(&self, action: &str) -> Answer {
        let connect = self.here.get("/connect").await;
        assert_eq!(connect.status, 303, "{}", connect.body);
        let page = self.there.get(connect.location().strip_prefix(&self.there.url).unwrap()).await;
        page.assert_page(200);
        self.there.decide(&page, action).await
    }

    /// Takes a way back to the callback.
    async fn come_back(&self, location: &str) -> Answer {
        self.here.get(location.strip_prefix(&self.here.url).unwrap()).await
    }

    async fn home(&self) -> Answer {
        let home = self.here.get("/").await;
        assert_eq!(home.status, 200, "{}", home.body);
        home
    }

    /// Presses one of the buttons that call the API.
    async fn call(&self, path: &str) -> Answer {
        self.here.post("/call", &[("path", path)]).await
    }

    async fn disconnect(&self) {
        let answer = self.here.post("/disconnect", &[]).await;
        assert_eq!((answer.status, answer.location()), (303, "/"), "{}", answer.body);
    }

    async fn stop(self) {
        self.process.interrupt().await;
        assert_eq!(self.process.end(PATIENCE).await.code, Some(0));
    }
}

/// How many tokens the grant behind a code has.
async fn tokens(server: &Server, code: &str) -> usize {
    server.grant_of(code).await.unwrap()["tokens"].as_m().unwrap().len()
}

#[tokio::test]
async fn its_own_tests_pass() {
    npm::installed(HOME).await;
    npm::run(HOME, &["test"]).await;
}

scenario! {
    async fn it_connects_and_shows_neither_code_nor_token(server) {
        let example = Example::start(&server).await;
        assert!(example.home().await.body.contains("href=\"/connect\""));

        let decided = example.decide("approve").await;
        let code = decided.callback()["code"].clone();
        let back = example.come_back(decided.location()).await;
        assert_eq!((back.status, back.location()), (303, "/"), "{}", back.body);
        assert_eq!(tokens(&server, &code).await, 1);

        let home = example.home().await;
        for shown in ["org_acme", "cus_acme", "integrations posts analytics"] {
            assert!(home.body.contains(shown), "{shown} in {}", home.body);
        }
        for answer in [&back, &home] {
            let all = format!("{:?} {}", answer.headers, answer.body);
            for rest in all.split("pos_").skip(1) {
                assert!(rest.chars().take_while(char::is_ascii_alphanumeric).count() <= 4, "{all}");
            }
            assert!(!all.contains(&code) && !all.contains(&example.app.secret), "{all}");
        }
        let answer = example.call("integrations").await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        for shown in ["GET /public/v1/integrations", "org_acme-x", "&#34;user&#34;: &#34;ada&#34;"] {
            assert!(answer.body.contains(shown), "{shown} in {}", answer.body);
        }
        example.disconnect().await;
        assert_eq!(tokens(&server, &code).await, 0, "disconnecting gives the token back");
        assert!(!example.home().await.body.contains("org_acme"));
        example.stop().await;
    }
}

scenario! {
    async fn it_tells_a_missing_permission_from_a_token_that_was_taken_back(server) {
        let example = Example::start(&server).await;
        // The app may ask for less than the buttons need.
        let path = format!("/settings/apps/{}", example.app.client_id);
        let callback = format!("{}/callback", example.here.url);
        let fields = [("name", "N"), ("redirect_uris", callback.as_str()), ("scopes", "posts")];
        example.there.submit(&path, &path, &fields).await.assert_page(200);
        let decided = example.decide("approve").await;
        example.come_back(decided.location()).await;
        assert_eq!(example.call("posts").await.status, 200);
        assert_eq!(example.call("integrations").await.location(), "/");
        let home = example.home().await;
        assert!(home.body.contains("insufficient_scope") && home.body.contains("org_acme"), "{}", home.body);

        let path = format!("/settings/approved-apps/{}/revoke", example.app.client_id);
        let revoked = example.there.submit_to("/settings/approved-apps", &path, &[("org", "org_acme")]).await;
        assert_eq!(revoked.status, 303, "{}", revoked.body);
        assert_eq!(example.call("posts").await.location(), "/");
        let home = example.home().await;
        assert!(home.body.contains("invalid_token") && !home.body.contains("org_acme"), "{}", home.body);
        example.stop().await;
    }
}

scenario! {
    async fn it_takes_no_for_an_answer_and_may_be_asked_again(server) {
        let example = Example::start(&server).await;
        let decided = example.decide("deny").await;
        assert_eq!(example.come_back(decided.location()).await.status, 303);
        let home = example.home().await;
        assert!(home.body.contains("You said no.") && !home.body.contains("org_acme"), "{}", home.body);

        let decided = example.decide("approve").await;
        example.come_back(decided.location()).await;
        assert!(example.home().await.body.contains("org_acme"));
        example.stop().await;
    }
}

scenario! {
    async fn an_answer_to_no_question_of_its_own_spends_no_code(server) {
        let example = Example::start(&server).await;
        let decided = example.decide("approve").await;
        let callback = decided.callback();
        // Login CSRF (RFC 6749 §10.12): the attacker's code, in the victim's browser.
        let forged = decided.location().replace(&callback["state"], &"x".repeat(43));
        let refused = example.come_back(&forged).await;
        assert_eq!(refused.status, 400);
        assert!(refused.body.contains("wrong_state"), "{}", refused.body);
        // The attempt is over, even for the right state.
        assert_eq!(example.come_back(decided.location()).await.status, 400);
        assert!(!example.home().await.body.contains("org_acme"));
        assert_eq!(tokens(&server, &callback["code"]).await, 0);
        example.stop().await;
    }
}
