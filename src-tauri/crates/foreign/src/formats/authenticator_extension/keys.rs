//! What opens the entries: the password itself, a key that it seals, or keys that Argon2id makes of it.

use watchword_secret::SecretText;
use zeroize::Zeroizing;

use crate::{
    OpenError,
    blocks::{
        encoding,
        json::Json,
        kdf::{Argon2Cost, Argon2Limits, argon2, argon2_into},
        salted,
    },
};

const MAX_KEYS: usize = 4;
/// What the passphrase of a key record is made with.
const COST: Argon2Cost = Argon2Cost::id(19_456, 2, 1);
/// What the check text of a key record may ask for.
const LIMITS: Argon2Limits =
    Argon2Limits { memory_kib: (8, 256 * 1024), passes: 10, lanes: 4, work_kib: 10 * 256 * 1024 };
const HASH_BYTES: std::ops::RangeInclusive<usize> = 16..=64;

/// A passphrase, as the bytes that the cipher is keyed with.
pub(super) struct Passphrase(Zeroizing<Vec<u8>>);

impl Passphrase {
    /// The bytes.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.0
    }
}

/// The keys of a file; costs are checked, nothing is derived.
pub(super) struct Keys<'a> {
    password: &'a SecretText,
    /// The sealed key of the second way of encryption.
    sealed: Option<&'a str>,
    /// The key records of the third.
    records: Vec<Record<'a>>,
}

struct Record<'a> {
    id: &'a str,
    salt: &'a str,
    check: CheckText,
}

impl<'a> Keys<'a> {
    /// Looks at the keys of a file.
    ///
    /// # Errors
    /// [`OpenError::TooCostly`] for costs beyond the limits, [`OpenError::Damaged`] for records without their parts.
    pub(super) fn check(json: &'a Json, password: &'a SecretText) -> Result<Self, OpenError> {
        let sealed = json.get("key").and_then(|key| key.text("enc")).or_else(|| json.text("enc"));
        let mut records = Vec::new();
        for (name, record) in json.members().unwrap_or_default() {
            if record.text("dataType") != Some("Key") {
                continue;
            }
            if records.len() == MAX_KEYS {
                let found = MAX_KEYS as u64 + 1;
                return Err(OpenError::TooCostly { parameter: "keys", found, limit: MAX_KEYS as u64 });
            }
            records.push(Record {
                id: record.text("id").unwrap_or(name),
                salt: record.text("salt").ok_or(OpenError::damaged("key"))?,
                check: CheckText::read(record.text_or_empty("hash"))?,
            });
        }
        Ok(Self { password, sealed, records })
    }

    /// What opens secrets: the password, or the lower-case hexadecimal text of the key that it seals.
    pub(super) fn for_secrets(&self) -> Result<Passphrase, OpenError> {
        let password = self.password.expose().as_bytes();
        let Some(sealed) = self.sealed else { return Ok(Passphrase(Zeroizing::new(password.to_vec()))) };
        let sealed =
            encoding::base64(sealed).filter(|bytes| salted::is_salted(bytes)).ok_or(OpenError::damaged("key"))?;
        let key = salted::open(&sealed, password).ok_or(OpenError::WrongPasswordOrDamaged)?;
        Ok(Passphrase(Zeroizing::new(data_encoding::HEXLOWER.encode(key.expose()).into_bytes())))
    }

    /// What opens entries, by the ids of their keys. Keys that the password does not fit are left out.
    ///
    /// # Errors
    /// [`OpenError::WrongPassword`] when it fits none.
    pub(super) fn for_entries(&self) -> Result<Vec<(&'a str, Passphrase)>, OpenError> {
        let mut keys = Vec::new();
        for record in &self.records {
            let params = COST.check(LIMITS, false)?;
            let raw = argon2(self.password.expose().as_bytes(), record.salt.as_bytes(), COST, params)?;
            let text = Zeroizing::new(data_encoding::BASE64_NOPAD.encode(raw.array()));
            if record.check.fits(text.as_bytes())? {
                keys.push((record.id, Passphrase(Zeroizing::new(text.as_bytes().to_vec()))));
            }
        }
        if keys.is_empty() && !self.records.is_empty() { Err(OpenError::WrongPassword) } else { Ok(keys) }
    }
}

/// A hash of Argon2id with its parameters: `$argon2id$v=19$m=19456,t=2,p=1$salt$hash`.
struct CheckText {
    cost: Argon2Cost,
    salt: Zeroizing<Vec<u8>>,
    hash: Zeroizing<Vec<u8>>,
}

impl CheckText {
    fn read(text: &str) -> Result<Self, OpenError> {
        let damage = OpenError::damaged("key-hash");
        let mut parts = text.split('$');
        if (parts.next(), parts.next(), parts.next()) != (Some(""), Some("argon2id"), Some("v=19")) {
            return Err(damage);
        }
        let mut figures = parts.next().unwrap_or_default().split(',');
        let mut figure = |name| -> Option<u64> { figures.next()?.strip_prefix(name)?.parse().ok() };
        let (Some(memory), Some(passes), Some(lanes)) = (figure("m="), figure("t="), figure("p=")) else {
            return Err(damage);
        };
        let cost = Argon2Cost::id(memory, passes, lanes);
        cost.check(LIMITS, false)?;
        let (Some(salt), Some(hash), None) = (parts.next(), parts.next(), parts.next()) else { return Err(damage) };
        let salt = encoding::base64(salt).ok_or(damage)?;
        let hash = encoding::base64(hash).filter(|hash| HASH_BYTES.contains(&hash.len())).ok_or(damage)?;
        Ok(Self { cost, salt, hash })
    }

    fn fits(&self, passphrase: &[u8]) -> Result<bool, OpenError> {
        let mut computed = Zeroizing::new(vec![0; self.hash.len()]);
        let params = self.cost.check(LIMITS, false)?;
        argon2_into(passphrase, &self.salt, self.cost, &params, &mut computed)?;
        Ok(watchword_secret::equal(&computed, &self.hash))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(text: &str) -> Option<&'static str> {
        CheckText::read(text).err().map(OpenError::code)
    }

    #[test]
    fn check_texts_are_read_strictly() {
        let hash = "AAAAAAAAAAAAAAAAAAAAAA";
        assert_eq!(error(&format!("$argon2id$v=19$m=19456,t=2,p=1${hash}${hash}")), None);
        for text in [
            String::new(),
            format!("$argon2i$v=19$m=19456,t=2,p=1${hash}${hash}"),
            format!("$argon2id$v=16$m=19456,t=2,p=1${hash}${hash}"),
            format!("$argon2id$v=19$m=19456,p=1${hash}${hash}"),
            format!("$argon2id$v=19$m=19456,t=2,p=1${hash}"),
            format!("$argon2id$v=19$m=19456,t=2,p=1${hash}${hash}$x"),
            format!("$argon2id$v=19$m=19456,t=2,p=1${hash}$AAAA"),
        ] {
            assert_eq!(error(&text), Some("damaged"), "{text}");
        }
        for costs in ["m=262145,t=2,p=1", "m=19456,t=11,p=1", "m=19456,t=2,p=5"] {
            assert_eq!(error(&format!("$argon2id$v=19${costs}${hash}${hash}")), Some("too-costly"), "{costs}");
        }
    }
}
