//! Text of a file: UTF-8, UTF-16 with a byte order mark, or Windows-1252.

use std::ops::Deref;

use zeroize::Zeroizing;

use super::signatures::is_mostly_text;

/// The characters of Windows-1252 from 0x80 to 0x9f; the others are those of Latin-1.
pub(crate) const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

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

/// The bytes as text without a byte order mark; `None` when they are neither UTF-8, nor marked UTF-16, nor a list or
/// table in Windows-1252.
pub(crate) fn decode(bytes: &[u8]) -> Option<Text<'_>> {
    match bytes {
        [0xff, 0xfe, rest @ ..] => decode_utf16(rest, u16::from_le_bytes).map(Text::Decoded),
        [0xfe, 0xff, rest @ ..] => decode_utf16(rest, u16::from_be_bytes).map(Text::Decoded),
        _ => {
            let Ok(text) = std::str::from_utf8(bytes) else { return decode_windows_1252(bytes).map(Text::Decoded) };
            Some(Text::AsIs(text.strip_prefix('\u{feff}').unwrap_or(text)))
        }
    }
}

/// Lists and tables that spreadsheets have saved. JSON and XML are never so: there, and where one character is good
/// UTF-8, bytes that are not are damage.
fn decode_windows_1252(bytes: &[u8]) -> Option<Zeroizing<String>> {
    let is_marked_up = matches!(bytes.trim_ascii_start().first(), Some(b'{' | b'[' | b'<'));
    let has_controls = bytes.iter().any(|byte| byte.is_ascii_control() && !byte.is_ascii_whitespace());
    let has_utf8 = bytes.utf8_chunks().any(|chunk| !chunk.valid().is_ascii());
    if is_marked_up || has_controls || has_utf8 || !is_mostly_text(bytes) {
        return None;
    }
    let mut text = Zeroizing::new(String::with_capacity(bytes.len().saturating_mul(3)));
    text.extend(bytes.iter().map(|byte| {
        let place = byte.checked_sub(0x80).map(usize::from);
        place.and_then(|place| WINDOWS_1252.get(place)).copied().unwrap_or(char::from(*byte))
    }));
    Some(text)
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
    fn marks_are_dropped_and_other_encodings_are_read() {
        for (bytes, text) in [
            (&b"\xef\xbb\xbf{}"[..], Some("{}")),
            (b"\xff\xfe{\0}\0", Some("{}")),
            (b"\xfe\xff\0{\0}", Some("{}")),
            (b"{}", Some("{}")),
            (b"\xff\xfe{", None),
            (b"\xff\xfe\0\xd8", None),
            (b"\x80", None),
            (b"name,otp\r\nQuill\xe9 \x80,x", Some("name,otp\r\nQuillé €,x")),
            (b"name,otp\r\nQuill\xe9\xc3\xa9,x", None),
            (b"{\"name\": \"Quill\xe9 and Ink\"}", None),
            (b"name,otp\r\nQuill\xe9\x01,x", None),
        ] {
            assert_eq!(decode(bytes).as_deref(), text);
        }
    }
}
