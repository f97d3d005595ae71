//! Text of a file: UTF-8, or UTF-16 with a byte order mark.

use std::ops::Deref;

use zeroize::Zeroizing;

/// A text, which is copied only where the bytes are no UTF-8.
pub(crate) enum Text<'a> {
    /// The bytes themselves.
    AsIs(&'a str),
    /// What the bytes mean.
    Decoded(Zeroizing<String>),
}

impl Deref for Text<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        match self {
            Self::AsIs(text) => text,
            Self::Decoded(text) => text,
        }
    }
}

/// The bytes as text without a byte order mark; `None` when they are neither UTF-8 nor marked UTF-16.
pub(crate) fn decode(bytes: &[u8]) -> Option<Text<'_>> {
    match bytes {
        [0xff, 0xfe, rest @ ..] => decode_utf16(rest, u16::from_le_bytes).map(Text::Decoded),
        [0xfe, 0xff, rest @ ..] => decode_utf16(rest, u16::from_be_bytes).map(Text::Decoded),
        _ => {
            let text = std::str::from_utf8(bytes).ok()?;
            Some(Text::AsIs(text.strip_prefix('\u{feff}').unwrap_or(text)))
        }
    }
}

fn decode_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<Zeroizing<String>> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    // Room for everything: a text that grows leaves copies behind.
    let mut text = Zeroizing::new(String::with_capacity(bytes.len().saturating_mul(2)));
    for c in char::decode_utf16(pairs.iter().map(|pair| unit(*pair))) {
        text.push(c.ok()?);
    }
    rest.is_empty().then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_dropped_and_utf16_is_read() {
        for (bytes, text) in [
            (&b"\xef\xbb\xbf{}"[..], Some("{}")),
            (b"\xff\xfe{\0}\0", Some("{}")),
            (b"\xfe\xff\0{\0}", Some("{}")),
            (b"{}", Some("{}")),
            (b"\xff\xfe{", None),
            (b"\xff\xfe\0\xd8", None),
            (b"\x80", None),
        ] {
            assert_eq!(decode(bytes).as_deref(), text);
        }
    }
}
