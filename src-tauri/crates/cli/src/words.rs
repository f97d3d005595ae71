//! What the command line says, in English and Spanish.
//!
//! Messages are an enum, so that the compiler finds one without a text; failures are found by their code, and a test
//! finds one without a sentence.

mod en;
mod es;
mod files;
mod message;

pub(crate) use message::Message;

/// A language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Language {
    /// English.
    English,
    /// Spanish.
    Spanish,
}

impl Language {
    /// As `LC_ALL`, `LC_MESSAGES` or `LANG` say, in this order; English for all that is not Spanish.
    pub(crate) fn from_environment() -> Self {
        let set = |name: &&str| std::env::var(name).ok().filter(|value| !value.is_empty());
        ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(set).map_or(Self::English, |locale| Self::of_locale(&locale))
    }

    fn of_locale(locale: &str) -> Self {
        let tongue = locale.split(['_', '.', '@', '-']).next().unwrap_or_default();
        if tongue.eq_ignore_ascii_case("es") { Self::Spanish } else { Self::English }
    }
}

/// The text of a message, with `{names}` for values.
pub(crate) fn text(language: Language, message: Message) -> &'static str {
    match language {
        Language::English => en::text(message),
        Language::Spanish => es::text(message),
    }
}

/// The sentence of a failure and its hint, with `{names}` for values.
pub(crate) fn failure(language: Language, code: &str) -> (&'static str, &'static str) {
    let found = match language {
        Language::English => en::failure(code),
        Language::Spanish => es::failure(code),
    };
    let found = found.or_else(|| files::failure(language, code));
    // The tests know of no code without a sentence; should one come, it says its name.
    found.unwrap_or(("{code}", ""))
}

/// Why a version was made. An act of a newer program says its own name.
pub(crate) fn act(language: Language, what: &str) -> String {
    let found = match language {
        Language::English => en::act(what),
        Language::Spanish => es::act(what),
    };
    found.unwrap_or(what).to_owned()
}

/// What is odd about a row. An oddity without a sentence says its own name.
pub(crate) fn warning(language: Language, code: &str) -> String {
    let found = match language {
        Language::English => en::warning(code),
        Language::Spanish => es::warning(code),
    };
    found.or_else(|| files::saying(language, code)).unwrap_or(code).to_owned()
}

/// What is noted about a row of a file, or about a file as a whole.
pub(crate) fn saying(language: Language, code: &str, values: &[(&str, String)]) -> String {
    fill(&warning(language, code), values)
}

/// Why an entry is in no QR code.
pub(crate) fn left_out(language: Language, why: &'static str) -> &'static str {
    let found = match language {
        Language::English => en::left_out(why),
        Language::Spanish => es::left_out(why),
    };
    found.unwrap_or(why)
}

/// What is wrong with a name.
pub(crate) fn trouble(language: Language, key: &'static str) -> &'static str {
    let found = match language {
        Language::English => en::trouble(key),
        Language::Spanish => es::trouble(key),
    };
    found.unwrap_or(key)
}

/// What a proposed name rests on.
pub(crate) fn evidence(language: Language, key: &'static str) -> &'static str {
    let found = match language {
        Language::English => en::evidence(key),
        Language::Spanish => es::evidence(key),
    };
    found.unwrap_or(key)
}

/// Puts values into a text. A name without a value is left out.
pub(crate) fn fill(text: &str, values: &[(&str, String)]) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((name, after)) = behind.split_once('}') else {
            rest = behind;
            break;
        };
        if let Some((_, value)) = values.iter().find(|(known, _)| *known == name) {
            filled.push_str(value);
        }
        rest = after;
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refusal::OWN_CODES;
    use std::collections::BTreeSet;
    use watchword_service::doctor::Trouble;
    use watchword_service::export::{LEFT_OUT, LOSSES};
    use watchword_service::failure::CODES;
    use watchword_service::intake::FILE_WARNINGS;
    use watchword_service::naming::Evidence;
    use watchword_service::receipt::NOTES;

    fn fields(text: &str) -> BTreeSet<&str> {
        text.split('{').skip(1).filter_map(|part| part.split_once('}')).map(|(name, _)| name).collect()
    }

    #[test]
    fn every_code_has_a_sentence_and_a_hint_in_both_languages() {
        for code in CODES.iter().chain(OWN_CODES) {
            let (english, spanish) = (failure(Language::English, code), failure(Language::Spanish, code));
            assert_ne!(english.0, "{code}", "no English sentence for {code}");
            assert_ne!(spanish.0, "{code}", "no Spanish sentence for {code}");
            for (text, other) in [(english.0, spanish.0), (english.1, spanish.1)] {
                assert!(!text.is_empty() && !other.is_empty(), "{code} has no hint");
                assert_eq!(fields(text), fields(other), "{code}");
            }
            assert_ne!(english.0, spanish.0, "{code} is not translated");
        }
    }

    #[test]
    fn everything_noted_about_files_has_words_in_both_languages() {
        for code in NOTES.iter().chain(FILE_WARNINGS).chain(LOSSES).chain(LEFT_OUT) {
            let (english, spanish) = (warning(Language::English, code), warning(Language::Spanish, code));
            assert_ne!(english, *code);
            assert_ne!(english, spanish, "{code} is not translated");
            assert_eq!(fields(&english), fields(&spanish), "{code}");
        }
    }

    #[test]
    fn every_trouble_and_evidence_has_words_in_both_languages() {
        for key in Trouble::ALL.iter().map(|trouble| trouble.as_str()) {
            assert!(en::trouble(key).is_some() && es::trouble(key).is_some(), "{key}");
        }
        for key in Evidence::ALL.iter().map(|evidence| evidence.as_str()) {
            assert!(en::evidence(key).is_some() && es::evidence(key).is_some(), "{key}");
        }
    }

    #[test]
    fn messages_have_the_same_values_in_both_languages() {
        for message in Message::ALL {
            let (english, spanish) = (en::text(*message), es::text(*message));
            assert!(!english.is_empty(), "{message:?}");
            assert_eq!(fields(english), fields(spanish), "{message:?}");
        }
    }

    #[test]
    fn the_language_is_the_locales() {
        assert_eq!(Language::of_locale("es_AR.UTF-8"), Language::Spanish);
        assert_eq!(Language::of_locale("es"), Language::Spanish);
        for locale in ["en_US.UTF-8", "C", "POSIX", "est_EE", ""] {
            assert_eq!(Language::of_locale(locale), Language::English, "{locale}");
        }
    }

    #[test]
    fn values_are_filled_in_once() {
        let values = [("name", "a{count}".to_owned()), ("count", "3".to_owned())];
        assert_eq!(fill("{count} × {name}, {other}.", &values), "3 × a{count}, .");
        assert_eq!(fill("open {", &values), "open ");
    }
}
