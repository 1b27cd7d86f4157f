//! Decoding: by content, never by name or declared type, and within limits that hold before a pixel is decoded.

use super::{PictureError, jpeg};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder as _, ImageError, ImageFormat, ImageReader, Limits, guess_format};
use std::io::Cursor;

/// Pixels a side.
const MAX_SIDE: u32 = 4_096;
/// Pixels a side, for anything to be recognised in it; smaller pictures are not scaled up.
const MIN_SIDE: u32 = 64;
/// Bytes of the decoded image (CWE-409: a kilobyte can claim gigabytes).
const MAX_DECODED: u64 = 64 * 1_048_576;
/// The image in a file, and how it is to be turned. Of an animation, the first frame.
pub(crate) fn decode(file: &[u8]) -> Result<(DynamicImage, Orientation), PictureError> {
    let format = format(file)?;
    if format == ImageFormat::Jpeg && !jpeg::is_acceptable(file) {
        return Err(PictureError::Broken);
    }
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(MAX_DECODED);
    let mut reader = ImageReader::with_format(Cursor::new(file), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|error| refused(&error))?;
    let (width, height) = decoder.dimensions();
    if width.min(height) < MIN_SIDE {
        return Err(PictureError::TooFewPixels);
    }
    if decoder.total_bytes() > MAX_DECODED {
        return Err(PictureError::TooManyPixels);
    }
    // Metadata that cannot be read say nothing.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let image = DynamicImage::from_decoder(decoder).map_err(|error| refused(&error))?;
    Ok((image, orientation))
}

fn format(file: &[u8]) -> Result<ImageFormat, PictureError> {
    match guess_format(file) {
        Ok(format @ (ImageFormat::Png | ImageFormat::Jpeg | ImageFormat::WebP)) => Ok(format),
        Ok(ImageFormat::Gif) => Err(PictureError::Gif),
        _ if is_svg(file) => Err(PictureError::Svg),
        _ => Err(PictureError::Unknown),
    }
}

/// Whether it looks like one, for the message.
fn is_svg(file: &[u8]) -> bool {
    let beginning = String::from_utf8_lossy(file.get(..1_024).unwrap_or(file)).to_ascii_lowercase();
    beginning.contains("<svg")
}

fn refused(error: &ImageError) -> PictureError {
    if matches!(error, ImageError::Limits(_)) { PictureError::TooManyPixels } else { PictureError::Broken }
}
