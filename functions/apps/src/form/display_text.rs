//! Text that shows what it says: no characters that hide, turn or imitate (OWASP ASVS 10.4.7). Users decide by an app's
//! name, so a name must not read as another app's.

use super::spelling::{KEYCAP, is_joiner, is_spelled};
use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};
use unicode_script::{Script, UnicodeScript};

/// Marks that one letter may carry.
pub(crate) const MARKS_MAX: usize = 4;

/// Why a line of text would be read as something else than it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Misleading {
    /// A character that hides, or that turns the direction of what follows, at this place, counted from 1.
    Hidden(usize, char),
    /// Marks without a letter, or strokes without a word.
    ShowsNothing,
    /// A word with a letter that carries over [`MARKS_MAX`].
    Marks(String),
    /// A word that mixes scripts whose letters look the same.
    Mixed(String),
}

/// What is wrong with a line of text.
pub(crate) fn misleading(line: &str) -> Option<Misleading> {
    let characters: Vec<char> = line.chars().collect();
    let is_spelled = |at| characters.split_at_checked(at).is_some_and(|(before, after)| is_spelled(before, after));
    let hidden = |(at, c): &(usize, char)| is_hidden(*c) && !is_spelled(*at);
    if let Some((at, character)) = line.chars().enumerate().find(hidden) {
        return Some(Misleading::Hidden(at + 1, character));
    }
    if !line.trim().is_empty() && !line.chars().any(shows) {
        return Some(Misleading::ShowsNothing);
    }
    // Words end at what everybody sees as an end; anything else could be used to part a word for us and not for a reader.
    let mut words = line.split(|c: char| c.is_whitespace() || c.is_ascii_punctuation());
    words.find_map(|word| {
        if stacks_marks(word) {
            Some(Misleading::Marks(word.to_owned()))
        } else {
            mixes_scripts(word).then(|| Misleading::Mixed(word.to_owned()))
        }
    })
}

/// The first character that nobody sees in what is no writing, such as an address, and its place, counted from 1. A space
/// is seen by what it parts.
pub(crate) fn first_hidden(address: &str) -> Option<(usize, char)> {
    let hidden = |c: char| is_hidden(c) || c.is_whitespace() && c != ' ';
    address.chars().enumerate().find(|(_, c)| hidden(*c)).map(|(at, c)| (at + 1, c))
}

/// Whether a character shows by itself. A mark needs a letter to be on, and the strokes that lengthen a word need the word.
fn shows(c: char) -> bool {
    let by_itself = match c.general_category_group() {
        GeneralCategoryGroup::Letter
        | GeneralCategoryGroup::Number
        | GeneralCategoryGroup::Punctuation
        | GeneralCategoryGroup::Symbol => true,
        GeneralCategoryGroup::Mark | GeneralCategoryGroup::Separator | GeneralCategoryGroup::Other => false,
    };
    by_itself && !is_hidden(c) && !matches!(c, '\u{640}' | '\u{7fa}')
}

/// Marks in such a heap are written over the lines above and below: over where the user is sent, or what is asked for. No
/// language needs that many on one letter.
fn stacks_marks(word: &str) -> bool {
    let mut heap = 0;
    word.chars().filter(|c| !is_joiner(*c)).any(|c| {
        heap = if c.general_category_group() == GeneralCategoryGroup::Mark { heap + 1 } else { 0 };
        heap > MARKS_MAX || c.general_category() == GeneralCategory::EnclosingMark && c != KEYCAP
    })
}

/// Controls, formats, private use and unassigned by their category; and the letters, marks and symbols that
/// show nothing.
fn is_hidden(c: char) -> bool {
    matches!(
        c.general_category(),
        GeneralCategory::Control
            | GeneralCategory::Format
            | GeneralCategory::Surrogate
            | GeneralCategory::PrivateUse
            | GeneralCategory::Unassigned
            | GeneralCategory::LineSeparator
            | GeneralCategory::ParagraphSeparator
    ) || matches!(c,
        '\u{034f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}' | '\u{2800}'
        | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{ffa0}' | '\u{fffc}' | '\u{fffd}' | '\u{16fe4}' | '\u{1d159}'
        | '\u{e0100}'..='\u{e01ef}')
}

fn mixes_scripts(word: &str) -> bool {
    let has = |script| word.chars().any(|c| c.script() == script);
    let lookalikes = [Script::Cyrillic, Script::Greek, Script::Coptic, Script::Cherokee, Script::Armenian];
    has(Script::Latin) && lookalikes.into_iter().any(has)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn e15_what_hides_turns_or_imitates_is_refused() {
        for bad in [
            "\u{202e}gnp.exe",
            "a\u{301}\u{302}\u{303}\u{304}\u{305}",
            "a\u{20dd}",
            "a\u{2066}b",
            "Pos\u{200b}tiz",
            "x\u{feff}",
            "a\tb",
            "a\0b",
            "P\u{43e}stiz",
            "\u{391}cme App",
            "P\u{1bca0}\u{43e}\u{1bca0}stiz",
            "\u{2800}",
            "\u{1d159}",
            "\u{16fe4}Acme\u{16fe4}",
            "\u{13430}",
            "\u{e0061}x",
            "a\u{ad}b",
            "a\u{fe0f}b",
            "\u{2028}",
            "\u{e000}",
            "P\u{2019}\u{43e}stiz",
            "\u{13e2}ostiz",
            "P\u{585}stiz",
            "P\u{2c9f}stiz",
        ] {
            assert!(misleading(bad).is_some(), "{bad:?}");
        }
    }

    #[test]
    fn s25_what_shows_nothing_is_refused() {
        for nothing in ["\u{301}", "\u{640}\u{640}\u{640}", "\u{7fa}", "\u{301} \u{640}", "\u{93f}"] {
            assert_eq!(misleading(nothing), Some(Misleading::ShowsNothing), "{nothing:?}");
        }
        for something in ["?", "7", "…", "م\u{640}\u{640}", "e\u{301}", "👍🏽", "ー", ""] {
            assert_eq!(misleading(something), None, "{something:?}");
        }
    }

    #[test]
    fn s25_a_joiner_is_no_place_to_begin_another_heap_of_marks() {
        let heap = |count| format!("क{}", "\u{94d}\u{200d}".repeat(count));
        assert_eq!(misleading(&heap(MARKS_MAX)), None);
        assert!(matches!(misleading(&heap(MARKS_MAX + 1)), Some(Misleading::Marks(_))));
    }

    #[test]
    fn s11_in_an_address_nothing_is_spelled_with_what_nobody_sees() {
        assert_eq!(first_hidden("https://a.example/ b"), None);
        for (hidden, at) in [('\u{200b}', 3), ('\u{a0}', 3), ('\u{feff}', 3), ('\t', 3), ('\u{200d}', 3)] {
            assert_eq!(first_hidden(&format!("ab{hidden}c")), Some((at, hidden)));
        }
    }

    #[test]
    fn e15_what_people_write_is_accepted() {
        for good in [
            "Postiz",
            "Почта",
            "Ελληνικά",
            "Почта by Postiz",
            "日本語 App",
            "ยาว",
            "C++ & Co. <3",
            "Łódź",
            "नमस्ते",
            "I ❤\u{fe0f} posts",
            "Почта/Mail",
            "שלום",
            "مرحبا",
            "می\u{200c}خواهم برنامه\u{200c}ریزی کنم",
            "র\u{200d}্যাব",
            "👩🏽\u{200d}🚀 and 1\u{fe0f}\u{20e3}",
            "©\u{fe0f} Acme",
        ] {
            assert_eq!(misleading(good), None, "{good:?}");
        }
    }
}
