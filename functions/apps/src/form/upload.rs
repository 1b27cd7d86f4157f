//! What the app form sent: its fields, and the picture, in either of the encodings that forms have.

use super::multipart::{self, Malformed, Part};
use picture::PictureError;
use shared::http::request::{NoForm, Request};
use shared::store::PictureChange;
use shared::wire::params::Params;

/// Bytes that the fields of a form may take, as sent; files are beside them.
const MAX_FIELDS: usize = 64 * 1024;

/// Why a body is no form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BadForm {
    /// It is not read as one.
    NoForm(NoForm),
    /// It claims to be a form with a file, and is not put together like one.
    Garbled(Malformed),
}

/// Why what was sent as `picture` does not become one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BadUpload {
    /// Text was sent in its place.
    NotAFile,
    /// Several were sent.
    Several,
    /// The file is not taken.
    Picture(PictureError),
}

/// The fields of a form that brings no file.
pub(crate) fn fields(request: &Request) -> Result<Params<'_>, BadForm> {
    request.form(MAX_FIELDS).map_err(BadForm::NoForm)
}

/// A posted form.
#[derive(Debug)]
pub(crate) struct Submission<'a> {
    /// Its text fields.
    pub fields: Params<'a>,
    /// Its file.
    pub picture: Upload<'a>,
}

/// What was sent as `picture`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Upload<'a> {
    /// Nothing: no file was chosen.
    Nothing,
    /// A file.
    File(&'a [u8]),
    /// Text, such as an address. Nothing is ever fetched from one (CWE-918).
    Text,
    /// Several.
    Several,
}

impl<'a> Submission<'a> {
    /// Reads a form.
    pub(crate) fn read(request: &'a Request) -> Result<Self, BadForm> {
        let content_type = request.header("content-type").unwrap_or_default();
        if multipart::is_multipart(content_type) {
            return Self::of(&multipart::parse(content_type, request.body()).map_err(BadForm::Garbled)?);
        }
        let fields = fields(request)?;
        let picture = if fields.get("picture") == Ok(None) { Upload::Nothing } else { Upload::Text };
        Ok(Self { fields, picture })
    }

    /// What the form does to the app's picture. A new one wins over the box that removes the old.
    pub(crate) fn picture_change(&self) -> Result<PictureChange, BadUpload> {
        match self.picture {
            Upload::File(file) => picture::make(file).map(PictureChange::Replace).map_err(BadUpload::Picture),
            Upload::Text => Err(BadUpload::NotAFile),
            Upload::Several => Err(BadUpload::Several),
            Upload::Nothing if self.fields.contains("remove_picture") => Ok(PictureChange::Remove),
            Upload::Nothing => Ok(PictureChange::Keep),
        }
    }

    fn of(parts: &[Part<'a>]) -> Result<Self, BadForm> {
        let texts = parts.iter().filter(|part| part.file.is_none());
        if texts.clone().map(|part| part.content.len()).sum::<usize>() > MAX_FIELDS {
            return Err(BadForm::NoForm(NoForm::TooLarge));
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
