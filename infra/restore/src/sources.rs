//! Where lines come from: the forms in which CloudWatch gives them.

use serde_json::Value;

/// The lines of a document, each with the number that names it to a person: of its line, or of its place in a list.
///
/// Three forms are known: a line of the log on each line; the same with a time and a space before it, as an export to S3 and
/// `aws logs tail --format short` have it; and the document of `aws logs filter-log-events --output json`, or the list of its
/// messages. Not what Logs Insights gives: it ends at 10,000 lines and does not say so.
pub fn messages(document: &str) -> Vec<(usize, String)> {
    if let Some(messages) = serde_json::from_str(document).ok().and_then(|whole| listed(&whole)) {
        return numbered(messages.into_iter());
    }
    let lines = document.lines().map(|line| without_time(line.trim()).to_owned());
    numbered(lines).into_iter().filter(|(_, line)| !line.is_empty()).collect()
}

fn numbered(messages: impl Iterator<Item = String>) -> Vec<(usize, String)> {
    messages.enumerate().map(|(n, message)| (n + 1, message)).collect()
}

/// The messages of a document that is a list of them; `None` if it is one line of the log.
fn listed(whole: &Value) -> Option<Vec<String>> {
    let list = whole.get("events").unwrap_or(whole).as_array()?;
    let text = |entry: &Value| match entry.get("message").unwrap_or(entry) {
        Value::String(message) => message.trim().to_owned(),
        other => other.to_string(),
    };
    Some(list.iter().map(text).collect())
}

fn without_time(line: &str) -> &str {
    match line.split_once(' ') {
        Some((time, rest)) if time.starts_with(|first: char| first.is_ascii_digit()) && time.contains('T') => {
            rest.trim()
        }
        Some(_) | None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: &str = r#"{"outcome":"signed_out"}"#;

    #[test]
    fn o17_each_form_gives_the_same_lines() {
        let plain = format!("{LINE}\n\n{LINE}\r\n");
        let export = format!("2026-11-27T03:00:00.000Z {LINE}\n\n2026-11-27T03:00:00 {LINE}\n");
        for document in [plain, export] {
            assert_eq!(messages(&document), [(1, LINE.to_owned()), (3, LINE.to_owned())]);
        }
        let events = serde_json::json!({ "searchedLogStreams": [], "events": [
            { "logStreamName": "a", "timestamp": 1, "message": format!("{LINE}\n"), "eventId": "1" },
            { "logStreamName": "b", "timestamp": 2, "message": LINE },
        ]});
        let texts = serde_json::json!([LINE, LINE]);
        for document in [events.to_string(), serde_json::to_string_pretty(&events).unwrap(), texts.to_string()] {
            assert_eq!(messages(&document), [(1, LINE.to_owned()), (2, LINE.to_owned())]);
        }
    }

    #[test]
    fn o17_one_line_alone_is_a_line_and_nothing_is_nothing() {
        assert_eq!(messages(LINE), [(1, LINE.to_owned())]);
        assert!(messages("\n \n").is_empty());
        assert_eq!(messages("cut off {"), [(1, "cut off {".to_owned())]);
    }
}
