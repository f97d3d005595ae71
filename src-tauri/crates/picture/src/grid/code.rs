//! From dark and light modules to the text: ISO/IEC 18004:2015, 7.
//!
//! `rqrr` reads the format and puts the modules into the order of the codewords; what it leaves open is done here. The
//! error correction (`code/correct.rs`) can be told which codewords are doubtful, and so mends up to twice as many;
//! the text (`code/text.rs`) follows the character sets that the code names.

mod blocks;
mod correct;
mod text;

use rqrr::{BitGrid, Grid};
use watchword_secret::SecretText;
use zeroize::{Zeroize, Zeroizing};

use self::blocks::Blocks;

/// A square of modules: `true` is dark, or doubtful, row by row.
pub(super) struct Bits {
    pub(super) side: usize,
    pub(super) bits: Zeroizing<Vec<bool>>,
}

impl Bits {
    pub(super) fn at(&self, x: usize, y: usize) -> bool {
        self.bits.get(y * self.side + x).copied().unwrap_or_default()
    }

    fn seen(&self, x: usize, y: usize, is_mirrored: bool) -> bool {
        if is_mirrored { self.at(y, x) } else { self.at(x, y) }
    }
}

/// A code as it is printed, or its mirror image. `data` says what is in place of the modules that belong to no format.
struct Seen<'a> {
    bits: &'a Bits,
    is_mirrored: bool,
    data: &'a dyn Fn(usize, usize) -> bool,
}

impl BitGrid for Seen<'_> {
    fn size(&self) -> usize {
        self.bits.side
    }

    fn bit(&self, y: usize, x: usize) -> bool {
        let is_end = |along: usize| along < 9 || along + 8 >= self.bits.side;
        if (y == 8 && is_end(x)) || (x == 8 && is_end(y)) {
            self.bits.seen(x, y, self.is_mirrored)
        } else {
            (self.data)(x, y)
        }
    }
}

/// Reads a code, as it is or in the mirror. `doubts` names the modules that may well be wrong.
pub(super) fn read(bits: &Bits, doubts: Option<&Bits>) -> Option<SecretText> {
    [false, true].into_iter().find_map(|is_mirrored| {
        let nothing = Seen { bits, is_mirrored, data: &|_, _| false };
        let (format, _) = Grid::new(nothing).get_raw_data().ok()?;
        let codewords =
            codewords(bits, is_mirrored, &|x, y| bits.seen(x, y, is_mirrored) != is_masked(format.mask, x, y))?;
        let doubtful = match doubts {
            Some(doubts) => Some(self::codewords(bits, is_mirrored, &|x, y| doubts.seen(x, y, is_mirrored))?),
            None => None,
        };
        let blocks = Blocks::new(format.version.0, format.ecc_level)?;
        let data = blocks.mend(&codewords, doubtful.as_ref().map(|doubtful| doubtful.as_slice()))?;
        text::read(&data, format.version.0, doubts.is_some())
    })
}

/// What `data` says, in the order of the codewords.
fn codewords(bits: &Bits, is_mirrored: bool, data: &dyn Fn(usize, usize) -> bool) -> Option<Zeroizing<Vec<u8>>> {
    let (_, mut raw) = Grid::new(Seen { bits, is_mirrored, data }).get_raw_data().ok()?;
    let codewords = raw.data.get(..raw.len / 8).map(|codewords| Zeroizing::new(codewords.to_vec()));
    raw.data.zeroize();
    codewords
}

/// Whether a mask turns a module (7.8.2).
fn is_masked(mask: u16, x: usize, y: usize) -> bool {
    match mask {
        0 => (x + y).is_multiple_of(2),
        1 => y.is_multiple_of(2),
        2 => x.is_multiple_of(3),
        3 => (x + y).is_multiple_of(3),
        4 => (x / 3 + y / 2).is_multiple_of(2),
        5 => (x * y) % 2 + (x * y) % 3 == 0,
        6 => ((x * y) % 2 + (x * y) % 3).is_multiple_of(2),
        _ => ((x + y) % 2 + (x * y) % 3).is_multiple_of(2),
    }
}
