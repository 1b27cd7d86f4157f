//! What can be wrong with what was typed. A reason, not a text: pages tell it in the reader's language, the JSON API in
//! English.

use crate::picture::Refused;
use crate::redirect_uris::Refusal;
use shared::oauth::redirect_uri::{self, Unacceptable};
use shared::text::{ENGLISH, Text, Texts, fill_plain};

/// Characters a name may have.
pub const NAME_MAX: usize = 100;
/// Characters a description may have.
pub const DESCRIPTION_MAX: usize = 500;
/// Characters an API key's label may have.
pub const LABEL_MAX: usize = 100;
/// Marks that one letter may carry.
pub const MARKS_MAX: usize = 4;

/// One reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The app has no name.
    NameMissing,
    /// Over [`NAME_MAX`].
    NameTooLong,
    /// Over [`DESCRIPTION_MAX`].
    DescriptionTooLong,
    /// A character that hides, or that turns the direction of what follows, at this place, counted from 1.
    Hidden(usize, char),
    /// Marks without a letter, or strokes without a word.
    ShowsNothing,
    /// A word with a letter that carries over [`MARKS_MAX`].
    Marks(String),
    /// A word that mixes scripts whose letters look the same.
    Mixed(String),
    /// There is none.
    RedirectUriMissing,
    /// Over [`redirect_uri::MAX_COUNT`].
    RedirectUrisTooMany,
    /// Over [`redirect_uri::MAX_TOTAL`].
    RedirectUrisTooLarge,
    /// Those at these places, counted from 1.
    RedirectUris(Vec<(usize, Refusal)>),
    /// The picture is not taken.
    Picture(Refused),
    /// The picture was good, but something else was not: a form that is shown again holds what was typed, and no browser
    /// lets it hold a file.
    PictureAgain,
    /// No permission is chosen.
    PermissionMissing,
    /// Part of the form could not be read; saving the rest would wipe it.
    Unreadable,
    /// The API key has no label.
    LabelMissing,
    /// Over [`LABEL_MAX`].
    LabelTooLong,
    /// What the API key opens is not chosen.
    UseMissing,
}

impl Problem {
    /// In words; not escaped.
    pub fn text(&self, texts: &Texts) -> String {
        let said = &texts.problems;
        let up_to = |sentence, max: usize| fill_plain(sentence, &[("max", &max.to_string())]);
        match self {
            Self::NameMissing => said.name_missing.to_owned(),
            Self::NameTooLong => up_to(said.name_too_long, NAME_MAX),
            Self::DescriptionTooLong => up_to(said.description_too_long, DESCRIPTION_MAX),
            Self::Hidden(at, character) => placed(said.hidden, *at, *character),
            Self::ShowsNothing => said.shows_nothing.to_owned(),
            Self::Marks(word) => fill_plain(said.marks, &[("word", word), ("max", &MARKS_MAX.to_string())]),
            Self::Mixed(word) => fill_plain(said.mixed, &[("word", word)]),
            Self::RedirectUriMissing => said.redirect_uri_missing.to_owned(),
            Self::RedirectUrisTooMany => up_to(said.redirect_uris_too_many, redirect_uri::MAX_COUNT),
            Self::RedirectUrisTooLarge => up_to(said.redirect_uris_too_large, redirect_uri::MAX_TOTAL),
            Self::RedirectUris(refused) => {
                let told = refused.iter().map(|(line, reason)| {
                    let reason = refusal(reason, texts);
                    fill_plain(said.redirect_uri, &[("line", &line.to_string()), ("reason", &reason)])
                });
                told.collect::<Vec<_>>().join(" ")
            }
            Self::Picture(reason) => refused(*reason, texts).to_owned(),
            Self::PictureAgain => texts.picture.again.to_owned(),
            Self::PermissionMissing => said.permission_missing.to_owned(),
            Self::Unreadable => said.unreadable.to_owned(),
            Self::LabelMissing => said.label_missing.to_owned(),
            Self::LabelTooLong => up_to(said.label_too_long, LABEL_MAX),
            Self::UseMissing => said.use_missing.to_owned(),
        }
    }

    /// For programs.
    pub fn in_english(&self) -> String {
        self.text(&ENGLISH)
    }
}

fn refused(reason: Refused, texts: &Texts) -> Text {
    let said = &texts.picture;
    match reason {
        Refused::NotAFile => said.not_a_file,
        Refused::Several => said.several,
        Refused::TooLarge => said.too_large,
        Refused::Svg => said.svg,
        Refused::Gif => said.gif,
        Refused::Empty => said.empty,
        Refused::Unknown => said.unknown,
        Refused::TooManyPixels => said.too_many_pixels,
        Refused::TooFewPixels => said.too_few_pixels,
        Refused::Broken => said.broken,
    }
}

fn refusal(refusal: &Refusal, texts: &Texts) -> String {
    let said = &texts.redirect_uri;
    let reason = match refusal {
        Refusal::Hidden(at, character) => return placed(said.hidden, *at, *character),
        Refusal::Several => return said.several.to_owned(),
        Refusal::Unacceptable(reason) => reason,
    };
    let words = match reason {
        Unacceptable::TooLong => return fill_plain(said.too_long, &[("max", &redirect_uri::MAX_LENGTH.to_string())]),
        Unacceptable::Character(at, character) => return placed(said.character, *at, *character),
        Unacceptable::Spelling(uri) => return fill_plain(said.spelling, &[("uri", uri)]),
        Unacceptable::NotAbsolute => said.not_absolute,
        Unacceptable::Scheme => said.scheme,
        Unacceptable::Fragment => said.fragment,
        Unacceptable::UserInfo => said.user_info,
        Unacceptable::Wildcard => said.wildcard,
        Unacceptable::ReservedParameter => said.reserved_parameter,
    };
    words.to_owned()
}

/// A sentence about a character that may not be seen, by its place and its code.
fn placed(sentence: Text, at: usize, character: char) -> String {
    let code = format!("U+{:04X}", u32::from(character));
    fill_plain(sentence, &[("at", &at.to_string()), ("code", &code)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::text::Language;

    #[test]
    fn a_reason_is_told_with_its_values_in_every_language() {
        let reason = [(2, Unacceptable::TooLong), (4, Unacceptable::Fragment)];
        let reason = reason.map(|(line, reason)| (line, Refusal::Unacceptable(reason)));
        let reason = Problem::RedirectUris(reason.to_vec());
        let both = "Redirect URI 2 is longer than 512 bytes. Redirect URI 4 must not contain a fragment (#).";
        assert_eq!(reason.in_english(), both);
        for language in Language::ALL {
            let told = reason.text(language.texts());
            assert!(told.contains('2') && told.contains("512") && !told.contains('{'), "{told}");
            assert!(Problem::Mixed("Pоstiz".into()).text(language.texts()).contains("Pоstiz"));
        }
    }
}
