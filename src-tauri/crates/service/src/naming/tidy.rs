//! Labels without what says nothing: signs around them, percent escapes, the remains of links, endings in brackets.

use std::cmp::Ordering;
use watchword_entry::{Ending, LABEL_LIMIT, clean_text};

/// Signs that no name begins or ends with.
const SIGNS: [char; 17] = [':', ';', ',', '"', '\'', '`', '<', '>', '{', '}', '|', '/', '\\', '=', '?', '“', '”'];

/// `text` without what says nothing; the same text when it is good as it is.
pub(crate) fn tidied(text: &str) -> String {
    let mut tidy = text.trim().to_owned();
    let link = tidy.get(..10).is_some_and(|head| head.eq_ignore_ascii_case("otpauth://"));
    if link {
        // What follows the `?` is no label, and holds the secret.
        let path = tidy.split(['?', '#']).next().unwrap_or_default();
        tidy = path.splitn(4, '/').nth(3).unwrap_or_default().to_owned();
    }
    if let Some(plain) = unescaped(&tidy) {
        tidy = plain;
    }
    loop {
        let before = tidy.len();
        tidy = tidy.trim_matches(SIGNS).trim().to_owned();
        tidy = without_brackets(without_brackets(&tidy, '(', ')'), '[', ']').trim().to_owned();
        if tidy.len() == before {
            break;
        }
    }
    clean_text(&tidy, LABEL_LIMIT)
}

/// Brackets around the whole, and a bracket without its other.
fn without_brackets(text: &str, open: char, close: char) -> &str {
    if let Some(inside) = text.strip_prefix(open).and_then(|text| text.strip_suffix(close))
        && !inside.contains([open, close])
    {
        return inside;
    }
    let (opened, closed) = (text.matches(open).count(), text.matches(close).count());
    match opened.cmp(&closed) {
        Ordering::Less => text.strip_suffix(close).unwrap_or(text),
        Ordering::Greater => text.strip_prefix(open).or_else(|| text.strip_suffix(open)).unwrap_or(text),
        Ordering::Equal => text,
    }
}

/// Percent escapes as the letters they stand for; `None` when there are none or they are no text.
fn unescaped(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let escape = (*first == b'%').then(|| after.split_at_checked(2)).flatten();
        let (byte, after) = escape.and_then(|(digits, after)| Some((hex(digits)?, after))).unwrap_or((*first, after));
        bytes.push(byte);
        rest = after;
    }
    String::from_utf8(bytes).ok().filter(|plain| plain != text)
}

fn hex(digits: &[u8]) -> Option<u8> {
    let digits = std::str::from_utf8(digits).ok().filter(|it| it.chars().all(|digit| digit.is_ascii_hexdigit()))?;
    u8::from_str_radix(digits, 16).ok()
}

/// `acme (training)` as `acme-training`; `None` when there is no known ending in brackets.
pub(crate) fn tidy_ending(account: &str, endings: &[Ending]) -> Option<String> {
    let inside = account.trim().strip_suffix([')', ']'])?;
    let (stem, ending) = inside.rsplit_once(['(', '['])?;
    let (stem, ending) = (stem.trim(), ending.trim().to_lowercase());
    let known = ending.split([' ', '-']).all(|word| endings.iter().any(|known| known.eq_ignore_ascii_case(word)));
    (known && !stem.is_empty()).then(|| clean_text(&format!("{stem}-{}", ending.replace(' ', "-")), LABEL_LIMIT))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_says_nothing_goes() {
        for (text, tidy) in [
            (":acme", "acme"),
            ("\"GitHub\"", "GitHub"),
            ("[Zendesk]", "Zendesk"),
            ("(acme)", "acme"),
            ("acme)", "acme"),
            ("acme: ", "acme"),
            ("ana%40acme.example", "ana@acme.example"),
            ("My%20Bank", "My Bank"),
            ("otpauth://totp/GitHub:ana?secret=AAAA", "GitHub:ana"),
            ("otpauth://totp/", ""),
        ] {
            assert_eq!(tidied(text), tidy, "{text}");
        }
    }

    #[test]
    fn what_belongs_to_a_name_stays() {
        for text in [
            "acme (training)",
            "acme [eu]",
            "Yahoo!",
            "Disney+",
            "Acme Inc.",
            "_ana_",
            "100%",
            "50% off",
            "C#",
            "Güell & Co",
            "a(b)c",
        ] {
            assert_eq!(tidied(text), text);
        }
    }
}
