//! What a JPEG says of itself before its scans: components, tables, restarts (ITU-T T.81 §B.2).

use super::huffman::Table;

/// Pixels a side. What claims more is refused elsewhere, and is not gone through here.
const MAX_SIDE: usize = 4_096;

/// A colour.
pub(super) struct Component {
    id: u8,
    /// Blocks a unit of an interleaved scan holds of it.
    pub(super) each: usize,
    /// Blocks there are of it.
    pub(super) blocks: usize,
    /// Whether its beginnings, the mean of each block, were there.
    pub(super) begun: bool,
    /// Which coefficients of each block are not zero, in a progressive image: what a later scan holds depends on it.
    pub(super) known: Vec<u64>,
}

/// The image.
pub(super) struct Frame {
    pub(super) progressive: bool,
    /// Units of an interleaved scan.
    pub(super) units: usize,
    pub(super) components: Vec<Component>,
}

/// What scans are read with.
#[derive(Default)]
pub(super) struct Tables {
    pub(super) restart: usize,
    direct: [Option<Table>; 4],
    alternating: [Option<Table>; 4],
}

/// What a scan's header says.
pub(super) struct Scan {
    /// Which components, by their place in the frame, with their tables' numbers.
    pub(super) parts: Vec<(usize, u8)>,
    pub(super) first: u32,
    pub(super) last: u32,
    pub(super) refines: bool,
}

impl Frame {
    /// Reads one. `None` where it is none that can be gone through here.
    pub(super) fn read(progressive: bool, segment: &[u8]) -> Option<Self> {
        let &[8, y1, y0, x1, x0, _, ref parts @ ..] = segment else { return None };
        let (height, width) = (usize::from(u16::from_be_bytes([y1, y0])), usize::from(u16::from_be_bytes([x1, x0])));
        let parts: Vec<(u8, usize, usize)> = parts
            .chunks_exact(3)
            .filter_map(|part| match part {
                [id, sampling, _] => Some((*id, usize::from(sampling >> 4), usize::from(sampling & 15))),
                _ => None,
            })
            .collect();
        let (widest, highest) = (parts.iter().map(|part| part.1).max()?, parts.iter().map(|part| part.2).max()?);
        let sampled = parts.iter().all(|(_, h, v)| (1..=4).contains(h) && (1..=4).contains(v));
        if !sampled || parts.len() > 4 || !(1..=MAX_SIDE).contains(&width) || !(1..=MAX_SIDE).contains(&height) {
            return None;
        }
        let components = parts.iter().map(|&(id, h, v)| {
            let blocks = (width * h).div_ceil(8 * widest) * (height * v).div_ceil(8 * highest);
            Component { id, each: h * v, blocks, begun: false, known: vec![0; if progressive { blocks } else { 0 }] }
        });
        let units = width.div_ceil(8 * widest) * height.div_ceil(8 * highest);
        Some(Self { progressive, units, components: components.collect() })
    }

    /// Reads a scan's header. With it comes what follows.
    pub(super) fn scan(&self, segment: &[u8]) -> Option<Scan> {
        let (count, rest) = segment.split_first()?;
        let (parts, rest) = rest.split_at_checked(2 * usize::from(*count))?;
        let &[first, last, approximation] = rest else { return None };
        let named = |id: u8| self.components.iter().position(|component| component.id == id);
        let parts: Option<Vec<_>> = parts
            .chunks_exact(2)
            .map(|part| match part {
                [id, tables] => Some((named(*id)?, *tables)),
                _ => None,
            })
            .collect();
        let parts = parts.filter(|parts| !parts.is_empty() && last < 64 && (first == 0 || parts.len() == 1))?;
        Some(Scan { parts, first: first.into(), last: last.into(), refines: approximation >> 4 != 0 })
    }
}

impl Tables {
    /// Keeps the Huffman tables of a segment.
    pub(super) fn keep(&mut self, mut segment: &[u8]) -> Option<()> {
        while let [which, rest @ ..] = segment {
            let (table, rest) = Table::read(rest)?;
            let tables = if which >> 4 == 0 { &mut self.direct } else { &mut self.alternating };
            *tables.get_mut(usize::from(which & 15))? = Some(table);
            segment = rest;
        }
        Some(())
    }

    /// The two that a component's number in a scan names.
    pub(super) fn named(&self, number: u8) -> (Option<&Table>, Option<&Table>) {
        let (direct, alternating) =
            (self.direct.get(usize::from(number >> 4)), self.alternating.get(usize::from(number & 15)));
        (direct.and_then(Option::as_ref), alternating.and_then(Option::as_ref))
    }
}
