//! What each function asks of the database, written down for `scripts/permissions`, which holds it against the functions' roles.
//!
//! Whatever is signed by no function is nobody's: what a test reads itself, or has a store do.

use super::faults::Call;
use postern_local::database::NO_FUNCTION;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::sync::{LazyLock, Mutex};

struct Recordings {
    file: File,
    /// What this process has written to it.
    written: BTreeSet<String>,
}

static RECORDINGS: LazyLock<Option<Mutex<Recordings>>> = LazyLock::new(|| {
    let file = OpenOptions::new().create(true).append(true).open(path()?).unwrap();
    Some(Mutex::new(Recordings { file, written: BTreeSet::new() }))
});

#[expect(clippy::disallowed_methods, reason = "`make test` says here where it wants them")]
fn path() -> Option<String> {
    std::env::var("POSTERN_RECORDINGS").ok()
}

/// Notes a call, unless it has been noted.
pub(super) fn record(call: &Call) {
    let Some(recordings) = RECORDINGS.as_ref() else { return };
    if call.signer == NO_FUNCTION {
        return;
    }
    let mut recordings = recordings.lock().unwrap();
    for line in asked(call).iter().map(Value::to_string) {
        if recordings.written.insert(line.clone()) {
            // A line is one write at the end of the file: other processes may be writing theirs.
            recordings.file.write_all(format!("{line}\n").as_bytes()).unwrap();
        }
    }
}

/// What the caller's role is asked for. A batch is one question about all its keys; of a transaction each item is one of its own.
fn asked(call: &Call) -> Vec<Value> {
    let body = &call.body;
    let one = |action: &str, keys: Vec<&Value>| {
        let keys: BTreeSet<&str> = keys.into_iter().map(prefix).collect();
        json!({ "function": call.signer, "action": action, "keys": keys, "index": body.get("IndexName") })
    };
    match call.operation.as_str() {
        "BatchGetItem" => {
            let tables = body["RequestItems"].as_object().unwrap().values();
            vec![one("BatchGetItem", tables.flat_map(|table| table["Keys"].as_array().unwrap()).collect())]
        }
        "TransactWriteItems" => {
            let items = body["TransactItems"].as_array().unwrap().iter().flat_map(|item| item.as_object().unwrap());
            let action =
                |kind: &str| if kind == "ConditionCheck" { "ConditionCheckItem".into() } else { format!("{kind}Item") };
            items.map(|(kind, item)| one(&action(kind), vec![key(item)])).collect()
        }
        // Its key is the index's, and shows nothing of whose items it finds.
        "Query" | "Scan" => vec![one(&call.operation, Vec::new())],
        _ => vec![one(&call.operation, vec![key(body)])],
    }
}

/// Where a write says which item it means.
fn key(write: &Value) -> &Value {
    if write["Key"].is_null() { &write["Item"] } else { &write["Key"] }
}

/// What the key begins with: the kind of its item.
fn prefix(key: &Value) -> &str {
    let pk = key["pk"]["S"].as_str().unwrap_or_default();
    pk.split_inclusive('#').next().unwrap_or_default()
}

#[test]
fn a_batch_is_one_question_and_a_transaction_one_for_each_of_its_items() {
    let asked = |operation: &str, body: Value| {
        let call = Call { signer: "consent".to_owned(), operation: operation.to_owned(), body };
        let lines: Vec<Value> = asked(&call);
        assert!(lines.iter().all(|line| line["function"] == "consent"));
        lines.iter().map(|line| format!("{} {} {}", line["action"], line["keys"], line["index"])).collect::<Vec<_>>()
    };
    let pk = |key: &str| json!({ "pk": { "S": key } });
    assert_eq!(
        asked(
            "BatchGetItem",
            json!({ "RequestItems": { "t": { "Keys": [pk("GRANT#b"), pk("APP#a"), pk("GRANT#a")] } } })
        ),
        [r##""BatchGetItem" ["APP#","GRANT#"] null"##]
    );
    let items = json!([
        { "Put": { "Item": { "pk": { "S": "CODE#a#b" }, "x": { "S": "y" } } } },
        { "Update": { "Key": pk("GRANT#a") } },
        { "ConditionCheck": { "Key": pk("APP#a") } },
        { "Delete": { "Key": pk("SESSION#a") } },
    ]);
    assert_eq!(
        asked("TransactWriteItems", json!({ "TransactItems": items })),
        [
            r##""PutItem" ["CODE#"] null"##,
            r##""UpdateItem" ["GRANT#"] null"##,
            r##""ConditionCheckItem" ["APP#"] null"##,
            r##""DeleteItem" ["SESSION#"] null"##
        ]
    );
    assert_eq!(asked("Query", json!({ "IndexName": "by_owner" })), [r#""Query" [] "by_owner""#]);
    assert_eq!(asked("DeleteItem", json!({ "Key": pk("KEY#a") })), [r##""DeleteItem" ["KEY#"] null"##]);
    assert_eq!(asked("Scan", json!({})), [r#""Scan" [] null"#]);
}
