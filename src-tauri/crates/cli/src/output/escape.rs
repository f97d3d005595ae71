//! Names on a terminal: no letter may move the cursor, change colours or turn the direction of reading.

/// `text` with control, bidirectional and invisible characters written as `\u{…}`.
pub(crate) fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        if is_unsafe(letter) {
            safe.extend(letter.escape_unicode());
        } else {
            safe.push(letter);
        }
    }
    safe
}

/// Whether a terminal would do something else than show this letter.
pub(crate) fn is_unsafe(letter: char) -> bool {
    letter.is_control()
        || matches!(letter,
            '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_would_act_on_is_escaped() {
        assert_eq!(escape("a\u{1b}[31mb"), "a\\u{1b}[31mb");
        assert_eq!(escape("evil\u{202e}moc"), "evil\\u{202e}moc");
        assert_eq!(escape("a\r\n\u{9b}b\u{feff}\u{2066}"), "a\\u{d}\\u{a}\\u{9b}b\\u{feff}\\u{2066}");
    }

    #[test]
    fn letters_of_all_scripts_stay() {
        let text = "Añadir-acme 東京 עברית العربية 🔑 é";
        assert_eq!(escape(text), text);
    }
}
