//! An app's picture: what is uploaded is decoded within limits, cropped, scaled and encoded anew, so that nothing of the
//! file itself is kept; and what was made of it is served.

mod decode;
mod encode;
mod jpeg;
mod square;

use crate::error::Error;
use crate::posted::{Posted, Upload};
use shared::credential::locator::AppLocator;
use shared::http::answer::Answer;
use shared::lambda::Deps;
use shared::log::Outcome;
use shared::panics;
use shared::store::{Picture, PictureChange, PictureDigest};

/// Bytes of a file. In base64, with the rest of the form, it fits into an event.
pub const MAX_UPLOAD: usize = 1_048_576;

/// Why a picture is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// Text was sent in its place.
    NotAFile,
    /// Several were sent.
    Several,
    /// The file is too large.
    TooLarge,
    /// There is nothing in it.
    Empty,
    /// It is an SVG.
    Svg,
    /// It is a GIF.
    Gif,
    /// It is nothing that we know.
    Unknown,
    /// It has too many pixels, or pixels of too many bits.
    TooManyPixels,
    /// It has too few pixels.
    TooFewPixels,
    /// It cannot be decoded.
    Broken,
}

/// What the form does to the app's picture. A new one wins over the box that removes the old.
pub fn change(posted: &Posted<'_>) -> Result<PictureChange, Refused> {
    match posted.picture {
        Upload::File(file) => make(file).map(PictureChange::Replace),
        Upload::Text => Err(Refused::NotAFile),
        Upload::Several => Err(Refused::Several),
        Upload::Nothing if posted.fields.names("remove_picture") => Ok(PictureChange::Remove),
        Upload::Nothing => Ok(PictureChange::Keep),
    }
}

/// Makes a picture of a file.
fn make(file: &[u8]) -> Result<Picture, Refused> {
    if file.len() > MAX_UPLOAD {
        return Err(Refused::TooLarge);
    }
    if file.is_empty() {
        return Err(Refused::Empty);
    }
    guarded(|| {
        let (image, orientation) = decode::decode(file)?;
        encode::encode(&square::square(image, orientation)).ok_or(Refused::Broken)
    })
}

/// Decoders have panicked on hostile files before. To whoever sent one it is a broken file, and nothing else.
fn guarded(work: impl FnOnce() -> Result<Picture, Refused>) -> Result<Picture, Refused> {
    panics::caught(work).unwrap_or(Err(Refused::Broken))
}

/// `GET /pictures/{app}/{digest}`
pub async fn show(deps: &Deps, app: &str, digest: &str) -> Result<Answer, Error> {
    let app = AppLocator::parse(app).ok_or(Error::NotFound)?;
    let digest = PictureDigest::parse(digest).ok_or(Error::NotFound)?;
    let picture = deps.store.picture(&app, &digest).await.map_err(Error::Store)?.ok_or(Error::NotFound)?;
    let outcome = Outcome::new("picture_shown");
    // `picture_url` is for whoever lists apps, too.
    Ok(Answer::file(picture.encoding.content_type(), picture.bytes, outcome).for_any_site())
}

#[cfg(test)]
mod tests;
