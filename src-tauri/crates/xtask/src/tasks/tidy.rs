//! Rules of the repository that no other linter knows: length of files, marks of unfinished work, spaces at the
//! end of a line.

use std::{ffi::OsStr, fs, path::Path};

use anyhow::{Context as _, Result, bail};

use crate::{say, shell};

/// A file longer than this has more than one subject.
const LONGEST: usize = 600;

/// Written by programs, so long as they come out.
const GENERATED: &[&str] = &["ui/src/ipc/bindings.ts"];

/// Test data keeps the bytes it was made with.
const DATA: &[&str] = &["fixtures", "vectors", "snapshots", "cmd"];

/// What must not be in code, and why. In pieces, so that this file does not hold what it forbids.
const MARKS: &[(&str, &str)] = &[
    (concat!("TO", "DO"), "finish it, or open an issue"),
    (concat!("FIX", "ME"), "mend it, or open an issue"),
    (concat!("#[", "ignore"), "a test runs or is removed"),
    (concat!(".sk", "ip("), "a test runs or is removed"),
    (concat!(".on", "ly("), "the other tests must run too"),
    (concat!("ts-", "ignore"), "mend the type"),
];

/// Checks all files that git knows or would add.
///
/// # Errors
/// After each finding was told in its own line, with the number of findings.
pub(crate) fn check() -> Result<()> {
    let names =
        shell::read(&mut shell::program("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"]))?;
    let names = String::from_utf8(names).context("a file's name is not UTF-8")?;
    let mut findings = Vec::new();
    for name in names.split_terminator('\0') {
        // A file deleted in the work tree but not yet in a commit is still listed.
        let Ok(bytes) = fs::read(name) else { continue };
        if let Ok(text) = str::from_utf8(&bytes) {
            findings.extend(findings_in(name, text));
        }
    }
    for finding in &findings {
        say::note(finding);
    }
    if !findings.is_empty() {
        bail!("{} findings", findings.len());
    }
    Ok(())
}

/// What is wrong with one file.
fn findings_in(name: &str, text: &str) -> Vec<String> {
    let mut findings = Vec::new();
    let path = Path::new(name);
    let is_data = path.components().any(|part| DATA.iter().any(|folder| part.as_os_str() == OsStr::new(folder)));
    if is_data || GENERATED.contains(&name) {
        return findings;
    }
    let extension = path.extension().and_then(OsStr::to_str).unwrap_or_default();
    let is_code = matches!(extension, "rs" | "ts" | "svelte");
    let length = text.lines().count();
    if is_code && length > LONGEST {
        findings.push(format!("{name}: {length} lines, at most {LONGEST}: split it by subject"));
    }
    // Not `lines()`, which hides the return before a line end.
    for (number, line) in (1..).zip(text.split('\n')) {
        // The last cell of a table may be empty.
        let empty_cell = extension == "tsv" && line.ends_with('\t');
        if line.ends_with([' ', '\t', '\r']) && !empty_cell {
            findings.push(format!("{name}:{number}: space at the end of the line"));
        }
        if !is_code {
            continue;
        }
        for (mark, advice) in MARKS {
            // `.skip(` is a method of iterators in Rust; in TypeScript it silences a test.
            let concerns = extension != "rs" || !mark.ends_with('(');
            if concerns && line.contains(mark) {
                findings.push(format!("{name}:{number}: `{mark}`: {advice}"));
            }
        }
    }
    if !text.is_empty() && !text.ends_with('\n') {
        findings.push(format!("{name}: no line end at the end of the file"));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clean_file_has_no_findings() {
        assert_eq!(findings_in("a.rs", "fn main() { [1].iter().skip(1); }\n"), Vec::<String>::new());
    }

    #[test]
    fn length_counts_for_code_only_and_from_one_line_too_many() {
        let lines = |count| "x\n".repeat(count);
        assert!(findings_in("a.rs", &lines(LONGEST)).is_empty());
        assert_eq!(findings_in("a.rs", &lines(LONGEST + 1)).len(), 1);
        assert_eq!(findings_in("ui/src/a.svelte", &lines(LONGEST + 1)).len(), 1);
        assert!(findings_in("Cargo.lock", &lines(LONGEST + 1)).is_empty());
        assert!(findings_in("ui/src/ipc/bindings.ts", &lines(LONGEST + 1)).is_empty());
    }

    #[test]
    fn every_mark_is_found_in_typescript_with_its_line() {
        for (mark, _) in MARKS {
            let text = format!("\n// {mark}\n");
            assert!(findings_in("a.ts", &text).iter().any(|finding| finding.starts_with("a.ts:2: ")), "{mark}");
        }
    }

    #[test]
    fn spaces_at_the_end_are_found_but_not_in_test_data() {
        assert_eq!(findings_in("a.md", "word \n").len(), 1);
        assert_eq!(findings_in("a.md", "word\r\n").len(), 1, "line ends are those of Unix");
        assert!(findings_in("tests/fixtures/a.txt", "word \n").is_empty());
    }

    #[test]
    fn the_last_line_must_end() {
        assert_eq!(findings_in("a.toml", "word").len(), 1);
        assert!(findings_in("empty", "").is_empty());
    }
}
