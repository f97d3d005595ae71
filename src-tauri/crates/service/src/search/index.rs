//! What is searched: every distinct word of the vault once, and which of them each entry has.

use super::FieldKind;
use super::fold::Folded;
use super::spelling::{Word, letters_of};
use std::collections::HashMap;
use std::ops::Range;

/// Every distinct word of the vault. A query is held against each word once, however many entries have it.
#[derive(Default)]
pub(crate) struct Vocabulary {
    words: Vec<(Word, u32)>,
    places: HashMap<Box<str>, u32>,
    free: Vec<u32>,
}

impl Vocabulary {
    fn add(&mut self, text: &str) -> u32 {
        if let Some(place) = self.places.get(text) {
            if let Some((_, uses)) = self.words.get_mut(*place as usize) {
                *uses += 1;
            }
            return *place;
        }
        let word = (Word::new(text), 1);
        let place = if let Some(place) = self.free.pop() {
            if let Some(slot) = self.words.get_mut(place as usize) {
                *slot = word;
            }
            place
        } else {
            self.words.push(word);
            u32::try_from(self.words.len() - 1).unwrap_or(u32::MAX)
        };
        self.places.insert(text.into(), place);
        place
    }

    /// Gives the words of an entry up; those that no other entry has are forgotten.
    pub(crate) fn release(&mut self, entry: &Searchable) {
        for occurrence in &entry.occurrences {
            let Some((word, uses)) = self.words.get_mut(occurrence.word as usize) else { continue };
            *uses = uses.saturating_sub(1);
            if *uses == 0 {
                self.places.remove(&word.text);
                *word = Word::new("");
                self.free.push(occurrence.word);
            }
        }
    }

    pub(super) fn words(&self) -> impl ExactSizeIterator<Item = &Word> {
        self.words.iter().map(|(word, _)| word)
    }

    pub(super) fn word(&self, place: u32) -> Option<&Word> {
        self.words.get(place as usize).map(|(word, _)| word)
    }
}

/// One word of one entry.
#[derive(Debug, Clone, Copy)]
pub(super) struct Occurrence {
    /// Place in the vocabulary.
    pub(super) word: u32,
    /// In which field.
    pub(super) field: FieldKind,
    /// Which word of the field, from 0.
    pub(super) nth: u8,
}

/// What is searched of one entry.
pub(crate) struct Searchable {
    /// The words of the name first.
    pub(super) occurrences: Box<[Occurrence]>,
    /// The name as one word.
    pub(super) joined: Box<str>,
    /// The letters of [`Self::joined`].
    pub(super) letters: u64,
    /// First letters of the words of the name.
    pub(super) initials: Box<str>,
    /// Number of words in the name; more than 32 count as 32.
    pub(super) name_words: u8,
    /// Number of words of the issuer at the beginning of the name; 0 when it does not begin with it.
    pub(super) issuer_words: u8,
    /// Bytes of the issuer in [`Self::joined`].
    pub(super) issuer_len: usize,
    /// The other fields, each as one word: a query that is the whole of one is at home there.
    pub(super) wholes: Box<[(FieldKind, Box<str>)]>,
}

impl Searchable {
    /// Prepares the texts of an entry. The name comes in two parts, the issuer and the rest.
    pub(crate) fn new<'a>(
        vocabulary: &mut Vocabulary,
        issuer: &str,
        rest: &str,
        texts: impl IntoIterator<Item = (FieldKind, &'a str)>,
    ) -> Self {
        let mut occurrences = Vec::with_capacity(16);
        let mut add = |field, folded: &Folded, from: usize| {
            for (nth, word) in folded.words().enumerate() {
                let nth = u8::try_from(nth + from).unwrap_or(u8::MAX);
                occurrences.push(Occurrence { word: vocabulary.add(word), field, nth });
            }
        };
        let (issuer, rest) = (Folded::new(issuer), Folded::new(rest));
        let issuer_words = issuer.places().len();
        add(FieldKind::Name, &issuer, 0);
        add(FieldKind::Name, &rest, issuer_words);
        let mut wholes = Vec::new();
        for (field, text) in texts {
            let folded = Folded::new(text);
            add(field, &folded, 0);
            if !matches!(field, FieldKind::Note | FieldKind::Alias(_)) && !folded.places().is_empty() {
                wholes.push((field, folded.joined().into_boxed_str()));
            }
        }
        let mut joined = issuer.joined();
        let issuer_len = joined.len();
        joined.push_str(&rest.joined());
        let joined = joined.into_boxed_str();
        let initials: String = issuer.words().chain(rest.words()).filter_map(|word| word.chars().next()).collect();
        Self {
            occurrences: occurrences.into_boxed_slice(),
            letters: letters_of(&joined),
            joined,
            initials: initials.into_boxed_str(),
            name_words: u8::try_from((issuer_words + rest.places().len()).min(32)).unwrap_or(32),
            issuer_words: u8::try_from(issuer_words.min(32)).unwrap_or(32),
            issuer_len,
            wholes: wholes.into_boxed_slice(),
        }
    }

    /// The account as one word: the name without the issuer.
    pub(super) fn account(&self) -> &str {
        self.joined.get(self.issuer_len..).unwrap_or_default()
    }

    /// Where the words of the name stand in [`Self::joined`].
    pub(super) fn name_places(&self, vocabulary: &Vocabulary) -> impl Iterator<Item = Range<usize>> {
        let words = self.occurrences.iter().take_while(|occurrence| occurrence.field == FieldKind::Name);
        words.scan(0, |end, occurrence| {
            let start = *end;
            *end += vocabulary.word(occurrence.word).map_or(0, |word| word.text.len());
            Some(start..*end)
        })
    }
}
