//! Slips of the finger, made from a seed.

use std::collections::HashSet;

/// What goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Slip {
    /// A letter too many.
    Insert,
    /// A letter left out.
    Delete,
    /// Two neighbours change places.
    Swap,
    /// Any other letter.
    Replace,
    /// The key beside the right one.
    NeighbourKey,
}

/// All kinds.
pub(crate) const KINDS: [Slip; 5] = [Slip::Insert, Slip::Delete, Slip::Swap, Slip::Replace, Slip::NeighbourKey];

impl Slip {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Insert => "letter inserted",
            Self::Delete => "letter left out",
            Self::Swap => "letters swapped",
            Self::Replace => "letter replaced",
            Self::NeighbourKey => "neighbouring key",
        }
    }
}

/// Numbers from a seed (SplitMix64).
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn below(&mut self, count: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % count.max(1) as u64).unwrap()
    }
}

/// `query` with one slip in one of its words of four letters or more; `None` when it has none or the slip makes one of
/// the `known` words or changes nothing.
pub(crate) fn slipped(query: &str, kind: Slip, seed: u64, known: &HashSet<String>) -> Option<String> {
    let mut dice = Dice(seed);
    let words: Vec<&str> = query.split(' ').collect();
    let long: Vec<usize> = (0..words.len()).filter(|at| is_plain_word(words[*at])).collect();
    if long.is_empty() {
        return None;
    }
    let chosen = long[dice.below(long.len())];
    let mut letters: Vec<char> = words[chosen].to_lowercase().chars().collect();
    let at = dice.below(letters.len());
    let any = char::from(b'a' + u8::try_from(dice.below(26)).unwrap());
    match kind {
        Slip::Insert => letters.insert(at, any),
        Slip::Delete => drop(letters.remove(at)),
        Slip::Swap => {
            let at = at.min(letters.len() - 2);
            letters.swap(at, at + 1);
        }
        Slip::Replace => letters[at] = any,
        Slip::NeighbourKey => letters[at] = beside(letters[at], &mut dice)?,
    }
    let word: String = letters.into_iter().collect();
    if word == words[chosen].to_lowercase() || known.contains(&word) {
        return None;
    }
    let mut typed = words.clone();
    typed[chosen] = &word;
    Some(typed.join(" "))
}

/// Four letters or more of the Latin alphabet and nothing else.
fn is_plain_word(word: &str) -> bool {
    word.len() >= 4 && word.chars().all(|letter| letter.is_ascii_alphabetic())
}

fn beside(letter: char, dice: &mut Dice) -> Option<char> {
    let rows = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];
    let (row, at) = rows.iter().enumerate().find_map(|(row, keys)| Some((row, keys.find(letter)?)))?;
    let key = |row: Option<usize>, at: Option<usize>| rows.get(row?)?.chars().nth(at?);
    let around = [
        key(Some(row), at.checked_sub(1)),
        key(Some(row), Some(at + 1)),
        key(row.checked_sub(1), Some(at)),
        key(row.checked_sub(1), Some(at + 1)),
        key(Some(row + 1), at.checked_sub(1)),
        key(Some(row + 1), Some(at)),
    ];
    let around: Vec<char> = around.into_iter().flatten().collect();
    around.get(dice.below(around.len())).copied()
}
