//! Issuer and account, from the label and the `issuer` parameter.

use super::{
    parameters::Query,
    text::{clean, decode_percent, lossy_text, unescape_html, without_controls},
};

/// What a link says about whose code it is.
pub(crate) struct Names {
    pub(crate) issuer: String,
    pub(crate) account: String,
    pub(crate) original_label: String,
    /// Whether every byte was UTF-8.
    pub(crate) is_whole: bool,
}

/// Reads the names. `label` is still percent-encoded: whether a colon was escaped decides where it is split.
pub(crate) fn read_names(label: &str, query: &Query) -> Names {
    let (decoded, label_is_whole) = lossy_text(&decode_percent(label, false));
    let original_label = without_controls(&decoded);
    let (parameter, parameter_is_whole) = query.bytes("issuer").map_or((String::new(), true), lossy_text);
    let parameter = unescape_html(&parameter);
    // A known writer forgets the `&` before the next parameter.
    let parameter = parameter.split_once("period=").map_or(parameter.as_str(), |(before, _)| before);
    let issuer = clean(parameter);
    let decoded = clean(&unescape_html(&decoded));

    let (issuer, account) = if issuer.is_empty() {
        match label.split_once(':') {
            Some((issuer, account)) => (decode_name(issuer), decode_name(account)),
            None => owned(split_at_colon(&decoded)),
        }
    } else {
        let account = match strip_prefix_ignoring_case(&decoded, &issuer).and_then(|rest| rest.strip_prefix(':')) {
            Some(account) => account,
            None => decoded.strip_prefix(':').unwrap_or(&decoded),
        };
        (issuer, account.trim().to_owned())
    };
    let account = drop_prefix(&issuer, account);
    Names { issuer, account, original_label, is_whole: label_is_whole && parameter_is_whole }
}

/// Issuer and account of a name that may hold both, split at its first colon and trimmed; without a colon it is all
/// account.
pub fn split_at_colon(name: &str) -> (&str, &str) {
    match name.split_once(':') {
        Some((issuer, account)) => (issuer.trim(), account.trim()),
        None => ("", name.trim()),
    }
}

/// `account` without the issuer and colon in front of it, which some programs repeat there (once; upper and lower
/// case are alike), nor the white space behind them.
pub fn drop_prefix(issuer: &str, account: String) -> String {
    if issuer.is_empty() {
        return account;
    }
    match strip_prefix_ignoring_case(&account, issuer).and_then(|rest| rest.strip_prefix(':')) {
        Some(rest) => rest.trim_start().to_owned(),
        None => account,
    }
}

fn owned((issuer, account): (&str, &str)) -> (String, String) {
    (issuer.to_owned(), account.to_owned())
}

fn decode_name(encoded: &str) -> String {
    clean(&unescape_html(&lossy_text(&decode_percent(encoded, false)).0))
}

/// What follows `prefix` in `text`; upper and lower case are alike.
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

    fn names(link: &str) -> (String, String) {
        let (label, query) = link.split_once('?').unwrap_or((link, ""));
        let names = read_names(label, &Query::read(query));
        (names.issuer, names.account)
    }

    #[test]
    fn labels_and_issuers() {
        for (link, issuer, account) in [
            ("harbour-7", "", "harbour-7"),
            ("Tern%20Mail:olu", "Tern Mail", "olu"),
            ("Tern%20Mail%3Aolu", "Tern Mail", "olu"),
            ("Tern%20Mail%3A%20%20olu?issuer=Tern+Mail", "Tern Mail", "olu"),
            ("olu?issuer=Tern%20Mail", "Tern Mail", "olu"),
            (":olu?issuer", "", "olu"),
            (":olu?issuer=Tern", "Tern", "olu"),
            ("?issuer=Tern%20Mail", "Tern Mail", ""),
            ("Pier:North%3A7", "Pier", "North:7"),
            ("Pier%3A%20East:olu?issuer=Pier%3A%20East", "Pier: East", "olu"),
            ("Harbour%20Co:olu?issuer=Dockside", "Dockside", "Harbour Co:olu"),
            ("tern%20mail:olu?issuer=Tern%20Mail", "Tern Mail", "olu"),
            ("Quill%26amp%3BInk:mara?issuer=Quill%26Ink", "Quill&Ink", "mara"),
            ("olu?issuer=Ternperiod=30", "Tern", "olu"),
            ("Tern:Tern:olu?issuer=Tern", "Tern", "olu"),
            ("Tern:Tern: olu", "Tern", "olu"),
            ("ÉTÉ:olu?issuer=été", "été", "olu"),
            ("a/b%0Ac", "", "a/b c"),
        ] {
            assert_eq!(names(link), (issuer.to_owned(), account.to_owned()), "{link}");
        }
    }

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
    fn the_label_is_kept_as_given() {
        let names = read_names("Quill%26amp%3BInk: mara%00", &Query::read("issuer=Other"));
        assert_eq!(names.original_label, "Quill&amp;Ink: mara ");
    }
}
