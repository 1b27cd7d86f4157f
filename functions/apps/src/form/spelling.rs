//! Characters that nobody sees and that spelling needs all the same: in Arabic and Indic scripts, and in emoji (RFC 5892
//! appendix A.1 and A.2, UTS #51). Anywhere else they hide something.

use unicode_properties::{GeneralCategoryGroup, UnicodeEmoji, UnicodeGeneralCategory};
use unicode_script::{Script, UnicodeScript};

/// Keeps letters apart that would be joined: Persian *mi-ravam* is one word with a gap in it.
const NON_JOINER: char = '\u{200c}';
/// Joins what would stand apart: a Sinhala or Bengali conjunct, a family of emoji.
const JOINER: char = '\u{200d}';
/// Makes an emoji of the character before it, as in ❤️.
const EMOJI_VARIATION: char = '\u{fe0f}';
/// Makes a key of the digit before it, as in 1️⃣.
pub(crate) const KEYCAP: char = '\u{20e3}';

/// Whether the first character of `after` is spelled there, between `before` and the rest of `after`.
pub(crate) fn is_spelled(before: &[char], after: &[char]) -> bool {
    let (Some(character), next) = (after.first(), after.get(1)) else { return false };
    match *character {
        NON_JOINER => ends_in_virama(before) || is_within_arabic(before, next),
        JOINER => ends_in_virama(before) || next.is_some_and(|c| is_virama(*c)) || is_within_emoji(before, next),
        EMOJI_VARIATION => before.last().is_some_and(|&c| is_emoji(c) || is_key(c) && next == Some(&KEYCAP)),
        _ => false,
    }
}

/// Whether a character leaves the one before it as the one that marks are on.
pub(crate) fn is_joiner(c: char) -> bool {
    matches!(c, NON_JOINER | JOINER)
}

fn ends_in_virama(before: &[char]) -> bool {
    before.last().is_some_and(|c| is_virama(*c))
}

/// What ends a letter's own vowel in the scripts from Devanagari to Sinhala: it shows, so what follows it hides nothing.
fn is_virama(c: char) -> bool {
    matches!(
        c,
        '\u{94d}'
            | '\u{9cd}'
            | '\u{a4d}'
            | '\u{acd}'
            | '\u{b4d}'
            | '\u{bcd}'
            | '\u{c4d}'
            | '\u{ccd}'
            | '\u{d4d}'
            | '\u{dca}'
    )
}

/// Between a letter or digit of the Arabic script, whatever vowel signs are on it, and another.
fn is_within_arabic(before: &[char], next: Option<&char>) -> bool {
    let is_mark = |c: &char| c.general_category_group() == GeneralCategoryGroup::Mark;
    let is_arabic = |c: &char| c.script() == Script::Arabic;
    before.iter().rev().find(|c| !is_mark(c)).is_some_and(is_arabic) && next.is_some_and(is_arabic)
}

/// Between two emoji, of which the first may have a colour of skin or say that it is one.
fn is_within_emoji(before: &[char], next: Option<&char>) -> bool {
    let first = match before {
        [rest @ .., EMOJI_VARIATION | '\u{1f3fb}'..='\u{1f3ff}'] => rest,
        all => all,
    };
    first.last().is_some_and(|c| is_emoji(*c)) && next.is_some_and(|c| is_emoji(*c))
}

/// Digits and the number sign are emoji by their property, for the sake of the keys they can become.
fn is_emoji(c: char) -> bool {
    c.is_emoji_char() && !c.is_ascii()
}

fn is_key(c: char) -> bool {
    matches!(c, '0'..='9' | '#' | '*')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spelled(text: &str) -> bool {
        let characters: Vec<char> = text.chars().collect();
        let at = characters.iter().position(|&c| is_joiner(c) || c == EMOJI_VARIATION).unwrap();
        let (before, after) = characters.split_at(at);
        is_spelled(before, after)
    }

    #[test]
    fn s25_joiners_stand_where_spelling_wants_them() {
        for good in [
            "می\u{200c}خواهم",
            "خانهٔ\u{200c}ما",
            "۲۰\u{200c}ساله",
            "क्\u{200c}ष",
            "ക്\u{200c}",
            "ක්\u{200d}ෂ",
            "র\u{200d}্যাব",
            "👩\u{200d}💻",
            "👩🏽\u{200d}🚀",
            "❤\u{fe0f}",
            "1\u{fe0f}\u{20e3}",
            "ℹ\u{fe0f}",
        ] {
            assert!(spelled(good), "{good:?}");
        }
    }

    #[test]
    fn s25_anywhere_else_they_hide() {
        for bad in [
            "P\u{200c}ostiz",
            "م\u{200c}",
            "\u{200c}م",
            "م\u{200c}a",
            "a\u{200c}م",
            "م\u{200c}\u{200c}م",
            "क\u{200c}ष",
            "क\u{200d}ष",
            "P\u{200d}ostiz",
            "م\u{200d}م",
            "👩\u{200d}a",
            "a\u{200d}👩",
            "👩\u{200d}",
            "\u{200d}👩",
            "1\u{200d}2",
            "a\u{fe0f}",
            "1\u{fe0f}",
            "\u{fe0f}",
        ] {
            assert!(!spelled(bad), "{bad:?}");
        }
    }
}
