//! The escapes that links are full of: percent, HTML, JSON.

use zeroize::Zeroizing;

/// Percent-decoded bytes of `text`. A `%` without two hexadecimal digits behind it stays as it is; `+` becomes a
/// space when `plus_is_space`.
pub(crate) fn decode_percent(text: &str, plus_is_space: bool) -> Zeroizing<Vec<u8>> {
    let mut decoded = Zeroizing::new(Vec::with_capacity(text.len()));
    let mut rest = text.as_bytes();
    while let Some((&byte, behind)) = rest.split_first() {
        rest = behind;
        match (byte, behind) {
            (b'%', &[high, low, ref after @ ..]) => match (hex_value(high), hex_value(low)) {
                (Some(high), Some(low)) => {
                    decoded.push(high << 4 | low);
                    rest = after;
                }
                (Some(_) | None, Some(_) | None) => decoded.push(byte),
            },
            (b'+', _) if plus_is_space => decoded.push(b' '),
            _ => decoded.push(byte),
        }
    }
    decoded
}

/// The bytes as text, and whether all of them were UTF-8; those that were not became U+FFFD.
pub(crate) fn lossy_text(bytes: &[u8]) -> (String, bool) {
    let text = String::from_utf8_lossy(bytes);
    let is_whole = matches!(text, std::borrow::Cow::Borrowed(_));
    (text.into_owned(), is_whole)
}

/// A name for people: control characters become spaces, white space at the ends goes.
pub(crate) fn clean(text: &str) -> String {
    without_controls(text).trim().to_owned()
}

/// `text` with spaces in place of control characters.
pub(crate) fn without_controls(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii_control() { ' ' } else { c }).collect()
}

/// Undoes one layer of HTML escapes: `&amp; &lt; &gt; &quot; &apos; &#39; &#x27;`.
pub fn unescape_html(text: &str) -> String {
    const ENTITIES: [(&str, char); 7] = [
        ("&amp;", '&'),
        ("&lt;", '<'),
        ("&gt;", '>'),
        ("&quot;", '"'),
        ("&apos;", '\''),
        ("&#39;", '\''),
        ("&#x27;", '\''),
    ];
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, _)) = rest.split_once('&') {
        plain.push_str(before);
        let tail = rest.get(before.len()..).unwrap_or_default();
        if let Some((behind, c)) = ENTITIES.iter().find_map(|(entity, c)| Some((tail.strip_prefix(entity)?, *c))) {
            plain.push(c);
            rest = behind;
        } else {
            plain.push('&');
            rest = tail.strip_prefix('&').unwrap_or_default();
        }
    }
    plain.push_str(rest);
    plain
}

/// The text inside a JSON string, when `text` is one: quotes at both ends, escapes undone. A text without such
/// quotes is given back as it is.
pub(crate) fn unquote(text: &str) -> Zeroizing<String> {
    let inner = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    let Some(inner) = inner else { return Zeroizing::new(text.to_owned()) };
    let mut plain = Zeroizing::new(String::with_capacity(inner.len()));
    let mut chars = inner.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            plain.push(c);
            continue;
        }
        match chars.next() {
            Some('n') => plain.push('\n'),
            Some('r') => plain.push('\r'),
            Some('t') => plain.push('\t'),
            Some('b') => plain.push('\u{8}'),
            Some('f') => plain.push('\u{c}'),
            Some('u') => plain.push(escaped_char(&mut chars)),
            Some(other) => plain.push(other),
            None => plain.push('\\'),
        }
    }
    plain
}

/// The character of `\uXXXX`, whose `\u` has been read, with its second half when it is a surrogate pair.
fn escaped_char(chars: &mut std::str::Chars<'_>) -> char {
    let first = four_digits(chars);
    let mut ahead = chars.clone();
    if (0xd800..0xdc00).contains(&first) && ahead.next() == Some('\\') && ahead.next() == Some('u') {
        let second = four_digits(&mut ahead);
        if (0xdc00..0xe000).contains(&second) {
            *chars = ahead;
            let scalar = 0x1_0000 + ((first & 0x3ff) << 10) + (second & 0x3ff);
            return char::from_u32(scalar).unwrap_or(char::REPLACEMENT_CHARACTER);
        }
    }
    char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// The number of four hexadecimal digits; fewer digits are read as far as they go.
fn four_digits(chars: &mut std::str::Chars<'_>) -> u32 {
    let mut number = 0;
    for _ in 0..4 {
        let mut ahead = chars.clone();
        match ahead.next().and_then(|c| c.to_digit(16)) {
            Some(digit) => number = number << 4 | digit,
            None => break,
        }
        *chars = ahead;
    }
    number
}

fn hex_value(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percent_without_digits_stays() {
        for (text, decoded) in
            [("100%", "100%"), ("5%zz", "5%zz"), ("%41%4", "A%4"), ("%%41", "%A"), ("a%2Bb+c", "a+b c")]
        {
            assert_eq!(decode_percent(text, true).as_slice(), decoded.as_bytes(), "{text}");
        }
        assert_eq!(decode_percent("a+b", false).as_slice(), b"a+b");
    }

    #[test]
    fn bytes_that_are_not_utf8_are_marked() {
        assert_eq!(lossy_text(b"a\xffb"), ("a\u{fffd}b".to_owned(), false));
        assert_eq!(lossy_text("é".as_bytes()), ("é".to_owned(), true));
    }

    #[test]
    fn one_layer_of_html_is_undone() {
        assert_eq!(unescape_html("a &amp;lt; b &lt;&#39;&unknown; &"), "a &lt; b <'&unknown; &");
    }

    #[test]
    fn a_json_string_is_unquoted() {
        assert_eq!(unquote(r#""a\/b\"\u00e9\ud83d\ude00\u12""#).as_str(), "a/b\"é😀\u{12}");
        assert_eq!(unquote(r"a\/b").as_str(), r"a\/b");
        assert_eq!(unquote(r#""\ud83dx""#).as_str(), "\u{fffd}x");
        assert_eq!(unquote("\"").as_str(), "\"");
    }
}
