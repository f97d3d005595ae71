//! Ways in: passwords, recovery keys, trusted computers, renewed keys.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "helpers of tests stop the test that they cannot help"
)]

#[path = "support/vaults.rs"]
mod vaults;

use vaults::{DAY_MS, NOW_MS, TEST, add, create, key, names, open, password};
use watchword_secret::{SecretBytes, SecretText};
use watchword_vault::{Consent, OpenError, ReadOnly, RecoveryKey, SaveError, SlotKind, Status, Store, Way, open_file};

#[test]
fn a_vault_opens_with_each_of_its_ways_and_says_with_which() {
    let folder = tempfile::tempdir().unwrap();
    drop(create(folder.path()));
    let store = Store::at(folder.path());
    let by_password = store.open(Way::Password(&password()), Consent::Ask, NOW_MS).unwrap();
    assert_eq!(by_password.opened_with(), SlotKind::Password);
    assert_eq!(open(folder.path()).unwrap().opened_with(), SlotKind::Recovery);
    assert_eq!(by_password.device(), open(folder.path()).unwrap().device());
    let slots: Vec<_> = by_password.slots().iter().map(|slot| (slot.kind, slot.created_ms)).collect();
    assert_eq!(slots, [(SlotKind::Password, NOW_MS), (SlotKind::Recovery, NOW_MS)]);
    let device = SecretBytes::new(vec![0; 32]);
    let refused = store.open(Way::Device(&device), Consent::Ask, NOW_MS).err();
    assert_eq!(refused, Some(OpenError::NoSlot(SlotKind::Device)));
}

#[test]
fn after_a_new_password_the_old_one_opens_old_copies_only() {
    let folder = tempfile::tempdir().unwrap();
    let mut vault = create(folder.path());
    let before = vault.keep_backup().unwrap();
    let new = SecretText::copy_of("new");
    vault.set_password(&new, TEST, NOW_MS).unwrap();
    let store = Store::at(folder.path());
    let opens = |word: &SecretText| store.open(Way::Password(word), Consent::Ask, NOW_MS).map(drop);
    assert_eq!(opens(&new), Ok(()));
    assert_eq!(opens(&password()), Err(OpenError::WrongPassword));
    assert!(open(folder.path()).is_ok(), "the recovery key stays");
    assert!(open_file(&before.path, Way::Password(&password()), Consent::Ask).is_ok());
    assert_eq!(vault.document.saved_why.what, "password");
}

#[test]
fn a_new_recovery_key_replaces_the_old_one() {
    let folder = tempfile::tempdir().unwrap();
    let mut vault = create(folder.path());
    let new = RecoveryKey::make().unwrap();
    vault.set_recovery_key(&new, NOW_MS).unwrap();
    assert_eq!(open(folder.path()).err(), Some(OpenError::WrongRecoveryKey));
    assert!(Store::at(folder.path()).open(Way::RecoveryKey(&new), Consent::Ask, NOW_MS).is_ok());
    assert_eq!(vault.verify(Way::RecoveryKey(&key())), Ok(false));
    assert_eq!(vault.verify(Way::RecoveryKey(&new)), Ok(true));
}

#[test]
fn the_last_way_in_cannot_be_removed() {
    let folder = tempfile::tempdir().unwrap();
    let mut vault = create(folder.path());
    let ids: Vec<_> = vault.slots().iter().map(|slot| slot.id).collect();
    vault.remove_slot(ids[0], NOW_MS).unwrap();
    assert_eq!(vault.remove_slot(ids[0], NOW_MS).err(), Some(SaveError::NoSlot));
    assert_eq!(vault.remove_slot(ids[1], NOW_MS).err(), Some(SaveError::LastSlot));
    assert_eq!(vault.slots().len(), 1);
    let store = Store::at(folder.path());
    let refused = store.open(Way::Password(&password()), Consent::Ask, NOW_MS).err();
    assert_eq!(refused, Some(OpenError::NoSlot(SlotKind::Password)));
    assert!(open(folder.path()).is_ok());
}

#[test]
fn renewed_keys_leave_old_copies_to_the_old_keys() {
    let folder = tempfile::tempdir().unwrap();
    let mut vault = create(folder.path());
    add(&mut vault, "one");
    let device = vault.enable_device_slot(NOW_MS + DAY_MS, NOW_MS).unwrap();
    let sealed = vault.seal_local("usage", b"counts").unwrap();
    let (new, new_key) = (SecretText::copy_of("new"), RecoveryKey::make().unwrap());
    vault.rotate(&new, Some(&new_key), TEST, NOW_MS).unwrap();
    assert_eq!(vault.epoch(), 2);
    assert_eq!(vault.open_local("usage", &sealed), None);
    let store = Store::at(folder.path());
    let opens = |way: Way<'_>| store.open(way, Consent::Ask, NOW_MS).map(|vault| names(&vault));
    assert_eq!(opens(Way::Password(&new)), Ok(vec!["one".to_owned()]));
    assert_eq!(opens(Way::RecoveryKey(&new_key)), Ok(vec!["one".to_owned()]));
    assert_eq!(opens(Way::Password(&password())), Err(OpenError::WrongPassword));
    assert_eq!(opens(Way::Device(&device)), Err(OpenError::NoSlot(SlotKind::Device)));
    let old = store.versions().unwrap()[0].id;
    assert_eq!(vault.open_version(old).err(), Some(OpenError::OtherKeys));
    assert!(store.open_version(old, Way::Password(&password()), Consent::Ask).is_ok());
    assert_eq!(store.open(Way::Password(&new), Consent::Ask, NOW_MS).unwrap().rollback(), None);
}

#[test]
fn trust_in_a_computer_ends_in_time_and_when_the_clock_is_set_back() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::at(folder.path());
    let mut vault = create(folder.path());
    let device = vault.enable_device_slot(NOW_MS + 7 * DAY_MS, NOW_MS).unwrap();
    let opens = |now_ms| store.open(Way::Device(&device), Consent::Ask, now_ms).map(drop);
    assert_eq!(opens(NOW_MS + 3 * DAY_MS), Ok(()));
    assert_eq!(store.device_slot(NOW_MS + 3 * DAY_MS).map(|slot| slot.expires_ms), Some(NOW_MS + 7 * DAY_MS));
    assert_eq!(store.device_slot(NOW_MS), None);
    assert_eq!(opens(NOW_MS), Err(OpenError::ClockSetBack));
    assert_eq!(opens(NOW_MS + 3 * DAY_MS), Err(OpenError::NoSlot(SlotKind::Device)), "the slot is gone for good");
    let mut vault = open(folder.path()).unwrap();
    let device = vault.enable_device_slot(NOW_MS + DAY_MS, NOW_MS).unwrap();
    let opens = |now_ms| store.open(Way::Device(&device), Consent::Ask, now_ms).map(drop);
    let wrong = SecretBytes::new(vec![0; 32]);
    assert_eq!(store.open(Way::Device(&wrong), Consent::Ask, NOW_MS).err(), Some(OpenError::WrongDeviceKey));
    assert_eq!(vault.verify(Way::Device(&device)), Ok(true));
    assert_eq!(opens(NOW_MS + DAY_MS), Err(OpenError::Expired));
    assert!(!store.doctor().has_device_slot);
}

#[test]
fn trust_that_was_ended_elsewhere_is_not_brought_back_by_a_save() {
    let folder = tempfile::tempdir().unwrap();
    let mut vault = create(folder.path());
    vault.enable_device_slot(NOW_MS + DAY_MS, NOW_MS).unwrap();
    Store::at(folder.path()).drop_device_slot().unwrap();
    add(&mut vault, "one");
    assert_eq!(vault.store().device_slot(NOW_MS), None);
    let mut other = open(folder.path()).unwrap();
    other.enable_device_slot(NOW_MS + DAY_MS, NOW_MS).unwrap();
    add(&mut vault, "two");
    assert!(vault.store().device_slot(NOW_MS).is_some(), "trust that was given elsewhere is lost");
}

#[test]
fn the_device_slot_is_in_no_vault_file_and_no_backup() {
    let folder = tempfile::tempdir().unwrap();
    let mut vault = create(folder.path());
    vault.enable_device_slot(NOW_MS + DAY_MS, NOW_MS).unwrap();
    add(&mut vault, "one");
    let backup = vault.keep_backup().unwrap();
    let kinds = watchword_vault::file_slots(&backup.path).unwrap();
    assert_eq!(kinds, [(SlotKind::Password, Some(TEST)), (SlotKind::Recovery, None)]);
    assert!(vault.store().device_slot(NOW_MS).is_some(), "a save keeps the trust");
    vault.drop_device_slot().unwrap();
    assert_eq!(vault.store().device_slot(NOW_MS), None);
    assert_eq!(open(folder.path()).unwrap().rollback(), None);
}

#[test]
fn local_data_opens_for_its_purpose_only() {
    let folder = tempfile::tempdir().unwrap();
    let vault = create(folder.path());
    let sealed = vault.seal_local("usage", b"counts").unwrap();
    assert_eq!(vault.open_local("usage", &sealed).unwrap().as_slice(), b"counts");
    assert!(vault.open_local("other", &sealed).is_none());
    assert!(vault.open_local("usage", &sealed[1..]).is_none());
}

#[test]
fn an_older_file_is_noticed_and_read_only_until_it_is_accepted() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("vault.wv");
    let mut vault = create(folder.path());
    add(&mut vault, "one");
    let old = std::fs::read(&path).unwrap();
    add(&mut vault, "two");
    add(&mut vault, "three");
    let revision = vault.revision();
    drop(vault);
    std::fs::write(&path, &old).unwrap();
    let mut vault = open(folder.path()).unwrap();
    let rollback = vault.rollback().unwrap();
    assert_eq!((rollback.behind, rollback.last_seen_ms), (2, NOW_MS));
    assert_eq!(vault.read_only(), Some(ReadOnly::RolledBack));
    let refused = vault.save(watchword_vault::Reason::act("edited"), NOW_MS).err();
    assert_eq!(refused, Some(SaveError::ReadOnly(ReadOnly::RolledBack)));
    assert_eq!(std::fs::read(&path).unwrap(), old);
    assert!(open(folder.path()).unwrap().rollback().is_some(), "looking at it does not accept it");
    vault.accept_rollback();
    add(&mut vault, "four");
    assert!(vault.revision() > revision, "a new revision is above all that this device saw");
    let reopened = open(folder.path()).unwrap();
    assert_eq!((reopened.rollback(), names(&reopened)), (None, vec!["four".to_owned(), "one".to_owned()]));
}

#[test]
fn a_folder_whose_state_is_gone_still_opens() {
    let folder = tempfile::tempdir().unwrap();
    drop(create(folder.path()));
    std::fs::remove_file(folder.path().join("local.state")).unwrap();
    let mut vault = open(folder.path()).unwrap();
    assert_eq!(vault.rollback(), None);
    add(&mut vault, "one");
    assert_eq!(vault.document.devices.len(), 2, "without its record the device is another one");
    std::fs::write(folder.path().join("local.state"), b"garbage").unwrap();
    assert!(open(folder.path()).is_ok());
    assert!(matches!(vault.store().status(), Ok(Status::Present { revision: 2, .. })));
}
