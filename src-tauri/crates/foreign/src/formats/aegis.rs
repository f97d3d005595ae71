//! Aegis: plain and encrypted vaults, database versions 1 to 3 (docs/formats/authenticators.md, "Aegis").

use watchword_otp::{Algorithm, Kind, Otp};
use watchword_secret::{SecretBytes, SecretText};
use zeroize::Zeroizing;

use crate::{
    Contents, Credentials, ForeignEntry, Format, IconType, OpenError, Probe, Row, RowWarning, SkipReason, Sureness,
    Unsupported,
    blocks::{
        encoding,
        field::Field,
        gcm,
        json::Json,
        kdf::{Key, ScryptCost, scrypt},
        otp,
    },
    format::certain_if,
};

pub(crate) static FORMAT: Format = Format {
    id: "aegis",
    app: "Aegis",
    extensions: &["json"],
    section: "authenticators.md#aegis",
    vectors: &["aegis-plain", "aegis-encrypted"],
    detect,
    needs_password,
    read,
};

/// The most password slots that are tried: each costs a derivation.
const MAX_SLOTS: usize = 32;
/// The slot that a password opens.
const PASSWORD_SLOT: i128 = 1;

fn detect(probe: &Probe<'_>) -> Option<Sureness> {
    let json = probe.json()?;
    let has_slots = json.get("header").is_some_and(|header| header.has("slots"));
    // Other programs that write plain vaults may leave the header out.
    let is_plain = json.get("db").is_some_and(|database| database.list("entries").is_some());
    certain_if(json.has("version") && (is_plain || json.has("header") && (json.has("db") || has_slots)))
}

fn needs_password(probe: &Probe<'_>) -> bool {
    probe.json().is_some_and(|json| json.text("db").is_some())
}

fn read(probe: &Probe<'_>, credentials: &Credentials<'_>) -> Result<Contents, OpenError> {
    let json = probe.json().ok_or(OpenError::NotRecognised)?;
    if json.whole("version").is_none_or(|version| version > 1) {
        return Err(OpenError::Unsupported(Unsupported::NewerVersion));
    }
    let Some(sealed) = json.text("db") else {
        return read_database(json.get("db").ok_or(OpenError::damaged("db"))?, "plain");
    };
    let header = json.get("header").ok_or(OpenError::damaged("header"))?;
    let master = open_master_key(header, credentials)?;
    let params = header.get("params").ok_or(OpenError::damaged("header.params"))?;
    let (nonce, tag) = nonce_and_tag(params).ok_or(OpenError::damaged("header.params"))?;
    let ciphertext = encoding::base64(sealed).ok_or(OpenError::damaged("db"))?;
    let plain = gcm::open(&master, &nonce, &ciphertext, &tag, &[]).map_err(|_| OpenError::damaged("db"))?;
    let database = Json::parse_bytes(plain.expose()).map_err(|_| OpenError::damaged("db"))?;
    read_database(&database, "encrypted")
}

/// Tries the password on each of its slots, in the order of the file.
fn open_master_key(header: &Json, credentials: &Credentials<'_>) -> Result<Key, OpenError> {
    let slots = header.list("slots").ok_or(OpenError::damaged("header.slots"))?;
    let mut slots = slots.iter().filter(|slot| slot.whole("type") == Some(PASSWORD_SLOT)).take(MAX_SLOTS).peekable();
    if slots.peek().is_none() {
        return Err(OpenError::Unsupported(Unsupported::OpensOnPhoneOnly));
    }
    let slots = slots.map(Slot::read).collect::<Result<Vec<_>, _>>()?;
    let password = credentials.password()?;
    for slot in &slots {
        for password in attempts(password, slot.is_repaired) {
            let key = scrypt(&password, &slot.salt, slot.cost)?;
            if let Ok(master) = gcm::open(&key, &slot.nonce, &slot.sealed, &slot.tag, &[]) {
                return Key::of(master.expose()).ok_or(OpenError::damaged("header.slots"));
            }
        }
    }
    // With one slot, nothing tells its damage from a wrong password; people mistype more often than disks fail.
    Err(OpenError::WrongPassword)
}

/// The bytes of the password; for slots that an old version of the app never repaired, also as that version padded
/// passwords of more than 64 bytes.
fn attempts(password: &SecretText, is_repaired: bool) -> Vec<Zeroizing<Vec<u8>>> {
    let bytes = password.expose().as_bytes();
    let mut attempts = vec![Zeroizing::new(bytes.to_vec())];
    if !is_repaired && bytes.len() > 64 {
        let units = password.expose().encode_utf16().count();
        for length in [units.saturating_mul(11) / 10, units.saturating_mul(2)] {
            if length > bytes.len() {
                let mut padded = Zeroizing::new(Vec::with_capacity(length));
                padded.extend_from_slice(bytes);
                padded.resize(length, 0);
                attempts.push(padded);
            }
        }
    }
    attempts
}

/// A slot that a password opens.
struct Slot {
    sealed: Zeroizing<Vec<u8>>,
    nonce: [u8; gcm::NONCE_BYTES],
    tag: [u8; gcm::TAG_BYTES],
    salt: Zeroizing<Vec<u8>>,
    cost: ScryptCost,
    is_repaired: bool,
}

impl Slot {
    fn read(slot: &Json) -> Result<Self, OpenError> {
        let damaged = OpenError::damaged("header.slots");
        let figure = |key| slot.whole(key).and_then(|figure| u64::try_from(figure).ok()).ok_or(damaged);
        let cost = ScryptCost { n: figure("n")?, r: figure("r")?, p: figure("p")? };
        cost.check()?;
        let (nonce, tag) = slot.get("key_params").and_then(nonce_and_tag).ok_or(damaged)?;
        let bytes = |key| slot.text(key).and_then(encoding::hex).ok_or(damaged);
        let is_repaired = slot.field("repaired").is_true();
        Ok(Self { sealed: bytes("key")?, nonce, tag, salt: bytes("salt")?, cost, is_repaired })
    }
}

fn nonce_and_tag(params: &Json) -> Option<([u8; gcm::NONCE_BYTES], [u8; gcm::TAG_BYTES])> {
    Some((encoding::hex_array(params.text("nonce")?)?, encoding::hex_array(params.text("tag")?)?))
}

fn read_database(database: &Json, variety: &'static str) -> Result<Contents, OpenError> {
    if database.whole("version").is_some_and(|version| version > 3) {
        return Err(OpenError::Unsupported(Unsupported::NewerVersion));
    }
    let entries = database.list("entries").ok_or(OpenError::damaged("db.entries"))?;
    let groups: Vec<(&str, &str)> = database
        .list("groups")
        .unwrap_or_default()
        .iter()
        .filter_map(|group| Some((group.text("uuid")?, group.text("name")?.trim())))
        .collect();
    let mut contents = Contents::of(variety);
    contents.groups = groups.iter().map(|(_, name)| (*name).to_owned()).filter(|name| !name.is_empty()).collect();
    contents.rows = entries.iter().enumerate().map(|(position, entry)| read_entry(position, entry, &groups)).collect();
    Ok(contents)
}

fn read_entry<'a>(position: usize, item: &'a Json, groups: &[(&str, &'a str)]) -> Row {
    let mut entry = ForeignEntry::new(position, item.text_or_empty("issuer"), item.text_or_empty("name"));
    entry.set_note(item.text_or_empty("note"));
    entry.favourite = item.field("favorite").is_true();
    read_icon(&mut entry, item);
    match item.list("groups") {
        Some(uuids) => {
            let names = uuids.iter().filter_map(Json::as_text).map(|uuid| group_name(uuid, groups));
            if names.clone().any(|name| name.is_none()) {
                entry.warnings.push(RowWarning::GroupUnknown);
            }
            entry.set_groups(names.flatten());
        }
        None => entry.set_groups(item.text("group")),
    }
    let Some(info) = item.get("info") else { return entry.into_skipped(SkipReason::Damaged) };
    let Some(kind) = item.text("type").and_then(Kind::parse) else {
        return entry.into_skipped(SkipReason::UnknownType);
    };
    let form = otp_of(kind, info);
    match kind {
        Kind::Totp | Kind::Hotp | Kind::Steam => entry.into_base32_row(form, info.field("secret")),
        Kind::Motp => {
            let otp = form.and_then(|mut otp| {
                let bytes = info.field("secret").base32()?;
                otp.secret = SecretBytes::new(data_encoding::HEXLOWER.encode(bytes.expose()).into_bytes());
                Ok(otp)
            });
            entry.into_row(otp)
        }
        Kind::Yandex => {
            let otp = form.and_then(|mut otp| {
                otp.secret = otp::yandex_key(&info.field("secret").base32()?, &mut entry.warnings)?;
                Ok(otp)
            });
            entry.into_row(otp)
        }
    }
}

/// The name of a group; what is no id is a name already, as other programs' writers have it.
fn group_name<'a>(uuid: &'a str, groups: &[(&str, &'a str)]) -> Option<&'a str> {
    let is_id = uuid.len() == 36 && uuid.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-');
    groups.iter().find(|group| group.0 == uuid).map(|group| group.1).or((!is_id).then_some(uuid))
}

fn read_icon(entry: &mut ForeignEntry, item: &Json) {
    let Some(icon) = item.text("icon").filter(|icon| !icon.is_empty()) else { return };
    let icon_type = IconType::parse(item.text("icon_mime").unwrap_or("image/jpeg"));
    match (icon_type, encoding::base64(icon)) {
        (Some(icon_type), Some(bytes)) => entry.set_icon(icon_type, bytes.to_vec()),
        (Some(_) | None, Some(_) | None) => entry.warnings.push(RowWarning::IconDropped),
    }
}

/// Everything but the secret.
fn otp_of(kind: Kind, info: &Json) -> Result<Otp, SkipReason> {
    let mut otp = otp::form(
        kind,
        otp::Fields {
            // An old version of the app wrote MD5 where it meant SHA-1.
            algorithm: match info.field("algo").algorithm() {
                Ok(Algorithm::Md5) if kind != Kind::Motp => Field::Missing,
                Ok(_) | Err(_) => info.field("algo"),
            },
            digits: info.field("digits"),
            period: info.field("period"),
            counter: info.field("counter"),
        },
    )?;
    if kind.takes_pin() {
        otp.pin = info.text("pin").filter(|pin| !pin.is_empty()).map(SecretText::copy_of);
    }
    Ok(otp)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_vault_needs_no_header() {
        let json = r#"{"version":1,"db":{"version":2,"entries":[{"type":"totp","info":{"secret":"AAAA"}}]}}"#;
        let probe = Probe::new(crate::Source { name: "", bytes: json.as_bytes() }).unwrap();
        assert_eq!(detect(&probe), Some(Sureness::Certain));
        assert_eq!(read(&probe, &Credentials::default()).unwrap().entries().count(), 1);
    }

    #[test]
    fn groups_are_named_by_ids_or_by_names() {
        let known = "6f3c1a52-0000-4000-8000-000000000001";
        let unknown = "6f3c1a52-0000-4000-8000-000000000002";
        let json = format!(
            r#"{{"version":3,"groups":[{{"uuid":"{known}","name":"Work"}}],"entries":[
            {{"type":"totp","info":{{"secret":"AAAA"}},"groups":["{known}","{unknown}"]}},
            {{"type":"totp","info":{{"secret":"AAAA"}},"groups":["Home"]}},
            {{"type":"totp","info":{{"secret":"AAAA"}},"group":"Old"}}]}}"#
        );
        let contents = read_database(&Json::parse(&json).unwrap(), "plain").unwrap();
        let groups: Vec<_> = contents.entries().map(|entry| (entry.groups.clone(), entry.warnings.len())).collect();
        let expected = [("Work", 1), ("Home", 0), ("Old", 0)].map(|(name, count)| (vec![name.to_owned()], count));
        assert_eq!(groups, expected);
    }
}
