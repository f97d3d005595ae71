//! FreeOTP+: its JSON backup (docs/formats/more-authenticators.md, "FreeOTP+ JSON").

use serde::Serialize;
use watchword_otp::Kind;

use super::{ExportEntry, ExportError, ExportSettings, ExportedFile, Exporter, Holds, LeftOut, Loss, json_text};

pub(super) static EXPORTER: Exporter = Exporter {
    id: "freeotp-plus",
    app: "FreeOTP+",
    is_encrypted: false,
    section: "more-authenticators.md#freeotp-json",
    importer: "freeotpplus",
    judge,
    write,
};

fn judge(entry: &ExportEntry<'_>) -> Result<Vec<Loss>, LeftOut> {
    let is_named_steam = entry.issuer == "Steam";
    match entry.otp.kind {
        Kind::Totp | Kind::Hotp => {}
        // The app knows Steam's codes by the name of the issuer alone.
        Kind::Steam if is_named_steam && entry.otp.period == 30 => {}
        Kind::Steam | Kind::Motp | Kind::Yandex => return Err(LeftOut::Kind),
    }
    if !(5..=8).contains(&entry.otp.digits) {
        return Err(LeftOut::Digits);
    }
    if entry.otp.counter > i64::MAX.unsigned_abs() {
        return Err(LeftOut::Counter);
    }
    let mut losses = Holds::default().losses(entry);
    if entry.otp.kind == Kind::Totp && is_named_steam {
        losses.push(Loss::ReadAsSteam);
    }
    Ok(losses)
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct File<'a> {
    token_order: Vec<String>,
    tokens: Vec<Token<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Token<'a> {
    algo: &'static str,
    counter: u64,
    digits: u8,
    #[serde(skip_serializing_if = "str::is_empty")]
    issuer_ext: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    issuer_int: &'a str,
    label: &'a str,
    period: u32,
    secret: Vec<i8>,
    r#type: &'static str,
}

fn write(entries: &[&ExportEntry<'_>], _settings: &ExportSettings<'_>) -> Result<Vec<ExportedFile>, ExportError> {
    let id = |entry: &&ExportEntry<'_>| match entry.issuer {
        "" => entry.account.to_owned(),
        issuer => format!("{issuer}:{}", entry.account),
    };
    let tokens = entries.iter().map(|entry| Token {
        algo: entry.otp.algorithm.as_str(),
        counter: entry.otp.counter,
        digits: entry.otp.digits,
        issuer_ext: entry.issuer,
        issuer_int: entry.issuer,
        label: entry.account,
        period: entry.otp.period,
        secret: entry.otp.secret.expose().iter().map(|byte| byte.cast_signed()).collect(),
        r#type: if entry.otp.kind == Kind::Hotp { "HOTP" } else { "TOTP" },
    });
    let file = File { token_order: entries.iter().map(id).collect(), tokens: tokens.collect() };
    Ok(vec![ExportedFile { name: "freeotp-backup.json".to_owned(), bytes: json_text::compact(&file) }])
}
