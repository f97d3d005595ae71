//! Recovery codes of a site, sealed with a passphrase of their own (docs/vault-format.md, Recovery codes).
//!
//! Invariants: the codes of an entry are nowhere in the document but in these seals, so whoever has the vault open
//! and not the passphrase has their number and nothing else. As in a slot, the commitment is compared, in constant
//! time, before the AEAD sees anything.

use crate::error::OpenError;
use crate::json::KEPT_RECOVERY_CODES;
use crate::kdf::{self, KdfParams};
use crate::keys;
use data_encoding::BASE64;
use std::fmt::Write;
use watchword_entry::{Entry, EntryId};
use watchword_secret::{RandomFailed, SecretText, make_random};
use zeroize::{Zeroize, Zeroizing};

const VERSION: &str = "1";
const INFO: &[u8] = b"watchword/v1/recovery-codes";
const COSTS: usize = 12;
const SALT: usize = 32;
const COMMITMENT: usize = 32;
/// The text under the seal is filled up to a multiple of this, so that its length does not tell how long the codes are.
const STEP: usize = 256;

/// One recovery code.
pub struct RecoveryCode {
    /// As the site gave it; no line break in it.
    pub code: SecretText,
    /// When it was ticked as used, in milliseconds since 1970; `None` while it is not.
    pub used_ms: Option<u64>,
}

/// How many codes a seal holds: known without its passphrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CodesCount {
    /// All of them.
    pub count: usize,
    /// Those not used yet.
    pub left: usize,
}

/// What opens seals: the passphrase, turned into keys for all seals with one salt. Wiped when dropped.
pub struct CodesKey {
    salt: [u8; SALT],
    kdf: KdfParams,
    key: Zeroizing<[u8; 32]>,
    commitment: [u8; COMMITMENT],
}

/// Why a seal did not open.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum CodesError {
    /// It was sealed with another passphrase.
    #[error("wrong passphrase for the recovery codes")]
    WrongPassphrase,
    /// A newer version sealed it.
    #[error("the recovery codes were sealed by a newer version")]
    Newer,
    /// The passphrase fits, but the seal was altered or belongs to another entry.
    #[error("the recovery codes were altered")]
    Altered,
    /// It is no seal.
    #[error("the recovery codes cannot be read")]
    Malformed,
    /// The passphrase cannot be computed.
    #[error(transparent)]
    Key(#[from] OpenError),
}

/// A seal taken apart.
struct Seal<'a> {
    /// Version and counts, as they stand before the base 64.
    head: &'a str,
    costs: [u8; COSTS],
    kdf: KdfParams,
    salt: [u8; SALT],
    commitment: [u8; COMMITMENT],
    boxed: Vec<u8>,
}

impl RecoveryCode {
    /// A second copy, wiped on its own.
    #[must_use]
    pub fn duplicate(&self) -> Self {
        Self { code: self.code.duplicate(), used_ms: self.used_ms }
    }
}

impl CodesKey {
    /// A key with a salt of its own: for the first seal of a vault, or for a new passphrase.
    ///
    /// # Errors
    /// [`OpenError::PasswordLength`], [`OpenError::NotEnoughMemory`], or no randomness.
    pub fn make(passphrase: &SecretText, kdf: KdfParams) -> Result<Self, OpenError> {
        Self::derive(passphrase, kdf, make_random()?)
    }

    /// The keys of those seals that the passphrase opens, one for each salt. Two devices that kept their first codes
    /// apart have two salts.
    ///
    /// # Errors
    /// [`CodesError::WrongPassphrase`] when it opens none, or why none can be read.
    pub fn of<'a>(seals: impl IntoIterator<Item = &'a str>, passphrase: &SecretText) -> Result<Vec<Self>, CodesError> {
        let (mut keys, mut tried, mut unread) = (Vec::new(), Vec::new(), None);
        for sealed in seals {
            let seal = match Seal::read(sealed) {
                Ok(seal) => seal,
                Err(error) => {
                    unread = Some(error);
                    continue;
                }
            };
            if tried.contains(&seal.salt) {
                continue;
            }
            let key = Self::derive(passphrase, seal.kdf, seal.salt)?;
            if key.fits(&seal) {
                keys.push(key);
            }
            tried.push(seal.salt);
        }
        match unread {
            _ if !keys.is_empty() => Ok(keys),
            Some(error) if tried.is_empty() => Err(error),
            _ => Err(CodesError::WrongPassphrase),
        }
    }

    fn derive(passphrase: &SecretText, kdf: KdfParams, salt: [u8; SALT]) -> Result<Self, OpenError> {
        let derived = kdf::derive(&kdf::password_bytes(passphrase)?, &salt, kdf)?;
        let both: Zeroizing<[u8; 64]> = keys::derive(derived.as_slice(), &salt, &[INFO]);
        let (mut key, mut commitment) = (Zeroizing::new([0; 32]), [0; COMMITMENT]);
        let (left, right) = both.split_at(32);
        key.copy_from_slice(left);
        commitment.copy_from_slice(right);
        Ok(Self { salt, kdf, key, commitment })
    }

    fn fits(&self, seal: &Seal<'_>) -> bool {
        self.salt == seal.salt && watchword_secret::equal(&self.commitment, &seal.commitment)
    }

    /// Opens the seal of an entry.
    ///
    /// # Errors
    /// [`CodesError::WrongPassphrase`] when this is the key of other seals, or why the seal cannot be read.
    pub fn open(&self, sealed: &str, entry: EntryId) -> Result<Vec<RecoveryCode>, CodesError> {
        let seal = Seal::read(sealed)?;
        if !self.fits(&seal) {
            return Err(CodesError::WrongPassphrase);
        }
        let text = keys::open_box(&self.key, &seal.aad(entry), &seal.boxed).ok_or(CodesError::Altered)?;
        std::str::from_utf8(&text).ok().and_then(read_lines).ok_or(CodesError::Malformed)
    }

    /// Seals the codes of an entry.
    ///
    /// # Errors
    /// [`RandomFailed`] when the system has no random bytes to give.
    pub fn seal(&self, codes: &[RecoveryCode], entry: EntryId) -> Result<String, RandomFailed> {
        let left = codes.iter().filter(|code| code.used_ms.is_none()).count();
        let head = format!("{VERSION}:{}:{left}:", codes.len());
        let costs = write_costs(self.kdf);
        let boxed = keys::seal_box(&self.key, &aad(&head, &costs, entry), write_lines(codes).expose().as_bytes())?;
        let mut bytes = Vec::with_capacity(COSTS + SALT + COMMITMENT + boxed.len());
        bytes.extend_from_slice(&costs);
        bytes.extend_from_slice(&self.salt);
        bytes.extend_from_slice(&self.commitment);
        bytes.extend_from_slice(&boxed);
        Ok(head + &BASE64.encode(&bytes))
    }
}

impl<'a> Seal<'a> {
    fn read(sealed: &'a str) -> Result<Self, CodesError> {
        let (version, _) = sealed.split_once(':').ok_or(CodesError::Malformed)?;
        if version != VERSION {
            return Err(CodesError::Newer);
        }
        let at = sealed.rfind(':').map_or(0, |at| at + 1);
        let (head, text) = sealed.split_at_checked(at).ok_or(CodesError::Malformed)?;
        let bytes = BASE64.decode(text.as_bytes()).map_err(|_| CodesError::Malformed)?;
        let parts = bytes.split_first_chunk::<COSTS>().and_then(|(costs, rest)| {
            let (salt, rest) = rest.split_first_chunk::<SALT>()?;
            let (commitment, boxed) = rest.split_first_chunk::<COMMITMENT>()?;
            Some((*costs, *salt, *commitment, boxed.to_vec()))
        });
        let (costs, salt, commitment, boxed) = parts.ok_or(CodesError::Malformed)?;
        Ok(Self { head, costs, kdf: read_costs(costs), salt, commitment, boxed })
    }

    fn aad(&self, entry: EntryId) -> Vec<u8> {
        aad(self.head, &self.costs, entry)
    }
}

/// What a seal is bound to: its entry, its counts and its costs. Entry ids are random and never reused, so the entry
/// also stands for its vault, and a seal still opens when its entry comes back from a backup of another vault.
fn aad(head: &str, costs: &[u8; COSTS], entry: EntryId) -> Vec<u8> {
    [entry.as_bytes().as_slice(), head.as_bytes(), costs.as_slice()].concat()
}

fn write_costs(kdf: KdfParams) -> [u8; COSTS] {
    let mut costs = [0; COSTS];
    for (place, number) in costs.chunks_exact_mut(4).zip([kdf.memory_kib, kdf.passes, kdf.lanes]) {
        place.copy_from_slice(&number.to_le_bytes());
    }
    costs
}

fn read_costs(costs: [u8; COSTS]) -> KdfParams {
    let mut numbers = costs.chunks_exact(4).map(|bytes| bytes.try_into().map_or(0, u32::from_le_bytes));
    let mut next = || numbers.next().unwrap_or_default();
    KdfParams { memory_kib: next(), passes: next(), lanes: next() }
}

/// One line for each code: when it was used (0: not yet), a space, the code. Empty lines fill it up.
fn write_lines(codes: &[RecoveryCode]) -> SecretText {
    // A time has at most 20 digits; the buffer never moves.
    let length: usize = codes.iter().map(|code| code.code.expose().len() + 22).sum();
    let mut text = Zeroizing::new(String::with_capacity(length.next_multiple_of(STEP).max(STEP)));
    for code in codes {
        let _ = writeln!(text, "{} {}", code.used_ms.unwrap_or_default(), code.code.expose());
    }
    while text.is_empty() || !text.len().is_multiple_of(STEP) {
        text.push('\n');
    }
    SecretText::new(std::mem::take(&mut *text))
}

fn read_lines(text: &str) -> Option<Vec<RecoveryCode>> {
    let lines = text.lines().filter(|line| !line.is_empty());
    lines
        .map(|line| {
            let (used_ms, code) = line.split_once(' ')?;
            let used_ms: u64 = used_ms.parse().ok()?;
            Some(RecoveryCode { code: SecretText::copy_of(code), used_ms: (used_ms != 0).then_some(used_ms) })
        })
        .collect()
}

/// How many codes a seal holds, `None` when that cannot be read.
pub fn codes_count(sealed: &str) -> Option<CodesCount> {
    let mut parts = sealed.split(':');
    if parts.next()? != VERSION {
        return None;
    }
    let (count, left) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    (left <= count).then_some(CodesCount { count, left })
}

/// Seals of an entry that a merge replaced.
pub fn kept_seals(entry: &Entry) -> Vec<String> {
    let kept = entry.unknown.iter().find(|(name, _)| name == KEPT_RECOVERY_CODES);
    kept.and_then(|(_, rows)| serde_json::from_str(rows).ok()).unwrap_or_default()
}

/// Puts other seals in the place of those that a merge replaced.
pub fn set_kept_seals(entry: &mut Entry, seals: &[String]) {
    entry.unknown.retain(|(name, _)| name != KEPT_RECOVERY_CODES);
    if !seals.is_empty()
        && let Ok(rows) = serde_json::to_string(seals)
    {
        entry.unknown.push((KEPT_RECOVERY_CODES.to_owned(), rows));
    }
}

impl Drop for CodesKey {
    fn drop(&mut self) {
        self.commitment.zeroize();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(passphrase: &str) -> CodesKey {
        CodesKey::make(&SecretText::copy_of(passphrase), KdfParams::TEST).unwrap()
    }

    fn codes() -> Vec<RecoveryCode> {
        let code = |text, used_ms| RecoveryCode { code: SecretText::copy_of(text), used_ms };
        vec![code("w8ku-5dfa", None), code("4k7m 92xd", Some(1_772_409_600_000)), code("ñ 1", None)]
    }

    const ENTRY: EntryId = EntryId::from_bytes([7; 16]);

    fn shown(codes: &[RecoveryCode]) -> Vec<(String, Option<u64>)> {
        codes.iter().map(|code| (code.code.expose().to_owned(), code.used_ms)).collect()
    }

    #[test]
    fn codes_come_out_as_they_went_in_and_are_counted_without_the_passphrase() {
        let sealed = key("velvet tram").seal(&codes(), ENTRY).unwrap();
        assert_eq!(codes_count(&sealed), Some(CodesCount { count: 3, left: 2 }));
        let again = CodesKey::of([sealed.as_str()], &SecretText::copy_of("velvet tram")).unwrap().pop().unwrap();
        assert_eq!(shown(&again.open(&sealed, ENTRY).unwrap()), shown(&codes()));
        let none = again.seal(&[], ENTRY).unwrap();
        assert!(again.open(&none, ENTRY).unwrap().is_empty());
    }

    #[test]
    fn one_key_opens_every_seal_of_its_salt_and_no_other() {
        let (mine, other) = (key("one"), key("one"));
        let sealed = mine.seal(&codes(), ENTRY).unwrap();
        assert_eq!(other.open(&sealed, ENTRY).err(), Some(CodesError::WrongPassphrase));
        let others = other.seal(&codes(), ENTRY).unwrap();
        let both = [sealed.as_str(), others.as_str(), sealed.as_str()];
        assert_eq!(CodesKey::of(both, &SecretText::copy_of("one")).unwrap().len(), 2);
        assert_eq!(CodesKey::of(both, &SecretText::copy_of("two")).err(), Some(CodesError::WrongPassphrase));
        assert_ne!(sealed, mine.seal(&codes(), ENTRY).unwrap(), "a nonce is used once");
    }

    #[test]
    fn a_seal_is_bound_to_its_entry_and_to_its_counts() {
        let key = key("one");
        let sealed = key.seal(&codes(), ENTRY).unwrap();
        let elsewhere = key.open(&sealed, EntryId::from_bytes([8; 16])).err();
        assert_eq!(elsewhere, Some(CodesError::Altered));
        let counted = sealed.replacen("1:3:2:", "1:3:3:", 1);
        assert_eq!(key.open(&counted, ENTRY).err(), Some(CodesError::Altered));
    }

    #[test]
    fn every_altered_byte_is_noticed() {
        let key = key("one");
        let sealed = key.seal(&codes(), ENTRY).unwrap();
        let (head, text) = sealed.rsplit_once(':').unwrap();
        let bytes = BASE64.decode(text.as_bytes()).unwrap();
        for place in 0..bytes.len() {
            let mut bytes = bytes.clone();
            bytes[place] ^= 1;
            let altered = format!("{head}:{}", BASE64.encode(&bytes));
            assert!(key.open(&altered, ENTRY).is_err(), "byte {place}");
        }
    }

    #[test]
    fn how_long_the_codes_are_does_not_show() {
        let key = key("one");
        let long = vec![RecoveryCode { code: SecretText::new("x".repeat(200)), used_ms: None }];
        let short = vec![RecoveryCode { code: SecretText::copy_of("abcde"), used_ms: None }];
        assert_eq!(key.seal(&long, ENTRY).unwrap().len(), key.seal(&short, ENTRY).unwrap().len());
    }

    #[test]
    fn what_is_no_seal_is_told() {
        let secret = SecretText::copy_of("one");
        for (text, error) in [
            ("", CodesError::Malformed),
            ("1:", CodesError::Malformed),
            ("1:3:2:AAAA", CodesError::Malformed),
            ("1:3:2:?", CodesError::Malformed),
            ("2:anything", CodesError::Newer),
        ] {
            assert_eq!(CodesKey::of([text], &secret).err(), Some(error), "{text}");
        }
        assert_eq!(codes_count("sealed"), None);
        assert_eq!(codes_count("1:2:3:"), None);
        let hostile = format!("1:1:1:{}", BASE64.encode(&[0xff; 200]));
        assert!(matches!(
            CodesKey::of([hostile.as_str()], &secret).err(),
            Some(CodesError::Key(OpenError::TooCostly(_)))
        ));
    }
}
