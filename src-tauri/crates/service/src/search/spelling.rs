//! How one word of a query is spelt against one word of an entry.

/// How well two words agree, best first. The order is that of the tiers in docs/search.md.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(super) enum Grade {
    /// The same word.
    Whole,
    /// The word begins so.
    Start,
    /// The word has it inside.
    Inside,
    /// All letters in order, one left out: "zendsk".
    LeftOut,
    /// The word with two neighbours swapped, or a letter doubled.
    Swapped,
    /// The word with a key beside the right one.
    Neighbour,
    /// The word with a letter too many.
    Added,
    /// The word with another letter.
    Replaced,
    /// The beginning of the word with one slip that is easily made.
    SlippedStart,
    /// The beginning of the word with any other slip.
    OddStart,
    /// All letters in order, several left out: "zdk".
    Skipped,
}

impl Grade {
    /// All of them, by number.
    pub(super) const ALL: [Self; 11] = [
        Self::Whole,
        Self::Start,
        Self::Inside,
        Self::LeftOut,
        Self::Swapped,
        Self::Neighbour,
        Self::Added,
        Self::Replaced,
        Self::SlippedStart,
        Self::OddStart,
        Self::Skipped,
    ];

    /// Points of a match in the name that is not at its beginning.
    pub(super) fn points(self) -> u32 {
        match self {
            Self::Whole => 880,
            Self::Start => 820,
            Self::Inside => 500,
            Self::LeftOut => 450,
            Self::Swapped => 445,
            Self::Neighbour => 440,
            Self::Added => 430,
            Self::Replaced => 420,
            Self::SlippedStart => 380,
            Self::OddStart => 360,
            Self::Skipped => 340,
        }
    }

    /// Whether the word does not have what was typed, so that the person may have meant something else.
    pub(super) fn is_near(self) -> bool {
        self > Self::Inside
    }
}

/// A word with its letters at hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) text: Box<str>,
    /// One bit per letter that occurs; see [`letters_of`].
    pub(super) letters: u64,
}

impl Word {
    pub(super) fn new(text: &str) -> Self {
        Self { text: text.into(), letters: letters_of(text) }
    }

    /// How this word of a query agrees with `other`, a word of an entry; `None` when not at all.
    pub(super) fn grade(&self, other: &Self) -> Option<Grade> {
        self.grade_text(&other.text, other.letters)
    }

    /// As [`Self::grade`], with a text that has these `letters`.
    pub(super) fn grade_text(&self, text: &str, letters: u64) -> Option<Grade> {
        let strange = (self.letters & !letters).count_ones();
        // A letter has four bytes at most: no word that is so much shorter has room for the query.
        if strange > 1 || text.len() + 4 < self.text.len() {
            return None;
        }
        let (query, word) = (self.text.as_bytes(), text.as_bytes());
        if strange == 0 {
            if word.starts_with(query) {
                return Some(if word.len() == query.len() { Grade::Whole } else { Grade::Start });
            }
            if find(word, query, 1).is_some() {
                return Some(Grade::Inside);
            }
        }
        let ascii = self.text.is_ascii() && text.is_ascii();
        let skipped = if strange == 0 && ascii { skips(query, word) } else { None };
        if skipped == Some(Grade::LeftOut) {
            return skipped;
        }
        let slip = if ascii {
            slip(query, word, are_neighbours)
        } else {
            let (query, word): (Vec<char>, Vec<char>) = (self.text.chars().collect(), text.chars().collect());
            slip(&query, &word, |_, _| false)
        };
        slip.or(skipped)
    }
}

/// One bit per letter that occurs in `text`: a quick way to see that a word cannot be in another.
pub(super) fn letters_of(text: &str) -> u64 {
    text.chars().fold(0, |bits, letter| {
        bits | 1
            << match letter {
                'a'..='z' => letter as u32 - 'a' as u32,
                '0'..='9' => 26 + letter as u32 - '0' as u32,
                _ => 36 + letter as u32 % 28,
            }
    })
}

/// The first place of `needle` in `text` at or behind `from`. Words are short: no table pays.
pub(super) fn find(text: &[u8], needle: &[u8], from: usize) -> Option<usize> {
    let first = needle.first()?;
    let last = text.len().checked_sub(needle.len())?;
    (from..=last)
        .find(|at| text.get(*at) == Some(first) && text.get(*at..*at + needle.len()).is_some_and(|part| part == needle))
}

/// Whether all letters of a query of three or more stand in `word` in order, from its first letter on.
fn skips(query: &[u8], word: &[u8]) -> Option<Grade> {
    if query.len() < 3 || query.first() != word.first() {
        return None;
    }
    let mut rest = word.iter();
    if !query.iter().all(|letter| rest.any(|other| other == letter)) {
        return None;
    }
    let left_out = word.len() - query.len();
    Some(if left_out == 1 && query.len() > 3 { Grade::LeftOut } else { Grade::Skipped })
}

/// Words shorter than this are taken as they are typed.
const SLIP_FROM: usize = 4;

/// Whether `query` is `word`, or the beginning of it, with one slip: a letter added, left out, replaced, or swapped with
/// its neighbour (optimal string alignment distance of one).
fn slip<T: Copy + PartialEq>(query: &[T], word: &[T], beside: impl Fn(T, T) -> bool) -> Option<Grade> {
    if query.len() < SLIP_FROM || word.len() + 1 < query.len() || word.len() < SLIP_FROM - 1 {
        return None;
    }
    let same = query.iter().zip(word).take_while(|(left, right)| left == right).count();
    let behind = |query_at: usize, word_at: usize| {
        let (query, word) = (query.get(query_at..)?, word.get(word_at..)?);
        word.starts_with(query).then_some(query.len() == word.len())
    };
    let (typed, meant) = (query.get(same).copied(), word.get(same).copied());
    let (typed_next, meant_next) = (query.get(same + 1).copied(), word.get(same + 1).copied());
    let before = same.checked_sub(1).and_then(|at| query.get(at)).copied();
    let swapped = || typed.is_some() && typed == meant_next && typed_next.is_some() && typed_next == meant;
    let close = typed.zip(meant).is_some_and(|(typed, meant)| beside(typed, meant));
    // A key hit twice, or together with the one beside it.
    let stray = typed.is_some() && (typed == before || close)
        || typed.zip(before).is_some_and(|(typed, before)| beside(typed, before));
    let ways = [
        (if swapped() { behind(same + 2, same + 2) } else { None }, Grade::Swapped),
        (behind(same, same + 1), Grade::LeftOut),
        (behind(same + 1, same + 1), if close { Grade::Neighbour } else { Grade::Replaced }),
        (behind(same + 1, same), if stray { Grade::Neighbour } else { Grade::Added }),
    ];
    let graded = ways.into_iter().filter_map(|(found, grade)| {
        Some(match (found?, grade) {
            (true, grade) => grade,
            (false, Grade::Swapped | Grade::LeftOut | Grade::Neighbour) => Grade::SlippedStart,
            (false, _) => Grade::OddStart,
        })
    });
    graded.min()
}

/// Whether two keys touch on the usual keyboard.
fn are_neighbours(left: u8, right: u8) -> bool {
    const ROWS: [&[u8]; 4] = [b"1234567890", b"qwertyuiop", b"asdfghjkl", b"zxcvbnm"];
    let place = |key: u8| {
        ROWS.iter().enumerate().find_map(|(row, keys)| Some((row, keys.iter().position(|known| *known == key)?)))
    };
    let (Some((left_row, left_at)), Some((right_row, right_at))) = (place(left), place(right)) else { return false };
    match left_row.abs_diff(right_row) {
        0 => left_at.abs_diff(right_at) == 1,
        // Each row stands half a key to the right of the one above it.
        1 => {
            let (upper, lower) = if left_row < right_row { (left_at, right_at) } else { (right_at, left_at) };
            upper == lower || upper == lower + 1
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grade(query: &str, word: &str) -> Option<Grade> {
        Word::new(query).grade(&Word::new(word))
    }

    #[test]
    fn every_manner_of_agreeing_has_its_grade() {
        for (query, word, expected) in [
            ("acme", "acme", Grade::Whole),
            ("ac", "acme", Grade::Start),
            ("cm", "acme", Grade::Inside),
            ("zendsk", "zendesk", Grade::LeftOut),
            ("zdk", "zendesk", Grade::Skipped),
            ("acem", "acme", Grade::Swapped),
            ("acne", "acme", Grade::Neighbour),
            ("accme", "acme", Grade::Neighbour),
            ("acqme", "acme", Grade::Added),
            ("apme", "acme", Grade::Replaced),
            ("xcme", "acme", Grade::Replaced),
            ("zenedsk", "zendesk", Grade::Swapped),
            ("zemde", "zendesk", Grade::SlippedStart),
            ("zepde", "zendesk", Grade::OddStart),
            ("guel", "guell", Grade::Start),
            ("мсоква", "москва", Grade::Swapped),
        ] {
            assert_eq!(grade(query, word), Some(expected), "{query} {word}");
        }
    }

    #[test]
    fn two_slips_or_a_slip_in_a_short_word_are_none() {
        for (query, word) in
            [("aemc", "acme"), ("zdensk", "zendesk"), ("ace", "axe"), ("eux", "eu"), ("globex", "acme")]
        {
            assert_eq!(grade(query, word), None, "{query} {word}");
        }
    }

    #[test]
    fn keys_that_touch_are_neighbours_in_both_directions() {
        for (left, right) in [(b'n', b'm'), (b'q', b'a'), (b'w', b'a'), (b'j', b'n'), (b'1', b'q'), (b'1', b'2')] {
            assert!(are_neighbours(left, right) && are_neighbours(right, left), "{left} {right}");
        }
        assert!(!are_neighbours(b'a', b'l') && !are_neighbours(b'q', b'z') && !are_neighbours(b'q', b's'));
    }
}
