//! What a person reads, by the place where it stands. A language that lacks one of these does not compile.

mod consent;
mod errors;
mod frame;
mod parts;
mod problems;
mod settings;
mod sign_in;

pub use consent::Consent;
pub use errors::Errors;
pub use frame::Frame;
pub use parts::{Confirmation, ErrorText};
pub use problems::{Picture, Problems, RedirectUri};
pub use settings::{Approved, Apps, Keys};
pub use sign_in::SignIn;

#[cfg(test)]
use super::declare::{Each, Text};
use super::language::Language;

/// Everything in one language.
#[derive(Debug)]
pub struct Texts {
    /// Which.
    pub language: Language,
    /// Around every page.
    pub frame: Frame,
    /// The consent page.
    pub consent: Consent,
    /// Settings > Apps.
    pub apps: Apps,
    /// Settings > API keys.
    pub keys: Keys,
    /// Settings > Approved apps.
    pub approved: Approved,
    /// What is wrong with a form.
    pub problems: Problems,
    /// Why a redirect URI cannot be registered.
    pub redirect_uri: RedirectUri,
    /// An app's picture.
    pub picture: Picture,
    /// Error pages.
    pub errors: Errors,
    /// Signing in.
    pub sign_in: SignIn,
}

#[cfg(test)]
impl Texts {
    pub(in crate::text) fn each(&self, look: &mut dyn FnMut(&str, Text)) {
        let Self {
            language: _,
            frame,
            consent,
            apps,
            keys,
            approved,
            problems,
            redirect_uri,
            picture,
            errors,
            sign_in,
        } = self;
        let areas: [(&str, &dyn Each); 10] = [
            ("frame", frame),
            ("consent", consent),
            ("apps", apps),
            ("keys", keys),
            ("approved", approved),
            ("problems", problems),
            ("redirect_uri", redirect_uri),
            ("picture", picture),
            ("errors", errors),
            ("sign_in", sign_in),
        ];
        for (name, area) in areas {
            area.each(name, look);
        }
    }
}
