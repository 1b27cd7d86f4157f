//! An app's picture: what is uploaded is decoded within limits, cropped, scaled and encoded anew, so that nothing of the
//! file itself is kept.
//!
//! A crate of its own, because decoders are generic: here most of their code is compiled, and here it has to be optimized,
//! whatever the functions are built for.

// Whoever adds a variant is asked what it means here.
#![deny(clippy::wildcard_enum_match_arm)]

mod decode;
mod encode;
mod jpeg;
mod square;

use shared::panics;
use shared::store::Picture;

/// Bytes of a file. In base64, with the rest of the form, it fits into an event.
pub const MAX_UPLOAD: usize = 1_048_576;

/// Why a picture is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureError {
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

/// Makes a picture of a file.
pub fn make(file: &[u8]) -> Result<Picture, PictureError> {
    if file.len() > MAX_UPLOAD {
        return Err(PictureError::TooLarge);
    }
    if file.is_empty() {
        return Err(PictureError::Empty);
    }
    guarded(|| {
        let (image, orientation) = decode::decode(file)?;
        encode::encode(&square::square(image, orientation)).ok_or(PictureError::Broken)
    })
}

/// Decoders have panicked on hostile files before. To whoever sent one it is a broken file, and nothing else.
fn guarded(work: impl FnOnce() -> Result<Picture, PictureError>) -> Result<Picture, PictureError> {
    panics::caught(work).unwrap_or(Err(PictureError::Broken))
}

#[cfg(test)]
mod tests;
