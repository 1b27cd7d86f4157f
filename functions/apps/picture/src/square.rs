//! The middle of an image as a square of the size at which pictures are kept.

use image::metadata::Orientation;
use image::{DynamicImage, RgbaImage, imageops};

/// Pixels a side. What is smaller stays as small.
pub(crate) const SIZE: u32 = 256;

/// Crops, scales and turns.
pub(crate) fn square(image: DynamicImage, orientation: Orientation) -> RgbaImage {
    let mut pixels = image.into_rgba8();
    premultiply(&mut pixels);
    let (width, height) = pixels.dimensions();
    let side = width.min(height);
    let middle = imageops::crop_imm(&pixels, (width - side) / 2, (height - side) / 2, side, side);
    // Averaging touches each pixel once; the finer filter would take seconds on a large image.
    let halfway = if side > 2 * SIZE { imageops::thumbnail(&*middle, 2 * SIZE, 2 * SIZE) } else { middle.to_image() };
    let mut small =
        if side > SIZE { imageops::resize(&halfway, SIZE, SIZE, imageops::FilterType::CatmullRom) } else { halfway };
    divide_again(&mut small);
    let mut turned = DynamicImage::ImageRgba8(small);
    turned.apply_orientation(orientation);
    turned.into_rgba8()
}

/// Scaling mixes neighbours: without this the colour that hides under transparent pixels would show at every edge.
fn premultiply(pixels: &mut RgbaImage) {
    for pixel in pixels.pixels_mut().filter(|pixel| pixel[3] < 255) {
        let alpha = u16::from(pixel[3]);
        for colour in pixel.0.iter_mut().take(3) {
            *colour = byte((u16::from(*colour) * alpha + 127) / 255);
        }
    }
}

fn divide_again(pixels: &mut RgbaImage) {
    for pixel in pixels.pixels_mut().filter(|pixel| pixel[3] < 255) {
        let alpha = u16::from(pixel[3]);
        for colour in pixel.0.iter_mut().take(3) {
            *colour = (u16::from(*colour) * 255 + alpha / 2).checked_div(alpha).map_or(0, byte);
        }
    }
}

fn byte(value: u16) -> u8 {
    u8::try_from(value).unwrap_or(u8::MAX)
}
