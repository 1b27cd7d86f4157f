//! The rules for pictures, on files made here.

mod hostile;

use super::encode::MAX_BYTES;
use super::*;
use image::codecs::webp::WebPEncoder;
use image::{DynamicImage, ExtendedColorType, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use shared::store::PictureType;
use std::io::Cursor;

const MARKER: &[u8] = b"MARKER-of-the-original";

/// Red above, blue below, with a white stripe to the left.
fn flag(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| match (x < width / 8, y < height / 2) {
        (true, _) => Rgb([255, 255, 255]),
        (false, true) => Rgb([255, 0, 0]),
        (false, false) => Rgb([0, 0, 255]),
    })
}

fn file(image: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image.into().write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// Noise of full entropy, the same each time.
fn noise(width: u32, height: u32) -> RgbaImage {
    let mut state = 1_u64;
    RgbaImage::from_fn(width, height, |_, _| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let [a, b, c, d, ..] = state.to_be_bytes();
        Rgba([a, b, c, d])
    })
}

/// The lowest byte.
fn low(number: u32) -> u8 {
    number.to_le_bytes()[0]
}

/// What a browser would show.
fn shown(picture: &Picture) -> RgbaImage {
    let format = match picture.encoding {
        PictureType::Png => ImageFormat::Png,
        PictureType::WebP => ImageFormat::WebP,
    };
    image::load_from_memory_with_format(&picture.bytes, format).unwrap().into_rgba8()
}

fn near(found: Rgba<u8>, expected: [u8; 4]) -> bool {
    found.0.iter().zip(expected).all(|(a, b)| a.abs_diff(b) < 24)
}

fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}

/// A PNG's chunk.
fn chunk(kind: [u8; 4], data: &[u8]) -> Vec<u8> {
    let crc = crc32(kind.iter().chain(data));
    let mut chunk = u32::try_from(data.len()).unwrap().to_be_bytes().to_vec();
    chunk.extend(kind);
    chunk.extend(data);
    chunk.extend(crc.to_be_bytes());
    chunk
}

fn crc32<'a>(bytes: impl Iterator<Item = &'a u8>) -> u32 {
    !bytes.fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 })
    })
}

/// A PNG with something put behind its first chunk, and behind its end.
fn with_chunks(png: &[u8], chunks: &[u8], trailer: &[u8]) -> Vec<u8> {
    [&png[..33], chunks, &png[33..], trailer].concat()
}

/// The EXIF block that says how to turn an image, and says the marker.
fn exif(orientation: u8) -> Vec<u8> {
    let mut exif = b"MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    exif.extend([orientation, 0, 0, 0, 0, 0, 0]);
    exif.extend(MARKER);
    exif
}

/// A JPEG with segments put behind its beginning.
fn with_segments(jpeg: &[u8], segments: &[(u8, Vec<u8>)]) -> Vec<u8> {
    let mut file = jpeg[..2].to_vec();
    for (marker, data) in segments {
        file.extend([0xff, *marker]);
        file.extend(u16::try_from(data.len() + 2).unwrap().to_be_bytes());
        file.extend(data);
    }
    file.extend(&jpeg[2..]);
    file
}

#[test]
fn each_format_becomes_a_square_of_256_pixels() {
    for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP] {
        for (width, height) in [(256, 256), (700, 300), (300, 1_400)] {
            let picture = make(&file(flag(width, height), format)).unwrap();
            let shown = shown(&picture);
            assert_eq!((shown.dimensions(), picture.encoding), ((256, 256), PictureType::WebP), "{format:?}");
            assert!(
                near(*shown.get_pixel(200, 64), [255, 0, 0, 255]) && near(*shown.get_pixel(200, 255), [0, 0, 255, 255])
            );
            // The stripe is cropped off a wide image, not squeezed into the square.
            let stripe = near(*shown.get_pixel(2, 64), [255, 255, 255, 255]);
            assert_eq!(stripe, width <= height, "{width}x{height} {format:?}");
        }
    }
}

#[test]
fn a_small_picture_stays_as_it_is_and_a_tiny_one_is_refused() {
    let picture = make(&file(flag(100, 80), ImageFormat::Png)).unwrap();
    assert_eq!(shown(&picture).dimensions(), (80, 80));
    assert!(make(&file(flag(64, 64), ImageFormat::Png)).is_ok());
    assert_eq!(make(&file(flag(63, 400), ImageFormat::Png)), Err(PictureError::TooFewPixels));
    assert_eq!(make(&file(flag(1, 1), ImageFormat::Png)), Err(PictureError::TooFewPixels));
}

#[test]
fn every_kind_of_pixel_is_read() {
    let flag = DynamicImage::from(flag(128, 128));
    for kind in [
        DynamicImage::from(flag.to_luma8()),
        flag.to_luma_alpha8().into(),
        flag.to_luma16().into(),
        flag.to_rgb16().into(),
        flag.to_rgba16().into(),
    ] {
        let name = kind.color();
        assert_eq!(shown(&make(&file(kind, ImageFormat::Png)).unwrap()).dimensions(), (128, 128), "{name:?}");
    }
    let gray = make(&file(flag.to_luma8(), ImageFormat::Jpeg)).unwrap();
    assert!(near(*shown(&gray).get_pixel(4, 4), [255, 255, 255, 255]));
}

#[test]
fn the_colour_under_transparent_pixels_never_shows() {
    // Opaque red beside transparent green.
    let image =
        RgbaImage::from_fn(1_000, 1_000, |x, _| if x < 497 { Rgba([255, 0, 0, 255]) } else { Rgba([0, 255, 0, 0]) });
    for pixel in shown(&make(&file(image, ImageFormat::Png)).unwrap()).pixels() {
        assert!(pixel[1] < 8 || pixel[3] < 8, "{pixel:?}");
    }
}

#[test]
fn an_image_is_turned_as_its_exif_says() {
    let jpeg = file(flag(300, 300), ImageFormat::Jpeg);
    let turned = |orientation| {
        let segment = [b"Exif\0\0".to_vec(), exif(orientation)].concat();
        shown(&make(&with_segments(&jpeg, &[(0xe1, segment)])).unwrap())
    };
    let (red, white) = ([255, 0, 0, 255], [255, 255, 255, 255]);
    assert!(near(*turned(1).get_pixel(4, 40), white) && near(*turned(1).get_pixel(200, 40), red));
    // 3: upside down. 6: a quarter to the right, so that what was left is on top and what was above is to the right.
    assert!(near(*turned(3).get_pixel(250, 200), white) && near(*turned(3).get_pixel(50, 200), red));
    assert!(near(*turned(6).get_pixel(100, 4), white) && near(*turned(6).get_pixel(240, 100), red));
}

#[test]
fn e16_nothing_of_the_file_itself_is_kept() {
    let text = [b"Comment\0", MARKER].concat();
    let png = file(flag(300, 300), ImageFormat::Png);
    let png = with_chunks(&png, &[chunk(*b"tEXt", &text), chunk(*b"eXIf", &exif(1))].concat(), MARKER);
    let jpeg = file(flag(300, 300), ImageFormat::Jpeg);
    let icc = [b"ICC_PROFILE\0\x01\x01", MARKER].concat();
    let app1 = [b"Exif\0\0".to_vec(), exif(1)].concat();
    let jpeg = [with_segments(&jpeg, &[(0xe1, app1), (0xe2, icc), (0xfe, MARKER.to_vec())]), MARKER.to_vec()].concat();
    let mut webp = Vec::new();
    let mut encoder = WebPEncoder::new_lossless(&mut webp);
    image::ImageEncoder::set_exif_metadata(&mut encoder, exif(1)).unwrap();
    encoder.encode(flag(300, 300).as_raw(), 300, 300, ExtendedColorType::Rgb8).unwrap();
    webp.extend(MARKER);
    let polyglot = with_chunks(
        &file(flag(300, 300), ImageFormat::Png),
        &chunk(*b"tEXt", b"k\0<svg onload=alert(1)><script>MARKER-of-the-original"),
        MARKER,
    );
    for original in [png, jpeg, webp, polyglot] {
        assert!(contains(&original, MARKER));
        let picture = make(&original).unwrap();
        for trace in [MARKER, b"Exif", b"ICC", b"<s", b"tEXt", b"MARK"] {
            assert!(!contains(&picture.bytes, trace), "{}", String::from_utf8_lossy(trace));
        }
    }
}

#[test]
fn whatever_the_picture_it_is_under_100_kb() {
    let opaque = DynamicImage::from(noise(256, 256)).into_rgb8();
    for (noisy, what) in [(DynamicImage::from(noise(256, 256)), "noise"), (opaque.into(), "opaque noise")] {
        let picture = make(&file(noisy, ImageFormat::Png)).unwrap();
        assert!(picture.bytes.len() <= MAX_BYTES && MAX_BYTES < 100_000, "{what}: {}", picture.bytes.len());
        assert_eq!((picture.encoding, shown(&picture).dimensions()), (PictureType::Png, (256, 256)), "{what}");
    }
}

#[test]
fn a_picture_is_rounded_as_little_as_it_needs() {
    let plain = make(&file(flag(256, 256), ImageFormat::Png)).unwrap();
    assert_eq!(shown(&plain), DynamicImage::from(flag(256, 256)).into_rgba8(), "what is simple is kept exactly");
    // As rich as a photograph: smooth, with some noise on every pixel.
    let noise = noise(256, 256);
    let photo = RgbImage::from_fn(256, 256, |x, y| {
        let grain = noise.get_pixel(x, y);
        Rgb([low(x / 2) + grain[0] % 12, low(y / 2) + grain[1] % 12, low((x + y) / 4) + grain[2] % 12])
    });
    let picture = make(&file(photo.clone(), ImageFormat::Png)).unwrap();
    assert_eq!(picture.encoding, PictureType::WebP);
    assert!(picture.bytes.len() <= MAX_BYTES);
    for (found, original) in shown(&picture).pixels().zip(photo.pixels()) {
        assert!(found.0.iter().zip(original.0).all(|(a, b)| a.abs_diff(b) <= 2), "{found:?} {original:?}");
    }
}

/// Two frames of 200 pixels: red, then blue.
const ANIMATED_WEBP: [u8; 140] = [
    0x52, 0x49, 0x46, 0x46, 0x84, 0x00, 0x00, 0x00, 0x57, 0x45, 0x42, 0x50, 0x56, 0x50, 0x38, 0x58, 0x0a, 0x00, 0x00,
    0x00, 0x02, 0x00, 0x00, 0x00, 0xc7, 0x00, 0x00, 0xc7, 0x00, 0x00, 0x41, 0x4e, 0x49, 0x4d, 0x06, 0x00, 0x00, 0x00,
    0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x41, 0x4e, 0x4d, 0x46, 0x28, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
    0x00, 0xc7, 0x00, 0x00, 0xc7, 0x00, 0x00, 0x64, 0x00, 0x00, 0x02, 0x56, 0x50, 0x38, 0x4c, 0x0f, 0x00, 0x00, 0x00,
    0x2f, 0xc7, 0xc0, 0x31, 0x00, 0x07, 0x10, 0xfd, 0x8f, 0xfe, 0x07, 0x22, 0xa2, 0xff, 0x01, 0x00, 0x41, 0x4e, 0x4d,
    0x46, 0x28, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0xc7, 0x00, 0x00, 0xc7, 0x00, 0x00, 0x64, 0x00,
    0x00, 0x00, 0x56, 0x50, 0x38, 0x4c, 0x0f, 0x00, 0x00, 0x00, 0x2f, 0xc7, 0xc0, 0x31, 0x00, 0x07, 0x10, 0xd1, 0xff,
    0xfe, 0x07, 0x22, 0xa2, 0xff, 0x01, 0x00,
];

#[test]
fn of_an_animation_the_first_frame_is_kept() {
    let mut apng = Vec::new();
    let mut encoder = png::Encoder::new(&mut apng, 64, 64);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_animated(2, 0).unwrap();
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&[255, 0, 0].repeat(64 * 64)).unwrap();
    writer.write_image_data(&[0, 0, 255].repeat(64 * 64)).unwrap();
    writer.finish().unwrap();
    for file in [&apng[..], &ANIMATED_WEBP] {
        let picture = make(file).unwrap();
        assert!(shown(&picture).pixels().all(|pixel| near(*pixel, [255, 0, 0, 255])));
        assert!(![&b"ANIM"[..], b"acTL"].iter().any(|chunk| contains(&picture.bytes, chunk)));
    }
}
