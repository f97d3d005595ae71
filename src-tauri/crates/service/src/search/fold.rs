//! Texts without case, accents, width and punctuation, with the way back to the original.

use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

/// A text as it is compared: lower case, no accents, no apostrophes, cut into words at all other punctuation.
#[derive(Debug, Clone)]
pub(super) struct Folded<'a> {
    text: String,
    /// For each byte of `text` the byte offset of its letter in the original; empty when both are the same.
    back: Vec<u32>,
    original: &'a str,
    words: Vec<Range<usize>>,
}

impl<'a> Folded<'a> {
    pub(super) fn new(original: &'a str) -> Self {
        let mut text = String::with_capacity(original.len());
        let mut back = Vec::new();
        if original.is_ascii() && !original.contains('\'') {
            text.push_str(original);
            text.make_ascii_lowercase();
        } else {
            for (at, letter) in original.char_indices().filter(|(_, letter)| !matches!(letter, '\'' | '’' | 'ʼ')) {
                for part in letter.nfkd().filter(|part| !is_mark(*part)).flat_map(char::to_lowercase) {
                    match plain(part) {
                        Some(letters) => text.push_str(letters),
                        None if !is_mark(part) => text.push(part),
                        None => {}
                    }
                }
                back.resize(text.len(), u32::try_from(at).unwrap_or(u32::MAX));
            }
        }
        let words = words_of(&text);
        Self { text, back, original, words }
    }

    /// Its words, in order.
    pub(super) fn words(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(|range| self.text.get(range.clone()).unwrap_or_default())
    }

    /// Where the words stand in the folded text.
    pub(super) fn places(&self) -> &[Range<usize>] {
        &self.words
    }

    /// All words in one, nothing between them.
    pub(super) fn joined(&self) -> String {
        let mut joined = String::with_capacity(self.text.len());
        joined.extend(self.words());
        joined
    }

    /// The bytes of the original behind a range of the folded text.
    pub(super) fn original(&self, range: Range<usize>) -> Range<usize> {
        if self.back.is_empty() {
            return range;
        }
        let begin = self.back.get(range.start).map_or(self.original.len(), |at| *at as usize);
        let last = self.back.get(range.end.saturating_sub(1)).map_or(begin, |at| *at as usize);
        let letter = self.original.get(last..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        // An accent written as a sign of its own belongs to the letter before it.
        let marks: usize = self
            .original
            .get(last + letter..)
            .map_or(0, |rest| rest.chars().take_while(|sign| is_mark(*sign)).map(char::len_utf8).sum());
        begin..last + letter + marks
    }
}

fn words_of(text: &str) -> Vec<Range<usize>> {
    let mut words = Vec::with_capacity(text.len() / 4 + 1);
    let mut begin = None;
    for (at, letter) in text.char_indices() {
        match (letter.is_alphanumeric() || is_vowel_sign(letter), begin) {
            (true, None) => begin = Some(at),
            (false, Some(start)) => {
                words.push(start..at);
                begin = None;
            }
            _ => {}
        }
    }
    words.extend(begin.map(|start| start..text.len()));
    words
}

/// Letters that no normal form takes apart, as people type them.
fn plain(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ß' => "ss",
        'ø' => "o",
        'æ' => "ae",
        'œ' => "oe",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'ı' => "i",
        'ħ' => "h",
        'ŧ' => "t",
        'ς' => "σ",
        _ => return None,
    })
}

/// Accents, and the vowel points of Hebrew and Arabic, which are mostly left out in writing.
fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{64b}'..='\u{65f}' | '\u{670}')
}

/// Signs inside words of Indian and South-East Asian scripts: no letters by themselves, yet no break.
fn is_vowel_sign(letter: char) -> bool {
    !letter.is_ascii() && unicode_normalization::char::is_combining_mark(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        Folded::new(text).words().map(str::to_owned).collect()
    }

    #[test]
    fn case_accents_width_and_punctuation_fold() {
        assert_eq!(words("Café-Güell"), ["cafe", "guell"]);
        assert_eq!(words("ＡＣＭＥ_ﬁrst"), ["acme", "first"]);
        assert_eq!(words("O'Brien’s Straße, Łódź & Ørsted"), ["obriens", "strasse", "lodz", "orsted"]);
        assert_eq!(words("İstanbul ΕΛΛΆΣ"), ["istanbul", "ελλασ"]);
        assert_eq!(words("東京支店-acme"), ["東京支店", "acme"]);
        assert_eq!(words("हिन्दी"), ["हिन्दी"]);
        assert_eq!(words("-- . --"), Vec::<String>::new());
    }

    #[test]
    fn a_range_leads_back_to_whole_letters_of_the_original() {
        for (text, word, found) in
            [("Café-Güell", 1, "Güell"), ("die Straße", 1, "Straße"), ("cafe\u{301} x", 0, "cafe\u{301}")]
        {
            let folded = Folded::new(text);
            assert_eq!(text.get(folded.original(folded.places()[word].clone())), Some(found));
        }
    }
}
