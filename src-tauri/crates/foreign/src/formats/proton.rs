//! Proton Authenticator: plain and encrypted (docs/formats/authenticators.md, "Proton Authenticator").

use watchword_otp::parse_link;

use crate::{
    Contents, Credentials, ForeignEntry, Format, OpenError, Probe, Row, SkipReason, Sureness, Unsupported,
    blocks::{
        encoding, gcm,
        json::Json,
        kdf::{Argon2Cost, Argon2Limits, argon2},
        links,
    },
    format::certain_if,
};

pub(crate) static FORMAT: Format = Format {
    id: "proton",
    app: "Proton Authenticator",
    extensions: &["json"],
    section: "authenticators.md#proton-authenticator",
    vectors: &["proton-plain", "proton-encrypted"],
    detect,
    needs_password: |probe| probe.json().is_some_and(is_encrypted),
    read,
};

/// What the app binds its ciphertext to.
const ASSOCIATED: &[u8] = b"proton.authenticator.export.v1";
/// The cost is fixed by the format.
const COST: Argon2Cost = Argon2Cost::id(19_456, 2, 1);
const LIMITS: Argon2Limits = Argon2Limits { memory_kib: (8, 19_456), passes: 2, lanes: 1, work_kib: 2 * 19_456 };

fn detect(probe: &Probe<'_>) -> Option<Sureness> {
    let json = probe.json()?;
    certain_if(json.has("version") && (is_encrypted(json) || is_plain(json)))
}

fn is_plain(json: &Json) -> bool {
    let has_uri = |entry: &Json| entry.get("content").is_some_and(|content| content.has("uri"));
    json.list("entries").is_some_and(|entries| entries.is_empty() || entries.iter().take(20).any(has_uri))
}

fn is_encrypted(json: &Json) -> bool {
    json.text("salt").is_some() && json.text("content").is_some() && !json.has("entries")
}

fn read(probe: &Probe<'_>, credentials: &Credentials<'_>) -> Result<Contents, OpenError> {
    let json = probe.json().ok_or(OpenError::NotRecognised)?;
    if json.whole("version") != Some(1) {
        return Err(OpenError::Unsupported(Unsupported::NewerVersion));
    }
    if !is_encrypted(json) {
        return read_entries(json, "plain");
    }
    let salt: [u8; 16] = json.text("salt").and_then(encoding::base64_array).ok_or(OpenError::damaged("salt"))?;
    let content = json.text("content").and_then(encoding::base64).ok_or(OpenError::damaged("content"))?;
    let (nonce, sealed) = content.split_first_chunk::<{ gcm::NONCE_BYTES }>().ok_or(OpenError::damaged("content"))?;
    if sealed.len() < gcm::TAG_BYTES {
        return Err(OpenError::damaged("content"));
    }
    let password = credentials.password()?.expose().as_bytes();
    let key = argon2(password, &salt, COST, COST.check(LIMITS, false)?)?;
    let plain = gcm::open_joined(&key, nonce, sealed, ASSOCIATED).map_err(|_| OpenError::WrongPasswordOrDamaged)?;
    read_entries(&Json::parse_bytes(plain.expose()).map_err(|_| OpenError::damaged("json"))?, "encrypted")
}

fn read_entries(json: &Json, variety: &'static str) -> Result<Contents, OpenError> {
    let entries = json.list("entries").ok_or(OpenError::damaged("entries"))?;
    let mut contents = Contents::of(variety);
    contents.rows = entries.iter().enumerate().map(|(position, entry)| read_entry(position, entry)).collect();
    Ok(contents)
}

fn read_entry(position: usize, item: &Json) -> Row {
    static NOTHING: Json = Json::Null;
    let content = item.get("content").unwrap_or(&NOTHING);
    let (uri, name) = (content.text_or_empty("uri"), content.text_or_empty("name"));
    let mut row = match content.text("entry_type") {
        None => links::row(position, uri),
        Some(sort) if sort.eq_ignore_ascii_case("totp") => links::row(position, uri),
        Some(sort) if sort.eq_ignore_ascii_case("steam") => {
            let account = if name.trim().eq_ignore_ascii_case("steam") { "" } else { name };
            let entry = ForeignEntry::new(position, "Steam", account);
            entry.into_row(parse_link(uri).map(|link| link.otp).map_err(Into::into))
        }
        Some(_) => ForeignEntry::new(position, "", name).into_skipped(SkipReason::UnknownType),
    };
    if let Row::Entry(entry) = &mut row {
        entry.set_note(item.text_or_empty("note"));
    }
    row
}
