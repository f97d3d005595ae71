//! Steam Guard: the phone app's files and those of desktop programs, one account or several
//! (docs/formats/authenticators.md, "Steam").

use watchword_otp::{Kind, Otp};
use watchword_secret::{SecretBytes, SecretText};

use crate::{
    Contents, Credentials, ForeignEntry, Format, OpenError, Probe, Row, SkipReason, Sureness,
    blocks::{encoding, json::Json},
    format::{certain_if, never},
};

pub(crate) static FORMAT: Format = Format {
    id: "steam",
    app: "Steam",
    extensions: &["maFile", "json"],
    section: "authenticators.md#steam",
    vectors: &["steam-json", "steam"],
    detect,
    needs_password: never,
    read,
};

fn detect(probe: &Probe<'_>) -> Option<Sureness> {
    let json = probe.json()?;
    let accounts = json.get("accounts").and_then(Json::members).unwrap_or_default();
    certain_if(json.has("shared_secret") || accounts.iter().take(20).any(|(_, account)| account.has("shared_secret")))
}

fn read(probe: &Probe<'_>, _credentials: &Credentials<'_>) -> Result<Contents, OpenError> {
    let json = probe.json().ok_or(OpenError::NotRecognised)?;
    let mut contents = Contents::of("plain");
    if json.has("shared_secret") {
        contents.rows.push(row(0, json));
    } else {
        let accounts = json.get("accounts").and_then(Json::members).ok_or(OpenError::damaged("accounts"))?;
        contents.rows = accounts.iter().enumerate().map(|(position, (_, account))| row(position, account)).collect();
    }
    Ok(contents)
}

/// The row of one account. Its other secrets, which sign in and trade, are not taken.
pub(crate) fn row(position: usize, account: &Json) -> Row {
    let mut entry = ForeignEntry::new(position, "Steam", account.text_or_empty("account_name"));
    if let Some(code) = account.text("revocation_code").map(str::trim).filter(|code| !code.is_empty()) {
        entry.recovery_codes.push(SecretText::copy_of(code));
    }
    let secret = account.text("shared_secret").ok_or(SkipReason::NoSecret);
    let otp = secret.and_then(|text| {
        let bytes = encoding::base64(text).ok_or(SkipReason::BadSecret)?;
        Ok(Otp::new(Kind::Steam, SecretBytes::copy_of(&bytes)))
    });
    entry.into_row(otp)
}
