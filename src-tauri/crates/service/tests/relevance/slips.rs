//! Slips of the finger: one in a word of a query that was right.

use crate::judge::{Words, is_doubtful, words};
use crate::queries::Asked;
use crate::splitmix::SplitMix;

pub(crate) const KINDS: [&str; 5] = ["insert", "delete", "swap", "replace", "neighbour key"];
const KEYS: [&str; 3] = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];

/// `asked` with one slip of this kind; `None` where it has no word for one, or where another may be meant then.
pub(crate) fn slipped(all: &[Words], asked: &Asked, kind: &str, random: &mut SplitMix) -> Option<String> {
    // Initials have nothing left to be known by after a slip.
    if asked.manner == "initials" {
        return None;
    }
    let query = words(&asked.text);
    let long: Vec<usize> = (0..query.len()).filter(|at| is_long(&query[*at])).collect();
    if long.is_empty() {
        return None;
    }
    let at = random.pick(&long);
    let wrong = slip(&query[at], kind, random)?;
    if is_doubtful(all, &query, at, &wrong, asked.expected) {
        return None;
    }
    let mut query = query;
    query[at] = wrong;
    Some(query.join(" "))
}

/// Four letters and more, of a script that is typed letter by letter.
fn is_long(word: &str) -> bool {
    word.chars().count() >= 4 && word.chars().all(|letter| letter.is_alphanumeric() && !('\u{900}'..).contains(&letter))
}

fn slip(word: &str, kind: &str, random: &mut SplitMix) -> Option<String> {
    let mut letters: Vec<char> = word.chars().collect();
    let at = random.below(letters.len());
    match kind {
        "insert" => letters.insert(random.below(letters.len() + 1), other_letter(word, random)),
        "delete" => drop(letters.remove(at)),
        "swap" => letters.swap(at, (at + 1) % word.chars().count()),
        "replace" => letters[at] = other_letter(word, random),
        _ => letters[at] = neighbour(letters[at], random)?,
    }
    // The last and the first are no neighbours.
    let is_wrap = kind == "swap" && at + 1 == word.chars().count();
    let wrong: String = letters.into_iter().collect();
    (wrong != word && !is_wrap).then_some(wrong)
}

/// A letter of the same script.
fn other_letter(word: &str, random: &mut SplitMix) -> char {
    if word.is_ascii() {
        random.pick(&('a'..='z').collect::<Vec<_>>())
    } else {
        random.pick(&word.chars().collect::<Vec<_>>())
    }
}

fn neighbour(letter: char, random: &mut SplitMix) -> Option<char> {
    let (row, at) = KEYS.iter().enumerate().find_map(|(row, keys)| Some((row, keys.find(letter)?)))?;
    let key = |row: Option<usize>, at: Option<usize>| KEYS.get(row?)?.chars().nth(at?);
    let around = [
        key(Some(row), at.checked_sub(1)),
        key(Some(row), Some(at + 1)),
        key(row.checked_sub(1), Some(at)),
        key(row.checked_sub(1), Some(at + 1)),
        key(Some(row + 1), Some(at)),
        key(Some(row + 1), at.checked_sub(1)),
    ];
    Some(random.pick(&around.into_iter().flatten().collect::<Vec<_>>()))
}
