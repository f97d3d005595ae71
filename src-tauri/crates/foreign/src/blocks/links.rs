//! Entries out of links, for every format that keeps its codes as links.

use watchword_otp::{Link, LinkError, link::link_names};

use crate::{ForeignEntry, Row, RowWarning, Skipped};

/// The row of one link.
pub(crate) fn row(position: usize, text: &str) -> Row {
    match watchword_otp::parse_link(text) {
        Ok(link) => Row::Entry(Box::new(entry(position, link))),
        Err(error) => skipped(position, text, error),
    }
}

/// The row of a link that could not be read, with its names as far as they go.
pub(crate) fn skipped(position: usize, text: &str, error: LinkError) -> Row {
    let (issuer, account) = link_names(text).unwrap_or_default();
    Row::Skipped(Skipped { position, issuer, account, reason: error.into(), repair: None })
}

/// The entry of one link.
pub(crate) fn entry(position: usize, link: Link) -> ForeignEntry {
    let mut entry = ForeignEntry::new(position, &link.issuer, &link.account);
    entry.otp = link.otp;
    entry.original_label = link.original_label;
    entry.set_groups(link.tags.iter().map(String::as_str));
    entry.icon_hint = link.icon_hint;
    entry.warnings.extend(link.warnings.into_iter().filter_map(RowWarning::of_link));
    entry
}

/// What password managers keep as a "code": a link, or a bare secret, with a title and a user name (section
/// "Code values" of docs/formats/common.md). `None` for an empty text: no code.
pub(crate) fn code_value(position: usize, text: &str, title: &str, user: &str) -> Option<Row> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    if watchword_otp::is_link(text).is_some() {
        return Some(match watchword_otp::parse_link(text) {
            Ok(link) => {
                let issuer = if link.issuer.is_empty() { title } else { &link.issuer };
                let account = if link.account.is_empty() { user } else { &link.account };
                let mut named = ForeignEntry::new(position, issuer, account);
                let entry = entry(position, link);
                (named.otp, named.original_label) = (entry.otp, entry.original_label);
                (named.groups, named.icon_hint) = (entry.groups, entry.icon_hint);
                named.warnings.extend(entry.warnings);
                Row::Entry(Box::new(named))
            }
            Err(error) => ForeignEntry::new(position, title, user).into_skipped(error.into()),
        });
    }
    let entry = ForeignEntry::new(position, title, user);
    let otp = entry.otp.duplicate();
    Some(entry.into_base32_row(Ok(otp), super::field::Field::Text(text)))
}
