//! What is asked of a JPEG before it is decoded: its decoder paints what is missing grey, and walks over every scan.

mod frame;
mod huffman;
mod scan;

use frame::{Frame, Tables};

/// Scans of a JPEG. A progressive one has about ten; each costs a walk over the whole image, however short it is, so ten
/// thousand would take minutes (CWE-407).
const MAX_SCANS: usize = 32;

const FILL: u8 = 0xff;
const END_OF_IMAGE: u8 = 0xd9;
const START_OF_SCAN: u8 = 0xda;

/// Whether every block of its image is there, and the end, in a bounded number of scans.
pub(crate) fn is_acceptable(file: &[u8]) -> bool {
    scans(file) <= MAX_SCANS && is_whole(file).unwrap_or(false)
}

/// How often the marker that begins a scan stands in the file. In a scan's own data it cannot.
fn scans(file: &[u8]) -> usize {
    file.windows(2).filter(|pair| *pair == [FILL, START_OF_SCAN]).count()
}

/// Goes from marker to marker (ITU-T T.81 §B.1) up to the one that ends the image, and through every scan on the way. What
/// follows it is of no interest: phones put more images there. `None` where the file stops, or says something that cannot be.
///
/// What is coded in a way that the decoder does not know is left for it to refuse.
fn is_whole(file: &[u8]) -> Option<bool> {
    let mut rest = file.strip_prefix(&[FILL, 0xd8])?;
    let (mut frame, mut tables) = (None, Tables::default());
    loop {
        rest = match rest {
            // Fill bytes may stand before a marker.
            [FILL, FILL, ..] => rest.get(1..)?,
            [FILL, END_OF_IMAGE, ..] => {
                return Some(frame.is_none_or(|frame: Frame| frame.components.iter().all(|component| component.begun)));
            }
            [FILL, 0x01 | 0xd0..=0xd7, rest @ ..] => rest,
            // The file ends, or another image begins, where this one has not ended.
            [FILL, 0xd8, ..] | [] => return None,
            [FILL, marker, high, low, after @ ..] => {
                let length = usize::from(u16::from_be_bytes([*high, *low])).checked_sub(2)?;
                let (segment, after) = after.split_at_checked(length)?;
                match marker {
                    0xc0..=0xc2 => match Frame::read(*marker == 0xc2, segment) {
                        Some(read) => frame = Some(read),
                        None => return Some(true),
                    },
                    0xc3 | 0xc5..=0xc7 | 0xc9..=0xcf => return Some(true),
                    0xc4 => tables.keep(segment)?,
                    0xdd => tables.restart = usize::from(u16::from_be_bytes(segment.try_into().ok()?)),
                    _ => {}
                }
                if *marker == START_OF_SCAN {
                    let frame = frame.as_mut()?;
                    let header = frame.scan(segment)?;
                    scan::go_through(frame, &header, &tables, after)?
                } else {
                    after
                }
            }
            // Between two segments there may be rubbish, which decoders pass over.
            [_, after @ ..] => after,
        }
    }
}
