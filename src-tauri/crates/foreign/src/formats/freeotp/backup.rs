//! The backup of FreeOTP 2 (docs/formats/more-authenticators.md, "FreeOTP 2 backup"): a map of Java in which a key
//! sealed with the password opens the keys of the tokens.

use std::collections::HashMap;

use watchword_secret::SecretBytes;

use super::{Names, row};
use crate::{
    Contents, Credentials, ForeignEntry, Format, OpenError, Probe, Row, SkipReason, Sureness, Unsupported,
    blocks::{
        field::Field,
        gcm::{self, NONCE_BYTES},
        java_map::{is_hash_map, read_map},
        json::Json,
        kdf::{Hash, Key, pbkdf2, within},
        signed_bytes::signed_bytes,
    },
    format::always,
};

const MASTER_KEY: &str = "masterKey";
/// What is behind the id of a token whose names and numbers a value holds.
const TOKEN: &str = "-token";
const MAX_ROUNDS: u32 = 10_000_000;
const MAX_SALT_BYTES: usize = 1_024;

/// A map with a master key.
pub(crate) static FORMAT: Format = Format {
    id: "freeotp-v2",
    app: "FreeOTP 2",
    extensions: &["xml"],
    section: "more-authenticators.md#freeotp-2-backup",
    vectors: &["freeotp-v2"],
    detect,
    needs_password: always,
    read,
};

/// A map that is broken is taken for ours too: nothing else that people bring is such a map.
fn detect(probe: &Probe<'_>) -> Option<Sureness> {
    let is_ours = |bytes: &[u8]| read_map(bytes).is_none_or(|pairs| pairs.iter().any(|(key, _)| key == MASTER_KEY));
    (is_hash_map(probe.bytes()) && is_ours(probe.bytes())).then_some(Sureness::Certain)
}

fn read(probe: &Probe<'_>, credentials: &Credentials<'_>) -> Result<Contents, OpenError> {
    let pairs = read_map(probe.bytes()).ok_or(OpenError::damaged("stream"))?;
    let (_, master) = pairs.iter().find(|(key, _)| key == MASTER_KEY).ok_or(OpenError::damaged("master-key"))?;
    let master = Json::parse(master).map_err(|_| OpenError::damaged("master-key"))?;
    let master = open_master(&master, credentials)?;

    let mut tokens: Vec<Parts> = Vec::new();
    let mut by_id: HashMap<&str, usize> = HashMap::new();
    for (key, text) in pairs.iter().filter(|(key, _)| key != MASTER_KEY) {
        let id = key.strip_suffix(TOKEN);
        let place = *by_id.entry(id.unwrap_or(key)).or_insert(tokens.len());
        if place == tokens.len() {
            tokens.push(Parts::default());
        }
        match tokens.get_mut(place) {
            Some(parts) if id.is_some() => parts.token = Json::parse_bytes(text.as_bytes()).ok(),
            Some(parts) => parts.sealed = sealed_key(text),
            None => {}
        }
    }
    // A map has no order of its own.
    let rows = tokens.iter().enumerate().map(|(position, parts)| (parts.names(), parts.row(position, &master)));
    let mut contents = Contents::of("encrypted");
    contents.set_sorted_rows(rows);
    Ok(contents)
}

/// What a map holds of one token.
#[derive(Default)]
struct Parts {
    /// Names and numbers.
    token: Option<Json<'static>>,
    /// The sealed secret.
    sealed: Option<Json<'static>>,
}

impl Parts {
    fn names(&self) -> (String, String) {
        let names = self.token.as_ref().map(Names::of);
        names.map_or_else(Default::default, |names| (names.issuer.to_owned(), names.account.to_owned()))
    }

    fn row(&self, position: usize, master: &Key) -> Row {
        let Some(token) = &self.token else {
            return ForeignEntry::new(position, "", "").into_skipped(SkipReason::Damaged);
        };
        let secret = match &self.sealed {
            None => Err(SkipReason::NoSecret),
            Some(sealed) => match open(sealed, master) {
                Ok(secret) if secret.is_empty() => Err(SkipReason::EmptySecret),
                Ok(secret) => Ok(secret),
                Err(_) => Err(SkipReason::Damaged),
            },
        };
        // Keys that are equal to what is usual are left out; the name of the key's algorithm is always there.
        let algorithm = match token.field("algo") {
            field if field.is_missing() => Field::of_text(
                self.sealed.as_ref().and_then(|sealed| sealed.text("mToken")).filter(|name| *name != "AES"),
            ),
            field => field,
        };
        row(position, token, algorithm, secret)
    }
}

/// The sealed key of a token: JSON in a text in JSON.
fn sealed_key(text: &str) -> Option<Json<'static>> {
    Json::parse_bytes(Json::parse(text).ok()?.text("key")?.as_bytes()).ok()
}

fn open_master(master: &Json, credentials: &Credentials<'_>) -> Result<Key, OpenError> {
    let hash = match master.text_or_empty("mAlgorithm").to_ascii_lowercase().as_str() {
        "pbkdf2withhmacsha512" => Hash::Sha512,
        "pbkdf2withhmacsha1" => Hash::Sha1,
        _ => return Err(OpenError::Unsupported(Unsupported::Encryption)),
    };
    let sealed = master.get("mEncryptedKey").ok_or(OpenError::damaged("master-key"))?;
    let salt = master.get("mSalt").and_then(signed_bytes).ok_or(OpenError::damaged("salt"))?;
    if !(1..=MAX_SALT_BYTES).contains(&salt.len()) {
        return Err(OpenError::damaged("salt"));
    }
    let rounds = master.whole("mIterations").and_then(|rounds| u64::try_from(rounds).ok());
    let rounds = u64::from(within("rounds", rounds.ok_or(OpenError::damaged("rounds"))?, 1, MAX_ROUNDS)?);
    let nonce = nonce(sealed)?;
    let password = credentials.password()?.expose().as_bytes();
    let key = pbkdf2::<32>(hash, password, &salt, rounds, MAX_ROUNDS)?;
    let key = Key::of(&*key).ok_or(OpenError::damaged("master-key"))?;
    let opened = open_with_nonce(sealed, &nonce, &key)?;
    Key::of(opened.expose()).ok_or(OpenError::damaged("master-key"))
}

fn open(sealed: &Json, key: &Key) -> Result<SecretBytes, OpenError> {
    open_with_nonce(sealed, &nonce(sealed)?, key)
}

fn open_with_nonce(sealed: &Json, nonce: &[u8; NONCE_BYTES], key: &Key) -> Result<SecretBytes, OpenError> {
    let ciphertext = sealed.get("mCipherText").and_then(signed_bytes).ok_or(OpenError::damaged("sealed-key"))?;
    let associated = sealed.text_or_empty("mToken").as_bytes();
    gcm::open_joined(key, nonce, &ciphertext, associated).map_err(|_| OpenError::WrongPasswordOrDamaged)
}

/// The nonce of a sealed key, out of the DER of its parameters: a nonce of 12 bytes, mostly with the length of the
/// tag (16) behind it.
fn nonce(sealed: &Json) -> Result<[u8; NONCE_BYTES], OpenError> {
    if sealed.text("mCipher") != Some("AES/GCM/NoPadding") {
        return Err(OpenError::Unsupported(Unsupported::Encryption));
    }
    let parameters = sealed.get("mParameters").and_then(signed_bytes).ok_or(OpenError::damaged("parameters"))?;
    let ([0x30, 0x11, 0x04, 0x0c, nonce @ .., 0x02, 0x01, 0x10] | [0x04, 0x0c, nonce @ ..]) = parameters.as_slice()
    else {
        return Err(OpenError::Unsupported(Unsupported::Encryption));
    };
    nonce.try_into().map_err(|_| OpenError::Unsupported(Unsupported::Encryption))
}
