//! What a file is that no format knows: damaged, or of a kind that is not known.

use crate::{
    OpenError, Probe,
    blocks::{
        signatures::is_mostly_text,
        sqlite::{self, Database},
    },
};

/// What to say of a file that no format knows: damage, when its first bytes promise what the rest is not.
pub(crate) fn reason(probe: &Probe<'_>) -> OpenError {
    if probe.starts_with(b"PK\x03\x04") && !probe.is_member() {
        return OpenError::damaged("archive");
    }
    if probe.starts_with(sqlite::MAGIC) {
        let is_whole = Database::open(probe.bytes(), None).is_ok_and(|(database, _)| database.is_readable());
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
    use crate::{Source, recognise};

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
