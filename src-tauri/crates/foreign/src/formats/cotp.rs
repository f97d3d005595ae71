//! cotp: its database, plain and encrypted (docs/formats/desktop.md#cotp).
//!
//! Its list of addresses is read by `any_addresses`.

use chacha20poly1305::{KeyInit, XChaCha20Poly1305, aead::Aead};
use watchword_otp::{Kind, Otp};
use watchword_secret::{SecretBytes, SecretText};
use zeroize::Zeroizing;

use crate::{
    Contents, Credentials, ForeignEntry, Format, OpenError, Probe, Row, SkipReason, Sureness, Unsupported,
    blocks::{
        encoding::{base64, base64_array},
        json::Json,
        kdf::{Argon2Cost, Argon2Limits, argon2},
        otp,
    },
    format::{always, certain_if, never},
};

/// The encrypted database.
pub(crate) static ENCRYPTED: Format = Format {
    id: "cotp",
    app: "cotp",
    extensions: &["cotp"],
    section: "desktop.md#cotp",
    vectors: &["cotp"],
    detect: detect_encrypted,
    needs_password: always,
    read: read_encrypted,
};

/// The plain export.
pub(crate) static PLAIN: Format = Format {
    id: "cotp-plain",
    app: "cotp",
    extensions: &["json"],
    section: "desktop.md#cotp",
    vectors: &["cotp-plain"],
    detect: detect_plain,
    needs_password: never,
    read: read_plain,
};

/// The fixed cost: 32 MiB, 4 passes, 4 lanes.
const COST: Argon2Cost = Argon2Cost::id(32_768, 4, 4);
const LIMITS: Argon2Limits = Argon2Limits { memory_kib: (32_768, 32_768), passes: 4, lanes: 4, work_kib: 4 * 32_768 };

fn detect_encrypted(probe: &Probe<'_>) -> Option<Sureness> {
    let json = probe.json()?;
    certain_if(["version", "nonce", "salt", "cipher"].into_iter().all(|key| json.has(key)))
}

fn detect_plain(probe: &Probe<'_>) -> Option<Sureness> {
    let json = probe.json()?;
    let is_database = json.has("version") && json.list("elements").is_some();
    certain_if(is_database || (json.any_item_has("pin") && !json.any_item_has("thumbnail")))
}

fn read_encrypted(probe: &Probe<'_>, credentials: &Credentials<'_>) -> Result<Contents, OpenError> {
    let json = probe.json().ok_or(OpenError::damaged("json"))?;
    if json.whole("version") != Some(1) {
        return Err(OpenError::Unsupported(Unsupported::NewerVersion));
    }
    let nonce: [u8; 24] = json.text("nonce").and_then(base64_array).ok_or(OpenError::damaged("nonce"))?;
    let salt: [u8; 16] = json.text("salt").and_then(base64_array).ok_or(OpenError::damaged("salt"))?;
    let cipher =
        json.text("cipher").and_then(base64).filter(|cipher| cipher.len() >= 16).ok_or(OpenError::damaged("cipher"))?;
    let password = credentials.password()?;
    let params = COST.check(LIMITS, credentials.may_take_much_memory)?;
    let key = argon2(password.expose().as_bytes(), &salt, COST, params)?;
    let plain = XChaCha20Poly1305::new(key.array().into()).decrypt(&nonce.into(), cipher.as_slice());
    let plain = Zeroizing::new(plain.map_err(|_| OpenError::WrongPasswordOrDamaged)?);
    let plain = Json::parse_bytes(&plain).map_err(|_| OpenError::damaged("json"))?;
    read_elements(&plain, "encrypted")
}

fn read_plain(probe: &Probe<'_>, _credentials: &Credentials<'_>) -> Result<Contents, OpenError> {
    read_elements(probe.json().ok_or(OpenError::damaged("json"))?, "plain")
}

fn read_elements(json: &Json, variety: &'static str) -> Result<Contents, OpenError> {
    let elements = json.list("elements").or_else(|| json.as_list()).ok_or(OpenError::damaged("elements"))?;
    let mut contents = Contents::of(variety);
    contents.rows = elements.iter().enumerate().map(|(position, element)| row(position, element)).collect();
    Ok(contents)
}

fn row(position: usize, element: &Json) -> Row {
    let mut entry = ForeignEntry::new(position, element.text_or_empty("issuer"), element.text_or_empty("label"));
    let kind = match element.text_or_empty("type").trim().to_ascii_uppercase().as_str() {
        "" | "TOTP" => Kind::Totp,
        "HOTP" => Kind::Hotp,
        "STEAM" => Kind::Steam,
        "YANDEX" => Kind::Yandex,
        "MOTP" => Kind::Motp,
        _ => return entry.into_skipped(SkipReason::UnknownType),
    };
    let otp = read_otp(kind, element);
    match kind {
        Kind::Totp | Kind::Hotp | Kind::Steam => entry.into_base32_row(otp, element.field("secret")),
        Kind::Yandex => {
            let otp = otp.and_then(|mut otp| {
                otp.secret = otp::yandex_key(&element.field("secret").base32()?, &mut entry.warnings)?;
                Ok(otp)
            });
            entry.into_row(otp)
        }
        // The code is a hash over the text as it is written.
        Kind::Motp => entry.into_row(otp.map(|mut otp| {
            otp.secret = SecretBytes::copy_of(element.text_or_empty("secret").trim().as_bytes());
            otp
        })),
    }
}

fn read_otp(kind: Kind, element: &Json) -> Result<Otp, SkipReason> {
    let mut otp = otp::form(kind, otp::Fields::of_json(element))?;
    let pin = element.text("pin").filter(|pin| !pin.is_empty());
    otp.pin = pin.filter(|_| kind.takes_pin()).map(SecretText::copy_of);
    Ok(otp)
}
