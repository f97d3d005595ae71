//! Which entry a person means by a text, judged by words alone: nothing of how the search ranks is used here.

use crate::vault::Made;
use unicode_normalization::UnicodeNormalization;

/// An entry as words.
pub(crate) struct Words {
    pub(crate) name: Vec<String>,
    others: Vec<String>,
}

impl Words {
    pub(crate) fn of(entry: &Made) -> Self {
        let mut others = words(&entry.others());
        others.extend(entry.tags.iter().map(|tag| joined(tag)));
        Self { name: words(&entry.name()), others }
    }

    pub(crate) fn all(&self) -> impl Iterator<Item = &String> {
        self.name.iter().chain(&self.others)
    }

    fn fits(&self, query: &[String]) -> bool {
        query.iter().all(|word| self.all().any(|own| own.starts_with(word.as_str())))
    }

    /// What speaks for this entry, each by itself: whole words of its name, beginnings of words there, whole words
    /// anywhere, and how little of the name was not asked for.
    fn merits(&self, query: &[String]) -> [usize; 4] {
        let whole = |own: &[String]| query.iter().filter(|word| own.contains(word)).count();
        let begun = |word: &&String| self.name.iter().any(|own| own.starts_with(word.as_str()));
        [
            whole(&self.name),
            query.iter().filter(begun).count(),
            whole(&self.name).max(query.iter().filter(|word| self.all().any(|own| own == *word)).count()),
            usize::MAX - self.name.len(),
        ]
    }

    /// The first letters of the words of the name.
    pub(crate) fn initials(&self) -> String {
        self.name.iter().filter_map(|word| word.chars().next()).collect()
    }
}

/// Letters that no accent makes, and what is typed for them.
const LETTERS: [(char, &str); 8] =
    [('ß', "ss"), ('ł', "l"), ('ø', "o"), ('đ', "d"), ('œ', "oe"), ('æ', "ae"), ('ı', "i"), ('ς', "σ")];

/// Small words without accents, cut at everything that is neither letter nor digit.
pub(crate) fn words(text: &str) -> Vec<String> {
    let plain: String = text
        .nfkd()
        .filter(|letter| !unicode_normalization::char::is_combining_mark(*letter))
        .flat_map(char::to_lowercase)
        .collect();
    let plain = LETTERS.iter().fold(plain, |text, (letter, typed)| text.replace(*letter, typed));
    plain.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

pub(crate) fn joined(text: &str) -> String {
    words(text).concat()
}

/// The entry that is better than every other that fits in some point and worse in none.
pub(crate) fn meant(all: &[Words], text: &str) -> Option<usize> {
    let query = words(text);
    let fitting: Vec<(usize, [usize; 4])> = all
        .iter()
        .enumerate()
        .filter(|(_, entry)| entry.fits(&query))
        .map(|(at, entry)| (at, entry.merits(&query)))
        .collect();
    let beats = |one: &[usize; 4], other: &[usize; 4]| one != other && one.iter().zip(other).all(|(a, b)| a >= b);
    let best =
        |(at, merits): &(usize, [usize; 4])| fitting.iter().all(|(other, its)| other == at || beats(merits, its));
    fitting.iter().find(|one| best(one)).map(|(at, _)| *at)
}

/// Whether a slip turned `was` into something that means another entry than `expected` as well: another word of an
/// entry that has the rest of the query is as near.
pub(crate) fn is_doubtful(all: &[Words], query: &[String], at: usize, slipped: &str, expected: usize) -> bool {
    let was = &query[at];
    let rest: Vec<String> =
        query.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, w)| w.clone()).collect();
    let whole = all[expected].all().any(|own| own == was);
    all.iter().enumerate().any(|(other, entry)| {
        let near = |own: &&String| *own != was && is_near(own, slipped, whole);
        let as_one = rest.is_empty() && joins(&entry.name).any(|name| name != *was && is_near(&name, slipped, true));
        other != expected && entry.fits(&rest) && (as_one || entry.all().any(|own| near(&own)))
    })
}

fn joins(name: &[String]) -> impl Iterator<Item = String> {
    (0..name.len()).map(|from| name[from..].concat())
}

fn is_near(own: &str, slipped: &str, whole: bool) -> bool {
    let (own, slipped): (Vec<char>, Vec<char>) = (own.chars().collect(), slipped.chars().collect());
    let from = slipped.len().saturating_sub(1);
    own.starts_with(&slipped)
        || is_one_slip(&own, &slipped)
        || !whole && (from.max(1)..=slipped.len() + 1).any(|len| own.windows(len).any(|cut| is_one_slip(cut, &slipped)))
}

/// Whether one insertion, deletion, replacement or swap of neighbours, or none, makes one of the other.
fn is_one_slip(one: &[char], other: &[char]) -> bool {
    let head = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let (one, other) = (&one[head..], &other[head..]);
    match (one, other) {
        ([], []) => true,
        ([a, b, rest @ ..], [c, d, end @ ..]) if (a, b) == (d, c) && rest == end => true,
        ([_, rest @ ..], [_, end @ ..]) if rest == end => true,
        _ => one.get(1..) == Some(other) || other.get(1..) == Some(one),
    }
}
