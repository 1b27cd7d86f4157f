//! What the app form sent: its fields, and the picture, in either of the encodings that forms have.

use crate::error::Error;
use crate::multipart::{self, Part};
use shared::http::request::Request;
use shared::oauth::params::Params;

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
        if let Some(fields) = request.form() {
            let picture = if fields.single("picture") == Ok(None) { Upload::Nothing } else { Upload::Text };
            return Ok(Self { fields, picture });
        }
        let content_type = request.header("content-type").unwrap_or_default();
        if !multipart::is_multipart(content_type) {
            return Err(Error::NoForm);
        }
        let parts = multipart::parse(content_type, request.body()).map_err(Error::Garbled)?;
        let texts = parts.iter().filter(|part| part.file.is_none());
        Ok(Self { fields: Params::plain(texts.map(|part| (part.name, part.content))), picture: upload(&parts) })
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
