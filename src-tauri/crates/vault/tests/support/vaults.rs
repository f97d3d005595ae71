//! Small vaults for the tests, and a walk through the outer structure of a vault file.

#![allow(dead_code, reason = "each test binary uses a part of it")]

use sha2::{Digest, Sha256};
use std::ops::Range;
use std::path::Path;
use watchword_entry::{Entry, EntryId, Labels, Placement, Stamp};
use watchword_otp::{Kind, Otp};
use watchword_secret::{SecretBytes, SecretText};
use watchword_vault::{Consent, Disk, KdfParams, OpenError, Reason, RecoveryKey, Store, Vault, Vfs, Way};

pub(crate) const NOW_MS: u64 = 1_790_000_000_000;
pub(crate) const TEST: KdfParams = KdfParams::TEST;
pub(crate) const DAY_MS: u64 = 86_400_000;

pub(crate) fn password() -> SecretText {
    SecretText::copy_of("correct horse")
}

/// A recovery key that is the same each time.
pub(crate) fn key() -> RecoveryKey {
    RecoveryKey::parse("000G-40R4-0M30-E209-185G-R38E-1W81-24GK-9ZK5").unwrap()
}

pub(crate) fn entry(name: &str) -> Entry {
    let stamp = Stamp { ms: NOW_MS, ..Stamp::default() };
    Entry {
        id: EntryId::make().unwrap(),
        otp: Otp::new(Kind::Totp, SecretBytes::copy_of(format!("secret of {name}").as_bytes())),
        labels: Labels { issuer: "Zendesk".to_owned(), account: name.to_owned(), ..Labels::default() },
        placement: Placement::default(),
        otp_stamp: stamp,
        labels_stamp: stamp,
        placement_stamp: stamp,
        created_ms: NOW_MS,
        old_secrets: Vec::new(),
        recovery_codes: None,
        unknown: Vec::new(),
    }
}

pub(crate) fn create(folder: &Path) -> Vault {
    create_in(&Store::at(folder))
}

pub(crate) fn create_in<V: Vfs>(store: &Store<V>) -> Vault<V> {
    store.create(&password(), Some(&key()), KdfParams::TEST, NOW_MS, "this computer").unwrap()
}

pub(crate) fn open(folder: &Path) -> Result<Vault, OpenError> {
    Store::<Disk>::at(folder).open(Way::RecoveryKey(&key()), Consent::Ask, NOW_MS)
}

/// Adds an entry of this name and saves.
pub(crate) fn add<V: Vfs>(vault: &mut Vault<V>, name: &str) {
    vault.document.entries.push(entry(name));
    vault.save(Reason::new("added", 1, name), NOW_MS).unwrap();
}

pub(crate) fn names<V: Vfs>(vault: &Vault<V>) -> Vec<String> {
    let mut names: Vec<String> = vault.document.entries.iter().map(|entry| entry.labels.account.clone()).collect();
    names.sort();
    names
}

/// Bytes of a vault file with these entries.
pub(crate) fn file_with(entries: &[&str]) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let mut vault = create(folder.path());
    for name in entries {
        add(&mut vault, name);
    }
    std::fs::read(folder.path().join("vault.wv")).unwrap()
}

/// Writes the right digest at the end of a changed file.
pub(crate) fn restore_digest(file: &mut [u8]) {
    let at = file.len() - 32;
    let digest = Sha256::digest(&file[..at]);
    file[at..].copy_from_slice(&digest);
}

/// Where the parts of a vault file are.
pub(crate) struct Parts {
    pub(crate) slots: Vec<Range<usize>>,
    pub(crate) mac: Range<usize>,
    pub(crate) payload: Range<usize>,
}

pub(crate) fn parts(file: &[u8]) -> Parts {
    let number = |at: usize| usize::try_from(u32::from_le_bytes(file[at..at + 4].try_into().unwrap())).unwrap();
    let end = 16 + number(12);
    let (mut at, mut slots) = (16, Vec::new());
    while at < end {
        let value = at + 6..at + 6 + number(at + 2);
        if file[at..at + 2] == [0x05, 0x80] {
            slots.push(value.clone());
        }
        at = value.end;
    }
    Parts { slots, mac: end..end + 32, payload: end + 64..file.len() - 32 }
}
