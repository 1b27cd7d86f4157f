//! What the stream of the table tells: which of its records are work, and of what kind.

use serde_json::Value;
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

impl Record {
    /// Reads one record of a stream event.
    pub(crate) fn of(record: &Value) -> Self {
        let name = record.get("eventName").and_then(Value::as_str).unwrap_or_default();
        let pk = record.pointer("/dynamodb/Keys/pk/S").and_then(Value::as_str).unwrap_or_default();
        match (name, pk.strip_prefix(ItemKind::App.prefix())) {
            ("REMOVE", Some(locator)) => deleted_app(record, locator).map_or(Self::Unknown, Self::AppDeleted),
            ("INSERT", None) if pk.starts_with(ItemKind::Offboarding.prefix()) => Self::Offboarded(pk.to_owned()),
            _ => Self::Unknown,
        }
    }
}

fn deleted_app(record: &Value, locator: &str) -> Option<ClientId> {
    let client_id = record.pointer("/dynamodb/OldImage/client_id/S")?.as_str()?;
    // The image and the key must be of one app: what is deleted follows from the image.
    ClientId::parse(client_id).filter(|id| AppLocator::of(id).as_str() == locator)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn record(name: &str, pk: &str, image: &Value) -> Record {
        Record::of(&json!({"eventName": name, "dynamodb": {"Keys": {"pk": {"S": pk}}, "OldImage": image}}))
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
            assert_eq!(Record::of(&odd), Record::Unknown);
        }
    }
}
