//! Watchword's own plain JSON: everything an entry has, for programs and for what `age` files hold
//! (docs/formats/plain-json.md).

use serde::Serialize;
use watchword_otp::base32;
use watchword_secret::{SecretBytes, SecretText};

use super::{ExportEntry, ExportError, ExportSettings, ExportedFile, Exporter, LeftOut, Loss, json_text, step::Step};

pub(super) static EXPORTER: Exporter = Exporter {
    id: "plain-json",
    app: "Watchword",
    is_encrypted: false,
    section: "plain-json.md",
    importer: "plain-json",
    judge,
    write,
};

/// Everything goes.
pub(super) fn judge(_entry: &ExportEntry<'_>) -> Result<Vec<Loss>, LeftOut> {
    Ok(Vec::new())
}

#[derive(Serialize)]
struct File<'a> {
    format: &'static str,
    version: u8,
    entries: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    r#type: &'static str,
    issuer: &'a str,
    account: &'a str,
    secret: &'a str,
    algorithm: &'static str,
    digits: u8,
    #[serde(flatten)]
    step: Step,
    #[serde(skip_serializing_if = "Option::is_none")]
    pin: Option<&'a str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    note: &'a str,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    groups: &'a [String],
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    favourite: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    icon: Option<Icon>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    recovery_codes: Vec<&'a str>,
}

#[derive(Serialize)]
struct Icon {
    r#type: &'static str,
    data: String,
}

pub(super) fn json(entries: &[&ExportEntry<'_>]) -> SecretBytes {
    let secrets: Vec<SecretText> = entries.iter().map(|entry| base32::encode(entry.otp.secret.expose())).collect();
    let entries = entries.iter().zip(&secrets).map(|(entry, secret)| Entry {
        r#type: entry.otp.kind.as_str(),
        issuer: entry.issuer,
        account: entry.account,
        secret: secret.expose(),
        algorithm: entry.otp.algorithm.as_str(),
        digits: entry.otp.digits,
        step: Step::of(entry.otp),
        pin: entry.otp.pin.as_ref().map(SecretText::expose),
        note: entry.note,
        groups: entry.groups,
        favourite: entry.favourite,
        icon: entry
            .icon
            .map(|icon| Icon { r#type: icon.icon_type.as_str(), data: data_encoding::BASE64.encode(&icon.bytes) }),
        recovery_codes: entry.recovery_codes.iter().map(SecretText::expose).collect(),
    });
    json_text::pretty(&File { format: "watchword-plain", version: 1, entries: entries.collect() })
}

fn write(entries: &[&ExportEntry<'_>], settings: &ExportSettings<'_>) -> Result<Vec<ExportedFile>, ExportError> {
    Ok(vec![ExportedFile { name: format!("watchword-{}.json", settings.stamp), bytes: json(entries) }])
}
