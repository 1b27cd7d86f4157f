//! What can be wrong with what was typed. A reason, not a text: pages tell it in the reader's language, the JSON API in
//! English.

use super::display_text::{MARKS_MAX, Misleading};
use super::redirect_uris::{BadRedirectUris, Refusal};
use super::upload::BadUpload;
use picture::PictureError;
use shared::oauth::redirect_uri::{self, RegistrationError};
use shared::text::{ENGLISH, Text, Texts, fill_plain};

/// Characters a name may have.
pub(crate) const NAME_MAX: usize = 100;
/// Characters a description may have.
pub(crate) const DESCRIPTION_MAX: usize = 500;
/// Characters an API key's label may have.
pub(crate) const LABEL_MAX: usize = 100;

/// One reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum FieldError {
    /// The app has no name.
    NameMissing,
    /// Over [`NAME_MAX`].
    NameTooLong,
    /// Over [`DESCRIPTION_MAX`].
    DescriptionTooLong,
    /// A text would be read as something else than it is.
    Text(Misleading),
    /// The redirect URIs cannot be registered.
    RedirectUris(BadRedirectUris),
    /// The picture is not taken.
    Picture(BadUpload),
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

impl FieldError {
    /// In words; not escaped.
    pub(crate) fn text(&self, texts: &Texts) -> String {
        let said = &texts.problems;
        match self {
            Self::NameMissing => said.name_missing.to_owned(),
            Self::NameTooLong => up_to(said.name_too_long, NAME_MAX),
            Self::DescriptionTooLong => up_to(said.description_too_long, DESCRIPTION_MAX),
            Self::Text(reason) => misleading(reason, texts),
            Self::RedirectUris(reason) => redirect_uris(reason, texts),
            Self::Picture(reason) => upload(*reason, texts).to_owned(),
            Self::PictureAgain => texts.picture.again.to_owned(),
            Self::PermissionMissing => said.permission_missing.to_owned(),
            Self::Unreadable => said.unreadable.to_owned(),
            Self::LabelMissing => said.label_missing.to_owned(),
            Self::LabelTooLong => up_to(said.label_too_long, LABEL_MAX),
            Self::UseMissing => said.use_missing.to_owned(),
        }
    }

    /// For programs.
    pub(crate) fn in_english(&self) -> String {
        self.text(&ENGLISH)
    }
}

fn up_to(sentence: Text, max: usize) -> String {
    fill_plain(sentence, &[("max", &max.to_string())])
}

fn misleading(reason: &Misleading, texts: &Texts) -> String {
    let said = &texts.problems;
    match reason {
        Misleading::Hidden(at, character) => placed(said.hidden, *at, *character),
        Misleading::ShowsNothing => said.shows_nothing.to_owned(),
        Misleading::Marks(word) => fill_plain(said.marks, &[("word", word), ("max", &MARKS_MAX.to_string())]),
        Misleading::Mixed(word) => fill_plain(said.mixed, &[("word", word)]),
    }
}

fn redirect_uris(reason: &BadRedirectUris, texts: &Texts) -> String {
    let said = &texts.problems;
    match reason {
        BadRedirectUris::Missing => said.redirect_uri_missing.to_owned(),
        BadRedirectUris::TooMany => up_to(said.redirect_uris_too_many, redirect_uri::MAX_COUNT),
        BadRedirectUris::TooLarge => up_to(said.redirect_uris_too_large, redirect_uri::MAX_TOTAL),
        BadRedirectUris::Refused(refused) => {
            let told = refused.iter().map(|(line, reason)| {
                let reason = refusal(reason, texts);
                fill_plain(said.redirect_uri, &[("line", &line.to_string()), ("reason", &reason)])
            });
            told.collect::<Vec<_>>().join(" ")
        }
    }
}

fn upload(reason: BadUpload, texts: &Texts) -> Text {
    let said = &texts.picture;
    let reason = match reason {
        BadUpload::NotAFile => return said.not_a_file,
        BadUpload::Several => return said.several,
        BadUpload::Picture(reason) => reason,
    };
    match reason {
        PictureError::TooLarge => said.too_large,
        PictureError::Svg => said.svg,
        PictureError::Gif => said.gif,
        PictureError::Empty => said.empty,
        PictureError::Unknown => said.unknown,
        PictureError::TooManyPixels => said.too_many_pixels,
        PictureError::TooFewPixels => said.too_few_pixels,
        PictureError::Broken => said.broken,
    }
}

fn refusal(refusal: &Refusal, texts: &Texts) -> String {
    let said = &texts.redirect_uri;
    let reason = match refusal {
        Refusal::Hidden(at, character) => return placed(said.hidden, *at, *character),
        Refusal::Several => return said.several.to_owned(),
        Refusal::RegistrationError(reason) => reason,
    };
    let words = match reason {
        RegistrationError::TooLong => {
            return fill_plain(said.too_long, &[("max", &redirect_uri::MAX_LENGTH.to_string())]);
        }
        RegistrationError::Character(at, character) => return placed(said.character, *at, *character),
        RegistrationError::Spelling(uri) => return fill_plain(said.spelling, &[("uri", uri)]),
        RegistrationError::NotAbsolute => said.not_absolute,
        RegistrationError::Host => said.host,
        RegistrationError::Percent => said.percent,
        RegistrationError::Scheme => said.scheme,
        RegistrationError::Fragment => said.fragment,
        RegistrationError::UserInfo => said.user_info,
        RegistrationError::Wildcard => said.wildcard,
        RegistrationError::ReservedParameter => said.reserved_parameter,
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
        let reason = [(2, RegistrationError::TooLong), (4, RegistrationError::Fragment)];
        let reason = reason.map(|(line, reason)| (line, Refusal::RegistrationError(reason)));
        let reason = FieldError::RedirectUris(BadRedirectUris::Refused(reason.to_vec()));
        let both = "Redirect URI 2 is longer than 512 bytes. Redirect URI 4 must not contain a fragment (#).";
        assert_eq!(reason.in_english(), both);
        for language in Language::ALL {
            let told = reason.text(language.texts());
            assert!(told.contains('2') && told.contains("512") && !told.contains('{'), "{told}");
            assert!(FieldError::Text(Misleading::Mixed("Pоstiz".into())).text(language.texts()).contains("Pоstiz"));
        }
    }
}
