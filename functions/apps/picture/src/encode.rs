//! Encoding: as faithfully as fits into an item, and always into one.

use color_quant::NeuQuant;
use image::codecs::webp::WebPEncoder;
use image::{ExtendedColorType, RgbaImage};
use shared::store::{Picture, PictureType};

/// Bytes of a picture.
pub(crate) const MAX_BYTES: usize = 98_304;
/// Colours of a palette, which is the last resort: a byte a pixel is 64 KiB, whatever the picture.
const COLOURS: usize = 256;
/// How much of the palette's picture is looked at to choose its colours: every so-many-th pixel.
const SAMPLING: i32 = 3;

/// Lossless WebP; where that is too large, with the lowest bit or two of each colour rounded off, which nobody sees; and
/// where noise does not even then get small, PNG with a palette.
pub(crate) fn encode(pixels: &RgbaImage) -> Option<Picture> {
    for bits in 0..=2 {
        let bytes = webp(&rounded(pixels, bits))?;
        if bytes.len() <= MAX_BYTES {
            return Some(Picture::new(PictureType::WebP, bytes));
        }
    }
    let bytes = palette_png(pixels)?;
    (bytes.len() <= MAX_BYTES).then(|| Picture::new(PictureType::Png, bytes))
}

fn webp(pixels: &RgbaImage) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let encoder = WebPEncoder::new_lossless(&mut bytes);
    encoder.encode(pixels.as_raw(), pixels.width(), pixels.height(), ExtendedColorType::Rgba8).ok()?;
    Some(bytes)
}

/// Each colour to the middle of its step; what is transparent or opaque stays so.
fn rounded(pixels: &RgbaImage, bits: u32) -> RgbaImage {
    let mut pixels = pixels.clone();
    let (mask, half) = (u8::MAX << bits, (1_u8 << bits) >> 1);
    for colour in pixels.pixels_mut().flat_map(|pixel| pixel.0.iter_mut().take(3)) {
        *colour = *colour & mask | half;
    }
    pixels
}

fn palette_png(pixels: &RgbaImage) -> Option<Vec<u8>> {
    let quantizer = NeuQuant::new(SAMPLING, COLOURS, pixels.as_raw());
    let indices: Vec<u8> =
        pixels.pixels().map(|pixel| u8::try_from(quantizer.index_of(&pixel.0)).unwrap_or_default()).collect();
    let palette = quantizer.color_map_rgba();
    let colours = palette.as_chunks::<4>().0;
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, pixels.width(), pixels.height());
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_palette(colours.iter().flat_map(|&[red, green, blue, _]| [red, green, blue]).collect::<Vec<u8>>());
    encoder.set_trns(colours.iter().map(|&[_, _, _, alpha]| alpha).collect::<Vec<u8>>());
    encoder.write_header().ok()?.write_image_data(&indices).ok()?;
    Some(bytes)
}
