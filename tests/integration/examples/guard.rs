//! The server that asks Postern about each request: taken out of docs/your-api.md, and run.

use crate::harness::faults::Fault;
use crate::harness::process::{Folder, Process};
use crate::harness::{Answer, query_of};
use tokio::process::Command;

/// The code block that begins with its name.
fn guard() -> &'static str {
    let document = include_str!("../../../docs/your-api.md");
    document.split("```js\n").find(|block| block.starts_with("// guard.mjs")).unwrap().split("```").next().unwrap()
}

scenario! {
    async fn j1_j3_j6_j7_readmes_guard_says_what_rfc_6750_wants_and_forgets_nothing(server) {
        let ada = server.sign_in("ada").await;
        let fields = [("label", "guard"), ("use", "manage")];
        let key = ada.submit("/settings/api-keys", "/settings/api-keys", &fields).await.element("api-key");
        let app = ada.register(&["https://c.example/cb"]).await;
        let token = app.redeem(&server, &ada.approve(&query_of(&app)).await).await;
        let narrow = app.redeem(&server, &ada.approve(&app.query("&scope=analytics")).await).await;

        let folder = Folder::new();
        std::fs::write(folder.path().join("guard.mjs"), guard()).unwrap();
        let mut node = Command::new("node");
        node.arg("guard.mjs").current_dir(folder.path());
        node.env("POSTERN_URL", &server.url).env("POSTERN_KEY", &key).env("PORT", "0");
        let mut process = Process::start(&mut node, "Type: sudo apt-get install -y nodejs");
        let url = process.line("ready: ").await;
        let ask = async |authorization: &str| {
            let request = server.client.get(&url);
            let request = if authorization.is_empty() { request } else { request.header("authorization", authorization) };
            Answer::read(request.send().await.unwrap()).await
        };

        for form in [token.clone(), format!("Bearer {token}"), format!("bearer  {token}")] {
            let answer = ask(&form).await;
            assert_eq!(answer.status, 200, "{}", answer.body);
            assert_eq!(answer.json(), serde_json::json!({"user": "ada", "org": "org_acme", "client": app.client_id}));
            assert_eq!(answer.header("cache-control"), "private, no-store");
        }
        let answer = ask(&narrow).await;
        assert_eq!((answer.status, answer.json()["scope"].as_str()), (403, Some("posts")));
        assert!(answer.header("www-authenticate").contains("insufficient_scope"));
        let before = server.log().len();
        for junk in ["", "Bearer", "Basic eDp5", "Bearer a b"] {
            assert_eq!(ask(junk).await.status, 401, "{junk}");
        }
        assert_eq!(server.log().len(), before, "junk is not worth a question");
        assert_eq!(ask(&key).await.status, 401, "a manage key opens no public API");
        // Trouble is 503, and the token is as good as before.
        server.faults.fail_always("BatchGetItem", Fault::Internal);
        let answer = ask(&token).await;
        assert_eq!((answer.status, answer.header("retry-after")), (503, "2"));
        server.faults.heal();
        assert_eq!(ask(&token).await.status, 200);
        server.revoke(&token).await;
        let answer = ask(&token).await;
        assert_eq!(answer.status, 401);
        assert!(answer.header("www-authenticate").starts_with("Bearer "));
    }
}
