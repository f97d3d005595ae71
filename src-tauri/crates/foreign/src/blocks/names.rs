//! Names made fit for a screen: rules G3 and G6 of docs/formats/common.md.

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

/// `account` without the issuer in front of it, which some programs repeat there (once; case does not matter).
pub(crate) fn drop_prefix(issuer: &str, account: String) -> String {
    if issuer.is_empty() {
        return account;
    }
    match strip_prefix_ignoring_case(&account, issuer).and_then(|rest| rest.strip_prefix(':')) {
        Some(rest) => rest.trim_start().to_owned(),
        None => account,
    }
}

/// Issuer and account of a name that may hold both, split at its first colon; without one it is all account.
pub(crate) fn split_at_colon(name: &str) -> (&str, &str) {
    match name.split_once(':') {
        Some((issuer, account)) => (issuer.trim(), account.trim()),
        None => ("", name.trim()),
    }
}

/// Undoes one layer of HTML escapes (rule G11).
pub(crate) fn unescape_html(text: &str) -> String {
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
    while let Some(place) = rest.find('&') {
        let (before, tail) = rest.split_at_checked(place).unwrap_or((rest, ""));
        plain.push_str(before);
        let known = ENTITIES.iter().find_map(|(entity, c)| Some((tail.strip_prefix(entity)?, *c)));
        let (behind, c) = known.unwrap_or_else(|| (tail.strip_prefix('&').unwrap_or_default(), '&'));
        plain.push(c);
        rest = behind;
    }
    plain.push_str(rest);
    plain
}

fn strip_prefix_ignoring_case<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let mut rest = text.chars();
    for expected in prefix.chars() {
        let found = rest.next()?;
        if found != expected && !found.to_lowercase().eq(expected.to_lowercase()) {
            return None;
        }
    }
    Some(rest.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_repeated_issuer_is_dropped_once() {
        for (issuer, account, kept) in [
            ("Tern", "tern:  olu", "olu"),
            ("Tern", "Tern:Tern:olu", "Tern:olu"),
            ("", ":olu", ":olu"),
            ("Tern", "Ternary:olu", "Ternary:olu"),
            ("ÉTÉ", "été:olu", "olu"),
        ] {
            assert_eq!(drop_prefix(issuer, account.to_owned()), kept);
        }
    }

    #[test]
    fn one_layer_of_html_is_undone() {
        assert_eq!(unescape_html("a &amp;lt; b &lt;&#39;&unknown; &"), "a &lt; b <'&unknown; &");
    }

    #[test]
    fn long_names_are_cut_between_characters() {
        assert_eq!(cut("aé", 2), "a");
        let mut warnings = Vec::new();
        assert_eq!(clean(&"é".repeat(MAX_NAME_BYTES), &mut warnings).len(), MAX_NAME_BYTES);
        assert_eq!(warnings, [RowWarning::TextCut]);
        assert_eq!(clean(" a\0b\n", &mut warnings), "a b");
    }
}
