//! Ente Auth, as text and encrypted (docs/formats/authenticators.md, "Ente Auth").

use serde::Serialize;
use watchword_otp::{Algorithm, Kind, base32};
use watchword_secret::{SecretBytes, make_random};

use super::{
    ExportEntry, ExportError, ExportSettings, ExportedFile, Exporter, Holds, HoldsGroups, LeftOut, Loss,
    json_text::{self, Buffer},
    note_with_codes,
    otpauth_list::read_as_steam,
};
use crate::blocks::{
    encoding::percent,
    kdf::{Argon2Cost, Argon2Limits, argon2},
    secretstream,
};

pub(super) static PLAIN: Exporter = Exporter {
    id: "ente-plain",
    app: "Ente Auth",
    is_encrypted: false,
    section: "authenticators.md#ente-auth",
    importer: "ente-text",
    judge,
    write: |entries, settings| {
        let name = format!("ente-auth-codes-plaintext-{}.txt", settings.stamp);
        Ok(vec![ExportedFile { name, bytes: text(entries) }])
    },
};

pub(super) static ENCRYPTED: Exporter = Exporter {
    id: "ente",
    app: "Ente Auth",
    is_encrypted: true,
    section: "authenticators.md#ente-auth",
    importer: "ente",
    judge,
    write: write_encrypted,
};

/// The memory that the app takes, and fewer passes: the reader takes both from the file.
const COST: Argon2Cost = Argon2Cost::id(256 * 1024, 3, 1);
const LIMITS: Argon2Limits =
    Argon2Limits { memory_kib: (8, 256 * 1024), passes: 3, lanes: 1, work_kib: 3 * 256 * 1024 };

fn judge(entry: &ExportEntry<'_>) -> Result<Vec<Loss>, LeftOut> {
    match entry.otp.kind {
        Kind::Motp | Kind::Yandex => return Err(LeftOut::Kind),
        Kind::Totp | Kind::Hotp | Kind::Steam => {}
    }
    if matches!(entry.otp.algorithm, Algorithm::Sha224 | Algorithm::Sha384) {
        return Err(LeftOut::Algorithm);
    }
    let holds =
        Holds { note: true, groups: HoldsGroups::All, favourite: true, recovery_codes: true, ..Holds::default() };
    let mut losses = holds.losses(entry);
    losses.extend(read_as_steam(entry));
    Ok(losses)
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Display<'a> {
    pinned: bool,
    trashed: bool,
    last_used_at: u64,
    tap_count: u64,
    tags: &'a [String],
    note: &'a str,
    position: usize,
    icon_src: &'static str,
    #[serde(rename = "iconID")]
    icon_id: &'static str,
}

/// One link a line, with no comma anywhere: old versions split there.
fn text(entries: &[&ExportEntry<'_>]) -> SecretBytes {
    let mut text = Buffer::default();
    for (position, entry) in entries.iter().enumerate() {
        let otp = entry.otp;
        let algorithm = otp.algorithm.as_str().to_lowercase();
        text.push(&format!("otpauth://{}/", otp.kind.as_str()));
        text.push(&percent(entry.issuer.as_bytes()));
        text.push(":");
        text.push(&percent(entry.account.as_bytes()));
        text.push(&format!("?algorithm={algorithm}&digits={}&issuer=", otp.digits));
        text.push(&percent(entry.issuer.as_bytes()));
        text.push(&format!("&period={}&secret=", if otp.kind == Kind::Hotp { 30 } else { otp.period }));
        text.push(base32::encode(otp.secret.expose()).expose());
        if otp.kind == Kind::Hotp {
            text.push(&format!("&counter={}", otp.counter));
        }
        let note = note_with_codes(entry);
        let display = json_text::compact(&Display {
            pinned: entry.favourite,
            trashed: false,
            last_used_at: 0,
            tap_count: 0,
            tags: entry.groups,
            note: note.expose(),
            position,
            icon_src: "",
            icon_id: "",
        });
        text.push("&codeDisplay=");
        text.push(&percent(display.expose()));
        text.push("\n");
    }
    text.finish()
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct File {
    version: u8,
    kdf_params: KdfParams,
    encrypted_data: String,
    encryption_nonce: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct KdfParams {
    mem_limit: u64,
    ops_limit: u64,
    salt: String,
}

fn write_encrypted(
    entries: &[&ExportEntry<'_>],
    settings: &ExportSettings<'_>,
) -> Result<Vec<ExportedFile>, ExportError> {
    let (salt, header) = (make_random::<16>()?, make_random::<{ secretstream::HEADER_BYTES }>()?);
    let key = argon2(settings.password()?, &salt, COST, COST.check(LIMITS, false)?)?;
    let sealed = secretstream::seal(&key, &header, text(entries).expose());
    let encode = |bytes: &[u8]| data_encoding::BASE64.encode(bytes);
    let bytes = json_text::compact(&File {
        version: 1,
        kdf_params: KdfParams { mem_limit: COST.memory_kib * 1024, ops_limit: COST.passes, salt: encode(&salt) },
        encrypted_data: encode(&sealed),
        encryption_nonce: encode(&header),
    });
    Ok(vec![ExportedFile { name: format!("ente-auth-codes-encrypted-{}.json", settings.stamp), bytes }])
}
