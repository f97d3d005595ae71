//! Finding entries: every word of the query must match somewhere, the better match comes first.
//!
//! Words are looked for in name, login, tags, note, old names and original label, without regard to case, accents
//! and width. The index is kept beside the vault in memory and changes entry by entry.

use std::ops::Range;
use unicode_normalization::UnicodeNormalization;
use watchword_entry::EntryId;

/// Where in an entry a word was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FieldKind {
    /// The shown name.
    Name,
    /// User name or e-mail address.
    Login,
    /// A tag, by its place among the tags.
    Tag(usize),
    /// The note.
    Note,
    /// An earlier name, by its place.
    OldName(usize),
    /// The label as it was scanned.
    OriginalLabel,
}

/// What is searched of one entry.
#[derive(Debug, Clone)]
pub struct Searchable {
    /// Which entry.
    pub id: EntryId,
    fields: Vec<(FieldKind, Folded)>,
    initials: String,
}

impl Searchable {
    /// Prepares the texts of an entry.
    pub fn new(id: EntryId, texts: impl IntoIterator<Item = (FieldKind, String)>) -> Self {
        let mut initials = String::new();
        let mut fields = Vec::new();
        for (kind, text) in texts {
            if text.is_empty() {
                continue;
            }
            let folded = Folded::new(&text);
            if kind == FieldKind::Name {
                initials = folded.words().filter_map(|(_, word)| word.chars().next()).collect();
            }
            fields.push((kind, folded));
        }
        Self { id, fields, initials }
    }
}

/// How well an entry matches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// Higher is better.
    pub score: u32,
    /// Per field the byte ranges of the original text that matched, in order.
    pub spans: Vec<(FieldKind, Vec<Range<usize>>)>,
}

/// A query, prepared once for all entries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    words: Vec<String>,
}

impl Query {
    /// Cuts `text` into folded words.
    pub fn new(text: &str) -> Self {
        let folded = Folded::new(text);
        Self { words: folded.text.split_whitespace().map(str::to_owned).collect() }
    }

    /// Whether it asks for nothing.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Its words, folded.
    pub fn words(&self) -> &[String] {
        &self.words
    }

    /// The score of an entry, `None` when a word is found nowhere in it.
    pub fn score(&self, entry: &Searchable) -> Option<u32> {
        let mut total = 0;
        for word in &self.words {
            total += Self::best(word, entry)?.score;
        }
        // "acme sandbox" names "Zendesk-acme-sandbox" better than an entry that has the words far apart.
        let average = total / u32::try_from(self.words.len().max(1)).unwrap_or(1);
        Some(average)
    }

    /// The score of an entry and what to highlight in it.
    pub fn explain(&self, entry: &Searchable) -> Option<Match> {
        let mut spans: Vec<(FieldKind, Vec<Range<usize>>)> = Vec::new();
        for word in &self.words {
            let hit = Self::best(word, entry)?;
            let (kind, ranges) = hit.spans(entry);
            match spans.iter_mut().find(|(known, _)| *known == kind) {
                Some((_, known)) => known.extend(ranges),
                None => spans.push((kind, ranges)),
            }
        }
        for (_, ranges) in &mut spans {
            ranges.sort_by_key(|range| range.start);
            *ranges = join(ranges);
        }
        spans.sort_by_key(|(kind, _)| *kind);
        Some(Match { score: self.score(entry)?, spans })
    }

    fn best(word: &str, entry: &Searchable) -> Option<Hit> {
        let mut best: Option<Hit> = None;
        for (at, (kind, folded)) in entry.fields.iter().enumerate() {
            let Some((start, quality)) = folded.find(word) else { continue };
            let score = quality * kind.weight() / 100;
            if best.as_ref().is_none_or(|known| score > known.score) {
                best = Some(Hit { score, field: at, place: Place::Text(start..start + word.len()) });
            }
        }
        if word.chars().count() > 1
            && let Some(first) = entry.initials.find(word)
            && best.as_ref().is_none_or(|known| INITIALS > known.score)
            && let Some(field) = entry.fields.iter().position(|(kind, _)| *kind == FieldKind::Name)
        {
            let first = entry.initials.get(..first).map_or(0, |before| before.chars().count());
            best = Some(Hit { score: INITIALS, field, place: Place::Initials(first..first + word.chars().count()) });
        }
        best
    }
}

const EXACT: u32 = 1_000;
const PREFIX: u32 = 900;
const WORD: u32 = 850;
const WORD_START: u32 = 800;
const INITIALS: u32 = 700;
const INSIDE: u32 = 500;

impl FieldKind {
    /// How much a match in this field counts, in per cent of one in the name.
    fn weight(self) -> u32 {
        match self {
            Self::Name => 100,
            Self::Login => 60,
            Self::Tag(_) => 70,
            Self::OldName(_) | Self::OriginalLabel => 50,
            Self::Note => 40,
        }
    }
}

struct Hit {
    score: u32,
    field: usize,
    place: Place,
}

enum Place {
    /// Bytes of the folded text.
    Text(Range<usize>),
    /// First letters of these words.
    Initials(Range<usize>),
}

impl Hit {
    fn spans(&self, entry: &Searchable) -> (FieldKind, Vec<Range<usize>>) {
        let Some((kind, folded)) = entry.fields.get(self.field) else { return (FieldKind::Name, Vec::new()) };
        let ranges = match &self.place {
            Place::Text(range) => vec![folded.original(range.clone())],
            Place::Initials(words) => folded
                .words()
                .skip(words.start)
                .take(words.len())
                .map(|(at, word)| folded.original(at..at + word.chars().next().map_or(0, char::len_utf8)))
                .collect(),
        };
        (*kind, ranges)
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

/// A text without case, accents and width, with the way back to the original.
#[derive(Debug, Clone)]
struct Folded {
    text: String,
    /// For each byte of `text` that begins a letter, and for its end: the byte offset in the original.
    /// Empty when both are the same, as for plain ASCII.
    back: Vec<u32>,
    original_len: usize,
}

impl Folded {
    fn new(original: &str) -> Self {
        if original.is_ascii() {
            return Self { text: original.to_ascii_lowercase(), back: Vec::new(), original_len: original.len() };
        }
        let mut text = String::with_capacity(original.len());
        let mut back = Vec::with_capacity(original.len());
        for (at, letter) in original.char_indices() {
            let begin = text.len();
            for folded in letter.nfkd().filter(|part| !is_mark(*part)).flat_map(char::to_lowercase) {
                text.push(if folded == 'ß' { 's' } else { folded });
            }
            back.resize(text.len(), u32::try_from(at).unwrap_or(u32::MAX));
            debug_assert!(begin <= text.len());
        }
        Self { text, back, original_len: original.len() }
    }

    /// The best place of `word` and its quality, 0 to 1,000.
    fn find(&self, word: &str) -> Option<(usize, u32)> {
        let mut best: Option<(usize, u32)> = None;
        for (at, _) in self.text.match_indices(word) {
            let quality = self.quality(at, word.len());
            if best.is_none_or(|(_, known)| quality > known) {
                best = Some((at, quality));
            }
            if quality >= PREFIX {
                break;
            }
        }
        best
    }

    fn quality(&self, at: usize, length: usize) -> u32 {
        let starts = self.text.get(..at).and_then(|before| before.chars().next_back()).is_none_or(is_break);
        let ends = self.text.get(at + length..).and_then(|behind| behind.chars().next()).is_none_or(is_break);
        match (at == 0, starts, ends) {
            (true, _, true) if length == self.text.len() => EXACT,
            (true, _, _) => PREFIX,
            (false, true, true) => WORD,
            (false, true, false) => WORD_START,
            (false, false, _) => INSIDE,
        }
    }

    fn words(&self) -> impl Iterator<Item = (usize, &str)> {
        let mut at = 0;
        self.text.split(is_break).filter_map(move |word| {
            let begin = at;
            at += word.len()
                + self.text.get(at + word.len()..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
            (!word.is_empty()).then_some((begin, word))
        })
    }

    fn original(&self, range: Range<usize>) -> Range<usize> {
        if self.back.is_empty() {
            return range;
        }
        let offset = |at: usize| self.back.get(at).map_or(self.original_len, |back| *back as usize);
        offset(range.start)..offset(range.end)
    }
}

fn is_break(letter: char) -> bool {
    !letter.is_alphanumeric()
}

fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(name: &str, more: &[(FieldKind, &str)]) -> Searchable {
        let texts = std::iter::once((FieldKind::Name, name)).chain(more.iter().copied());
        Searchable::new(EntryId::default(), texts.map(|(kind, text)| (kind, text.to_owned())))
    }

    fn one_span(kind: FieldKind, span: Range<usize>) -> (FieldKind, Vec<Range<usize>>) {
        (kind, std::iter::once(span).collect())
    }

    fn score(query: &str, entry: &Searchable) -> Option<u32> {
        Query::new(query).score(entry)
    }

    #[test]
    fn the_better_match_scores_higher() {
        let order = ["acme", "acme-eu", "zendesk-acme", "zendesk-acmex", "z-a-c-m-e", "placme", "nothing"];
        let scores: Vec<_> = order.iter().map(|name| score("acme", &entry(name, &[]))).collect();
        assert!(scores.windows(2).all(|pair| pair[0] > pair[1] || pair == [None, None]), "{scores:?}");
    }

    #[test]
    fn every_word_must_match_somewhere() {
        let acme = entry("Zendesk-acme", &[(FieldKind::Tag(0), "sandbox"), (FieldKind::Note, "call first")]);
        assert!(score("acme sand", &acme).is_some());
        assert!(score("acme FIRST", &acme).is_some());
        assert!(score("acme staging", &acme).is_none());
    }

    #[test]
    fn initials_find_a_name() {
        let found = Query::new("zas").explain(&entry("Zendesk-acme-sandbox", &[])).unwrap();
        assert_eq!(found.spans, [(FieldKind::Name, vec![0..1, 8..9, 13..14])]);
    }

    #[test]
    fn accents_case_and_width_do_not_matter_and_highlights_fit_the_original() {
        let found = Query::new("guell").explain(&entry("Café-Güell", &[])).unwrap();
        assert_eq!(found.spans, [one_span(FieldKind::Name, 6..12)]);
        assert!(score("ＡＣＭＥ", &entry("acme", &[])).is_some());
    }

    #[test]
    fn a_hit_outside_the_name_says_where() {
        let found = Query::new("foods").explain(&entry("Zendesk-tamarind", &[(FieldKind::OldName(0), "Acme Foods")]));
        assert_eq!(found.unwrap().spans, [one_span(FieldKind::OldName(0), 5..10)]);
    }

    #[test]
    fn an_empty_query_matches_everything() {
        assert!(Query::new("  ").is_empty());
        assert!(score("", &entry("acme", &[])).is_some());
    }
}
