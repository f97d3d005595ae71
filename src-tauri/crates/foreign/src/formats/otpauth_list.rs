//! Lists of `otpauth:`, `motp:` and `steam:` links, one a line, and of Google Authenticator's export links
//! (docs/formats/otpauth.md). Many programs write such lists: Aegis, Ente Auth, Stratum, KeePassXC.

use watchword_otp::{
    Added, Collector, LinkType, LinkWarning, ListEntry, Part, is_link, link::link_parameter, parse_list,
};
use zeroize::Zeroizing;

use crate::{
    Contents, Credentials, FileWarning, ForeignEntry, Format, OpenError, Probe, Row, RowWarning, SkipReason, Skipped,
    Source, Standing, Sureness,
    blocks::{json::Json, links},
    format::{certain_if, never},
    formats::{any_addresses, gauth},
};

/// The most files that one export is looked for in: it has at most so many parts.
const MAX_FILES: usize = 100;

pub(crate) static FORMAT: Format = Format {
    id: "otpauth-list",
    app: "otpauth addresses",
    extensions: &["txt"],
    section: "otpauth.md",
    vectors: &["otpauth-list"],
    detect,
    needs_password: never,
    read,
};

pub(crate) static GOOGLE: Format = Format {
    id: "google-migration",
    app: "Google Authenticator",
    extensions: &["txt"],
    section: "otpauth.md",
    vectors: &["google-migration"],
    detect: detect_google,
    needs_password: never,
    read: read_google,
};

fn detect(probe: &Probe<'_>) -> Option<Sureness> {
    let is_other_kind = matches!(probe.first_char(), Some('{' | '[' | '<'));
    certain_if(!is_other_kind && is_list(probe) && !probe.text().is_some_and(any_addresses::is_mostly_other))
}

/// A list that holds parts of an export and nothing else.
fn detect_google(probe: &Probe<'_>) -> Option<Sureness> {
    let mut sorts = probe.text()?.lines().filter_map(link_type).peekable();
    sorts.peek()?;
    certain_if(sorts.all(|sort| sort == LinkType::Migration))
}

/// Whether one of the lines of a text is a link.
pub(crate) fn is_list(probe: &Probe<'_>) -> bool {
    probe.text().is_some_and(|text| text.lines().any(|line| link_type(line).is_some()))
}

fn link_type(line: &str) -> Option<LinkType> {
    is_link(line.trim_start().trim_start_matches('"'))
}

fn read(probe: &Probe<'_>, _credentials: &Credentials<'_>) -> Result<Contents, OpenError> {
    Ok(read_list(probe.text().ok_or(OpenError::NotRecognised)?, "plain"))
}

/// A file with parts of an export. When parts of it are missing, those of the other files that came along and lack some
/// as well are read with the first of these.
fn read_google(probe: &Probe<'_>, credentials: &Credentials<'_>) -> Result<Contents, OpenError> {
    let own = read(probe, credentials)?;
    if !lacks_parts(&own) {
        return Ok(own);
    }
    let incomplete = |source: &&Source<'_>| {
        let other = Probe::new(**source).ok()?;
        detect_google(&other)?;
        let text = other.text()?;
        lacks_parts(&read_list(text, "plain")).then(|| Zeroizing::new(text.to_owned()))
    };
    let lists: Vec<(&Source<'_>, Zeroizing<String>)> = probe
        .siblings()
        .iter()
        .take(MAX_FILES)
        .filter_map(|source| incomplete(&source).map(|text| (source, text)))
        .collect();
    match lists.first() {
        Some((first, _)) if lists.len() > 1 && std::ptr::eq(first.bytes, probe.bytes()) => {
            let texts: Vec<&str> = lists.iter().map(|(_, text)| text.as_str()).collect();
            Ok(read_list(&Zeroizing::new(texts.join("\n")), "plain"))
        }
        Some(_) if lists.iter().skip(1).any(|(source, _)| std::ptr::eq(source.bytes, probe.bytes())) => {
            Ok(Contents::taken_along())
        }
        Some(_) | None => Ok(own),
    }
}

fn lacks_parts(contents: &Contents) -> bool {
    contents.warnings.iter().any(|warning| matches!(warning, FileWarning::PartsMissing { .. }))
}

/// The entries of a list, in its order; where Ente Auth wrote positions, those are the order of its list.
pub(crate) fn read_list(text: &str, variety: &'static str) -> Contents {
    let mut contents = Contents::of(variety);
    let mut collector = Collector::default();
    let mut ordered: Vec<(i128, Row)> = Vec::new();
    for item in parse_list(text) {
        let position = ordered.len();
        match item.result {
            Ok(ListEntry::Link(link)) => {
                let mut entry = links::entry(position, *link);
                let place = read_display(&mut entry, item.text);
                ordered.push((place, Row::Entry(Box::new(entry))));
            }
            Ok(ListEntry::Part(part)) => add_part(part, &mut collector, &mut contents),
            Err(error) => ordered.push((
                0,
                match gauth::pair(item.text) {
                    Some(pair) => gauth::row(position, pair),
                    None => links::skipped(position, item.text, error),
                },
            )),
        }
    }
    contents.set_sorted_rows(ordered);
    finish(collector, &mut contents);
    contents
}

/// What Ente Auth shows beside a code, out of its own parameter; gives the place in its list.
fn read_display(entry: &mut ForeignEntry, link: &str) -> i128 {
    let Some(display) = link_parameter(link, "codedisplay").filter(|text| !text.trim().is_empty()) else { return 0 };
    if let Ok(display) = Json::parse(&display) {
        apply_display(entry, &display)
    } else {
        entry.warnings.push(RowWarning::TextDamaged);
        0
    }
}

/// Takes what Ente Auth shows beside a code; gives the place in its list.
pub(crate) fn apply_display(entry: &mut ForeignEntry, display: &Json) -> i128 {
    entry.favourite = display.field("pinned").is_true();
    if display.field("trashed").is_true() {
        entry.standing = Standing::Trashed;
    }
    entry.set_note(display.text_or_empty("note"));
    entry.set_groups(display.list("tags").unwrap_or_default().iter().filter_map(Json::as_text));
    let (source, id) = (display.text_or_empty("iconSrc"), display.text_or_empty("iconID"));
    if !source.is_empty() || !id.is_empty() {
        entry.set_icon_hint(&format!("ente-{source}:{id}"));
    }
    display.whole("position").unwrap_or_default()
}

fn add_part(part: Part, collector: &mut Collector, contents: &mut Contents) {
    if part.warnings.contains(&LinkWarning::MigrationVersionUnknown) {
        contents.warnings.push(FileWarning::NewerVersion);
    }
    if collector.add(part) == Added::StartedNewSet {
        contents.warnings.push(FileWarning::PartsContradict);
    }
}

/// The accounts of all exports, behind the links, in the order of their parts.
fn finish(collector: Collector, contents: &mut Contents) {
    for set in collector.sets() {
        let missing = set.missing();
        if !missing.is_empty() {
            contents.warnings.push(FileWarning::PartsMissing { missing, size: set.size() });
        }
    }
    for link in collector.into_links() {
        let position = contents.rows.len();
        contents.rows.push(match link {
            Ok(link) => Row::Entry(Box::new(links::entry(position, link))),
            Err(error) => Row::Skipped(Skipped {
                position,
                issuer: String::new(),
                account: String::new(),
                reason: SkipReason::from(error),
                repair: None,
            }),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accounts(text: &str) -> Vec<String> {
        let contents = read_list(text, "plain");
        let mut entries: Vec<_> = contents.entries().collect();
        entries.sort_by_key(|entry| entry.order);
        entries.into_iter().map(|entry| entry.account.clone()).collect()
    }

    #[test]
    fn lines_that_are_no_links_do_not_stop_the_rest() {
        let contents = read_list("# a\notpauth://totp/olu?secret=AAAA\nnot one\notpauth://totp/x?secret=1\n", "plain");
        let reasons: Vec<_> = contents.skipped().map(|skipped| (skipped.account.as_str(), skipped.reason)).collect();
        assert_eq!(reasons, [("", SkipReason::NotALink), ("x", SkipReason::BadSecret)]);
        assert_eq!(contents.entries().count(), 1);
    }

    #[test]
    fn positions_of_ente_order_the_list() {
        let link = |account: &str, place: u8| {
            format!(
                "otpauth://totp/{account}?secret=AAAA&codeDisplay=%7B%22position%22%3A{place}%2C%22trashed%22%3Atrue%7D"
            )
        };
        let text = format!("{}\n{}\notpauth://totp/c?secret=AAAA&codeDisplay=x", link("a", 2), link("b", 1));
        assert_eq!(accounts(&text), ["c", "b", "a"]);
        let contents = read_list(&text, "plain");
        let entries: Vec<_> = contents.entries().collect();
        assert_eq!((entries[1].standing, entries[1].order), (Standing::Trashed, 1));
        assert_eq!(entries[2].warnings, [RowWarning::TextDamaged]);
    }

    #[test]
    fn the_old_form_of_ente_joins_links_by_commas() {
        assert_eq!(accounts("otpauth://totp/a?secret=AAAA,otpauth://totp/b?secret=AAAA"), ["a", "b"]);
    }

    #[test]
    fn parts_in_several_files_are_put_together() {
        let text = include_str!("../../tests/vectors/google-migration-2parts.txt");
        let parts: Vec<&str> = text.lines().filter(|line| !line.is_empty()).collect();
        let whole = include_str!("../../tests/vectors/google-migration.txt");
        let sources = [
            ("b.txt", parts[1]),
            ("whole.txt", whole),
            ("list.txt", "otpauth://totp/x?secret=AAAA"),
            ("a.txt", parts[0]),
        ]
        .map(|(name, text)| Source { name, bytes: text.as_bytes() });
        let read: Vec<Contents> = crate::read_all(&sources, &Credentials::default())
            .into_iter()
            .map(|import| import.unwrap().contents)
            .collect();
        assert!(read.iter().all(|contents| contents.warnings.is_empty()));
        let names: Vec<_> = read[0].entries().map(|entry| entry.account.clone()).collect();
        assert_eq!(names, accounts(text));
        assert_eq!(read.iter().skip(1).map(|contents| contents.rows.len()).collect::<Vec<_>>(), [3, 1, 0]);
    }

    #[test]
    fn one_part_alone_tells_what_is_missing() {
        let text = include_str!("../../tests/vectors/google-migration-2parts.txt");
        let lines: Vec<&str> = text.lines().filter(|line| !line.is_empty()).collect();
        let missing = |text: &str| read_list(text, "plain").warnings;
        assert_eq!(missing(lines[1]), [FileWarning::PartsMissing { missing: vec![1], size: 2 }]);
        assert!(missing(&format!("{}\n{}", lines[1], lines[0])).is_empty());
        assert_eq!(accounts(&format!("{}\n{}", lines[1], lines[0])), accounts(text));
    }
}
