//! The table's stream, and what Lambda's event source mapping does with it: filters, hands over, and hands over again
//! what was not done.
//!
//! Read as JSON, not through an SDK: what `GetRecords` answers is, record for record, what a function is sent.

use crate::functions::Purging;
use serde_json::{Value, json};
use shared::store::ItemKind;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

/// Between two looks at the stream.
const POLL: Duration = Duration::from_millis(500);
/// Before records that were not done come again.
const AGAIN: Duration = Duration::from_secs(2);

/// In the form of a signature: DynamoDB's, embedded or Amazon's local one, look no further.
const UNCHECKED: &str =
    "AWS4-HMAC-SHA256 Credential=local/20260101/local/dynamodb/aws4_request, SignedHeaders=host, Signature=0";

/// What passes: the name of the event, and what the key begins with. The filters of `template.yaml`; a test holds them equal.
pub const FILTERS: [(&str, &str); 2] = [("REMOVE", ItemKind::App.prefix()), ("INSERT", ItemKind::Offboarding.prefix())];

/// A table's stream, read from its beginning or from a checkpoint: what was deleted while nobody listened is not forgotten.
pub struct Stream {
    client: reqwest::Client,
    endpoint: String,
    arn: String,
    /// Where each shard goes on; `None` at its end.
    shards: BTreeMap<String, Option<String>>,
    /// The file that keeps the number of the last record that was done with, if one does.
    checkpoint: Option<PathBuf>,
    /// Taken already, and not handed out: a look that fails half-way loses nothing.
    taken: Vec<Value>,
}

impl Stream {
    /// Opens the stream of a table. The embedded database never forgets a record: without a `checkpoint`, each start would hand
    /// them all over again.
    pub async fn open(endpoint: &str, table: &str, checkpoint: Option<PathBuf>) -> Result<Self, String> {
        let mut stream = Self {
            client: reqwest::Client::new(),
            endpoint: endpoint.to_owned(),
            arn: String::new(),
            shards: BTreeMap::new(),
            checkpoint,
            taken: Vec::new(),
        };
        let listed = stream.call("ListStreams", json!({ "TableName": table })).await?;
        let arn = listed.pointer("/Streams/0/StreamArn").and_then(Value::as_str);
        arn.ok_or_else(|| format!("the table {table} has no stream"))?.clone_into(&mut stream.arn);
        Ok(stream)
    }

    /// The records since the last look that pass the filters.
    pub async fn take(&mut self) -> Result<Vec<Value>, String> {
        self.find_shards().await?;
        for (shard, iterator) in self.shards.clone() {
            let mut next = iterator;
            while let Some(iterator) = next {
                let answer = self.call("GetRecords", json!({ "ShardIterator": iterator })).await?;
                next = answer.get("NextShardIterator").and_then(Value::as_str).map(str::to_owned);
                let records = answer.get("Records").and_then(Value::as_array).cloned().unwrap_or_default();
                self.shards.insert(shard.clone(), next.clone());
                if records.is_empty() {
                    break;
                }
                self.taken.extend(records.into_iter().filter(passes));
            }
        }
        Ok(std::mem::take(&mut self.taken))
    }

    /// Feeds them to whoever purges, until the process ends.
    pub async fn feed(mut self, purging: Purging) {
        loop {
            // A look that fails is made again; the stream forgets nothing meanwhile.
            let records = self.take().await.unwrap_or_default();
            let event = json!({ "Records": records });
            while !records.is_empty() && !purging.serve(event.clone()).await {
                tokio::time::sleep(AGAIN).await;
            }
            self.done_with(records.last());
            tokio::time::sleep(POLL).await;
        }
    }

    fn done_with(&self, last: Option<&Value>) {
        let number = last.and_then(|record| record.pointer("/dynamodb/SequenceNumber")?.as_str());
        if let (Some(file), Some(number)) = (&self.checkpoint, number) {
            // Where it cannot be written, records come again at the next start, which harms nothing.
            let _ = std::fs::write(file, number);
        }
    }

    async fn find_shards(&mut self) -> Result<(), String> {
        let described = self.call("DescribeStream", json!({ "StreamArn": self.arn })).await?;
        let shards = described.pointer("/StreamDescription/Shards").and_then(Value::as_array).cloned();
        for shard in shards.unwrap_or_default() {
            let Some(id) = shard.get("ShardId").and_then(Value::as_str) else { continue };
            if !self.shards.contains_key(id) {
                let done = self.checkpoint.as_ref().and_then(|file| std::fs::read_to_string(file).ok());
                let from = match done {
                    Some(number) => json!({ "StreamArn": self.arn, "ShardId": id,
                        "ShardIteratorType": "AFTER_SEQUENCE_NUMBER", "SequenceNumber": number }),
                    None => json!({ "StreamArn": self.arn, "ShardId": id, "ShardIteratorType": "TRIM_HORIZON" }),
                };
                let answer = self.call("GetShardIterator", from).await?;
                let iterator = answer.get("ShardIterator").and_then(Value::as_str).map(str::to_owned);
                self.shards.insert(id.to_owned(), iterator);
            }
        }
        Ok(())
    }

    async fn call(&self, operation: &str, body: Value) -> Result<Value, String> {
        let request = self
            .client
            .post(&self.endpoint)
            .header("x-amz-target", format!("DynamoDBStreams_20120810.{operation}"))
            .header("content-type", "application/x-amz-json-1.0")
            // Nobody checks these, but they must be there.
            .header("x-amz-date", "20260101T000000Z")
            .header("authorization", UNCHECKED);
        let answer = request.body(body.to_string()).send().await.map_err(|error| error.to_string())?;
        let (status, text) = (answer.status(), answer.text().await.map_err(|error| error.to_string())?);
        if !status.is_success() {
            return Err(format!("{operation}: {status} {text}"));
        }
        serde_json::from_str(&text).map_err(|error| error.to_string())
    }
}

/// Whether a record passes the filters.
fn passes(record: &Value) -> bool {
    let name = record.get("eventName").and_then(Value::as_str).unwrap_or_default();
    let pk = record.pointer("/dynamodb/Keys/pk/S").and_then(Value::as_str).unwrap_or_default();
    FILTERS.iter().any(|(event, prefix)| name == *event && pk.starts_with(prefix))
}
