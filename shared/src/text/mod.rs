//! Everything a person reads on a page, in every language: one file a language, what is not right in a second one beside
//! it; and a text that is missing does not compile. What programs read (JSON errors, log lines) is English and stands where
//! it is written. The permissions' sentences are with the permissions, in `oauth/scope.rs`.
//!
//! To add a language: files like `english.rs` and `english/trouble.rs`, a variant of [`Language`], and a field in
//! `oauth/scope.rs`.

mod arabic;
mod areas;
mod areas_of_settings;
mod areas_of_trouble;
mod declare;
mod english;
mod fill;
mod german;
mod language;
mod spanish;
#[cfg(test)]
mod tests;

pub use arabic::ARABIC;
pub use areas::{Consent, Frame, Question, SignIn, Texts, Told};
pub use areas_of_settings::{Approved, Apps, Keys};
pub use areas_of_trouble::{Errors, Picture, Problems, RedirectUri};
pub use declare::Text;
pub use english::ENGLISH;
pub use fill::{fill, fill_plain};
pub use german::GERMAN;
pub use language::Language;
pub use spanish::SPANISH;

/// The texts for whoever sent a request.
pub fn texts(request: &crate::http::request::Request) -> &'static Texts {
    Language::of(request).texts()
}
