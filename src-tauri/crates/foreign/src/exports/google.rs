//! Google Authenticator: the links of its QR codes, one a line; each line is one code to show
//! (docs/formats/otpauth.md, "Google Authenticator").

use watchword_otp::{Algorithm, Kind};
use watchword_secret::{SecretText, make_random};
use zeroize::Zeroizing;

use super::{
    ExportEntry, ExportError, ExportSettings, ExportedFile, Exporter, Holds, LeftOut, Loss, json_text::Buffer,
};
use crate::blocks::{encoding::percent, names};

pub(super) static EXPORTER: Exporter = Exporter {
    id: "google-qr",
    app: "Google Authenticator",
    is_encrypted: false,
    section: "otpauth.md",
    importer: "google-migration",
    judge,
    write,
};

/// What the app itself puts into one code.
const MAX_ACCOUNTS: usize = 10;
/// What a code of version 25 holds at the lowest level of correction, with room to spare.
const MAX_LINK_BYTES: usize = 1_200;
/// The longest name that still lets one account fit into one code, in bytes.
const MAX_NAME_BYTES: usize = 256;
/// The longest secret that does.
const MAX_SECRET_BYTES: usize = 128;
/// Number and wire type of the fields, as protobuf joins them.
const VARINT: u64 = 0;
const BYTES: u64 = 2;

fn judge(entry: &ExportEntry<'_>) -> Result<Vec<Loss>, LeftOut> {
    let otp = entry.otp;
    match otp.kind {
        Kind::Steam | Kind::Motp | Kind::Yandex => return Err(LeftOut::Kind),
        Kind::Totp if otp.period != 30 => return Err(LeftOut::Period),
        Kind::Hotp if otp.counter > i64::MAX.unsigned_abs() => return Err(LeftOut::Counter),
        Kind::Totp | Kind::Hotp => {}
    }
    if !matches!(otp.digits, 6 | 8) {
        return Err(LeftOut::Digits);
    }
    algorithm(otp.algorithm).ok_or(LeftOut::Algorithm)?;
    if otp.secret.len() > MAX_SECRET_BYTES {
        return Err(LeftOut::SecretText);
    }
    let mut losses = Holds::default().losses(entry);
    if entry.issuer.len().max(entry.account.len()) > MAX_NAME_BYTES {
        losses.push(Loss::NameCut);
    }
    Ok(losses)
}

fn algorithm(algorithm: Algorithm) -> Option<u64> {
    match algorithm {
        Algorithm::Sha1 => Some(1),
        Algorithm::Sha256 => Some(2),
        Algorithm::Sha512 => Some(3),
        Algorithm::Sha224 | Algorithm::Sha384 | Algorithm::Md5 => None,
    }
}

fn write(entries: &[&ExportEntry<'_>], settings: &ExportSettings<'_>) -> Result<Vec<ExportedFile>, ExportError> {
    let batch = u32::from_be_bytes(make_random()?) & 0x7fff_ffff | 1;
    let parts = split(entries);
    let size = parts.len() as u64;
    let mut text = Buffer::default();
    for (index, part) in (0..).zip(&parts) {
        text.push(link(part, size, index, batch.into()).expose());
        text.push("\n");
    }
    Ok(vec![ExportedFile { name: format!("google-authenticator-{}.txt", settings.day()), bytes: text.finish() }])
}

/// The accounts of each code.
fn split(entries: &[&ExportEntry<'_>]) -> Vec<Vec<Zeroizing<Vec<u8>>>> {
    let mut parts: Vec<Vec<Zeroizing<Vec<u8>>>> = Vec::new();
    for account in entries.iter().map(|entry| account(entry)) {
        if let Some(part) = parts.last_mut().filter(|part| part.len() < MAX_ACCOUNTS) {
            part.push(account);
            // The figures of the whole export are not known yet: the largest are held against the limit.
            if link(part, 100, 99, u64::from(u32::MAX >> 1)).expose().len() <= MAX_LINK_BYTES {
                continue;
            }
            let account = part.pop().unwrap_or_default();
            parts.push(vec![account]);
        } else {
            parts.push(vec![account]);
        }
    }
    parts
}

fn account(entry: &ExportEntry<'_>) -> Zeroizing<Vec<u8>> {
    let otp = entry.otp;
    let issuer = names::cut(entry.issuer, MAX_NAME_BYTES);
    let name = names::cut(if entry.account.is_empty() { entry.issuer } else { entry.account }, MAX_NAME_BYTES);
    let mut fields = Zeroizing::new(Vec::with_capacity(64 + otp.secret.len() + issuer.len() + name.len()));
    push_bytes(&mut fields, 1, otp.secret.expose());
    push_bytes(&mut fields, 2, name.as_bytes());
    if !issuer.is_empty() {
        push_bytes(&mut fields, 3, issuer.as_bytes());
    }
    push_number(&mut fields, 4, algorithm(otp.algorithm).unwrap_or(1));
    push_number(&mut fields, 5, if otp.digits == 8 { 2 } else { 1 });
    push_number(&mut fields, 6, if otp.kind == Kind::Hotp { 1 } else { 2 });
    if otp.kind == Kind::Hotp {
        push_number(&mut fields, 7, otp.counter);
    }
    fields
}

fn link(accounts: &[Zeroizing<Vec<u8>>], size: u64, index: u64, batch: u64) -> SecretText {
    let room = accounts.iter().map(|account| account.len() + 8).sum::<usize>() + 32;
    let mut payload = Zeroizing::new(Vec::with_capacity(room));
    for account in accounts {
        push_bytes(&mut payload, 1, account);
    }
    for (number, value) in [(2, 1), (3, size), (4, index), (5, batch)] {
        push_number(&mut payload, number, value);
    }
    let text = Zeroizing::new(data_encoding::BASE64.encode(&payload));
    SecretText::new(format!("otpauth-migration://offline?data={}", Zeroizing::new(percent(text.as_bytes())).as_str()))
}

fn push_bytes(fields: &mut Vec<u8>, number: u64, bytes: &[u8]) {
    push_varint(fields, number << 3 | BYTES);
    push_varint(fields, bytes.len() as u64);
    fields.extend_from_slice(bytes);
}

fn push_number(fields: &mut Vec<u8>, number: u64, value: u64) {
    push_varint(fields, number << 3 | VARINT);
    push_varint(fields, value);
}

fn push_varint(fields: &mut Vec<u8>, mut value: u64) {
    loop {
        let low = u8::try_from(value & 0x7f).unwrap_or_default();
        value >>= 7;
        if value == 0 {
            fields.push(low);
            return;
        }
        fields.push(low | 0x80);
    }
}
