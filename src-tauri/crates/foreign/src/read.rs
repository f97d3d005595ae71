//! From a file to what it holds.

use crate::{
    Credentials, FORMATS, Failure, Format, Import, OpenError, Probe, Source, Sureness,
    blocks::{
        signatures::is_mostly_text,
        sqlite::{self, Database},
    },
};

/// What a file seems to be.
pub struct Recognised {
    /// One format when it is certain, else every format that is possible, in the order in which they are tried.
    pub formats: Vec<&'static Format>,
    /// Whether that is certain.
    pub sureness: Sureness,
    /// Whether a password has to be asked for.
    pub needs_password: bool,
}

/// Says which program a file comes from. Derives no key.
///
/// # Errors
/// [`OpenError::NotRecognised`], [`OpenError::TooLarge`], or [`OpenError::Damaged`] for a text that begins like
/// JSON and is not.
pub fn recognise(source: Source<'_>) -> Result<Recognised, Failure> {
    recognise_probe(&probe(source)?)
}

/// Reads a file of any known format.
///
/// # Errors
/// [`Failure`] when the file as a whole cannot be read. One bad entry is no failure: it is in the rows.
pub fn read(source: Source<'_>, credentials: &Credentials<'_>) -> Result<Import, Failure> {
    read_probe(&probe(source)?, credentials)
}

/// Reads several files, of which some may be parts of one thing: each one's answer at its place. A file that
/// another one took with it gives an empty import of that format.
pub fn read_all(sources: &[Source<'_>], credentials: &Credentials<'_>) -> Vec<Result<Import, Failure>> {
    sources.iter().map(|source| read_probe(&probe(*source)?.with_siblings(sources), credentials)).collect()
}

fn probe(source: Source<'_>) -> Result<Probe<'_>, Failure> {
    Probe::new(source).map_err(|error| Failure { format: None, error })
}

pub(crate) fn recognise_probe(probe: &Probe<'_>) -> Result<Recognised, Failure> {
    let mut possible = Vec::new();
    for format in FORMATS.iter().copied() {
        match (format.detect)(probe) {
            Some(Sureness::Certain) => {
                let needs_password = (format.needs_password)(probe);
                return Ok(Recognised { formats: vec![format], sureness: Sureness::Certain, needs_password });
            }
            Some(Sureness::Possible) => possible.push(format),
            None => {}
        }
    }
    if possible.is_empty() {
        return Err(Failure { format: None, error: unknown(probe) });
    }
    let needs_password = possible.iter().any(|format| (format.needs_password)(probe));
    Ok(Recognised { formats: possible, sureness: Sureness::Possible, needs_password })
}

pub(crate) fn read_probe(probe: &Probe<'_>, credentials: &Credentials<'_>) -> Result<Import, Failure> {
    let recognised = recognise_probe(probe)?;
    let mut first_failure = None;
    for format in recognised.formats {
        match (format.read)(probe, credentials) {
            Ok(mut contents) => {
                contents.limit();
                return Ok(Import { format, contents });
            }
            Err(error) => {
                first_failure.get_or_insert(Failure { format: Some(format), error });
            }
        }
    }
    Err(first_failure.unwrap_or(Failure { format: None, error: OpenError::NotRecognised }))
}

/// What to say of a file that no format knows: damage, when its first bytes promise what the rest is not.
fn unknown(probe: &Probe<'_>) -> OpenError {
    if probe.starts_with(b"PK\x03\x04") && !probe.is_member() {
        return OpenError::damaged("archive");
    }
    if probe.starts_with(sqlite::MAGIC) {
        let is_whole = Database::open(probe.bytes()).is_ok_and(|(database, _)| database.is_readable());
        return if is_whole { OpenError::NotRecognised } else { OpenError::damaged("database") };
    }
    if probe.text().is_none() && !is_mostly_text(probe.bytes()) {
        return OpenError::NotRecognised;
    }
    let bytes = probe.bytes().strip_prefix(b"\xef\xbb\xbf").unwrap_or(probe.bytes()).trim_ascii_start();
    let first = probe.first_char().or(bytes.first().copied().map(char::from));
    match (matches!(first, Some('{' | '[')), bytes.starts_with(b"<?xml")) {
        (true, _) if probe.json().is_none() => OpenError::damaged("json"),
        (_, true) if probe.xml().is_none() && !has_document_type(bytes) => OpenError::damaged("xml"),
        _ => OpenError::NotRecognised,
    }
}

/// Whether XML declares a type of its own, for which it is refused.
fn has_document_type(bytes: &[u8]) -> bool {
    bytes.windows(9).any(|window| window.eq_ignore_ascii_case(b"<!doctype"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_like_a_known_kind_and_is_none_is_damage() {
        for (bytes, code) in [
            (&b"{\"version\": 1, \"db\": {\"entries\": [{\"name\""[..], "damaged"),
            (b"{\"version\": 1, \"db\": {\"entries\": [{\"name\": \"Quill\xff and Ink\"}]}}", "damaged"),
            (b"[{\"name\": \"Quill\"", "damaged"),
            (b"<?xml version='1.0'?><map><string name=\"tokenOrder\">[</string", "damaged"),
            (b"<?xml version='1.0'?><map><string name=\"a\">Quill\xff and Ink</string></map>", "damaged"),
            (b"<?xml version='1.0'?><map></map>", "not-recognised"),
            (b"<?xml version='1.0'?><!DOCTYPE a><map></map>", "not-recognised"),
            (b"SQLite format 3\0", "damaged"),
            (b"PK\x03\x04", "damaged"),
            (b"{}", "not-recognised"),
            (b"words that end in a byte of another encoding: \xe9 and so on", "not-recognised"),
        ] {
            let answer = recognise(Source { name: "file.bin", bytes }).err().map(|failure| failure.error.code());
            assert_eq!(answer, Some(code), "{}", String::from_utf8_lossy(bytes));
        }
    }
}
