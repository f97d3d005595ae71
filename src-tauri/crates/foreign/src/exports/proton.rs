//! Proton Authenticator, plain (docs/formats/authenticators.md, "Proton Authenticator").

use serde::Serialize;
use watchword_otp::{Algorithm, Kind, base32, write_link};
use watchword_secret::SecretText;

use super::otpauth_list::read_as_steam;
use super::{
    ExportEntry, ExportError, ExportSettings, ExportedFile, Exporter, Holds, LeftOut, Loss, aegis::uuid, json_text,
    note_with_codes,
};

pub(super) static EXPORTER: Exporter = Exporter {
    id: "proton",
    app: "Proton Authenticator",
    is_encrypted: false,
    section: "authenticators.md#proton-authenticator",
    importer: "proton",
    judge,
    write,
};

fn judge(entry: &ExportEntry<'_>) -> Result<Vec<Loss>, LeftOut> {
    match entry.otp.kind {
        Kind::Hotp | Kind::Motp | Kind::Yandex => return Err(LeftOut::Kind),
        Kind::Steam if entry.otp.period != 30 => return Err(LeftOut::Period),
        Kind::Totp | Kind::Steam => {}
    }
    if matches!(entry.otp.algorithm, Algorithm::Sha224 | Algorithm::Sha384) {
        return Err(LeftOut::Algorithm);
    }
    let mut losses = Holds { note: true, recovery_codes: true, ..Holds::default() }.losses(entry);
    losses.extend(read_as_steam(entry));
    Ok(losses)
}

#[derive(Serialize)]
struct File<'a> {
    version: u8,
    entries: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    id: String,
    content: Content<'a>,
    note: Option<&'a str>,
}

#[derive(Serialize)]
struct Content<'a> {
    uri: &'a str,
    entry_type: &'static str,
    name: &'a str,
}

fn write(entries: &[&ExportEntry<'_>], settings: &ExportSettings<'_>) -> Result<Vec<ExportedFile>, ExportError> {
    let texts: Vec<(SecretText, SecretText)> =
        entries.iter().map(|entry| (uri(entry), note_with_codes(entry))).collect();
    let entries = entries
        .iter()
        .zip(&texts)
        .map(|(entry, (uri, note))| {
            let is_steam = entry.otp.kind == Kind::Steam;
            let name = [entry.account, if is_steam { "Steam" } else { entry.issuer }];
            Ok(Entry {
                id: uuid()?,
                content: Content {
                    uri: uri.expose(),
                    entry_type: if is_steam { "Steam" } else { "Totp" },
                    name: name.into_iter().find(|name| !name.is_empty()).unwrap_or_default(),
                },
                note: Some(note.expose()).filter(|note| !note.is_empty()),
            })
        })
        .collect::<Result<_, ExportError>>()?;
    let bytes = json_text::compact(&File { version: 1, entries });
    Ok(vec![ExportedFile { name: format!("proton_authenticator_{}.json", settings.stamp), bytes }])
}

/// The issuer stands in its parameter alone: the app shows the label as it is.
fn uri(entry: &ExportEntry<'_>) -> SecretText {
    if entry.otp.kind == Kind::Steam {
        return SecretText::new(format!("steam://{}", base32::encode(entry.otp.secret.expose()).expose()));
    }
    let link = write_link(entry.otp, "", entry.account);
    if entry.issuer.is_empty() {
        return link;
    }
    let issuer = crate::blocks::encoding::percent(entry.issuer.as_bytes());
    SecretText::new(format!("{}&issuer={issuer}", link.expose()))
}
