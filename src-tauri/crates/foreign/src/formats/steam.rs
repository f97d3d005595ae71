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
    entry.recovery_codes.extend(recovery_code(account));
    let secret = secret(account).unwrap_or(Err(SkipReason::NoSecret));
    entry.into_row(secret.map(|secret| Otp::new(Kind::Steam, secret)))
}

/// The secret of an account; `None` when it has none.
pub(crate) fn secret(account: &Json) -> Option<Result<SecretBytes, SkipReason>> {
    let text = account.text("shared_secret")?;
    Some(encoding::base64(text).map(|bytes| SecretBytes::copy_of(&bytes)).ok_or(SkipReason::BadSecret))
}

/// The code that takes the authenticator off the account.
pub(crate) fn recovery_code(account: &Json) -> Option<SecretText> {
    account.text("revocation_code").map(str::trim).filter(|code| !code.is_empty()).map(SecretText::copy_of)
}
