//! Names and addresses, as far as they can be shown.

use serde_json::Value;

/// Characters that are kept of one: pages have little room, and sessions are items of a table.
const MOST: usize = 200;

/// A text that shows something; `None` for anything else. Pages escape it and set it apart from the words around it.
pub(super) fn display(value: Option<&Value>) -> Option<String> {
    let shown = value?.as_str()?.chars().filter(|&c| !c.is_control() && !turns_text(c)).take(MOST).collect::<String>();
    let shown = shown.trim();
    (!shown.is_empty()).then(|| shown.to_owned())
}

/// The controls of direction, with which a name could rearrange itself into another (UAX #9 §2).
fn turns_text(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{061c}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_name_is_shown_as_far_as_it_can_be() {
        assert_eq!(display(Some(&json!(" Ada\n Lovelace\u{202e} "))).as_deref(), Some("Ada Lovelace"));
        assert_eq!(display(Some(&json!("é".repeat(300)))).unwrap().chars().count(), 200);
        for none in [json!(""), json!(" \t"), json!(7), json!(["Ada"]), json!(null)] {
            assert_eq!(display(Some(&none)), None, "{none}");
        }
    }
}
