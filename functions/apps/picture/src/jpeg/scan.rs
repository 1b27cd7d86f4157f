//! A scan, gone through block by block, for no more than whether everything is there (ITU-T T.81, annexes F and G).

use super::frame::{Frame, Scan, Tables};
use super::huffman::{Bits, Table};

/// Goes through one; what follows it is what remains. `None` where it is cut short or holds something else.
pub(super) fn go_through<'a>(frame: &mut Frame, scan: &Scan, tables: &Tables, data: &'a [u8]) -> Option<&'a [u8]> {
    let (mut bits, mut run) = (Bits::of(data), 0);
    let alone = scan.parts.len() == 1;
    let units = match scan.parts.first() {
        Some((part, _)) if alone => frame.components.get(*part)?.blocks,
        _ => frame.units,
    };
    for unit in 0..units {
        if tables.restart > 0 && unit > 0 && unit % tables.restart == 0 {
            bits.restart()?;
            run = 0;
        }
        for (part, number) in &scan.parts {
            let component = frame.components.get_mut(*part)?;
            let block = Block { scan, tables: tables.named(*number) };
            for _ in 0..if alone { 1 } else { component.each } {
                match (frame.progressive, scan.first) {
                    (false, _) => block.sequential(&mut bits)?,
                    (true, 0) => block.mean(&mut bits)?,
                    (true, _) if scan.refines => block.refined(&mut bits, &mut run, component.known.get_mut(unit)?)?,
                    (true, _) => block.detail(&mut bits, &mut run, component.known.get_mut(unit)?)?,
                }
            }
            component.begun |= scan.first == 0;
        }
    }
    bits.end()
}

/// How a scan's blocks are read.
struct Block<'a> {
    scan: &'a Scan,
    tables: (Option<&'a Table>, Option<&'a Table>),
}

impl Block<'_> {
    fn mean(&self, bits: &mut Bits<'_>) -> Option<()> {
        if self.scan.refines {
            return bits.take(1).map(|_| ());
        }
        let size = self.tables.0?.decode(bits)?;
        bits.take(size.min(16)).map(|_| ())
    }

    fn sequential(&self, bits: &mut Bits<'_>) -> Option<()> {
        self.mean(bits)?;
        let mut at = 1;
        while at < 64 {
            match run_and_size(self.tables.1?, bits)? {
                (15, 0) => at += 16,
                (_, 0) => break,
                (zeros, size) => {
                    at += zeros + 1;
                    bits.take(size)?;
                }
            }
        }
        (at <= 64 + 15).then_some(())
    }

    fn detail(&self, bits: &mut Bits<'_>, run: &mut u32, known: &mut u64) -> Option<()> {
        if *run > 0 {
            *run -= 1;
            return Some(());
        }
        let mut at = self.scan.first;
        while at <= self.scan.last {
            match run_and_size(self.tables.1?, bits)? {
                (15, 0) => at += 16,
                (zeros, 0) => {
                    *run = (1 << zeros) - 1 + bits.take(u8::try_from(zeros).ok()?)?;
                    break;
                }
                (zeros, size) => {
                    at += zeros;
                    *known |= 1_u64.checked_shl(at)?;
                    bits.take(size)?;
                    at += 1;
                }
            }
        }
        Some(())
    }

    /// A bit more of each coefficient that is known, and those that come to be known.
    fn refined(&self, bits: &mut Bits<'_>, run: &mut u32, known: &mut u64) -> Option<()> {
        let (mut at, last) = (self.scan.first, self.scan.last);
        while *run == 0 && at <= last {
            let (mut zeros, size) = run_and_size(self.tables.1?, bits)?;
            if size == 0 && zeros < 15 {
                *run = (1 << zeros) + bits.take(u8::try_from(zeros).ok()?)?;
                break;
            }
            bits.take(size)?;
            while at <= last {
                if *known >> at & 1 == 1 {
                    bits.take(1)?;
                } else if zeros == 0 {
                    break;
                } else {
                    zeros -= 1;
                }
                at += 1;
            }
            if size > 0 {
                *known |= 1_u64.checked_shl(at)?;
            }
            at += 1;
        }
        if *run > 0 {
            for at in at..=last {
                if *known >> at & 1 == 1 {
                    bits.take(1)?;
                }
            }
            *run -= 1;
        }
        Some(())
    }
}

fn run_and_size(table: &Table, bits: &mut Bits<'_>) -> Option<(u32, u8)> {
    let both = table.decode(bits)?;
    Some((u32::from(both >> 4), both & 15))
}
