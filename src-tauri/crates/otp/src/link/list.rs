//! Lists of links, one a line.

use super::{LinkError, LinkType, ListEntry, ListItem, is_link, read::parse_link};
use crate::migration::parse_part;

/// What an old form of Ente Auth's export puts between links instead of a line end.
const COMMA_AND_LINK: &str = ",otpauth://";

/// Reads a list of links, one a line, with any line ends. Empty lines and lines that start with `#` are left out;
/// parts of a Google Authenticator export may stand between links. One bad line never stops the rest.
pub fn parse_list(text: &str) -> Vec<ListItem<'_>> {
    let text = text.trim_start_matches('\u{feff}');
    let lines: Vec<&str> =
        text.split('\n').flat_map(|line| line.strip_suffix('\r').unwrap_or(line).split('\r')).collect();
    let mut filled = lines.iter().filter(|line| !line.trim().is_empty());
    let lines = match (filled.next(), filled.next()) {
        (Some(only), None) => split_at_commas(only),
        (Some(_) | None, Some(_) | None) => lines,
    };
    (1..).zip(lines).filter_map(|(line, text)| Some(ListItem { line, text, result: parse_line(text)? })).collect()
}

fn parse_line(line: &str) -> Option<Result<ListEntry, LinkError>> {
    let line = line.trim();
    if line.is_empty() || line.starts_with('#') {
        return None;
    }
    Some(match is_link(line) {
        Some(LinkType::Migration) => parse_part(line).map(ListEntry::Part),
        Some(LinkType::Otpauth | LinkType::Motp | LinkType::Steam) => {
            // Lines cut out of a JSON list keep its commas.
            let account = parse_link(line).or_else(|error| match line.strip_suffix(',') {
                Some(line) => parse_link(line).map_err(|_| error),
                None => Err(error),
            });
            account.map(|link| ListEntry::Link(Box::new(link)))
        }
        None => Err(LinkError::NotALink),
    })
}

fn split_at_commas(line: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    for (comma, _) in line.match_indices(COMMA_AND_LINK) {
        pieces.extend(line.get(start..comma));
        start = comma + 1;
    }
    pieces.extend(line.get(start..));
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outline(text: &str) -> Vec<(usize, String)> {
        let describe = |item: ListItem<'_>| match item.result {
            Ok(ListEntry::Link(link)) => (item.line, link.account),
            Ok(ListEntry::Part(part)) => (item.line, format!("part of {}", part.accounts.len())),
            Err(error) => (item.line, error.code().to_owned()),
        };
        parse_list(text).into_iter().map(describe).collect()
    }

    #[test]
    fn lines_of_every_sort() {
        let text = "\u{feff}otpauth://totp/one?secret=MFRGGZDF\r\n# a comment\r\n\r\n\
            \"otpauth:\\/\\/totp\\/two?secret=MFRGGZDF\"\rsomething else\n\
            otpauth-migration://offline?data=CgwKA2FiYxIDb25lMAI%3D\notpauth://totp/bad?secret=1\n";
        let expected = [(1, "one"), (4, "two"), (5, "not-a-link"), (6, "part of 1"), (7, "bad-secret")]
            .map(|(n, t)| (n, t.to_owned()));
        assert_eq!(outline(text), expected);
    }

    #[test]
    fn one_line_is_split_at_commas_before_links() {
        let text = "otpauth://totp/a,b?secret=MFRGGZDF,otpauth://totp/c?secret=MFRGGZDF\n";
        assert_eq!(outline(text), [(1, "a,b".to_owned()), (2, "c".to_owned())]);
    }

    #[test]
    fn commas_behind_links_are_left_out_where_they_spoil_them() {
        let text = "\"otpauth://totp/a?secret=MFRGGZDF\",\notpauth://totp/b?secret=MFRGGZDF,\notpauth://totp/c,?secret=MFRGGZDF&issuer=I,\n";
        assert_eq!(outline(text), [(1, "a".to_owned()), (2, "b".to_owned()), (3, "c,".to_owned())]);
    }

    #[test]
    fn nothing_gives_nothing() {
        assert!(parse_list("").is_empty());
        assert!(parse_list("\n\r\n# only a comment").is_empty());
    }
}
