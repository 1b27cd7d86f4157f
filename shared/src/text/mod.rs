//! Everything a person reads on a page. `messages/` declares what there is to say, and each language is a folder with the same
//! files, that say it: a text that is missing does not compile. What programs read (JSON errors, log lines) is English and
//! stands where it is written. The permissions' sentences are with the permissions, in `oauth/scope.rs`.
//!
//! To add a language: a folder like `english/`, a variant of [`Language`], and a field in `oauth/scope.rs`. To add a page: a group
//! in `messages/settings.rs`, which every language then has to say.

mod arabic;
mod declare;
mod english;
mod fill;
mod german;
mod language;
mod messages;
mod spanish;
#[cfg(test)]
mod tests;

pub use arabic::ARABIC;
pub use declare::Text;
pub use english::ENGLISH;
pub use fill::{fill, fill_plain};
pub use german::GERMAN;
pub use language::Language;
pub use messages::{
    Approved, Apps, Confirmation, Consent, ErrorText, Errors, Frame, Keys, Picture, Problems, RedirectUri, SignIn,
    Texts,
};
pub use spanish::SPANISH;

impl Language {
    /// Everything in it.
    pub fn texts(self) -> &'static Texts {
        match self {
            Self::English => &ENGLISH,
            Self::German => &GERMAN,
            Self::Spanish => &SPANISH,
            Self::Arabic => &ARABIC,
        }
    }
}
