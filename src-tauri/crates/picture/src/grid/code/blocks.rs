//! The blocks of a code: each has data and codewords that mend it (ISO/IEC 18004:2015, 7.5.1, Table 9).

use zeroize::Zeroizing;

use super::correct;

/// How many codewords mend a block, by level and version: L, M, Q, H.
const MENDING: [[u8; 40]; 4] = [
    [
        7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28, 28, 28, 30, 30, 26, 28, 30, 30,
        30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30,
    ],
    [
        10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26, 26, 28, 28, 28, 28, 28, 28, 28,
        28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28,
    ],
    [
        13, 22, 18, 26, 18, 24, 18, 22, 20, 24, 28, 26, 24, 20, 30, 24, 28, 28, 26, 30, 28, 30, 30, 30, 30, 28, 30, 30,
        30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30,
    ],
    [
        17, 28, 22, 16, 22, 28, 26, 26, 24, 28, 24, 28, 22, 24, 24, 30, 28, 28, 26, 28, 30, 24, 30, 30, 30, 30, 30, 30,
        30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30,
    ],
];

/// How many blocks there are, by level and version.
const COUNTS: [[u8; 40]; 4] = [
    [
        1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8, 8, 9, 9, 10, 12, 12, 12, 13, 14, 15, 16, 17, 18,
        19, 19, 20, 21, 22, 24, 25,
    ],
    [
        1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21, 23, 25, 26, 28, 29, 31,
        33, 35, 37, 38, 40, 43, 45, 47, 49,
    ],
    [
        1, 1, 2, 2, 4, 4, 6, 6, 8, 8, 8, 10, 12, 16, 12, 17, 16, 18, 21, 20, 23, 23, 25, 27, 29, 34, 34, 35, 38, 40,
        43, 45, 48, 51, 53, 56, 59, 62, 65, 68,
    ],
    [
        1, 1, 2, 4, 4, 4, 5, 6, 8, 8, 11, 11, 16, 16, 18, 16, 19, 21, 25, 25, 25, 34, 30, 32, 35, 37, 40, 42, 45, 48,
        51, 54, 57, 60, 63, 66, 70, 74, 77, 81,
    ],
];

/// How the codewords of a code are shared out.
pub(super) struct Blocks {
    count: usize,
    mending: usize,
    /// Codewords that must stay unused, so that what is no code is not made into one (Table 9, note b).
    spare: usize,
}

impl Blocks {
    /// `level` is as the format has it: 0 is M, 1 is L, 2 is H, 3 is Q.
    pub(super) fn new(version: usize, level: u16) -> Option<Self> {
        let row = match level {
            0 => 1,
            1 => 0,
            2 => 3,
            _ => 2,
        };
        let get = |table: &[[u8; 40]; 4]| Some(usize::from(*table.get(row)?.get(version.checked_sub(1)?)?));
        let spare = match (version, row) {
            (1, 0) => 3,
            (1, 1) | (2, 0) => 2,
            (1, _) | (3, 0) => 1,
            _ => 0,
        };
        Some(Self { count: get(&COUNTS)?, mending: get(&MENDING)?, spare })
    }

    /// Mends the blocks and gives their data. In `doubtful`, codewords other than 0 stand for doubtful ones.
    pub(super) fn mend(&self, codewords: &[u8], doubtful: Option<&[u8]>) -> Option<Zeroizing<Vec<u8>>> {
        // The last blocks have one codeword of data more when the data does not go into equal parts.
        let short = (codewords.len() / self.count).checked_sub(self.mending)?;
        let longer = codewords.len() % self.count;
        let mut data = Zeroizing::new(Vec::with_capacity(codewords.len()));
        for number in 0..self.count {
            let is_longer = number + longer >= self.count;
            let more = is_longer.then(|| short * self.count + number + longer - self.count);
            let mending = (0..self.mending).map(|place| short * self.count + longer + place * self.count + number);
            let places: Vec<usize> =
                (0..short).map(|place| place * self.count + number).chain(more).chain(mending).collect();
            let of = |words: &[u8]| places.iter().map(|&place| words.get(place).copied()).collect::<Option<Vec<u8>>>();
            let mut block = Zeroizing::new(of(codewords)?);
            let doubts: Vec<usize> = match doubtful {
                Some(doubtful) => {
                    let is_doubtful = of(doubtful)?;
                    (0..block.len()).filter(|&place| is_doubtful.get(place).is_some_and(|word| *word != 0)).collect()
                }
                None => Vec::new(),
            };
            // Two codewords stay unused where others are given up: what still fits then is no chance.
            let spare = if doubts.is_empty() { self.spare } else { self.spare.max(2) };
            if !correct::correct(&mut block, self.mending, &[], self.spare)
                && !correct::correct(&mut block, self.mending, &doubts, spare)
            {
                return None;
            }
            data.extend_from_slice(block.get(..block.len() - self.mending)?);
        }
        Some(data)
    }
}
