//! Files that were damaged or altered: every one is refused, and by its right name.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "helpers of tests stop the test that they cannot help"
)]

#[path = "support/vaults.rs"]
mod vaults;

use vaults::{file_with, key, parts, password, restore_digest};
use watchword_secret::SecretText;
use watchword_vault::{Consent, OpenError, Way, open_bytes};

fn open(file: Vec<u8>) -> Result<(), OpenError> {
    open_bytes(file, Way::RecoveryKey(&key()), Consent::Ask).map(drop)
}

fn open_with_password(file: Vec<u8>, password: &SecretText) -> Result<(), OpenError> {
    open_bytes(file, Way::Password(password), Consent::Ask).map(drop)
}

#[test]
fn every_flipped_bit_is_refused_without_a_key() {
    let file = file_with(&["one", "two"]);
    assert_eq!(open(file.clone()), Ok(()));
    let mut flipped = file.clone();
    for bit in 0..file.len() * 8 {
        flipped[bit / 8] ^= 1 << (bit % 8);
        let refusal = open(flipped.clone()).unwrap_err();
        assert!(matches!(refusal, OpenError::Damaged | OpenError::NotAVault), "bit {bit}: {refusal}");
        flipped[bit / 8] ^= 1 << (bit % 8);
    }
}

#[test]
fn every_flipped_bit_is_refused_when_the_digest_was_made_to_fit() {
    let file = file_with(&["one", "two"]);
    let end = file.len() - 32;
    for bit in 0..end * 8 {
        let mut flipped = file.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        restore_digest(&mut flipped);
        assert!(open(flipped).is_err(), "bit {bit}");
    }
}

#[test]
fn every_truncation_and_every_addition_is_refused() {
    let file = file_with(&["one"]);
    for length in 0..file.len() {
        assert!(open(file[..length].to_vec()).is_err(), "cut to {length}");
    }
    for length in (64..file.len()).step_by(7) {
        let mut cut = file[..length].to_vec();
        restore_digest(&mut cut);
        assert!(open(cut).is_err(), "cut to {length}, digest made to fit");
    }
    for more in [1, 16, 32, 16_384] {
        let mut longer = file.clone();
        longer.resize(file.len() + more, 0);
        assert_eq!(open(longer.clone()), Err(OpenError::Damaged));
        restore_digest(&mut longer);
        assert_eq!(open(longer), Err(OpenError::Malformed), "{more} more");
    }
}

#[test]
fn two_vaults_spliced_anywhere_are_refused() {
    let (left, right) = (file_with(&["one"]), file_with(&["two"]));
    assert_eq!(left.len(), right.len());
    for at in (16..left.len() - 32).step_by(16) {
        let mut spliced = left.clone();
        spliced[at..].copy_from_slice(&right[at..]);
        // The first bytes are the same in all vaults; a splice there is the other file whole.
        if spliced != right {
            restore_digest(&mut spliced);
            assert!(open(spliced).is_err(), "at {at}");
        }
    }
}

#[test]
fn two_revisions_of_one_vault_do_not_mix() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("vault.wv");
    let mut vault = vaults::create(folder.path());
    vaults::add(&mut vault, "one");
    let old = std::fs::read(&path).unwrap();
    vaults::add(&mut vault, "two");
    let new = std::fs::read(&path).unwrap();
    let from = parts(&old).mac.end;
    let mut old_header = new.clone();
    old_header[..from].copy_from_slice(&old[..from]);
    restore_digest(&mut old_header);
    assert_eq!(open(old_header), Err(OpenError::Altered));
    for at in (16..old.len() - 32).step_by(16) {
        let mut spliced = old.clone();
        spliced[at..].copy_from_slice(&new[at..]);
        // Before the revision number the two are one file; a splice there is the new file whole.
        if spliced != new {
            restore_digest(&mut spliced);
            assert!(open(spliced).is_err(), "at {at}");
        }
    }
}

#[test]
fn a_slot_of_another_vault_or_revision_does_not_fit() {
    let (mut mine, other) = (file_with(&["one"]), file_with(&["one"]));
    let slots = parts(&mine).slots;
    assert_eq!((slots.len(), parts(&other).slots.len()), (2, 2));
    for range in slots {
        mine[range.clone()].copy_from_slice(&other[range]);
    }
    restore_digest(&mut mine);
    assert_eq!(open(mine.clone()), Err(OpenError::Altered));
    assert_eq!(open_with_password(mine, &password()), Err(OpenError::Altered));
}

#[test]
fn wrong_damaged_and_altered_are_told_apart() {
    let file = file_with(&["one"]);
    assert_eq!(open_with_password(file.clone(), &password()), Ok(()));
    assert_eq!(open_with_password(file.clone(), &SecretText::copy_of("wrong")), Err(OpenError::WrongPassword));
    assert_eq!(open_with_password(file.clone(), &SecretText::copy_of("")), Err(OpenError::PasswordLength));
    let other = watchword_vault::RecoveryKey::make().unwrap();
    let wrong = open_bytes(file.clone(), Way::RecoveryKey(&other), Consent::Ask).map(drop);
    assert_eq!(wrong, Err(OpenError::WrongRecoveryKey));
    let mut damaged = file.clone();
    let at = parts(&file).payload.start + 100;
    damaged[at] ^= 1;
    assert_eq!(open(damaged.clone()), Err(OpenError::Damaged));
    restore_digest(&mut damaged);
    assert_eq!(open(damaged), Err(OpenError::Altered));
    assert_eq!(open(b"PK\x03\x04".repeat(100)), Err(OpenError::NotAVault));
    assert_eq!(open(Vec::new()), Err(OpenError::Damaged));
}

/// Peak of the address space, in KiB: what an allocation that is merely asked for would raise.
#[cfg(target_os = "linux")]
fn peak_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmPeak:")).unwrap();
    line.trim().trim_end_matches(" kB").parse().unwrap()
}

#[cfg(target_os = "linux")]
#[test]
fn hostile_costs_are_refused_before_anything_is_allocated() {
    let file = file_with(&["one"]);
    let slot = parts(&file).slots[0].clone();
    let before = peak_kib();
    for (memory, passes, lanes) in [
        (4 << 20, u32::MAX, 1),
        (u32::MAX, 1, 1),
        (4 << 20, 64, 4),
        (4 << 20, 4, 16),
        (64, 1, (1 << 24) - 1),
        (64, 0, 1),
        (1 << 20, 1, 0),
    ] {
        let mut hostile = file.clone();
        for (at, number) in [(18, memory), (22, passes), (26, lanes)] {
            hostile[slot.start + at..slot.start + at + 4].copy_from_slice(&u32::to_le_bytes(number));
        }
        restore_digest(&mut hostile);
        for consent in [Consent::Ask, Consent::Given] {
            let refusal = open_bytes(hostile.clone(), Way::Password(&password()), consent).map(drop);
            assert!(matches!(refusal, Err(OpenError::TooCostly(_))), "{memory} {passes} {lanes}: {refusal:?}");
        }
    }
    assert!(peak_kib() - before < 512 * 1_024, "something was allocated");
}

#[test]
fn a_high_cost_asks_first_and_consent_computes() {
    let mut file = file_with(&["one"]);
    let slot = parts(&file).slots[0].clone();
    file[slot.start + 18..slot.start + 22].copy_from_slice(&u32::to_le_bytes(3 << 20));
    restore_digest(&mut file);
    match open_with_password(file, &password()) {
        Err(OpenError::NeedsConsent(cost)) => assert_eq!(cost.memory_mib, 3_072),
        other => panic!("{other:?}"),
    }
}

#[test]
fn lengths_that_lie_are_refused() {
    let file = file_with(&["one"]);
    let payload_length = parts(&file).payload.start - 8;
    for (at, lie) in [
        (12, vec![0xff; 4]),
        (12, 65_537_u32.to_le_bytes().to_vec()),
        (18, vec![0xff; 4]),
        (payload_length, vec![0xff; 8]),
        (payload_length, vec![0; 8]),
    ] {
        let mut lying = file.clone();
        lying[at..at + lie.len()].copy_from_slice(&lie);
        restore_digest(&mut lying);
        assert_eq!(open(lying), Err(OpenError::Malformed), "{at} {lie:?}");
    }
}

#[test]
fn sixty_four_mebibytes_are_the_limit() {
    assert_eq!(open(vec![0; (64 << 20) + 1]), Err(OpenError::TooLarge));
}
