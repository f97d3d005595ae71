//! Names made fit for a screen: rule G6 of docs/formats/common.md.

use crate::{RowWarning, entry::MAX_NAME_BYTES};

/// Control characters become spaces, white space at the ends goes, more than 64 KiB is cut with a warning.
pub(crate) fn clean(text: &str, warnings: &mut Vec<RowWarning>) -> String {
    let kept = cut(text, MAX_NAME_BYTES);
    if kept.len() < text.len() {
        warnings.push(RowWarning::TextCut);
    }
    kept.chars().map(|c| if c.is_ascii_control() { ' ' } else { c }).collect::<String>().trim().to_owned()
}

/// The beginning of `text`, at most `bytes` long, cut between characters.
pub(crate) fn cut(text: &str, bytes: usize) -> &str {
    let end = (0..=bytes.min(text.len())).rev().find(|&end| text.is_char_boundary(end)).unwrap_or(0);
    text.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_names_are_cut_between_characters() {
        assert_eq!(cut("aé", 2), "a");
        let mut warnings = Vec::new();
        assert_eq!(clean(&"é".repeat(MAX_NAME_BYTES), &mut warnings).len(), MAX_NAME_BYTES);
        assert_eq!(warnings, [RowWarning::TextCut]);
        assert_eq!(clean(" a\0b\n", &mut warnings), "a b");
    }
}
