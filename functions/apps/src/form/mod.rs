//! What was typed: read, held against the rules, and told what is wrong with it. No markup, and no store.

pub(crate) mod app;
pub(crate) mod display_text;
pub(crate) mod field_error;
pub(crate) mod multipart;
pub(crate) mod redirect_uris;
mod spelling;
pub(crate) mod upload;
