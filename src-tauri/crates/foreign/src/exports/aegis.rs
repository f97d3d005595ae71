//! Aegis, database version 3, plain and encrypted (docs/formats/authenticators.md, "Aegis").

use serde::Serialize;
use sha2::{Digest, Sha256};
use watchword_otp::{Algorithm, Kind, base32};
use watchword_secret::{RandomFailed, SecretBytes, SecretText, make_random};

use super::{
    ExportEntry, ExportError, ExportSettings, ExportedFile, Exporter, Holds, HoldsGroups, LeftOut, Loss, json_text,
    note_with_codes, step::Step,
};
use crate::blocks::{
    encoding::hex,
    gcm,
    kdf::{Key, ScryptCost, scrypt},
};

pub(super) static PLAIN: Exporter = Exporter {
    id: "aegis-plain",
    app: "Aegis",
    is_encrypted: false,
    section: "authenticators.md#aegis",
    importer: "aegis",
    judge,
    write: write_plain,
};

pub(super) static ENCRYPTED: Exporter = Exporter {
    id: "aegis",
    app: "Aegis",
    is_encrypted: true,
    section: "authenticators.md#aegis",
    importer: "aegis",
    judge,
    write: write_encrypted,
};

/// What the app itself writes.
const COST: ScryptCost = ScryptCost { n: 1 << 15, r: 8, p: 1 };

fn judge(entry: &ExportEntry<'_>) -> Result<Vec<Loss>, LeftOut> {
    if matches!(entry.otp.algorithm, Algorithm::Sha224 | Algorithm::Sha384) {
        return Err(LeftOut::Algorithm);
    }
    if entry.otp.kind == Kind::Motp && motp_key(entry).is_none() {
        return Err(LeftOut::SecretText);
    }
    let holds =
        Holds { note: true, groups: HoldsGroups::All, favourite: true, icon: true, pin: true, recovery_codes: true };
    let mut losses = holds.losses(entry);
    // The app refuses an entry of these kinds without a PIN: an empty one is written, to be set again.
    if entry.otp.kind.takes_pin() && entry.otp.pin.as_ref().is_none_or(SecretText::is_empty) {
        losses.push(Loss::Pin);
    }
    Ok(losses)
}

/// The bytes whose lower-case hexadecimal the secret text is; the app keeps those, so that other texts cannot go.
fn motp_key(entry: &ExportEntry<'_>) -> Option<SecretBytes> {
    let text = std::str::from_utf8(entry.otp.secret.expose()).ok()?;
    let bytes = hex(text).filter(|bytes| !bytes.is_empty())?;
    (!text.bytes().any(|byte| byte.is_ascii_uppercase())).then(|| SecretBytes::copy_of(&bytes))
}

#[derive(Serialize)]
struct File<D: Serialize> {
    version: u8,
    header: Header,
    db: D,
}

#[derive(Serialize)]
struct Header {
    slots: Option<Vec<Slot>>,
    params: Option<Params>,
}

#[derive(Serialize)]
struct Params {
    nonce: String,
    tag: String,
}

#[derive(Serialize)]
struct Slot {
    r#type: u8,
    uuid: String,
    key: String,
    key_params: Params,
    n: u64,
    r: u64,
    p: u64,
    salt: String,
    repaired: bool,
    is_backup: bool,
}

#[derive(Serialize)]
struct Database<'a> {
    version: u8,
    entries: Vec<Entry<'a>>,
    groups: Vec<Group<'a>>,
    icons_optimized: bool,
}

#[derive(Serialize)]
struct Group<'a> {
    uuid: String,
    name: &'a str,
}

#[derive(Serialize)]
struct Entry<'a> {
    r#type: &'static str,
    uuid: String,
    name: &'a str,
    issuer: &'a str,
    note: &'a str,
    favorite: bool,
    icon: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    icon_mime: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    icon_hash: Option<String>,
    info: Info<'a>,
    groups: Vec<String>,
}

#[derive(Serialize)]
struct Info<'a> {
    secret: &'a str,
    algo: &'static str,
    digits: u8,
    #[serde(flatten)]
    step: Step,
    #[serde(skip_serializing_if = "Option::is_none")]
    pin: Option<&'a str>,
}

fn database<T>(
    entries: &[&ExportEntry<'_>],
    then: impl FnOnce(&Database<'_>) -> Result<T, ExportError>,
) -> Result<T, ExportError> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    for name in entries.iter().flat_map(|entry| entry.groups) {
        if !groups.iter().any(|group| group.name == name) {
            groups.push(Group { uuid: uuid()?, name });
        }
    }
    // Secrets and notes in their final form outlive the database that borrows them, and wipe themselves.
    let texts: Vec<(SecretText, SecretText)> = entries
        .iter()
        .map(|entry| {
            let key = if entry.otp.kind == Kind::Motp { motp_key(entry) } else { None };
            let bytes = key.as_ref().unwrap_or(&entry.otp.secret);
            (base32::encode(bytes.expose()), note_with_codes(entry))
        })
        .collect();
    let entries = entries
        .iter()
        .zip(&texts)
        .map(|(entry, (secret, note))| write_entry(entry, secret.expose(), note.expose(), &groups))
        .collect::<Result<_, _>>()?;
    then(&Database { version: 3, entries, groups, icons_optimized: true })
}

fn write_entry<'a>(
    entry: &'a ExportEntry<'_>,
    secret: &'a str,
    note: &'a str,
    groups: &[Group<'_>],
) -> Result<Entry<'a>, ExportError> {
    let otp = entry.otp;
    let pin = otp.pin.as_ref().map(SecretText::expose).unwrap_or_default();
    let mime = entry.icon.map(|icon| icon.icon_type.as_str());
    let bytes = entry.icon.map(|icon| icon.bytes.as_slice()).unwrap_or_default();
    Ok(Entry {
        r#type: otp.kind.as_str(),
        uuid: uuid()?,
        name: entry.account,
        issuer: entry.issuer,
        note,
        favorite: entry.favourite,
        icon: mime.map(|_| data_encoding::BASE64.encode(bytes)),
        icon_mime: mime,
        icon_hash: mime.map(|mime| {
            data_encoding::HEXLOWER.encode(&Sha256::new().chain_update(mime).chain_update(bytes).finalize())
        }),
        info: Info {
            secret,
            algo: otp.algorithm.as_str(),
            digits: otp.digits,
            step: Step::of(otp),
            pin: otp.kind.takes_pin().then_some(pin),
        },
        groups: entry
            .groups
            .iter()
            .filter_map(|name| groups.iter().find(|group| group.name == name))
            .map(|group| group.uuid.clone())
            .collect(),
    })
}

fn write_plain(entries: &[&ExportEntry<'_>], settings: &ExportSettings<'_>) -> Result<Vec<ExportedFile>, ExportError> {
    let bytes = database(entries, |db| {
        Ok(json_text::pretty(&File { version: 1, header: Header { slots: None, params: None }, db }))
    })?;
    Ok(vec![ExportedFile { name: format!("aegis-export-plain-{}.json", settings.stamp), bytes }])
}

fn write_encrypted(
    entries: &[&ExportEntry<'_>],
    settings: &ExportSettings<'_>,
) -> Result<Vec<ExportedFile>, ExportError> {
    let password = settings.password()?;
    let plain = database(entries, |db| Ok(json_text::compact(db)))?;
    let master_bytes = SecretBytes::make(32)?;
    let master = Key::of(master_bytes.expose()).ok_or(ExportError::NoRandom)?;
    let (salt, slot_nonce, nonce) = (make_random::<32>()?, make_random::<12>()?, make_random::<12>()?);
    let slot_key = scrypt(password, &salt, COST)?;
    let (sealed_key, key_tag) = gcm::seal(&slot_key, &slot_nonce, master_bytes.expose(), &[]);
    let (sealed, tag) = gcm::seal(&master, &nonce, plain.expose(), &[]);
    let slot = Slot {
        r#type: 1,
        uuid: uuid()?,
        key: encode(&sealed_key),
        key_params: Params { nonce: encode(&slot_nonce), tag: encode(&key_tag) },
        n: COST.n,
        r: COST.r,
        p: COST.p,
        salt: encode(&salt),
        repaired: true,
        is_backup: false,
    };
    let params = Params { nonce: encode(&nonce), tag: encode(&tag) };
    let header = Header { slots: Some(vec![slot]), params: Some(params) };
    let bytes = json_text::pretty(&File { version: 1, header, db: data_encoding::BASE64.encode(&sealed) });
    Ok(vec![ExportedFile { name: format!("aegis-export-{}.json", settings.stamp), bytes }])
}

fn encode(bytes: &[u8]) -> String {
    data_encoding::HEXLOWER.encode(bytes)
}

/// A random UUID of version 4, RFC 9562.
pub(super) fn uuid() -> Result<String, RandomFailed> {
    let mut bytes = u128::from_be_bytes(make_random()?);
    bytes = bytes & !(0xf000 << 64) | 0x4000 << 64;
    bytes = bytes & !(0xc000 << 48) | 0x8000 << 48;
    let digits = format!("{bytes:032x}");
    let pieces = [0..8, 8..12, 12..16, 16..20, 20..32].map(|range| digits.get(range).unwrap_or_default());
    Ok(pieces.join("-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn random_ids_have_their_version_and_variant() {
        for _ in 0..50 {
            let uuid = uuid().unwrap();
            assert_eq!((uuid.len(), uuid.chars().nth(14)), (36, Some('4')));
            assert!(uuid.chars().nth(19).is_some_and(|c| "89ab".contains(c)));
        }
    }
}
