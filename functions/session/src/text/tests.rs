//! No text is empty, forgotten, or without its values.

use super::*;

fn all(said: &Said) -> Vec<Text> {
    let Said { failed, access_denied, login_required, issuer_error, unfit, issuer_down, again, which_org, for_whom } =
        said;
    let told = [failed, access_denied, login_required, issuer_error, unfit, issuer_down];
    let told = told.into_iter().flat_map(|ErrorText { title, happened, remedy }| [*title, *happened, *remedy]);
    told.chain([*again, *which_org, *for_whom]).collect()
}

#[test]
fn every_language_says_everything_in_its_own_words() {
    let english = all(said(Language::English));
    for language in Language::ALL {
        for (text, english) in all(said(language)).into_iter().zip(&english) {
            assert!(!text.is_empty() && text.trim() == text && !text.contains("  "), "{language:?}: {text:?}");
            assert_eq!(text.contains("{user}"), english.contains("{user}"), "{language:?}: {text:?}");
            assert!(language == Language::English || text != *english, "{language:?}: {text:?}");
        }
    }
}
