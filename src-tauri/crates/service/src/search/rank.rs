//! Weighs how well an entry answers a query, and says where.

use super::FieldKind;
use super::fold::Folded;
use super::index::{Occurrence, Searchable, Vocabulary};
use super::query::Query;
use super::spelling::{Grade, Word, find, letters_of};
use std::ops::Range;

/// Byte ranges of the original text of a field, in order.
pub(crate) type Spans = Vec<(FieldKind, Vec<Range<usize>>)>;

/// How well an entry matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Score {
    /// Higher is better.
    pub(crate) points: u32,
    /// A word was found only spelt otherwise.
    pub(crate) near: bool,
}

/// Points of first letters that are the whole of the name's or the account's, its beginning, or inside.
const INITIALS: [u32; 3] = [740, 710, 690];
/// Points of a word that runs over several words of the name, ending with one or within one.
const JOINED: [u32; 2] = [800, 760];
/// Points of such a word that begins within one.
const JOINED_INSIDE: u32 = 480;
/// Points of such a word with one slip.
const JOINED_SLIP: u32 = 330;
/// Shorter ones would fit by chance.
const JOINED_SLIP_FROM: usize = 7;
/// A word at the beginning of the name or the account.
const AT_BEGINNING: u32 = 45;

/// Holds one query against entries, with the grade of every word of the vocabulary looked up beforehand.
pub(crate) struct Scorer<'a> {
    query: &'a Query,
    vocabulary: &'a Vocabulary,
    /// For each word of the query the grade of each word of the vocabulary, 0 for none.
    grades: Vec<Vec<u8>>,
    /// The words of the query by their number of such grades, the rarest first.
    rarest: Vec<usize>,
}

/// The best place of one word of the query.
#[derive(Clone, Copy)]
struct Hit {
    points: u32,
    near: bool,
    place: Place,
}

#[derive(Clone, Copy)]
enum Place {
    Word(Occurrence, Grade),
    /// Bytes of the joined name.
    Joined(usize, usize),
    /// First letters of these words of the name.
    Initials(usize, usize),
}

impl<'a> Scorer<'a> {
    /// Grades every word of the vocabulary.
    pub(crate) fn new(query: &'a Query, vocabulary: &'a Vocabulary) -> Self {
        let grade = |word: &Word, other: &Word| word.grade(other).map_or(0, |grade| grade as u8 + 1);
        let grades: Vec<Vec<u8>> =
            query.words.iter().map(|word| vocabulary.words().map(|other| grade(word, other)).collect()).collect();
        let found = |grades: &Vec<u8>| grades.iter().filter(|grade| **grade > 0).count();
        let mut rarest: Vec<usize> = (0..grades.len()).collect();
        rarest.sort_by_cached_key(|at| grades.get(*at).map(found));
        Self { query, vocabulary, grades, rarest }
    }

    /// The query.
    pub(crate) fn query(&self) -> &Query {
        self.query
    }

    /// For a few entries only: words are graded when they are met.
    pub(crate) fn for_few(query: &'a Query, vocabulary: &'a Vocabulary) -> Self {
        Self { query, vocabulary, grades: Vec::new(), rarest: Vec::new() }
    }

    /// The score of an entry, `None` when a word is found nowhere in it.
    pub(crate) fn score(&self, entry: &Searchable) -> Option<Score> {
        if self.rarest.len() > 1 && !self.rarest.iter().all(|at| self.may_have(*at, entry)) {
            return None;
        }
        let (mut sum, mut near, mut covered, mut last, mut in_order) = (0, false, 0_u32, None, true);
        let mut by_alias = true;
        for (at, word) in self.query.words.iter().enumerate() {
            let hit = self.best(at, word, entry)?;
            sum += hit.points;
            near |= hit.near;
            by_alias &= matches!(hit.place, Place::Word(Occurrence { field: FieldKind::Alias(_), .. }, Grade::Whole));
            if let Place::Word(Occurrence { field: FieldKind::Name, nth, .. }, grade) = hit.place {
                if grade == Grade::Whole {
                    covered |= 1_u32.checked_shl(u32::from(nth)).unwrap_or_default();
                }
                in_order &= last.is_none_or(|last| last < nth);
                last = Some(nth);
            } else {
                in_order = false;
            }
        }
        let count = u32::try_from(self.query.words.len().max(1)).unwrap_or(u32::MAX);
        let whole = self.whole(entry, covered, by_alias);
        Some(Score { points: sum / count + whole + u32::from(in_order && count > 1) * 20, near })
    }

    /// A quick look that leaves out most entries without word `at` of the query, and none that have it.
    fn may_have(&self, at: usize, entry: &Searchable) -> bool {
        let Some((word, grades)) = self.query.words.get(at).zip(self.grades.get(at)) else { return true };
        let strange = (word.letters & !entry.letters).count_ones();
        strange <= u32::from(word.text.len() >= JOINED_SLIP_FROM)
            || entry.occurrences.iter().any(|occurrence| grades.get(occurrence.word as usize).is_some_and(|it| *it > 0))
    }

    /// Whether an entry has word `at` of the query only spelt otherwise; `None` when not at all.
    pub(crate) fn finds(&self, at: usize, entry: &Searchable) -> Option<bool> {
        if !self.may_have(at, entry) {
            return None;
        }
        self.best(at, self.query.words.get(at)?, entry).map(|hit| hit.near)
    }

    /// What the query as a whole adds: it is the name, the account or another field, or has all their words, or
    /// calls the service otherwise (`by_alias`).
    fn whole(&self, entry: &Searchable, covered: u32, by_alias: bool) -> u32 {
        let query = self.query.joined.as_str();
        if query.is_empty() {
            return 0;
        }
        let (issuer, account) = (entry.joined.get(..entry.issuer_len).unwrap_or_default(), entry.account());
        let words = |from: u8, to: u8| (1_u64 << to).wrapping_sub(1_u64 << from);
        let covers = |from, to| from < to && words(from, to) & !u64::from(covered) == 0;
        if query == &*entry.joined {
            return 400;
        }
        if query == account || query == issuer {
            return 300;
        }
        if covers(0, entry.name_words) {
            return 280;
        }
        if covers(entry.issuer_words, entry.name_words) {
            return 240;
        }
        if let Some((field, _)) = entry.wholes.iter().find(|(_, whole)| query == &**whole) {
            return if *field == FieldKind::Login { 250 } else { 150 };
        }
        if by_alias {
            70
        } else if entry.joined.starts_with(query) || account.starts_with(query) {
            60
        } else {
            0
        }
    }

    fn grade(&self, grades: Option<&[u8]>, word: &Word, occurrence: Occurrence) -> Option<Grade> {
        match grades {
            Some(grades) => {
                let number = grades.get(occurrence.word as usize)?.checked_sub(1)?;
                Grade::ALL.get(usize::from(number)).copied()
            }
            None => word.grade(self.vocabulary.word(occurrence.word)?),
        }
    }

    fn best(&self, at: usize, word: &Word, entry: &Searchable) -> Option<Hit> {
        let mut best: Option<Hit> = None;
        let grades = self.grades.get(at).map(Vec::as_slice);
        for occurrence in &entry.occurrences {
            let Some(grade) = self.grade(grades, word, *occurrence) else { continue };
            let reached = best.map_or(0, |best| best.points);
            // Most words cannot be better wherever they stand.
            if grade.points() + AT_BEGINNING <= reached {
                continue;
            }
            let Some(points) = points(grade, *occurrence, entry).filter(|points| *points > reached) else { continue };
            best = Some(Hit { points, near: grade.is_near(), place: Place::Word(*occurrence, grade) });
        }
        if best.is_some_and(|hit| hit.points >= JOINED[0]) {
            return best;
        }
        let better = [initials(word, entry), self.over_words(word, entry, best.is_some())];
        better.into_iter().flatten().chain(best).max_by_key(|hit| hit.points)
    }

    /// The word runs over several words of the name: "zendeskacme".
    fn over_words(&self, word: &Word, entry: &Searchable, found: bool) -> Option<Hit> {
        let strange = (word.letters & !entry.letters).count_ones();
        if entry.name_words < 2 || word.text.len() < 3 || strange > 1 {
            return None;
        }
        let (joined, query) = (entry.joined.as_bytes(), word.text.as_bytes());
        if strange == 0 {
            let found = || std::iter::successors(find(joined, query, 0), |at| find(joined, query, at + 1));
            let begins = |at: &usize| entry.name_places(self.vocabulary).any(|place| place.start == *at);
            let ends = |at: usize| entry.name_places(self.vocabulary).any(|place| place.end == at + query.len());
            let hit = match (found().find(begins), found().last()) {
                (Some(at), _) => Some((at, if ends(at) { JOINED[0] } else { JOINED[1] })),
                (None, inside) => inside.map(|at| (at, JOINED_INSIDE)),
            };
            if let Some((at, points)) = hit {
                return Some(Hit { points, near: false, place: Place::Joined(at, at + query.len()) });
            }
        }
        // With a slip only where nothing else fits.
        if found || query.len() < JOINED_SLIP_FROM {
            return None;
        }
        let account = entry.account();
        let (grade, begin) = word
            .grade_text(&entry.joined, entry.letters)
            .map(|grade| (grade, 0))
            .or_else(|| Some((word.grade_text(account, letters_of(account))?, entry.issuer_len)))
            .filter(|(grade, _)| *grade != Grade::Skipped)?;
        let whole = !matches!(grade, Grade::SlippedStart | Grade::OddStart);
        let end = if whole { entry.joined.len() } else { (begin + query.len()).min(entry.joined.len()) };
        Some(Hit { points: JOINED_SLIP - u32::from(!whole) * 30, near: true, place: Place::Joined(begin, end) })
    }

    /// Where in its fields an entry matches. `text` gives the text of a field.
    pub(crate) fn explain(&self, entry: &Searchable, text: impl Fn(FieldKind) -> Option<String>) -> Spans {
        let mut spans: Spans = Vec::new();
        for (at, word) in self.query.words.iter().enumerate() {
            let Some(hit) = self.best(at, word, entry) else { continue };
            let field = match hit.place {
                Place::Word(occurrence, _) => occurrence.field,
                Place::Joined(..) | Place::Initials(..) => FieldKind::Name,
            };
            let Some(text) = text(field) else { continue };
            let ranges = hit.place.ranges(word, &Folded::new(&text));
            match spans.iter_mut().find(|(known, _)| *known == field) {
                Some((_, known)) => known.extend(ranges),
                None => spans.push((field, ranges)),
            }
        }
        for (_, ranges) in &mut spans {
            ranges.sort_by_key(|range| (range.start, range.end));
            *ranges = join(ranges);
        }
        spans.retain(|(_, ranges)| !ranges.is_empty());
        spans.sort_by_key(|(field, _)| *field);
        spans
    }
}

/// The word is first letters of words of the name, one after the other.
fn initials(word: &Word, entry: &Searchable) -> Option<Hit> {
    if word.text.len() < 2 || word.letters & !entry.letters != 0 {
        return None;
    }
    let (initials, query) = (entry.initials.as_bytes(), word.text.as_bytes());
    let at = find(initials, query, 0)?;
    let before = entry.initials.get(..at)?.chars().count();
    let length = word.text.chars().count();
    let begins = before == 0 || before == usize::from(entry.issuer_words);
    let [whole, begin, inside] = INITIALS;
    let points = if begins && at + query.len() == initials.len() {
        whole
    } else if begins {
        begin
    } else {
        inside
    };
    Some(Hit { points, near: false, place: Place::Initials(before, before + length) })
}

/// Points of a graded word where it stands; `None` where such a match says nothing.
fn points(grade: Grade, occurrence: Occurrence, entry: &Searchable) -> Option<u32> {
    let begins_account = occurrence.field == FieldKind::Name && occurrence.nth == entry.issuer_words;
    let beginning = occurrence.nth == 0 || begins_account;
    let points = grade.points() + if beginning && grade <= Grade::Start { AT_BEGINNING } else { 0 };
    let weight = match occurrence.field {
        FieldKind::Name => 100,
        // A short form is meant as it is. Where the name has the word too, the name comes first.
        FieldKind::Alias(_) if grade > Grade::Start => return None,
        FieldKind::Alias(_) if grade == Grade::Whole => 100,
        FieldKind::Alias(_) => 75,
        FieldKind::Tag(_) => 70,
        FieldKind::Login => 60,
        FieldKind::OldName(_) | FieldKind::OriginalLabel => 50,
        // Letters here and there in a long text are found in every one.
        FieldKind::Note if grade == Grade::Skipped => return None,
        FieldKind::Note => 40,
    };
    Some(points * weight / 100)
}

impl Place {
    /// Byte ranges of the original text.
    fn ranges(self, query: &Word, folded: &Folded) -> Vec<Range<usize>> {
        match self {
            Self::Word(occurrence, grade) => {
                let Some(place) = folded.places().get(usize::from(occurrence.nth)).cloned() else { return Vec::new() };
                let text = folded.words().nth(usize::from(occurrence.nth)).unwrap_or_default();
                letters(grade, &query.text, text)
                    .into_iter()
                    .map(|range| folded.original(place.start + range.start..place.start + range.end))
                    .collect()
            }
            Self::Joined(begin, end) => {
                let mut before = 0;
                let mut ranges = Vec::new();
                for place in folded.places() {
                    let (from, to) = (begin.max(before), end.min(before + place.len()));
                    if from < to {
                        ranges.push(folded.original(place.start + from - before..place.start + to - before));
                    }
                    before += place.len();
                }
                ranges
            }
            Self::Initials(begin, end) => folded
                .places()
                .iter()
                .zip(folded.words())
                .skip(begin)
                .take(end - begin)
                .map(|(place, word)| {
                    folded.original(place.start..place.start + word.chars().next().map_or(0, char::len_utf8))
                })
                .collect(),
        }
    }
}

/// Which bytes of `word` the query found.
fn letters(grade: Grade, query: &str, word: &str) -> Vec<Range<usize>> {
    let length = |count: usize| word.char_indices().nth(count).map_or(word.len(), |(at, _)| at);
    match grade {
        Grade::Start => std::iter::once(0..query.len()).collect(),
        Grade::Inside => {
            find(word.as_bytes(), query.as_bytes(), 0).map(|at| at..at + query.len()).into_iter().collect()
        }
        Grade::LeftOut | Grade::Skipped => {
            let mut rest = word.char_indices();
            let mut place = |letter| rest.find(|(_, other)| *other == letter).map(|(at, _)| at..at + letter.len_utf8());
            let found: Option<Vec<_>> = query.chars().map(&mut place).collect();
            join(&found.unwrap_or_default())
        }
        Grade::SlippedStart | Grade::OddStart => std::iter::once(0..length(query.chars().count())).collect(),
        Grade::Whole | Grade::Swapped | Grade::Neighbour | Grade::Added | Grade::Replaced => {
            std::iter::once(0..word.len()).collect()
        }
    }
}

fn join(ranges: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut joined: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match joined.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => joined.push(range.clone()),
        }
    }
    joined
}
