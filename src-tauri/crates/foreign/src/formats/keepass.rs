//! `KeePass` and its relatives: databases KDBX 3 and 4, and the XML export
//! (docs/formats/password-managers.md#keepass).

mod body;
mod fields;
mod header;
mod kdf;
mod keys;
mod protected;
mod tree;

use sha2::{Digest, Sha256};
use watchword_secret::SecretText;

use self::{
    header::Header,
    keys::{Key, composite, read_key_file},
    tree::{Entry, Hiding},
};
use crate::{
    Contents, Credentials, ForeignEntry, Format, OpenError, Probe, Sureness, Unsupported,
    blocks::{encoding, xml::root_name},
    format::{certain_if, never},
};

/// KDBX, and the older files of the same family, which have no codes.
pub(crate) static KDBX: Format = Format {
    id: "kdbx",
    app: "KeePass, KeePassXC",
    extensions: &["kdbx", "kdb"],
    section: "password-managers.md#keepass",
    vectors: &["kdbx"],
    detect: detect_kdbx,
    needs_password,
    read: read_kdbx,
};

/// The unencrypted export.
pub(crate) static XML: Format = Format {
    id: "keepass-xml",
    app: "KeePass, KeePassXC",
    extensions: &["xml"],
    section: "password-managers.md#keepass",
    vectors: &["keepass-xml"],
    detect: detect_xml,
    needs_password: never,
    read: read_xml,
};

const FAMILY: [u8; 4] = [0x03, 0xd9, 0xa2, 0x9a];
const KDBX_MARK: [u8; 4] = [0x67, 0xfb, 0x4b, 0xb5];
const KDB_MARK: [u8; 4] = [0x65, 0xfb, 0x4b, 0xb5];
const PRE_RELEASE_MARK: [u8; 4] = [0x66, 0xfb, 0x4b, 0xb5];

/// The second half of the signature, when the file is of the family.
fn mark<'a>(probe: &Probe<'a>) -> Option<&'a [u8; 4]> {
    probe.bytes().strip_prefix(&FAMILY)?.first_chunk()
}

fn detect_kdbx(probe: &Probe<'_>) -> Option<Sureness> {
    certain_if(mark(probe).is_some_and(|mark| [KDBX_MARK, KDB_MARK, PRE_RELEASE_MARK].contains(mark)))
}

fn needs_password(probe: &Probe<'_>) -> bool {
    mark(probe) == Some(&KDBX_MARK)
}

fn read_kdbx(probe: &Probe<'_>, credentials: &Credentials<'_>) -> Result<Contents, OpenError> {
    match mark(probe) {
        Some(&KDB_MARK) => return Err(OpenError::Unsupported(Unsupported::KeePass1)),
        Some(&PRE_RELEASE_MARK) => return Err(OpenError::Unsupported(Unsupported::KeePassPreRelease)),
        Some(_) | None => {}
    }
    let header = Header::read(probe.bytes(), credentials.may_take_much_memory)?;
    let key_file = credentials.key_file.map(|file| read_key_file(file.expose())).transpose()?;
    let body = open(&header, credentials, key_file.as_ref())?;
    let xml = std::str::from_utf8(&body.xml).map_err(|_| OpenError::damaged("xml"))?;
    if header.version3.is_some() && !has_sum_of(xml, header.bytes) {
        return Err(OpenError::damaged("header"));
    }
    Ok(contents(&tree::read(xml, Hiding::Stream(body.stream))?, "encrypted"))
}

/// Opens with the parts that were given. An empty password beside a key file means "no password" in some programs and a
/// password of no characters in others.
fn open(header: &Header<'_>, credentials: &Credentials<'_>, key_file: Option<&Key>) -> Result<body::Body, OpenError> {
    let password = credentials.password.map(SecretText::expose);
    if password.is_none() && key_file.is_none() {
        return Err(OpenError::PasswordNeeded);
    }
    let attempt = |password: Option<&str>| body::open(header, &header.kdf.run(&composite(password, key_file))?);
    match attempt(password) {
        Err(OpenError::WrongPassword | OpenError::WrongPasswordOrDamaged)
            if password == Some("") && key_file.is_some() =>
        {
            attempt(None)
        }
        answer => answer,
    }
}

/// Whether the header fits the sum of it that version 3 keeps inside; old writers keep none.
fn has_sum_of(xml: &str, header: &[u8]) -> bool {
    let sum = xml.split_once("<HeaderHash>").and_then(|(_, rest)| rest.split_once("</HeaderHash>"));
    let sum = sum.and_then(|(sum, _)| encoding::base64(sum)).filter(|sum| !sum.is_empty());
    sum.is_none_or(|sum| sum.as_slice() == Sha256::digest(header).as_slice())
}

fn detect_xml(probe: &Probe<'_>) -> Option<Sureness> {
    let text = probe.text().filter(|_| probe.first_char() == Some('<'))?;
    certain_if(text.contains("<KeePassFile") && root_name(text).as_deref() == Some("KeePassFile"))
}

fn read_xml(probe: &Probe<'_>, _credentials: &Credentials<'_>) -> Result<Contents, OpenError> {
    let text = probe.text().ok_or(OpenError::damaged("xml"))?;
    Ok(contents(&tree::read(text, Hiding::Unreadable)?, "plain"))
}

fn contents(entries: &[Entry], variety: &'static str) -> Contents {
    let mut contents = Contents::of(variety);
    for entry in entries {
        let rows = fields::codes(entry, contents.rows.len());
        if rows.is_empty() {
            contents.not_codes += 1;
        }
        contents.rows.extend(rows);
    }
    contents
}

/// Takes title and user for the words that `KeePassXC` writes when an entry has none of its own.
pub(super) fn name_of_its_own(entry: &mut ForeignEntry, title: &str, user: &str) {
    if entry.issuer == "KeePassXC" {
        title.trim().clone_into(&mut entry.issuer);
    }
    if entry.account == "none" {
        user.trim().clone_into(&mut entry.account);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_that_was_changed_does_not_fit_its_sum() {
        let xml = |sum: &str| format!("<KeePassFile><Meta><HeaderHash>{sum}</HeaderHash></Meta></KeePassFile>");
        let sum = data_encoding::BASE64.encode(&Sha256::digest(b"header"));
        assert!(has_sum_of(&xml(&sum), b"header"));
        assert!(!has_sum_of(&xml(&sum), b"Header"));
        assert!(has_sum_of(&xml(""), b"header") && has_sum_of("<KeePassFile/>", b"header"));
    }
}
