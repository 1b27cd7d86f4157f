//! Credentials: what they look like, how they are made, and the only form in which they are kept.
//!
//! A credential is `prefix` + body + six characters of checksum, all base62 after the prefix. The body may begin
//! with [locators](locator), which name an item and are not secret. Whatever has the wrong prefix, length, alphabet
//! or checksum is refused before anything is hashed or looked up. Stored is only a [`Digest`].

mod checksum;
pub(crate) mod digest;
pub mod framing;
mod kind;
pub mod length;
pub mod locator;
mod secret;

pub use digest::Digest;
pub use kind::{AccessToken, ApiKey, ClientSecret, Code, Kind, PREFIXES, Session};
pub use secret::{Malformed, Secret, is_any_within};
