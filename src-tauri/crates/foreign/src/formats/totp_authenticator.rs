//! TOTP Authenticator of `BinaryBoot`: its backup and its settings (docs/formats/more-authenticators.md, "TOTP
//! Authenticator (`BinaryBoot`)").

use sha2::{Digest, Sha256};
use watchword_otp::{Kind, Otp};
use watchword_secret::SecretBytes;
use zeroize::Zeroizing;

use crate::{
    Contents, Credentials, ForeignEntry, Format, OpenError, Probe, Row, SkipReason, Sureness,
    blocks::{
        cbc, cbc_unpadded, encoding,
        field::Field,
        json::Json,
        otp::{Fields, form},
        preferences::Preferences,
    },
};

const SETTING: &str = "STATIC_TOTP_CODES_LIST";
/// What the program takes for the password where the person set none.
const USUAL_PASSWORD: &[u8] = b"TotpAuthenticator";
const BLOCK_BYTES: usize = 16;

/// Base64 of a sealed list of accounts, or settings of Android with that list.
pub(crate) static FORMAT: Format = Format {
    id: "totp-authenticator",
    app: "TOTP Authenticator",
    extensions: &["encrypt", "xml"],
    section: "more-authenticators.md#totp-authenticator-binaryboot",
    vectors: &["totp-authenticator"],
    detect,
    needs_password,
    read,
};

/// Text in Base64 is a possible backup; it is certain when the built-in key opens it.
fn detect(probe: &Probe<'_>) -> Option<Sureness> {
    if setting(probe).is_some() {
        return Some(Sureness::Certain);
    }
    let sealed = sealed(probe)?;
    // What is no whole number of blocks is damaged; whose it was, only the built-in key and the name can tell.
    let is_open = sealed.first_chunk().is_some_and(starts_with_usual_key);
    let is_named = || probe.name_ends(".encrypt") && !sealed.is_empty();
    match (is_open, is_whole(&sealed)) {
        (true, _) => Some(Sureness::Certain),
        (false, true) => Some(Sureness::Possible),
        (false, false) => is_named().then_some(Sureness::Possible),
    }
}

fn needs_password(probe: &Probe<'_>) -> bool {
    setting(probe).is_none()
        && sealed(probe).is_some_and(|sealed| !sealed.first_chunk().is_some_and(starts_with_usual_key))
}

fn read(probe: &Probe<'_>, credentials: &Credentials<'_>) -> Result<Contents, OpenError> {
    if let Some(list) = setting(probe) {
        return accounts(list, "plain");
    }
    let sealed = sealed(probe).filter(|sealed| is_whole(sealed)).ok_or(OpenError::damaged("base64"))?;
    let list = match open(&sealed, USUAL_PASSWORD) {
        Some(list) => list,
        None => open(&sealed, credentials.password()?.expose().as_bytes()).ok_or(OpenError::WrongPasswordOrDamaged)?,
    };
    accounts(&list, "encrypted")
}

/// The list in the settings of the program.
fn setting<'a>(probe: &'a Probe<'_>) -> Option<&'a str> {
    Preferences::of(probe.xml()?)?.get(SETTING)
}

/// What a text in Base64 holds.
fn sealed(probe: &Probe<'_>) -> Option<Zeroizing<Vec<u8>>> {
    let text = probe.text()?;
    // Most files show by their first letter that they are something else.
    if text.trim_start().starts_with(['{', '[', '<']) {
        return None;
    }
    encoding::base64(text)
}

/// Whether the bytes can be blocks of a cipher.
fn is_whole(sealed: &[u8]) -> bool {
    !sealed.is_empty() && sealed.len().is_multiple_of(BLOCK_BYTES)
}

fn key(password: &[u8]) -> Zeroizing<[u8; 32]> {
    Zeroizing::new(Sha256::digest(password).into())
}

/// Whether the first block opens to the beginning of an object with the built-in key.
fn starts_with_usual_key(block: &[u8; BLOCK_BYTES]) -> bool {
    let plain = cbc_unpadded::open(&key(USUAL_PASSWORD), &[0; 16], block);
    plain.is_some_and(|plain| plain.expose().trim_ascii_start().starts_with(b"{"))
}

/// The list of accounts, as text: it is the first key of an object of JSON; what it stands for is not needed.
fn open(sealed: &[u8], password: &[u8]) -> Option<Zeroizing<String>> {
    let plain = cbc::open(&*key(password), &[0; 16], sealed)?;
    let json = Json::parse_bytes(plain.expose()).ok()?;
    json.members()?.first().map(|(list, _)| Zeroizing::new(list.to_string()))
}

fn accounts(list: &str, variety: &'static str) -> Result<Contents, OpenError> {
    let json = Json::parse(list).map_err(|_| OpenError::damaged("accounts"))?;
    let accounts = json.as_list().ok_or(OpenError::damaged("accounts"))?;
    Ok(Contents {
        rows: accounts.iter().zip(0..).map(|(json, position)| row(position, json)).collect(),
        ..Contents::of(variety)
    })
}

fn row(position: usize, account: &Json) -> Row {
    let issuer = account.text("issuer").filter(|issuer| issuer.trim() != "Unknown").unwrap_or_default();
    let mut entry = ForeignEntry::new(position, issuer, account.text_or_empty("name"));
    entry.favourite = account.field("isFavorite").is_true();
    let fields = Fields { digits: account.field("digits"), period: account.field("period"), ..Fields::default() };
    let otp = form(Kind::Totp, fields);
    let key = account.field("key");
    match account.field("base").whole() {
        Ok(None | Some(32)) => entry.into_base32_row(otp, key),
        Ok(Some(16)) => entry.into_row(with_secret(otp, key, encoding::hex)),
        Ok(Some(64)) => entry.into_row(with_secret(otp, key, encoding::base64)),
        Ok(Some(_)) | Err(()) => entry.into_skipped(SkipReason::BadSecret),
    }
}

fn with_secret(
    otp: Result<Otp, SkipReason>,
    key: Field<'_>,
    decode: fn(&str) -> Option<Zeroizing<Vec<u8>>>,
) -> Result<Otp, SkipReason> {
    let otp = otp?;
    if key.is_missing() {
        return Err(SkipReason::NoSecret);
    }
    let secret = key.text().and_then(decode).ok_or(SkipReason::BadSecret)?;
    Ok(Otp { secret: SecretBytes::copy_of(&secret), ..otp })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Source, read};

    #[test]
    fn a_backup_that_ends_early_is_damaged() {
        let whole = include_str!("../../tests/vectors/totpauthenticator-defaultkey.bin").trim();
        let answer = |name, text: &str| {
            let answer = read(Source { name, bytes: text.as_bytes() }, &Credentials::default());
            answer.err().map(|failure| failure.error.code())
        };
        assert_eq!(answer("file.bin", whole), None);
        let cut = whole.get(..whole.len() - 8).unwrap();
        assert_eq!(answer("file.bin", cut), Some("damaged"));
        let unknown = format!("AAAA{}", cut.get(4..).unwrap());
        assert_eq!(answer("TOTP_Backup.encrypt", &unknown), Some("damaged"));
        assert_eq!(answer("file.bin", &unknown), Some("not-recognised"));
    }
}
