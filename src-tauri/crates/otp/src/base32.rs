//! Base32 of RFC 4648, read the way people and programs write secrets.

use thiserror::Error;
use watchword_secret::{SecretBytes, SecretText};
use zeroize::Zeroizing;

/// Why a text is no Base32 secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Base32Error {
    /// A character outside of the alphabet. Nothing is "corrected": 0 is not taken for O.
    #[error("a character is not of the Base32 alphabet")]
    Character,
    /// Fewer than eight bits.
    #[error("the secret is empty")]
    Empty,
}

impl Base32Error {
    /// The stable name of the error.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Character => "bad-secret",
            Self::Empty => "empty-secret",
        }
    }
}

/// Reads a secret: spaces of every kind, line ends, `-`, `_`, `+`, padding and case do not matter, left-over bits are ignored,
/// and so are lengths that no encoder produces.
///
/// # Errors
/// [`Base32Error`] for other characters and for fewer than eight bits.
pub fn decode(text: &str) -> Result<SecretBytes, Base32Error> {
    // Text that was copied from a page may hold spaces without width.
    let is_invisible = |c: char| c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}');
    let is_separator = |c: &char| is_invisible(*c) || matches!(c, '-' | '_' | '+');
    let mut symbols = Zeroizing::new(String::with_capacity(text.len()));
    symbols.extend(text.chars().filter(|c| !is_separator(c)));
    // Room for all bytes at once: a vector that grows leaves copies behind.
    let mut bytes = Zeroizing::new(Vec::with_capacity(text.len().div_ceil(8).saturating_mul(5)));
    let mut pending = 0_u16;
    let mut bits = 0_u8;
    for symbol in symbols.trim_end_matches('=').bytes() {
        let value = match symbol.to_ascii_uppercase() {
            letter @ b'A'..=b'Z' => letter - b'A',
            digit @ b'2'..=b'7' => digit - b'2' + 26,
            _ => return Err(Base32Error::Character),
        };
        pending = (pending << 5 | u16::from(value)) & 0x0fff;
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from(pending >> bits & 0xff).unwrap_or_default());
        }
    }
    if bytes.is_empty() { Err(Base32Error::Empty) } else { Ok(SecretBytes::new(std::mem::take(&mut *bytes))) }
}

/// Writes a secret: upper case, no padding.
pub fn encode(secret: &[u8]) -> SecretText {
    SecretText::new(data_encoding::BASE32_NOPAD.encode(secret))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn decoded(text: &str) -> Result<Vec<u8>, Base32Error> {
        decode(text).map(|bytes| bytes.expose().to_vec())
    }

    #[test]
    fn vectors_of_rfc_4648() {
        for (text, bytes) in [
            ("MY======", "f"),
            ("MZXQ====", "fo"),
            ("MZXW6===", "foo"),
            ("MZXW6YQ=", "foob"),
            ("MZXW6YTB", "fooba"),
            ("MZXW6YTBOI======", "foobar"),
        ] {
            assert_eq!(decoded(text), Ok(bytes.as_bytes().to_vec()));
        }
    }

    #[test]
    fn separators_case_and_padding_do_not_matter() {
        for text in [
            "mzxw6ytb",
            "MZXW-6YTB",
            " mzxw 6ytb\r\n",
            "MZXW_6YTB+",
            "MZXW\u{a0}6YTB",
            "\u{feff}MZXW\u{200b}6Y\u{202f}TB",
            "MZXW6YTB= = =",
        ] {
            assert_eq!(decoded(text), Ok(b"fooba".to_vec()), "{text:?}");
        }
    }

    #[test]
    fn odd_lengths_and_left_over_bits_are_taken() {
        assert_eq!(decoded("MFRGGZDFM"), Ok(b"abcde".to_vec()));
        assert_eq!(decoded("MZ"), Ok(b"f".to_vec()));
        assert_eq!(decoded("MZXW6Y"), Ok(b"foo".to_vec()));
    }

    #[test]
    fn nothing_is_corrected() {
        for text in ["ABC1DEF8", "ABC0", "AB=CD", "ÄBCD", "ABC!"] {
            assert_eq!(decoded(text), Err(Base32Error::Character), "{text}");
        }
        for text in ["", " - ", "====", "A"] {
            assert_eq!(decoded(text), Err(Base32Error::Empty), "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(bytes in proptest::collection::vec(any::<u8>(), 1..80)) {
            prop_assert_eq!(decoded(encode(&bytes).expose()), Ok(bytes));
        }

        #[test]
        fn any_text_is_answered(text in ".{0,60}") {
            let _answer = decoded(&text);
        }
    }
}
