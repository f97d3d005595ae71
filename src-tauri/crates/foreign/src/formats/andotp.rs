//! andOTP: plain lists and both encryptions (docs/formats/authenticators.md, "andOTP").
//!
//! The encrypted files have no signature at all, so that any bytes of the right size may be one.

use sha2::{Digest, Sha256};
use watchword_otp::Kind;
use watchword_secret::SecretBytes;
use zeroize::Zeroizing;

use crate::{
    Contents, Credentials, ForeignEntry, Format, OpenError, Probe, Row, SkipReason, Sureness,
    blocks::{
        gcm,
        json::Json,
        kdf::{Hash, Key, pbkdf2_key},
        otp,
        signatures::is_of_other_kind,
    },
};

pub(crate) static FORMAT: Format = Format {
    id: "andotp",
    app: "andOTP",
    extensions: &["json", "aes"],
    section: "authenticators.md#andotp",
    vectors: &["andotp-plain"],
    detect,
    needs_password: crate::format::never,
    read,
};

pub(crate) static ENCRYPTED: Format = Format {
    id: "andotp-encrypted",
    app: "andOTP",
    extensions: &["aes"],
    section: "authenticators.md#andotp",
    vectors: &["andotp-encrypted", "andotp-encrypted-old"],
    detect: detect_encrypted,
    needs_password: crate::format::always,
    read: read_encrypted,
};

/// The most rounds of PBKDF2; the app writes 140,000 to 160,000.
const MAX_ROUNDS: u32 = 10_000_000;
/// The largest encrypted file, in bytes.
const MAX_BYTES: usize = 8 * 1024 * 1024;
/// The smallest file of the old form, in bytes: nonce and tag.
const MIN_OLD_BYTES: usize = 28;
/// The smallest file of the new form, in bytes: rounds, salt, nonce and tag.
const MIN_NEW_BYTES: usize = 44;

fn detect(probe: &Probe<'_>) -> Option<Sureness> {
    let items = probe.json()?.as_list()?;
    // One broken item does not hide the others.
    let is_item = |item: &Json| item.has("secret") && item.has("label");
    let is_list = items.is_empty() || items.iter().take(20).any(is_item);
    is_list.then_some(Sureness::Certain)
}

fn detect_encrypted(probe: &Probe<'_>) -> Option<Sureness> {
    let bytes = probe.bytes();
    if probe.text().is_some() || bytes.len() > MAX_BYTES || is_of_other_kind(bytes) {
        return None;
    }
    let is_usual = rounds(bytes).is_some_and(|rounds| (140_000..=160_000).contains(&rounds));
    if probe.name_ends(".aes") || (is_usual && bytes.len() > MIN_NEW_BYTES) {
        return Some(Sureness::Certain);
    }
    (bytes.len() > MIN_NEW_BYTES).then_some(Sureness::Possible)
}

fn rounds(bytes: &[u8]) -> Option<u32> {
    bytes.first_chunk().map(|rounds| u32::from_be_bytes(*rounds))
}

fn read(probe: &Probe<'_>, _credentials: &Credentials<'_>) -> Result<Contents, OpenError> {
    read_list(probe.json().ok_or(OpenError::NotRecognised)?, "plain")
}

fn read_encrypted(probe: &Probe<'_>, credentials: &Credentials<'_>) -> Result<Contents, OpenError> {
    let bytes = probe.bytes();
    if bytes.len() < MIN_OLD_BYTES {
        return Err(OpenError::damaged("length"));
    }
    let password = Zeroizing::new(credentials.password()?.expose().as_bytes().to_vec());
    let (plain, variety) = match open_new(bytes, &password)? {
        Some(plain) => (plain, "encrypted"),
        None => (open_old(bytes, &password).ok_or(OpenError::WrongPasswordOrDamaged)?, "encrypted, old form"),
    };
    let json = Json::parse_bytes(plain.expose()).map_err(|_| OpenError::damaged("json"))?;
    read_list(&json, variety)
}

/// Rounds, salt, nonce, ciphertext and tag. `None` when it is not of this form or does not open.
fn open_new(bytes: &[u8], password: &[u8]) -> Result<Option<SecretBytes>, OpenError> {
    let Some(rounds) = rounds(bytes).filter(|rounds| (1..=MAX_ROUNDS).contains(rounds)) else { return Ok(None) };
    let Some((salt, rest)) = bytes.get(4..).and_then(|rest| rest.split_first_chunk::<12>()) else { return Ok(None) };
    let Some((nonce, sealed)) = rest.split_first_chunk::<{ gcm::NONCE_BYTES }>() else { return Ok(None) };
    let key = pbkdf2_key(Hash::Sha1, password, salt, rounds.into(), MAX_ROUNDS)?;
    Ok(gcm::open_joined(&key, nonce, sealed, &[]).ok())
}

/// Nonce, ciphertext and tag; the key is one pass of SHA-256.
fn open_old(bytes: &[u8], password: &[u8]) -> Option<SecretBytes> {
    let (nonce, sealed) = bytes.split_first_chunk::<{ gcm::NONCE_BYTES }>()?;
    gcm::open_joined(&Key::of(&Sha256::digest(password))?, nonce, sealed, &[]).ok()
}

fn read_list(json: &Json, variety: &'static str) -> Result<Contents, OpenError> {
    let items = json.as_list().ok_or(OpenError::damaged("json"))?;
    let mut contents = Contents::of(variety);
    contents.rows = items.iter().enumerate().map(|(position, item)| read_item(position, item)).collect();
    Ok(contents)
}

fn read_item(position: usize, item: &Json) -> Row {
    let label = item.text_or_empty("label");
    let (issuer, account) = match item.text("issuer") {
        Some(issuer) => (issuer, label),
        // Old files keep both in the label.
        None => label.split_once(" - ").unwrap_or(("", label)),
    };
    let mut entry = ForeignEntry::new(position, issuer, account);
    label.clone_into(&mut entry.original_label);
    entry.set_groups(item.list("tags").unwrap_or_default().iter().filter_map(Json::as_text));
    entry.set_icon_hint(item.text("thumbnail").filter(|name| *name != "Default").unwrap_or_default());
    let kind = match item.field("type") {
        field if field.is_missing() => Some(Kind::Totp),
        field => field.text().and_then(Kind::parse).filter(|kind| *kind != Kind::Yandex),
    };
    let Some(kind) = kind else { return entry.into_skipped(SkipReason::UnknownType) };
    let form = otp::form(kind, otp::Fields::of_json(item));
    // The secret of mOTP is Base32 of the text that takes part in the code: its bytes are what is needed.
    entry.into_base32_row(form, item.field("secret"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(json: &str) -> Row {
        read_item(0, &Json::parse(json).unwrap())
    }

    fn names(json: &str) -> (String, String) {
        match row(json) {
            Row::Entry(entry) => (entry.issuer, entry.account),
            Row::Skipped(skipped) => panic!("{}", skipped.reason.code()),
        }
    }

    #[test]
    fn old_files_keep_the_issuer_in_the_label() {
        for (json, issuer, account) in [
            (r#"{"secret":"AAAA","label":"Tern - olu - 2"}"#, "Tern", "olu - 2"),
            (r#"{"secret":"AAAA","label":"Tern-olu","issuer":null}"#, "", "Tern-olu"),
            (r#"{"secret":"AAAA","label":"Tern - olu","issuer":""}"#, "", "Tern - olu"),
            (r#"{"secret":"AAAA","label":"Tern:olu","issuer":"Tern"}"#, "Tern", "olu"),
        ] {
            assert_eq!(names(json), (issuer.to_owned(), account.to_owned()), "{json}");
        }
    }

    #[test]
    fn kinds_are_known_by_name_only() {
        let kind = |json: &str| match row(json) {
            Row::Entry(entry) => Ok(entry.otp.kind),
            Row::Skipped(skipped) => Err(skipped.reason),
        };
        assert_eq!(kind(r#"{"secret":"AAAA","label":""}"#), Ok(Kind::Totp));
        assert_eq!(kind(r#"{"secret":"AAAA","label":"","type":"steam"}"#), Ok(Kind::Steam));
        assert_eq!(kind(r#"{"secret":"AAAA","label":"","type":"MOTP"}"#), Ok(Kind::Motp));
        assert_eq!(kind(r#"{"secret":"AAAA","label":"","type":"OCRA"}"#), Err(SkipReason::UnknownType));
        assert_eq!(kind(r#"{"secret":"A1AA","label":""}"#), Err(SkipReason::BadSecret));
    }

    #[test]
    fn a_random_nonce_that_looks_like_rounds_does_not_stop_the_old_form() {
        let bytes = [&[0, 0, 0, 9][..], &[7; 60]].concat();
        assert!(open_new(&bytes, b"x").unwrap().is_none());
        assert!(open_old(&bytes, b"x").is_none());
    }

    #[test]
    fn one_broken_item_does_not_hide_the_others() {
        let json = r#"[{"label":"broken"},{"secret":"MZXW6YTB","label":"mara","issuer":"Quill"}]"#;
        let probe = Probe::new(crate::Source { name: "", bytes: json.as_bytes() }).unwrap();
        assert_eq!(detect(&probe), Some(Sureness::Certain));
        let contents = read(&probe, &Credentials::default()).unwrap();
        assert_eq!((contents.entries().count(), contents.skipped().count()), (1, 1));
    }
}
