//! What the stream of the table tells: which of its records are work, and of what kind.

use serde::Deserialize;
use serde_json::value::RawValue;
use shared::credential::locator::AppLocator;
use shared::ids::ClientId;
use shared::store::ItemKind;

/// A record, as work. The event source mapping in `template.yaml` lets only these through.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Record {
    /// An app was deleted.
    AppDeleted(ClientId),
    /// An offboarding was noted; this is the key of its note.
    Offboarded(String),
    /// Nothing known here: passed over, since no repetition would make it known.
    Unknown,
}

/// What a stream brings, as JSON text. Records are read one by one, so that an odd one spoils no other.
pub(crate) fn records(event: &str) -> impl Iterator<Item = Record> {
    let records = serde_json::from_str(event).map(|StreamEvent { records }| records).unwrap_or_default();
    records.into_iter().map(|record| Record::of(record.get()))
}

#[derive(Deserialize)]
struct StreamEvent<'a> {
    #[serde(rename = "Records", borrow)]
    records: Vec<&'a RawValue>,
}

/// Of a record what decides: whatever else there is in it is passed over as it is read.
#[derive(Deserialize)]
struct Change<'a> {
    #[serde(rename = "eventName")]
    event_name: String,
    #[serde(borrow)]
    dynamodb: Changed<'a>,
}

#[derive(Deserialize)]
struct Changed<'a> {
    #[serde(rename = "Keys")]
    keys: Keys,
    #[serde(rename = "OldImage", borrow)]
    old_image: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct Keys {
    pk: Text,
}

#[derive(Deserialize)]
struct DeletedApp {
    client_id: Text,
}

/// DynamoDB's way of writing a string.
#[derive(Deserialize)]
struct Text {
    #[serde(rename = "S")]
    text: String,
}

impl Record {
    /// Reads one record of a stream event.
    fn of(record: &str) -> Self {
        let Ok(Change { event_name, dynamodb: Changed { keys, old_image } }) = serde_json::from_str(record) else {
            return Self::Unknown;
        };
        let pk = keys.pk.text;
        match (&*event_name, pk.strip_prefix(ItemKind::App.prefix())) {
            ("REMOVE", Some(locator)) => {
                let app = old_image.and_then(|image| deleted_app(image.get(), locator));
                app.map_or(Self::Unknown, Self::AppDeleted)
            }
            ("INSERT", None) if pk.starts_with(ItemKind::Offboarding.prefix()) => Self::Offboarded(pk),
            _ => Self::Unknown,
        }
    }
}

fn deleted_app(image: &str, locator: &str) -> Option<ClientId> {
    let DeletedApp { client_id } = serde_json::from_str(image).ok()?;
    // The image and the key must be of one app: what is deleted follows from the image.
    ClientId::parse(&client_id.text).filter(|id| AppLocator::of(id).as_str() == locator)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn record(name: &str, pk: &str, image: &Value) -> Record {
        let record = json!({"eventName": name, "dynamodb": {"Keys": {"pk": {"S": pk}}, "OldImage": image}});
        Record::of(&record.to_string())
    }

    #[test]
    fn h13_a_noted_offboarding_is_work_and_its_end_is_not() {
        let pk = format!("{}x", ItemKind::Offboarding.prefix());
        assert_eq!(record("INSERT", &pk, &json!({})), Record::Offboarded(pk.clone()));
        assert_eq!(record("REMOVE", &pk, &json!({})), Record::Unknown);
    }

    #[test]
    fn m9_only_the_removal_of_an_app_is_work() {
        let client_id = ClientId::generate();
        let (id, pk) =
            (client_id.as_str(), format!("{}{}", ItemKind::App.prefix(), AppLocator::of(&client_id).as_str()));
        let image = json!({"client_id": {"S": id}});
        let deleted = Record::AppDeleted(client_id.clone());
        assert_eq!(record("REMOVE", &pk, &image), deleted);
        for (name, pk, image) in [
            ("MODIFY", &*pk, &image),
            ("INSERT", &pk, &image),
            ("REMOVE", "APP#000000000000", &image),
            ("REMOVE", "GRANT#x", &image),
            ("REMOVE", &pk, &json!({})),
            ("REMOVE", &pk, &json!({"client_id": {"S": "pca_x"}})),
            ("REMOVE", &pk, &json!({"client_id": {"N": id}})),
        ] {
            assert_eq!(record(name, pk, image), Record::Unknown, "{name} {pk} {image}");
        }
        for odd in [json!(null), json!([]), json!({"eventName": 1})] {
            assert_eq!(Record::of(&odd.to_string()), Record::Unknown);
        }
    }

    #[test]
    fn an_odd_record_spoils_no_other() {
        let pk = format!("{}x", ItemKind::Offboarding.prefix());
        let event = json!({"Records": [null, {"eventName": "INSERT", "dynamodb": {"Keys": {"pk": {"S": pk}}}}, 1]});
        let read: Vec<Record> = records(&event.to_string()).collect();
        assert_eq!(read, [Record::Unknown, Record::Offboarded(pk), Record::Unknown]);
        for none in ["{}", "null", r#"{"Records": {}}"#, "{"] {
            assert_eq!(records(none).count(), 0, "{none}");
        }
    }
}
