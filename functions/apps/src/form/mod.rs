//! What was typed: read, held against the rules, and told what is wrong with it. No markup, and no store.

pub mod app;
pub mod display_text;
pub mod field_error;
pub mod multipart;
pub mod redirect_uris;
mod spelling;
pub mod upload;
