//! Files that mean harm, and files that are broken.

use super::*;
use image::codecs::jpeg::JpegEncoder;

#[test]
fn e16_what_is_no_picture_of_ours_is_told_what_it_is() {
    let svg = b"\xef\xbb\xbf<?xml version=\"1.0\"?>\n<!-- x -->\n<SVG xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>";
    assert_eq!(make(svg), Err(PictureError::Svg));
    assert_eq!(make(b"GIF89a\x40\0\x40\0"), Err(PictureError::Gif));
    assert_eq!(make(b""), Err(PictureError::Empty));
    for unknown in [
        &b"\0"[..],
        b"%PDF-1.4",
        b"<!doctype html><script>",
        b"BM\0\0",
        b"\x89PN",
        b"RIFF\0\0\0\0WAVE",
        b"\0\0\0\x20ftypavif",
    ] {
        assert_eq!(make(unknown), Err(PictureError::Unknown), "{}", String::from_utf8_lossy(unknown));
    }
    // 1 MiB is taken, a byte more is not, whatever is in it.
    let mut padded = file(flag(64, 64), ImageFormat::Png);
    padded.resize(MAX_UPLOAD, 0);
    assert!(make(&padded).is_ok());
    padded.push(0);
    assert_eq!(make(&padded), Err(PictureError::TooLarge));
}

#[test]
fn e16_bombs_are_refused_before_they_go_off() {
    let mut claims = file(flag(64, 64), ImageFormat::Png);
    let header: Vec<u8> = [&30_000_u32.to_be_bytes()[..], &30_000_u32.to_be_bytes(), &[8, 2, 0, 0, 0]].concat();
    claims.splice(8..33, chunk(*b"IHDR", &header));
    assert_eq!(make(&claims), Err(PictureError::TooManyPixels));
    assert_eq!(make(&file(flag(4_097, 64), ImageFormat::Png)), Err(PictureError::TooManyPixels));
    assert_eq!(make(&file(flag(64, 4_097), ImageFormat::Jpeg)), Err(PictureError::TooManyPixels));
    // 128 MiB in some kilobytes, of an allowed width and height.
    let deep = DynamicImage::new_rgba16(4_096, 4_096);
    let deep = file(deep, ImageFormat::Png);
    assert!(deep.len() < MAX_UPLOAD);
    assert_eq!(make(&deep), Err(PictureError::TooManyPixels));
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
    assert!(make(&[&jpeg[..], &scan.repeat(31)].concat()).is_ok());
    assert_eq!(make(&[&jpeg[..], &scan.repeat(32)].concat()), Err(PictureError::Broken));
}

#[test]
fn e16_a_broken_file_is_a_broken_file_wherever_it_breaks() {
    let mut jpeg = Vec::new();
    JpegEncoder::new_with_quality(&mut jpeg, 90).encode_image(&flag(200, 200)).unwrap();
    for good in [file(flag(200, 200), ImageFormat::Png), file(flag(200, 200), ImageFormat::WebP), jpeg] {
        for length in (12..good.len()).step_by(1 + good.len() / 60) {
            assert!(make(&good[..length]).is_err(), "cut at {length}");
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

/// Ten scans, of red above blue with a white stripe to the left; with a restart marker here and there.
const PROGRESSIVE: &[u8] = include_bytes!("progressive.jpg");

#[test]
fn s15_half_a_jpeg_is_refused_wherever_it_is_cut_and_more_behind_a_whole_one_is_fine() {
    let baseline = file(flag(100, 100), ImageFormat::Jpeg);
    for good in [&baseline[..], PROGRESSIVE] {
        let whole = make(good).unwrap();
        for length in 3..good.len() {
            assert_eq!(make(&good[..length]), Err(PictureError::Broken), "cut at {length} of {}", good.len());
        }
        // A download that was broken off, in a file that had its length already.
        let half = &good[..good.len() / 2];
        assert_eq!(make(&[half, &vec![0; good.len() - half.len()]].concat()), Err(PictureError::Broken));
        for more in [&[0][..], b"\xff", b"\r\n", good, half] {
            assert_eq!(make(&[good, more].concat()).as_ref(), Ok(&whole));
        }
    }
}

/// Whether a scan, or a table for the next one, begins here: what was cut there is coarser, and whole.
fn is_between_scans(file: &[u8], at: usize) -> bool {
    [at, at - 1].iter().any(|&at| matches!(file[at..], [0xff, 0xc4 | 0xd9 | 0xda | 0xdd, ..]))
}

#[test]
fn s15_a_jpeg_with_less_in_it_than_it_says_is_refused_though_it_has_an_end() {
    let mut colours = Vec::new();
    JpegEncoder::new_with_quality(&mut colours, 90)
        .encode_image(&DynamicImage::from(noise(100, 90)).into_rgb8())
        .unwrap();
    for good in [&colours[..], PROGRESSIVE] {
        let scan = good.windows(2).position(|pair| pair == [0xff, 0xda]).unwrap();
        assert!(make(good).is_ok());
        let cuts = (scan + 12..good.len() - 2).filter(|&at| !is_between_scans(good, at)).step_by(1 + good.len() / 300);
        for at in cuts {
            assert_eq!(make(&[&good[..at], &[0xff, 0xd9]].concat()), Err(PictureError::Broken), "cut at {at}");
            assert_eq!(
                make(&[&good[..at], good].concat()),
                Err(PictureError::Broken),
                "cut at {at}, and another behind it"
            );
        }
    }
    for at in (800..colours.len() - 300).step_by(500) {
        let mut holed = colours.clone();
        holed[at..at + 200].fill(0);
        assert_eq!(make(&holed), Err(PictureError::Broken), "zeros at {at}");
    }
}

#[test]
fn s15_a_component_without_a_scan_is_missing() {
    // Three colours, of which the only scan holds one.
    let one = file(DynamicImage::from(flag(80, 80)).into_luma8(), ImageFormat::Jpeg);
    let frame = one.windows(2).position(|pair| pair == [0xff, 0xc0]).unwrap();
    let mut three = one.clone();
    three.splice(frame + 3..frame + 4, [17]);
    three.splice(frame + 9..frame + 10, [3]);
    let after = frame + 13;
    three.splice(after..after, [2, 0x11, 0, 3, 0x11, 0]);
    assert!(make(&one).is_ok());
    assert_eq!(make(&three), Err(PictureError::Broken));
}

#[test]
fn e16_a_decoder_that_panics_has_met_a_broken_file() {
    assert_eq!(guarded(|| panic!("as if in a decoder")), Err(PictureError::Broken));
}
