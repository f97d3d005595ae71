//! 2FAS, schema 4, plain and encrypted (docs/formats/authenticators.md, "2FAS").

use serde::Serialize;
use watchword_otp::{Kind, base32};
use watchword_secret::{SecretBytes, SecretText, make_random};

use super::{
    ExportEntry, ExportError, ExportSettings, ExportedFile, Exporter, Holds, HoldsGroups, LeftOut, Loss, aegis::uuid,
    json_text, step::Step,
};
use crate::{
    blocks::{
        gcm,
        kdf::{Hash, Key, pbkdf2_key},
    },
    formats::twofas::{REFERENCE, ROUNDS},
};

pub(super) static PLAIN: Exporter = Exporter {
    id: "2fas-plain",
    app: "2FAS",
    is_encrypted: false,
    section: "authenticators.md#2fas",
    importer: "2fas",
    judge,
    write: write_plain,
};

pub(super) static ENCRYPTED: Exporter = Exporter {
    id: "2fas",
    app: "2FAS",
    is_encrypted: true,
    section: "authenticators.md#2fas",
    importer: "2fas",
    judge,
    write: write_encrypted,
};

/// One of the app's own icons: a plain label is shown over it.
const ICON_ID: &str = "a5b3fb65-4ec5-43e6-8ec1-49e24ca9e7ad";

fn judge(entry: &ExportEntry<'_>) -> Result<Vec<Loss>, LeftOut> {
    let otp = entry.otp;
    match otp.kind {
        Kind::Motp | Kind::Yandex => return Err(LeftOut::Kind),
        Kind::Hotp if otp.counter > u64::from(i32::MAX.unsigned_abs()) => return Err(LeftOut::Counter),
        Kind::Totp if !matches!(otp.period, 10 | 30 | 60 | 90) => return Err(LeftOut::Period),
        Kind::Steam if otp.period != 30 => return Err(LeftOut::Period),
        Kind::Hotp | Kind::Totp | Kind::Steam => {}
    }
    if !(5..=8).contains(&otp.digits) {
        return Err(LeftOut::Digits);
    }
    let mut losses = Holds { groups: HoldsGroups::First, ..Holds::default() }.losses(entry);
    if entry.issuer.is_empty() {
        losses.push(Loss::NoIssuer);
    }
    Ok(losses)
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct File<'a> {
    services: &'a [Service<'a>],
    groups: &'a [Group<'a>],
    updated_at: u64,
    schema_version: u8,
    app_version_code: u32,
    app_version_name: &'static str,
    app_origin: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    services_encrypted: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reference: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Group<'a> {
    id: String,
    name: &'a str,
    is_expanded: bool,
    updated_at: u64,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Service<'a> {
    name: &'a str,
    secret: &'a str,
    updated_at: u64,
    otp: Form<'a>,
    order: Order,
    icon: IconChoice,
    #[serde(skip_serializing_if = "Option::is_none")]
    group_id: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Form<'a> {
    label: &'a str,
    account: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    issuer: &'a str,
    digits: u8,
    #[serde(flatten)]
    step: Step,
    algorithm: &'static str,
    token_type: &'static str,
    source: &'static str,
}

#[derive(Serialize)]
struct Order {
    position: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct IconChoice {
    selected: &'static str,
    label: Label,
    icon_collection: Collection,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Label {
    text: String,
    background_color: &'static str,
}

#[derive(Serialize)]
struct Collection {
    id: &'static str,
}

fn with_services<T>(
    entries: &[&ExportEntry<'_>],
    settings: &ExportSettings<'_>,
    then: impl FnOnce(&[Service<'_>], &[Group<'_>]) -> Result<T, ExportError>,
) -> Result<T, ExportError> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    for name in entries.iter().filter_map(|entry| entry.groups.first()) {
        if !groups.iter().any(|group| group.name == name) {
            groups.push(Group { id: uuid()?, name, is_expanded: true, updated_at: settings.unix_ms });
        }
    }
    let secrets: Vec<SecretText> = entries.iter().map(|entry| base32::encode(entry.otp.secret.expose())).collect();
    let services: Vec<Service<'_>> = entries
        .iter()
        .zip(&secrets)
        .enumerate()
        .map(|(position, (entry, secret))| service(position, entry, secret.expose(), &groups, settings.unix_ms))
        .collect();
    then(&services, &groups)
}

fn service<'a>(
    position: usize,
    entry: &'a ExportEntry<'_>,
    secret: &'a str,
    groups: &'a [Group<'_>],
    updated_at: u64,
) -> Service<'a> {
    let name = [entry.issuer, entry.account, "Unknown"].into_iter().find(|name| !name.is_empty()).unwrap_or_default();
    let otp = entry.otp;
    let token_type = match otp.kind {
        Kind::Hotp => "HOTP",
        Kind::Steam => "STEAM",
        Kind::Totp | Kind::Motp | Kind::Yandex => "TOTP",
    };
    let letters: String = name.chars().filter(|c| c.is_alphanumeric()).take(2).collect();
    let group = entry.groups.first().and_then(|name| groups.iter().find(|group| group.name == name));
    Service {
        name,
        secret,
        updated_at,
        otp: Form {
            label: entry.account,
            account: entry.account,
            issuer: entry.issuer,
            digits: otp.digits,
            step: Step::of(otp),
            algorithm: otp.algorithm.as_str(),
            token_type,
            source: "Manual",
        },
        order: Order { position },
        icon: IconChoice {
            selected: "Label",
            label: Label { text: letters.to_uppercase(), background_color: "Indigo" },
            icon_collection: Collection { id: ICON_ID },
        },
        group_id: group.map(|group| group.id.as_str()),
    }
}

fn file<'a>(services: &'a [Service<'a>], groups: &'a [Group<'a>], updated_at: u64) -> File<'a> {
    File {
        services,
        groups,
        updated_at,
        schema_version: 4,
        app_version_code: 5_000_000,
        app_version_name: "5.0.0",
        app_origin: "android",
        services_encrypted: None,
        reference: None,
    }
}

fn write_plain(entries: &[&ExportEntry<'_>], settings: &ExportSettings<'_>) -> Result<Vec<ExportedFile>, ExportError> {
    let bytes = with_services(entries, settings, |services, groups| {
        Ok(json_text::compact(&file(services, groups, settings.unix_ms)))
    })?;
    Ok(vec![named(settings, bytes)])
}

fn write_encrypted(
    entries: &[&ExportEntry<'_>],
    settings: &ExportSettings<'_>,
) -> Result<Vec<ExportedFile>, ExportError> {
    let salt = make_random::<256>()?;
    let key = pbkdf2_key(Hash::Sha256, settings.password()?, &salt, ROUNDS.into(), ROUNDS)?;
    let bytes = with_services(entries, settings, |services, groups| {
        let sealed = seal(&key, &salt, json_text::compact(&services).expose())?;
        let reference = seal(&key, &salt, REFERENCE.as_bytes())?;
        let mut file = file(&[], groups, settings.unix_ms);
        file.services_encrypted = Some(&sealed);
        file.reference = Some(&reference);
        Ok(json_text::compact(&file))
    })?;
    Ok(vec![named(settings, bytes)])
}

/// Ciphertext with tag, salt, nonce.
fn seal(key: &Key, salt: &[u8], plain: &[u8]) -> Result<String, ExportError> {
    let nonce = make_random()?;
    let (mut sealed, tag) = gcm::seal(key, &nonce, plain, &[]);
    sealed.extend_from_slice(&tag);
    Ok([&sealed, salt, &nonce].map(|bytes| data_encoding::BASE64.encode(bytes)).join(":"))
}

fn named(settings: &ExportSettings<'_>, bytes: SecretBytes) -> ExportedFile {
    ExportedFile { name: format!("2fas-backup-{}.2fas", settings.stamp.replace('-', "")), bytes }
}
