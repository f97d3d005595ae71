//! What was typed: words to look for, and filters.

use super::fold::Folded;
use super::spelling::Word;

/// What was typed, prepared once for all entries.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    pub(super) words: Vec<Word>,
    /// All words in one.
    pub(super) joined: String,
    filters: Vec<Filter>,
}

/// A condition that holds or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Filter {
    /// `#tier-1`: entries with a tag that begins so come first.
    Tag(String),
    /// `issuer:zen`: the issuer begins so.
    Issuer(String),
    /// `is:pinned`
    Pinned,
    /// `is:trash`: looks in the trash instead.
    Trash,
    /// `type:hotp`: how the codes are computed.
    Kind(String),
}

impl Query {
    /// Cuts `text` into folded words and filters. Double quotes keep a filter's value together: `issuer:"Bank token"`.
    pub fn new(text: &str) -> Self {
        let mut query = Self::default();
        let mut rest = String::new();
        for token in tokens(text) {
            if let Some(filter) = Filter::parse(&token) {
                query.filters.push(filter);
            } else {
                rest.push_str(&token);
                rest.push(' ');
            }
        }
        let folded = Folded::new(&rest);
        query.words = folded.words().map(Word::new).collect();
        query.joined = folded.joined();
        query
    }

    /// Whether it asks for nothing.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty() && self.filters.is_empty()
    }

    /// Whether it looks for a word.
    pub fn has_words(&self) -> bool {
        !self.words.is_empty()
    }

    /// Its words, folded.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(|word| &*word.text)
    }

    /// Its filters.
    pub fn filters(&self) -> &[Filter] {
        &self.filters
    }
}

impl Filter {
    fn parse(token: &str) -> Option<Self> {
        if let Some(tag) = token.strip_prefix('#').filter(|tag| !tag.is_empty()) {
            return Some(Self::Tag(fold(tag)));
        }
        let (key, value) = token.split_once(':')?;
        let value = fold(value);
        match (key.to_ascii_lowercase().as_str(), value.as_str()) {
            ("issuer", issuer) if !issuer.is_empty() => Some(Self::Issuer(value)),
            ("is", "pinned") => Some(Self::Pinned),
            ("is", "trash") => Some(Self::Trash),
            ("type", "totp" | "hotp" | "steam" | "motp" | "yandex") => Some(Self::Kind(value)),
            _ => None,
        }
    }
}

/// A text as filters compare it: folded, nothing between its words.
pub(crate) fn fold(text: &str) -> String {
    Folded::new(text).joined()
}

fn tokens(text: &str) -> Vec<String> {
    let mut tokens = vec![String::new()];
    let mut quoted = false;
    for letter in text.chars() {
        if letter == '"' {
            quoted = !quoted;
        } else if letter.is_whitespace() && !quoted {
            tokens.push(String::new());
        } else if let Some(token) = tokens.last_mut() {
            token.push(letter);
        }
    }
    tokens.retain(|token| !token.is_empty());
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_are_told_from_words() {
        let query = Query::new("acme #Tier-1 issuer:\"Bank Token\" is:pinned type:HOTP");
        assert_eq!(query.words().collect::<Vec<_>>(), ["acme"]);
        assert_eq!(
            query.filters(),
            [
                Filter::Tag("tier1".to_owned()),
                Filter::Issuer("banktoken".to_owned()),
                Filter::Pinned,
                Filter::Kind("hotp".to_owned())
            ]
        );
        let words = Query::new("is:late type:round # c#");
        assert!(words.filters().is_empty());
        assert_eq!(words.words().collect::<Vec<_>>(), ["is", "late", "type", "round", "c"]);
        assert!(Query::new(" - ").is_empty());
    }
}
