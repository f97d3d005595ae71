//! Lists of `otpauth:`, `motp:` and `steam:` links, one a line, and of Google Authenticator's export links
//! (docs/formats/otpauth.md). Many programs write such lists: Aegis, Ente Auth, Stratum, KeePassXC.

use watchword_otp::{Added, Collector, LinkWarning, ListEntry, Part, is_link, parse_list};

use crate::{
    Contents, Credentials, FileWarning, Format, OpenError, Probe, Row, SkipReason, Skipped, Sureness,
    blocks::links,
    format::{certain_if, never},
    formats::{any_addresses, gauth},
};

pub(crate) static FORMAT: Format = Format {
    id: "otpauth-list",
    app: "otpauth addresses",
    extensions: &["txt"],
    section: "otpauth.md",
    vectors: &["otpauth-list", "google-migration"],
    detect,
    needs_password: never,
    read,
};

fn detect(probe: &Probe<'_>) -> Option<Sureness> {
    let text = probe.text().filter(|_| !matches!(probe.first_char(), Some('{' | '[' | '<')))?;
    let has_links = text.lines().any(|line| is_link(line.trim_start().trim_start_matches('"')).is_some());
    certain_if(has_links && !any_addresses::is_mostly_other(text))
}

fn read(probe: &Probe<'_>, _credentials: &Credentials<'_>) -> Result<Contents, OpenError> {
    Ok(read_lines(probe.text().ok_or(OpenError::NotRecognised)?, "plain"))
}

/// Reads a text line by line.
pub(super) fn read_lines(text: &str, variety: &'static str) -> Contents {
    let mut contents = Contents::of(variety);
    let mut collector = Collector::default();
    let lines: Vec<&str> = text.lines().collect();
    for item in parse_list(text) {
        let position = contents.rows.len();
        match item.result {
            Ok(ListEntry::Link(link)) => contents.rows.push(Row::Entry(Box::new(links::entry(position, *link)))),
            Ok(ListEntry::Part(part)) => add_part(part, &mut collector, &mut contents),
            Err(error) => {
                let line = lines.get(item.line.saturating_sub(1)).copied().unwrap_or_default();
                contents.rows.push(match gauth::pair(line) {
                    Some(pair) => gauth::row(position, pair),
                    None => links::skipped(position, line, error),
                });
            }
        }
    }
    finish(collector, &mut contents);
    contents
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
