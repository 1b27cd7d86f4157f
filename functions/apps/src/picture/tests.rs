//! The rules for pictures, on files made here: good, hostile and broken ones.

use super::encode::MAX_BYTES;
use super::*;
use image::codecs::jpeg::JpegEncoder;
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
        Rgba(((state >> 32) as u32).to_be_bytes())
    })
}

/// What a browser would show.
fn shown(picture: &Picture) -> RgbaImage {
    let format = match picture.encoding {
        PictureType::Png => ImageFormat::Png,
        PictureType::WebP => ImageFormat::WebP,
    };
    image::load_from_memory_with_format(&picture.bytes, format).unwrap().into_rgba8()
}

fn near(found: &Rgba<u8>, expected: [u8; 4]) -> bool {
    found.0.iter().zip(expected).all(|(a, b)| a.abs_diff(b) < 24)
}

fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}

/// A PNG's chunk.
fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
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
                near(shown.get_pixel(200, 64), [255, 0, 0, 255]) && near(shown.get_pixel(200, 255), [0, 0, 255, 255])
            );
            // The stripe is cropped off a wide image, not squeezed into the square.
            let stripe = near(shown.get_pixel(2, 64), [255, 255, 255, 255]);
            assert_eq!(stripe, width <= height, "{width}x{height} {format:?}");
        }
    }
}

#[test]
fn a_small_picture_stays_as_it_is_and_a_tiny_one_is_refused() {
    let picture = make(&file(flag(100, 80), ImageFormat::Png)).unwrap();
    assert_eq!(shown(&picture).dimensions(), (80, 80));
    assert!(make(&file(flag(64, 64), ImageFormat::Png)).is_ok());
    assert_eq!(make(&file(flag(63, 400), ImageFormat::Png)), Err(Refused::TooFewPixels));
    assert_eq!(make(&file(flag(1, 1), ImageFormat::Png)), Err(Refused::TooFewPixels));
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
    assert!(near(shown(&gray).get_pixel(4, 4), [255, 255, 255, 255]));
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
    assert!(near(turned(1).get_pixel(4, 40), white) && near(turned(1).get_pixel(200, 40), red));
    // 3: upside down. 6: a quarter to the right, so that what was left is on top and what was above is to the right.
    assert!(near(turned(3).get_pixel(250, 200), white) && near(turned(3).get_pixel(50, 200), red));
    assert!(near(turned(6).get_pixel(100, 4), white) && near(turned(6).get_pixel(240, 100), red));
}

#[test]
fn e16_nothing_of_the_file_itself_is_kept() {
    let text = [b"Comment\0", MARKER].concat();
    let png = file(flag(300, 300), ImageFormat::Png);
    let png = with_chunks(&png, &[chunk(b"tEXt", &text), chunk(b"eXIf", &exif(1))].concat(), MARKER);
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
        &chunk(b"tEXt", b"k\0<svg onload=alert(1)><script>MARKER-of-the-original"),
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
        Rgb([(x / 2) as u8 + grain[0] % 12, (y / 2) as u8 + grain[1] % 12, ((x + y) / 4) as u8 + grain[2] % 12])
    });
    let picture = make(&file(photo.clone(), ImageFormat::Png)).unwrap();
    assert_eq!(picture.encoding, PictureType::WebP);
    assert!(picture.bytes.len() <= MAX_BYTES);
    for (found, original) in shown(&picture).pixels().zip(photo.pixels()) {
        assert!(found.0.iter().zip(original.0).all(|(a, b)| a.abs_diff(b) <= 2), "{found:?} {original:?}");
    }
}

#[test]
fn e16_what_is_no_picture_of_ours_is_told_what_it_is() {
    let svg = b"\xef\xbb\xbf<?xml version=\"1.0\"?>\n<!-- x -->\n<SVG xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>";
    assert_eq!(make(svg), Err(Refused::Svg));
    assert_eq!(make(b"GIF89a\x40\0\x40\0"), Err(Refused::Gif));
    for unknown in [
        &b""[..],
        b"\0",
        b"%PDF-1.4",
        b"<!doctype html><script>",
        b"BM\0\0",
        b"\x89PN",
        b"RIFF\0\0\0\0WAVE",
        b"\0\0\0\x20ftypavif",
    ] {
        assert_eq!(make(unknown), Err(Refused::Unknown), "{}", String::from_utf8_lossy(unknown));
    }
    // 1 MiB is taken, a byte more is not, whatever is in it.
    let mut padded = file(flag(64, 64), ImageFormat::Png);
    padded.resize(MAX_UPLOAD, 0);
    assert!(make(&padded).is_ok());
    padded.push(0);
    assert_eq!(make(&padded), Err(Refused::TooLarge));
}

#[test]
fn e16_bombs_are_refused_before_they_go_off() {
    let mut claims = file(flag(64, 64), ImageFormat::Png);
    let header: Vec<u8> = [&30_000_u32.to_be_bytes()[..], &30_000_u32.to_be_bytes(), &[8, 2, 0, 0, 0]].concat();
    claims.splice(8..33, chunk(b"IHDR", &header));
    assert_eq!(make(&claims), Err(Refused::TooManyPixels));
    assert_eq!(make(&file(flag(4_097, 64), ImageFormat::Png)), Err(Refused::TooManyPixels));
    assert_eq!(make(&file(flag(64, 4_097), ImageFormat::Jpeg)), Err(Refused::TooManyPixels));
    // 128 MiB in some kilobytes, of an allowed width and height.
    let deep = DynamicImage::new_rgba16(4_096, 4_096);
    let deep = file(deep, ImageFormat::Png);
    assert!(deep.len() < MAX_UPLOAD);
    assert_eq!(make(&deep), Err(Refused::TooManyPixels));
}

#[test]
fn the_largest_that_is_allowed_is_taken() {
    let large = file(DynamicImage::new_rgba8(4_096, 4_096), ImageFormat::Png);
    assert!(large.len() < MAX_UPLOAD);
    assert_eq!(shown(&make(&large).unwrap()).dimensions(), (256, 256));
}

#[test]
fn e16_a_jpeg_of_endless_scans_is_refused_unseen() {
    let jpeg = file(flag(100, 100), ImageFormat::Jpeg);
    let scan = [0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 0];
    assert!(make(&[&jpeg[..], &scan.repeat(99)].concat()).is_ok());
    assert_eq!(make(&[&jpeg[..], &scan.repeat(100)].concat()), Err(Refused::Broken));
}

#[test]
fn e16_a_broken_file_is_a_broken_file_wherever_it_breaks() {
    let mut jpeg = Vec::new();
    JpegEncoder::new_with_quality(&mut jpeg, 90).encode_image(&flag(200, 200)).unwrap();
    for good in [file(flag(200, 200), ImageFormat::Png), file(flag(200, 200), ImageFormat::WebP), jpeg] {
        for length in (12..good.len()).step_by(1 + good.len() / 60) {
            let outcome = make(&good[..length]);
            assert!(outcome.is_err() || good[0] == 0xff, "cut at {length}");
        }
        for at in 12..good.len().min(300) {
            let mut bad = good.clone();
            bad[at] ^= 0xff;
            if let Ok(picture) = make(&bad) {
                assert!(picture.bytes.len() <= MAX_BYTES);
            }
        }
    }
}

#[test]
fn e16_a_decoder_that_panics_has_met_a_broken_file() {
    assert_eq!(guarded(|| panic!("as if in a decoder")), Err(Refused::Broken));
}
