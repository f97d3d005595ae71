//! `OTPClient`: its encrypted database, versions 1 to 3 (docs/formats/desktop.md#otpclient).

use aes_gcm::{
    AesGcm, KeyInit, Nonce, Tag,
    aead::{AeadInOut, consts::U16, inout::InOutBuf},
    aes::Aes256,
};
use watchword_otp::Kind;
use zeroize::Zeroizing;

use crate::{
    Contents, Credentials, ForeignEntry, Format, OpenError, Probe, Row, SkipReason, Sureness, Unsupported,
    blocks::{
        bytes::Bytes,
        json::Json,
        kdf::{Argon2Cost, Argon2Limits, Hash, Key, argon2, pbkdf2},
        otp,
        signatures::is_of_other_kind,
    },
    format::{always, certain_if, never},
};

/// The encrypted database: versions 2 and 3 have a signature, for version 1 the file name speaks.
pub(crate) static FORMAT: Format = Format {
    id: "otpclient",
    app: "OTPClient",
    extensions: &["enc"],
    section: "desktop.md#otpclient",
    vectors: &["otpclient"],
    detect,
    needs_password: always,
    read,
};

/// Version 1 under another name: the last thing that is tried.
pub(crate) static UNNAMED: Format = Format { vectors: &[], detect: detect_unnamed, ..FORMAT };

/// The database in clear text.
pub(crate) static PLAIN: Format = Format {
    id: "otpclient-plain",
    extensions: &["json"],
    vectors: &["otpclient-plain"],
    detect: detect_plain,
    needs_password: never,
    read: read_plain,
    ..FORMAT
};

const SIGNATURE: &[u8] = b"OTPClient";
const NONCE_BYTES: usize = 16;
const SALT_BYTES: usize = 32;
const TAG_BYTES: usize = 16;
/// Rounds of PBKDF2 in version 1.
const ROUNDS: u32 = 100_000;
/// Real files: 128 MiB, 4 passes, 4 lanes.
const LIMITS: Argon2Limits =
    Argon2Limits { memory_kib: (8192, 1_048_576), passes: 64, lanes: 16, work_kib: 64 * 1_048_576 };

fn detect(probe: &Probe<'_>) -> Option<Sureness> {
    if probe.starts_with(SIGNATURE) {
        return Some(Sureness::Certain);
    }
    probe.name_ends(".enc").then(|| could_be_version_1(probe)).flatten()
}

fn detect_unnamed(probe: &Probe<'_>) -> Option<Sureness> {
    if probe.name_ends(".enc") { None } else { could_be_version_1(probe) }
}

/// A nonce, a salt, a tag, and something in between; no text, no archive and no picture.
fn could_be_version_1(probe: &Probe<'_>) -> Option<Sureness> {
    let bytes = probe.bytes();
    let is_possible = bytes.len() >= 65 && probe.text().is_none() && !is_of_other_kind(bytes);
    is_possible.then_some(Sureness::Possible)
}

fn detect_plain(probe: &Probe<'_>) -> Option<Sureness> {
    let json = probe.json()?;
    let has = |key| json.any_item_has(key);
    certain_if(has("algo") && has("type") && has("secret") && !has("algorithm"))
}

/// The derivation of a version, with its figures.
enum Derivation {
    Pbkdf2,
    Argon2(Argon2Cost, argon2::Params),
}

/// What stands in front of the ciphertext; all of it is authenticated.
struct Header<'a> {
    bytes: &'a [u8],
    nonce: [u8; NONCE_BYTES],
    salt: &'a [u8],
    derivation: Derivation,
    version: u8,
}

impl<'a> Header<'a> {
    /// The header and what follows it.
    fn read(file: &'a [u8]) -> Result<(Self, &'a [u8]), OpenError> {
        let mut bytes = Bytes::new(file);
        let version = match bytes.rest().get(..SIGNATURE.len()) {
            Some(SIGNATURE) => version(&mut bytes)?,
            _ => 1,
        };
        let (nonce, salt, figures) = (|| {
            let nonce = bytes.array()?;
            let salt = bytes.take(SALT_BYTES)?;
            let figures = match version {
                2 => Some([bytes.u32_le()?, bytes.u32_le()?, bytes.u32_le()?]),
                3 => Some([bytes.u32_be()?, bytes.u32_be()?, bytes.u32_be()?]),
                _ => None,
            };
            Some((nonce, salt, figures))
        })()
        .ok_or(OpenError::damaged("header"))?;
        let derivation = match figures {
            Some([passes, memory_kib, lanes]) => {
                let cost = Argon2Cost::id(memory_kib.into(), passes.into(), lanes.into());
                Derivation::Argon2(cost, cost.check(LIMITS, false)?)
            }
            None => Derivation::Pbkdf2,
        };
        let header = file.get(..file.len().saturating_sub(bytes.rest().len())).unwrap_or_default();
        Ok((Self { bytes: header, nonce, salt, derivation, version }, bytes.rest()))
    }

    fn key(&self, password: &[u8]) -> Result<Key, OpenError> {
        match &self.derivation {
            Derivation::Pbkdf2 => {
                let key = pbkdf2::<32>(Hash::Sha512, password, self.salt, ROUNDS.into(), ROUNDS)?;
                Key::of(key.as_slice()).ok_or(OpenError::damaged("header"))
            }
            Derivation::Argon2(cost, params) => argon2(password, self.salt, *cost, params.clone()),
        }
    }
}

/// Takes the signature and the version: version 3 has its number right behind, version 2 after three bytes of nothing,
/// the low byte first.
fn version(bytes: &mut Bytes<'_>) -> Result<u8, OpenError> {
    let damaged = OpenError::damaged("header");
    bytes.take(SIGNATURE.len()).ok_or(damaged)?;
    match bytes.u32_be().ok_or(damaged)? {
        2 => {
            bytes.take(3).ok_or(damaged)?;
            Ok(2)
        }
        3 => Ok(3),
        _ => Err(OpenError::Unsupported(Unsupported::NewerVersion)),
    }
}

fn read(probe: &Probe<'_>, credentials: &Credentials<'_>) -> Result<Contents, OpenError> {
    let (header, sealed) = Header::read(probe.bytes())?;
    if sealed.len() <= TAG_BYTES {
        return Err(OpenError::damaged("size"));
    }
    let password = credentials.password()?.expose();
    for attempt in attempts(password, header.version) {
        if let Some(plain) = open(&header, sealed, &header.key(attempt)?) {
            let plain = plain.strip_suffix(&[0]).unwrap_or(&plain);
            let json = Json::parse_bytes(plain).map_err(|_| OpenError::damaged("json"))?;
            return read_entries(&json, "encrypted");
        }
    }
    Err(OpenError::WrongPasswordOrDamaged)
}

fn read_plain(probe: &Probe<'_>, _credentials: &Credentials<'_>) -> Result<Contents, OpenError> {
    read_entries(probe.json().ok_or(OpenError::damaged("json"))?, "plain")
}

/// The password in the forms that writers of a version used. Old ones cut it to as many bytes as it has characters,
/// even within a character.
fn attempts(password: &str, version: u8) -> Vec<&[u8]> {
    let full = password.as_bytes();
    let cut = full.get(..password.chars().count()).unwrap_or(full);
    match version {
        _ if cut.len() == full.len() => vec![full],
        1 => vec![cut, full],
        2 => vec![full, cut],
        _ => vec![full],
    }
}

/// AES-256-GCM with a nonce of 16 bytes; `None` when the tag does not match.
fn open(header: &Header<'_>, sealed: &[u8], key: &Key) -> Option<Zeroizing<Vec<u8>>> {
    let (ciphertext, tag) = sealed.split_last_chunk::<TAG_BYTES>()?;
    let mut plain = Zeroizing::new(ciphertext.to_vec());
    AesGcm::<Aes256, U16>::new(key.array().into())
        .decrypt_inout_detached(
            &Nonce::from(header.nonce),
            header.bytes,
            InOutBuf::from(plain.as_mut_slice()),
            &Tag::from(*tag),
        )
        .ok()?;
    Some(plain)
}

fn read_entries(json: &Json, variety: &'static str) -> Result<Contents, OpenError> {
    let entries = json.as_list().ok_or(OpenError::damaged("json"))?;
    let mut contents = Contents::of(variety);
    contents.rows = entries.iter().enumerate().map(|(position, entry)| row(position, entry)).collect();
    Ok(contents)
}

fn row(position: usize, item: &Json) -> Row {
    let issuer = item.text_or_empty("issuer");
    let mut entry = ForeignEntry::new(position, issuer, item.text_or_empty("label"));
    entry.set_groups(item.text("group"));
    let kind = match item.text_or_empty("type").trim().to_ascii_uppercase().as_str() {
        "TOTP" | "" if issuer.trim().eq_ignore_ascii_case("steam") => Kind::Steam,
        "TOTP" | "" => Kind::Totp,
        "HOTP" => Kind::Hotp,
        _ => return entry.into_skipped(SkipReason::UnknownType),
    };
    let fields = otp::Fields { algorithm: item.field("algo"), ..otp::Fields::of_json(item) };
    entry.into_base32_row(otp::form(kind, fields), item.field("secret"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_cut_as_old_writers_did() {
        assert_eq!(attempts("abc", 1), [b"abc"]);
        assert_eq!(attempts("aü", 1), [&b"a\xc3"[..], "aü".as_bytes()]);
        assert_eq!(attempts("aü", 2), ["aü".as_bytes(), b"a\xc3"]);
        assert_eq!(attempts("aü", 3), ["aü".as_bytes()]);
    }
}
