//! What the app form sent: its fields, and the picture, in either of the encodings that forms have.

use crate::error::Error;
use crate::multipart::{self, Part};
use shared::http::request::{NoForm, Request};
use shared::oauth::params::Params;

/// Bytes that the fields of a form may take, as sent; files are beside them.
pub const MAX_FIELDS: usize = 64 * 1024;

/// A posted form.
#[derive(Debug)]
pub struct Posted<'a> {
    /// Its text fields.
    pub fields: Params<'a>,
    /// Its file.
    pub picture: Upload<'a>,
}

/// What was sent as `picture`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Upload<'a> {
    /// Nothing: no file was chosen.
    Nothing,
    /// A file.
    File(&'a [u8]),
    /// Text, such as an address. Nothing is ever fetched from one (CWE-918).
    Text,
    /// Several.
    Several,
}

impl<'a> Posted<'a> {
    /// Reads a form.
    pub fn read(request: &'a Request) -> Result<Self, Error> {
        let content_type = request.header("content-type").unwrap_or_default();
        if multipart::is_multipart(content_type) {
            return Self::of(&multipart::parse(content_type, request.body()).map_err(Error::Garbled)?);
        }
        let fields = request.form(MAX_FIELDS).map_err(Error::Form)?;
        let picture = if fields.single("picture") == Ok(None) { Upload::Nothing } else { Upload::Text };
        Ok(Self { fields, picture })
    }

    fn of(parts: &[Part<'a>]) -> Result<Self, Error> {
        let texts = parts.iter().filter(|part| part.file.is_none());
        if texts.clone().map(|part| part.content.len()).sum::<usize>() > MAX_FIELDS {
            return Err(Error::Form(NoForm::TooLarge));
        }
        Ok(Self { fields: Params::plain(texts.map(|part| (part.name, part.content))), picture: upload(parts) })
    }
}

fn upload<'a>(parts: &[Part<'a>]) -> Upload<'a> {
    let mut sent = parts.iter().filter(|part| part.name == "picture");
    match (sent.next(), sent.next()) {
        (Some(_), Some(_)) => Upload::Several,
        (None, _) | (Some(Part { file: None | Some(""), content: [], .. }), None) => Upload::Nothing,
        (Some(Part { file: None, .. }), None) => Upload::Text,
        (Some(Part { content, .. }), None) => Upload::File(content),
    }
}
