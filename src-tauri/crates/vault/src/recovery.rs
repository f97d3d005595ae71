//! The recovery key: 160 random bits on paper, in Crockford's base 32 with four check symbols.

use sha2::{Digest, Sha256};
use watchword_secret::{RandomFailed, SecretBytes, SecretText};
use zeroize::Zeroizing;

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const KEY_SYMBOLS: usize = 32;
const CHECK_SYMBOLS: usize = 4;
const SYMBOLS: usize = KEY_SYMBOLS + CHECK_SYMBOLS;
const KEY_BYTES: usize = 20;
const GROUP: usize = 4;
/// Keeps the check apart from every other hash of the key.
const CHECK_LABEL: &[u8] = b"watchword/v1/recovery-check";

/// A recovery key: opens the vault like the password does.
pub struct RecoveryKey(SecretBytes);

/// Why a text is not a recovery key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RecoveryKeyError {
    /// It does not have 36 symbols.
    #[error("a recovery key has 36 letters and digits, not {0}")]
    Length(usize),
    /// A letter or sign that no recovery key has; counted in symbols from 0.
    #[error("symbol {0} cannot be part of a recovery key")]
    Symbol(usize),
    /// The check symbols do not fit: something was mistyped.
    #[error("the recovery key was mistyped")]
    Check,
}

impl RecoveryKeyError {
    /// Stable name of this error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Length(_) => "recovery-key-length",
            Self::Symbol(_) => "recovery-key-symbol",
            Self::Check => "recovery-key-mistyped",
        }
    }
}

impl RecoveryKey {
    /// A new random key.
    ///
    /// # Errors
    /// [`RandomFailed`] when the system has no random bytes to give.
    pub fn make() -> Result<Self, RandomFailed> {
        Ok(Self(SecretBytes::make(KEY_BYTES)?))
    }

    /// Reads a key that a person typed: case, spaces and hyphens do not matter, O is 0, I and L are 1.
    pub fn parse(text: &str) -> Result<Self, RecoveryKeyError> {
        let mut symbols = Zeroizing::new(Vec::with_capacity(SYMBOLS));
        let written = text
            .chars()
            .filter(|letter| !letter.is_whitespace() && !matches!(letter, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}'));
        let mut count = 0;
        for (at, letter) in written.enumerate() {
            count = at + 1;
            let symbol = value_of(letter).ok_or(RecoveryKeyError::Symbol(at))?;
            if symbols.len() < SYMBOLS {
                symbols.push(symbol);
            }
        }
        if count != SYMBOLS {
            return Err(RecoveryKeyError::Length(count));
        }
        let (key_part, check) = symbols.split_at(KEY_SYMBOLS);
        let mut key = Vec::with_capacity(KEY_BYTES);
        for eight in key_part.chunks(8) {
            let bits = eight.iter().fold(0_u64, |bits, symbol| (bits << 5) | u64::from(*symbol));
            key.extend(bits.to_be_bytes().iter().skip(3));
        }
        let key = Self(SecretBytes::new(key));
        if watchword_secret::equal(&check_of(key.bytes()), check) { Ok(key) } else { Err(RecoveryKeyError::Check) }
    }

    /// The key as it is printed: nine groups of four symbols, joined by hyphens.
    pub fn to_groups(&self) -> SecretText {
        let mut text = String::with_capacity(SYMBOLS + SYMBOLS / GROUP);
        let mut symbols = Zeroizing::new(Vec::with_capacity(SYMBOLS));
        for five in self.bytes().chunks(5) {
            let bits = five.iter().fold(0_u64, |bits, byte| (bits << 8) | u64::from(*byte));
            symbols.extend((0..8).rev().map(|at| low_five(bits >> (5 * at))));
        }
        symbols.extend(check_of(self.bytes()));
        for (at, symbol) in symbols.iter().enumerate() {
            if at > 0 && at % GROUP == 0 {
                text.push('-');
            }
            text.push(ALPHABET.get(usize::from(*symbol)).map_or('0', |letter| char::from(*letter)));
        }
        SecretText::new(text)
    }

    /// The twenty bytes that the slot's key is derived from.
    pub(crate) fn bytes(&self) -> &[u8] {
        self.0.expose()
    }
}

fn low_five(bits: u64) -> u8 {
    u8::try_from(bits & 31).unwrap_or(0)
}

fn value_of(letter: char) -> Option<u8> {
    let letter = match letter.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    let at = ALPHABET.iter().position(|symbol| char::from(*symbol) == letter)?;
    u8::try_from(at).ok()
}

/// The first twenty bits of a labelled SHA-256, as four symbols.
fn check_of(key: &[u8]) -> [u8; CHECK_SYMBOLS] {
    let digest = Sha256::new().chain_update(CHECK_LABEL).chain_update(key).finalize();
    let bits = digest.iter().take(3).fold(0_u64, |bits, byte| (bits << 8) | u64::from(*byte));
    [low_five(bits >> 19), low_five(bits >> 14), low_five(bits >> 9), low_five(bits >> 4)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_printed_key_reads_back_however_it_is_typed() {
        for _ in 0..50 {
            let key = RecoveryKey::make().unwrap();
            let text = key.to_groups();
            let text = text.expose();
            assert_eq!((text.len(), text.split('-').count()), (44, 9));
            let sloppy = text.to_lowercase().replace('-', " ").replace('0', "o").replace('1', "l");
            for way in [text.to_owned(), sloppy, text.replace('-', ""), text.replace('1', "I")] {
                assert!(RecoveryKey::parse(&way).is_ok_and(|read| read.0 == key.0));
            }
        }
    }

    #[test]
    fn a_known_key_has_the_form_of_the_format_document() {
        let key = RecoveryKey(SecretBytes::new((0..20).collect()));
        assert_eq!(key.to_groups().expose(), "000G-40R4-0M30-E209-185G-R38E-1W81-24GK-9ZK5");
    }

    #[test]
    fn a_mistyped_key_is_noticed() {
        let text = RecoveryKey(SecretBytes::new((40..60).collect())).to_groups().expose().to_owned();
        let mut missed = 0;
        for at in 0..text.len() {
            let letter = text.as_bytes()[at];
            if letter == b'-' {
                continue;
            }
            let other = if letter == b'7' { '8' } else { '7' };
            let mut wrong = text.clone();
            wrong.replace_range(at..=at, &other.to_string());
            missed += usize::from(RecoveryKey::parse(&wrong).is_ok());
        }
        assert_eq!(missed, 0);
        assert!(matches!(RecoveryKey::parse("0000"), Err(RecoveryKeyError::Length(4))));
        assert!(matches!(RecoveryKey::parse("U000"), Err(RecoveryKeyError::Symbol(0))));
        assert!(matches!(RecoveryKey::parse(&"0".repeat(37)), Err(RecoveryKeyError::Length(37))));
    }
}
