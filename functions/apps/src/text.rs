//! Text that shows what it says: no characters that hide, turn or imitate (OWASP ASVS 10.4.7). Users decide by an app's
//! name, so a name must not read as another app's.

use crate::problem::{MARKS_MAX, Problem};
use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};
use unicode_script::{Script, UnicodeScript};

/// Makes the character before it an emoji, as in ❤️: invisible, but no deception after a symbol.
const EMOJI_VARIATION: char = '\u{fe0f}';

/// Makes a key of the digit before it, as in 1️⃣.
const KEYCAP: char = '\u{20e3}';

/// What is wrong with a line of text.
pub fn deception(line: &str) -> Option<Problem> {
    let hidden =
        |(before, c): (Option<char>, char)| is_hidden(c) && !(c == EMOJI_VARIATION && before.is_some_and(is_symbol));
    let befores = std::iter::once(None).chain(line.chars().map(Some));
    if let Some((at, (_, character))) = befores.zip(line.chars()).enumerate().find(|(_, pair)| hidden(*pair)) {
        return Some(Problem::Hidden(at + 1, character));
    }
    // Words end at what everybody sees as an end; anything else could be used to part a word for us and not for a reader.
    let mut words = line.split(|c: char| c.is_whitespace() || c.is_ascii_punctuation());
    words.find_map(|word| {
        if stacks_marks(word) {
            Some(Problem::Marks(word.to_owned()))
        } else {
            mixes_scripts(word).then(|| Problem::Mixed(word.to_owned()))
        }
    })
}

/// Marks in such a heap are written over the lines above and below: over where the user is sent, or what is asked for. No
/// language needs that many on one letter.
fn stacks_marks(word: &str) -> bool {
    let mut heap = 0;
    word.chars().any(|c| {
        heap = if c.general_category_group() == GeneralCategoryGroup::Mark { heap + 1 } else { 0 };
        heap > MARKS_MAX || c.general_category() == GeneralCategory::EnclosingMark && c != KEYCAP
    })
}

fn is_symbol(c: char) -> bool {
    c.general_category_group() == GeneralCategoryGroup::Symbol
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
            assert!(deception(bad).is_some(), "{bad:?}");
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
        ] {
            assert_eq!(deception(good), None, "{good:?}");
        }
    }
}
