//! The commands of the documents, typed as they stand there, and the answers that stand beneath them.

use super::read;
use crate::harness::{Server, query_of};
use serde_json::Value;
use tokio::process::Command;

/// The `curl` commands of a document, each as one line.
fn commands(document: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut goes_on = false;
    for line in document.lines() {
        let text = line.trim();
        if goes_on {
            found.last_mut().unwrap().push_str(text.trim_end_matches('\\'));
        } else if line.starts_with("    ") && text.starts_with("curl ") {
            found.push(text.trim_end_matches('\\').to_owned());
        } else {
            continue;
        }
        goes_on = text.ends_with('\\');
    }
    found
}

/// The blocks of JSON of a document. `…` is anything.
fn answers(document: &str) -> Vec<Value> {
    let blocks = document.split("```json\n").skip(1).map(|rest| rest.split("```").next().unwrap());
    blocks.map(|block| serde_json::from_str(&block.replace("[…]", "\"…\"")).unwrap()).collect()
}

/// Whether an answer is as shown.
fn is_as(shown: &Value, answer: &Value) -> bool {
    match (shown, answer) {
        (Value::String(text), _) if text == "…" => true,
        (Value::String(text), Value::String(real)) => match text.split_once('…') {
            Some((start, end)) => real.starts_with(start) && real.ends_with(end),
            None => text == real,
        },
        // A moment.
        (Value::Number(_), Value::Number(_)) => true,
        (Value::Array(shown), Value::Array(real)) => {
            shown.len() == real.len() && shown.iter().zip(real).all(|(shown, real)| is_as(shown, real))
        }
        (Value::Object(shown), Value::Object(real)) => {
            shown.keys().eq(real.keys()) && shown.iter().all(|(name, value)| is_as(value, &real[name]))
        }
        _ => shown == answer,
    }
}

/// Types a command; what it was answered.
async fn typed(server: &Server, command: &str, values: &[(&str, &str)]) -> (u16, Value) {
    let mut line = command.replace("http://localhost:9000", &server.url);
    for (placeholder, value) in values {
        line = line.replace(placeholder, value);
    }
    let line = line.replacen("curl ", "curl --silent --show-error --write-out '\\n%{http_code}' ", 1);
    let output = Command::new("bash").args(["-c", &line]).output().await.unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
    let (answer, status) = said.rsplit_once('\n').unwrap();
    let body = answer.rsplit("\r\n\r\n").next().unwrap();
    (status.parse().unwrap(), serde_json::from_str(body).unwrap_or_default())
}

scenario! {
    async fn the_flow_by_hand_is_as_readme_shows_it(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["http://127.0.0.1:4000/callback"]).await;
        let code = ada.approve(&query_of(&app)).await;
        let (readme, your_api) = (read("README.md"), read("docs/your-api.md"));
        let (typed_there, shown) = (commands(&readme), answers(&readme));
        let values = [("poc_…", code.as_str()), ("pca_…", &app.client_id), ("pcs_…", &app.secret)];
        let (status, token) = typed(&server, &typed_there[0], &values).await;
        assert!(status == 200 && is_as(&shown[0], &token), "{token}");
        let values = [("pos_…", token["access_token"].as_str().unwrap())];
        assert_eq!(typed(&server, &typed_there[1], &values).await.0, 200);
        let (status, answer) = typed(&server, &commands(&your_api)[0], &values).await;
        assert!(status == 200 && is_as(&answers(&your_api)[0], &answer), "{answer}");
    }
}

scenario! {
    async fn the_management_api_is_as_its_document_shows_it(server) {
        let ada = server.sign_in("ada").await;
        let fields = [("label", "program"), ("use", "manage")];
        let key = ada.submit("/settings/api-keys", "/settings/api-keys", &fields).await.element("api-key");
        let document = read("docs/manage.md");
        let mut client_id = String::new();
        let mut statuses = Vec::new();
        for command in commands(&document) {
            let (status, answer) = typed(&server, &command, &[("$KEY", &key), ("$ID", &client_id)]).await;
            if statuses.is_empty() {
                assert!(is_as(&answers(&document)[0], &answer), "{answer}");
                answer["client_id"].as_str().unwrap().clone_into(&mut client_id);
            }
            statuses.push(status);
        }
        assert_eq!(statuses, [201, 200, 200, 200, 200, 204, 204, 204, 204, 204]);
    }
}
