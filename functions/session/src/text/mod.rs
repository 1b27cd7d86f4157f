//! What sign-in says, in every language that the pages speak.

mod arabic;
mod english;
mod german;
mod spanish;
#[cfg(test)]
mod tests;

use shared::text::{ErrorText, Language, Text};

/// Its texts in one language.
#[derive(Debug)]
pub(crate) struct Said {
    /// What came back could not be believed.
    pub failed: ErrorText,
    /// Where one signs in, it was cancelled or refused.
    pub access_denied: ErrorText,
    /// Where one signs in, nobody is signed in.
    pub login_required: ErrorText,
    /// Where one signs in, something else went wrong.
    pub issuer_error: ErrorText,
    /// The account cannot be used here.
    pub unfit: ErrorText,
    /// Nobody can sign in at the moment.
    pub issuer_down: ErrorText,
    /// The link that tries once more.
    pub again: Text,
    /// The page that asks for an org.
    pub which_org: Text,
    /// `{user}` has signed in, and it asks for which org.
    pub for_whom: Text,
}

/// Those of a language.
pub(crate) fn said(language: Language) -> &'static Said {
    match language {
        Language::English => &english::SAID,
        Language::German => &german::SAID,
        Language::Spanish => &spanish::SAID,
        Language::Arabic => &arabic::SAID,
    }
}
