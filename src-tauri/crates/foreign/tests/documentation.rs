//! docs/formats/README.md tells every format that is read and written, and each section that a format names is there.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test fails by panicking; clippy allows it in test functions only, not in what they share"
)]

use std::{fmt::Write, fs, path::PathBuf};

use watchword_foreign::{EXPORTS, FORMATS};

fn page(name: &str) -> String {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../docs/formats");
    fs::read_to_string(folder.join(name)).unwrap()
}

fn section(link: &str) -> String {
    let title = link.split_once('#').map_or(link, |(page, _)| page);
    format!("[{title}]({link})")
}

fn formats() -> String {
    let mut table = "| format | program | usual names | described in |\n|---|---|---|---|\n".to_owned();
    for (place, format) in FORMATS.iter().enumerate() {
        // A format that is looked for in two places is told once.
        if FORMATS.iter().position(|other| other.id == format.id) != Some(place) {
            continue;
        }
        let names: Vec<String> = format.extensions.iter().map(|end| format!("`.{end}`")).collect();
        let (app, section) = (format.app, section(format.section));
        writeln!(table, "| `{}` | {app} | {} | {section} |", format.id, names.join(", ")).unwrap();
    }
    table
}

fn exports() -> String {
    let mut table = "| format | program | encrypted | described in |\n|---|---|---|---|\n".to_owned();
    for exporter in EXPORTS {
        let encrypted = if exporter.is_encrypted { "yes" } else { "no" };
        let (app, section) = (exporter.app, section(exporter.section));
        writeln!(table, "| `{}` | {app} | {encrypted} | {section} |", exporter.id).unwrap();
    }
    table
}

/// What stands between two marks of the page.
fn between<'a>(page: &'a str, mark: &str) -> &'a str {
    let (_, rest) = page.split_once(&format!("<!-- {mark} -->\n")).unwrap();
    rest.split_once(&format!("<!-- /{mark} -->")).unwrap().0
}

#[test]
fn the_tables_are_those_of_the_registries() {
    let page = page("README.md");
    for (mark, table) in [("formats", formats()), ("exports", exports())] {
        assert!(
            between(&page, mark) == table,
            "docs/formats/README.md should have between the marks `{mark}`:\n{table}"
        );
    }
}

/// The name that a heading has in links: lower case, without punctuation, hyphens for spaces.
fn anchor(heading: &str) -> String {
    let kept = heading.trim().to_lowercase();
    kept.chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'))
        .map(|c| if c == ' ' { '-' } else { c })
        .collect()
}

#[test]
fn every_section_that_a_format_names_is_there() {
    let sections = FORMATS.iter().map(|format| format.section).chain(EXPORTS.iter().map(|exporter| exporter.section));
    for link in sections {
        let (name, wanted) = link.split_once('#').map_or((link, None), |(name, anchor)| (name, Some(anchor)));
        let page = page(name);
        let mut headings = page.lines().filter(|line| line.starts_with('#')).map(|line| line.trim_start_matches('#'));
        if let Some(wanted) = wanted {
            assert!(headings.any(|heading| anchor(heading) == wanted), "{link}");
        }
    }
}

#[test]
fn names_of_formats_are_their_own_and_in_kebab_case() {
    let is_kebab = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    for format in FORMATS {
        let mut same = FORMATS.iter().filter(|other| other.id == format.id);
        assert!(same.all(|other| other.section == format.section), "{}", format.id);
        assert!(format.id.bytes().all(is_kebab), "{}", format.id);
    }
}
