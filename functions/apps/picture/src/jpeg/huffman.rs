//! The codes of a scan, and the bits that they stand in (ITU-T T.81, annexes C and F).

/// A Huffman table.
#[derive(Clone, Default)]
pub(super) struct Table {
    /// For each length from 1: the first code, how many there are, and where their values begin.
    lengths: Vec<(u32, u32, usize)>,
    values: Vec<u8>,
}

/// The bits of a scan. They end at a marker.
pub(super) struct Bits<'a> {
    rest: &'a [u8],
    byte: u8,
    left: u8,
}

impl Table {
    /// Reads one; with it comes what follows it.
    pub(super) fn read(segment: &[u8]) -> Option<(Self, &[u8])> {
        let (counts, rest) = segment.split_at_checked(16)?;
        let (mut code, mut at, mut lengths) = (0, 0, Vec::with_capacity(16));
        for &count in counts {
            lengths.push((code, u32::from(count), at));
            code = (code + u32::from(count)) << 1;
            at += usize::from(count);
        }
        let (values, rest) = rest.split_at_checked(at)?;
        Some((Self { lengths, values: values.to_vec() }, rest))
    }

    /// The next value. `None` where the bits end, or are no code.
    pub(super) fn decode(&self, bits: &mut Bits<'_>) -> Option<u8> {
        let mut code = 0;
        for (first, count, at) in &self.lengths {
            code = code << 1 | bits.take(1)?;
            if let Some(nth) = code.checked_sub(*first).filter(|nth| nth < count) {
                return self.values.get(at + usize::try_from(nth).ok()?).copied();
            }
        }
        None
    }
}

impl<'a> Bits<'a> {
    /// Those from here on.
    pub(super) fn of(rest: &'a [u8]) -> Self {
        Self { rest, byte: 0, left: 0 }
    }

    /// The next ones, as a number.
    pub(super) fn take(&mut self, count: u8) -> Option<u32> {
        let mut number = 0;
        for _ in 0..count {
            if self.left == 0 {
                (self.byte, self.rest) = match self.rest {
                    // Within a scan, 0xff is followed by a zero that means nothing.
                    [0xff, 0x00, rest @ ..] => (0xff, rest),
                    [0xff, ..] | [] => return None,
                    [byte, rest @ ..] => (*byte, rest),
                };
                self.left = 8;
            }
            self.left -= 1;
            number = number << 1 | u32::from(self.byte >> self.left & 1);
        }
        Some(number)
    }

    /// Goes on behind a restart marker, which must be next.
    pub(super) fn restart(&mut self) -> Option<()> {
        self.left = 0;
        while let [0xff, 0xff, ..] = self.rest {
            self.rest = self.rest.get(1..)?;
        }
        let [0xff, 0xd0..=0xd7, rest @ ..] = self.rest else { return None };
        self.rest = rest;
        Some(())
    }

    /// What follows the scan, if a marker does. Some encoders fill up before it.
    pub(super) fn end(mut self) -> Option<&'a [u8]> {
        loop {
            self.rest = match self.rest {
                [0xff, 0x00 | 0xd0..=0xd7, rest @ ..] | [0x00, rest @ ..] => rest,
                [0xff, ..] => return Some(self.rest),
                _ => return None,
            }
        }
    }
}
