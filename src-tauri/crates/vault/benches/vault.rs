//! How long opening and saving take with 10,000 entries. The password's own cost is left out: the recovery key
//! opens without Argon2id.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "helpers of tests stop the test that they cannot help"
)]

use divan::{Bencher, black_box};
use std::path::Path;
use tempfile::TempDir;
use watchword_entry::{Entry, EntryId, Labels, Placement, Stamp};
use watchword_otp::{Kind, Otp};
use watchword_secret::{SecretBytes, SecretText};
use watchword_vault::{Consent, KdfParams, Reason, RecoveryKey, Store, Vault, Way};

const ENTRIES: u32 = 10_000;
const NOW_MS: u64 = 1_790_000_000_000;

fn main() {
    divan::main();
}

fn entry(number: u32) -> Entry {
    let stamp = Stamp { ms: NOW_MS, counter: number, ..Stamp::default() };
    Entry {
        id: EntryId::make().unwrap(),
        otp: Otp::new(Kind::Totp, SecretBytes::make(20).unwrap()),
        labels: Labels {
            issuer: format!("Zendesk{}", number % 500),
            account: format!("customer-{number}"),
            login: format!("agent{number}@example.com"),
            original_label: format!("Zendesk:customer-{number}"),
            tags: vec![format!("team {}", number % 20)],
            ..Labels::default()
        },
        placement: Placement { order: i64::from(number), ..Placement::default() },
        otp_stamp: stamp,
        labels_stamp: stamp,
        placement_stamp: stamp,
        created_ms: NOW_MS,
        old_secrets: Vec::new(),
        recovery_codes: None,
        unknown: Vec::new(),
    }
}

fn vault(folder: &Path, key: &RecoveryKey) -> Vault {
    let password = SecretText::copy_of("password");
    let mut vault = Store::at(folder).create(&password, Some(key), KdfParams::TEST, NOW_MS, "this computer").unwrap();
    vault.document.entries = (0..ENTRIES).map(entry).collect();
    vault.save(Reason::new("imported", ENTRIES, ""), NOW_MS).unwrap();
    vault
}

#[divan::bench(sample_count = 60, sample_size = 1)]
fn open_10_000_entries(bencher: Bencher<'_, '_>) {
    let (folder, key) = (TempDir::new().unwrap(), RecoveryKey::make().unwrap());
    drop(vault(folder.path(), &key));
    let store = Store::at(folder.path());
    bencher.bench_local(|| {
        let vault = store.open(Way::RecoveryKey(&key), Consent::Ask, NOW_MS).unwrap();
        black_box(vault.document.entries.len())
    });
}

#[divan::bench(sample_count = 100, sample_size = 1)]
fn save_one_edit_among_10_000_entries(bencher: Bencher<'_, '_>) {
    let (folder, key) = (TempDir::new().unwrap(), RecoveryKey::make().unwrap());
    let mut vault = vault(folder.path(), &key);
    let mut turn = 0_u32;
    bencher.bench_local(|| {
        turn += 1;
        if let Some(entry) = vault.document.entries.get_mut(4_711) {
            entry.labels.note = format!("note {turn}");
        }
        vault.save(Reason::new("edited", 1, "Zendesk"), NOW_MS + u64::from(turn)).unwrap().revision
    });
}
