//! Texts as they are compared.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Letters and digits only, in lower case and without accents: "Git-Hub" and "GitHub" are the same.
pub fn fold(text: &str) -> String {
    let plain = text.nfkd().filter(|letter| !is_combining_mark(*letter));
    plain.flat_map(char::to_lowercase).filter(|letter| letter.is_alphanumeric()).collect()
}

/// Whether one slip of the fingers makes one text of the other: a letter too many, too few, another, or two
/// neighbours swapped. Equal texts are no slip.
pub fn one_slip(one: &str, other: &str) -> bool {
    let (mut one, mut other) = (one.chars(), other.chars());
    // What both begin with and end with says nothing.
    let (first, second) = loop {
        match (one.next(), other.next()) {
            (None, None) => return false,
            (left, right) if left == right => {}
            differing => break differing,
        }
    };
    let (Some(first), Some(second)) = (first, second) else {
        return one.next().is_none() && other.next().is_none();
    };
    let replaced = one.clone().eq(other.clone());
    let inserted = one.clone().eq([second].into_iter().chain(other.clone()));
    let removed = other.clone().eq([first].into_iter().chain(one.clone()));
    let swapped = one.next() == Some(second) && other.next() == Some(first) && one.eq(other);
    replaced || inserted || removed || swapped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_spaces_and_signs_do_not_count() {
        assert_eq!(fold("Société Générale"), "societegenerale");
        assert_eq!(fold("  AT&T "), "att");
    }

    #[test]
    fn a_slip_is_one_letter() {
        for slip in ["zendsk", "zenddesk", "zendeks", "zemdesk", "endesk", "zendes", "zendeskk"] {
            assert!(one_slip(slip, "zendesk") && one_slip("zendesk", slip), "{slip}");
        }
        for far in ["zendesk", "zends", "zndsek", "zendeskkk", "", "desk"] {
            assert!(!one_slip(far, "zendesk") && !one_slip("zendesk", far), "{far}");
        }
    }
}
