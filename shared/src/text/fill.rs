//! Sentences with values in them.

use maud::{Markup, Render, html};

/// A sentence, with `{name}` replaced by its value. Everything is escaped, and each value stands in a `<bdi>`: a name may
/// be written in the other direction, and must not turn the words around it.
pub fn fill(sentence: &str, values: &[(&str, &dyn Render)]) -> Markup {
    html! {
        @for piece in pieces(sentence) {
            @match piece {
                Piece::Words(words) => (words),
                Piece::Value(name) => @if let Some((_, value)) = values.iter().find(|(known, _)| *known == name) {
                    bdi { (value) }
                },
            }
        }
    }
}

/// The same as plain text, for titles, attributes and JSON. It is not escaped yet.
pub fn fill_plain(sentence: &str, values: &[(&str, &str)]) -> String {
    let value = |name| values.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| *value);
    pieces(sentence)
        .map(|piece| match piece {
            Piece::Words(words) => words,
            Piece::Value(name) => value(name),
        })
        .collect()
}

/// A part of a sentence.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// As it stands.
    Words(&'a str),
    /// The name of a value.
    Value(&'a str),
}

pub(super) fn pieces(sentence: &str) -> impl Iterator<Item = Piece<'_>> {
    sentence
        .split('{')
        .enumerate()
        .flat_map(|(at, part)| match part.split_once('}') {
            Some((name, words)) if at > 0 => [Some(Piece::Value(name)), Some(Piece::Words(words))],
            _ => [Some(Piece::Words(part)), None],
        })
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_escaped_and_stand_apart() {
        let shown = fill("“{app}” & {org}", &[("org", &"O"), ("app", &"<b>{org}")]).0;
        assert_eq!(shown, "“<bdi>&lt;b&gt;{org}</bdi>” &amp; <bdi>O</bdi>");
        assert_eq!(fill("{when}.", &[("when", &html! { time { "x" } })]).0, "<bdi><time>x</time></bdi>.");
    }

    #[test]
    fn plain_text_is_left_as_it_is() {
        assert_eq!(fill_plain("{a} and {b}", &[("a", "<"), ("b", "{a}")]), "< and {a}");
        assert_eq!(fill_plain("nothing", &[]), "nothing");
    }
}
