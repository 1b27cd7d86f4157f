//! No text is empty, forgotten, or without its values.

use super::fill::{Piece, pieces};
use super::{ENGLISH, Language, Texts};
use crate::oauth::scope::SCOPES;
use std::collections::BTreeSet;

/// What really is the same as in English.
const SAME: [(Language, &str); 8] = [
    (Language::German, "Apps"),
    (Language::German, "Name"),
    (Language::German, "April"),
    (Language::German, "August"),
    (Language::German, "September"),
    (Language::German, "November"),
    (Language::German, "{user} in {org}"),
    (Language::German, "in {org}"),
];

fn listed(texts: &Texts) -> Vec<(String, &'static str)> {
    let mut found = Vec::new();
    texts.each(&mut |name, text| found.push((name.to_owned(), text)));
    found
}

fn values(text: &str) -> BTreeSet<&str> {
    pieces(text).filter_map(|piece| if let Piece::Value(name) = piece { Some(name) } else { None }).collect()
}

#[test]
fn no_text_is_empty_or_has_spaces_around_it() {
    for language in Language::ALL {
        let texts = listed(language.texts());
        assert!(texts.len() > 150);
        for (name, text) in texts {
            assert!(!text.is_empty() && text.trim() == text, "{language:?} {name}: {text:?}");
            assert!(!text.contains("  ") && !text.contains('\n'), "{language:?} {name}: {text:?}");
        }
    }
}

#[test]
fn no_text_was_left_in_english() {
    for language in Language::ALL.into_iter().filter(|&language| language != Language::English) {
        assert_eq!(language.texts().language, language);
        for ((name, text), (_, english)) in listed(language.texts()).into_iter().zip(listed(&ENGLISH)) {
            assert!(text != english || SAME.contains(&(language, text)), "{language:?} {name}: {text:?}");
        }
        for entry in SCOPES {
            assert_ne!(entry.sentence.in_language(language), entry.sentence.in_language(Language::English));
        }
    }
}

#[test]
fn every_text_has_the_values_of_the_english_one() {
    for language in Language::ALL {
        for ((name, text), (_, english)) in listed(language.texts()).into_iter().zip(listed(&ENGLISH)) {
            assert_eq!(values(text), values(english), "{language:?} {name}: {text:?}");
        }
    }
}
