//! What is asked of a JPEG before it is decoded: its decoder paints what is missing grey, and walks over every scan.

/// Scans of a JPEG. A progressive one has about ten; each costs a walk over the whole image, however short it is, so ten
/// thousand would take minutes (CWE-407).
const MAX_SCANS: usize = 32;

const FILL: u8 = 0xff;
const END_OF_IMAGE: u8 = 0xd9;
const START_OF_SCAN: u8 = 0xda;

/// Whether the file reaches the end of its image, in a bounded number of scans.
pub(crate) fn is_acceptable(file: &[u8]) -> bool {
    scans(file) <= MAX_SCANS && is_whole(file)
}

/// How often the marker that begins a scan stands in the file. In a scan's own data it cannot.
fn scans(file: &[u8]) -> usize {
    file.windows(2).filter(|pair| *pair == [FILL, START_OF_SCAN]).count()
}

/// Whether the marker that ends the image is there (ITU-T T.81 §B.1): a file that was cut anywhere lacks it, since neither
/// a scan's data nor what is passed over here by its length, such as a thumbnail, can pass for it. What follows it is of no
/// interest: phones put more images there.
fn is_whole(file: &[u8]) -> bool {
    let mut rest = file;
    while let Some(at) = rest.iter().position(|byte| *byte == FILL) {
        let marker = rest.get(at + 1..).unwrap_or_default();
        rest = match marker {
            [END_OF_IMAGE, ..] => return true,
            // Fill bytes may stand before a marker.
            [FILL, ..] => marker,
            // A 0xff of a scan's data, and the markers that have no length: restarts, the image's start, TEM.
            [0x00 | 0x01 | 0xd0..=0xd8, after @ ..] => after,
            [_, high, low, ..] => marker.get(1 + usize::from(u16::from_be_bytes([*high, *low]))..).unwrap_or_default(),
            [_] | [_, _] | [] => &[],
        };
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s15_only_the_marker_itself_is_the_end() {
        let thumbnail = [0xff, 0xe1, 0, 6, 0xff, 0xd8, 0xff, 0xd9];
        let scan = [0xff, 0xda, 0, 2, 1, 0xff, 0, 0xd9, 0xff, 0xd7, 2];
        let image = [&[0xff, 0xd8][..], &thumbnail, &scan].concat();
        assert!(!is_whole(&image));
        for end in [&[0xff, 0xd9][..], &[0xff, 0xff, 0xff, 0xd9], &[0xff, 0xd9, 0xff, 0xd8, 0xff]] {
            assert!(is_whole(&[&image[..], end].concat()), "{end:x?}");
        }
        for cut in [&[0xff][..], &[0xff, 0xff], &[0xff, 0xe1], &[0xff, 0xe1, 0], &[0xff, 0xe1, 0, 9, 0xff, 0xd9], &[0]]
        {
            assert!(!is_whole(&[&image[..], cut].concat()), "{cut:x?}");
        }
    }
}
