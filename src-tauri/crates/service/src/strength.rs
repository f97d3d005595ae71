//! How strong a password is, in four bars and one reason, and a strong one to suggest.

use watchword_secret::{RandomFailed, SecretText, make_random};

/// An estimate of a password's strength against someone who has the vault file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Strength {
    /// 0 to 4; 3 and more will do.
    pub bars: u8,
    /// Key of the sentence that says why it is weak; "" when there is nothing to say.
    pub reason: &'static str,
}

/// Estimates the strength of `password`, which is not kept.
pub fn strength(password: &str) -> Strength {
    use zxcvbn::feedback::Warning;
    // Longer ones are strong or repeat themselves; the estimate takes quadratic time.
    let head: String = password.chars().take(100).collect();
    if head.is_empty() {
        return Strength { bars: 0, reason: "" };
    }
    let estimate = zxcvbn::zxcvbn(&head, &["watchword"]);
    let reason = match estimate.feedback().and_then(zxcvbn::feedback::Feedback::warning) {
        Some(Warning::StraightRowsOfKeysAreEasyToGuess | Warning::ShortKeyboardPatternsAreEasyToGuess) => "keyboard",
        Some(
            Warning::RepeatsLikeAaaAreEasyToGuess
            | Warning::RepeatsLikeAbcAbcAreOnlySlightlyHarderToGuess
            | Warning::SequencesLikeAbcAreEasyToGuess,
        ) => "repeats",
        Some(Warning::RecentYearsAreEasyToGuess | Warning::DatesAreOftenEasyToGuess) => "dates",
        Some(Warning::NamesAndSurnamesByThemselvesAreEasyToGuess | Warning::CommonNamesAndSurnamesAreEasyToGuess) => {
            "names"
        }
        Some(_) => "common",
        None if head.chars().count() < 8 => "short",
        None => "",
    };
    Strength { bars: u8::from(estimate.score()), reason }
}

/// Four random words of the English list of BIP 39 (2,048 words), lower case, with spaces: 44 bits, which at the cost of
/// a vault's password is some centuries of guessing for one fast graphics card.
///
/// # Errors
/// [`RandomFailed`] when the system has no random bytes to give.
pub fn suggest_passphrase() -> Result<SecretText, RandomFailed> {
    let words = bip39::Language::English.word_list();
    let mut phrase = String::with_capacity(40);
    for _ in 0..4 {
        // 2,048 divides 65,536: no word is likelier than another.
        let number = usize::from(u16::from_le_bytes(make_random()?)) % words.len();
        if !phrase.is_empty() {
            phrase.push(' ');
        }
        phrase.push_str(words.get(number).copied().unwrap_or_default());
    }
    Ok(SecretText::new(phrase))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_suggestion_has_four_words_and_is_strong() {
        let phrase = suggest_passphrase().unwrap();
        assert_eq!(phrase.expose().split(' ').count(), 4);
        assert!(strength(phrase.expose()).bars >= 3);
        assert!(phrase != suggest_passphrase().unwrap());
    }

    #[test]
    fn common_short_and_good_passwords_are_told_apart() {
        assert_eq!(strength(""), Strength { bars: 0, reason: "" });
        assert_eq!(strength("password"), Strength { bars: 0, reason: "common" });
        assert!(strength("qwertyuiop").bars <= 1);
        assert_eq!(strength("otter piano velvet tram"), Strength { bars: 4, reason: "" });
    }
}
