//! Damage, loss, versions and backups: nothing is made anew or overwritten where a vault was.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "helpers of tests stop the test that they cannot help"
)]

#[path = "support/vaults.rs"]
mod vaults;

use vaults::{NOW_MS, TEST, add, create, key, names, open, password};
use watchword_vault::{
    Consent, OpenError, Place, Reason, SaveError, Status, Store, StoreError, VersionId, Way, open_file,
};

fn way() -> (watchword_vault::RecoveryKey, Consent) {
    (key(), Consent::Ask)
}

#[test]
fn a_damaged_vault_is_moved_aside_and_a_kept_version_takes_its_place() {
    for damage in [Vec::new(), b"garbage".repeat(1_000), vec![0; 17_000]] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("vault.wv");
        let mut vault = create(folder.path());
        add(&mut vault, "one");
        add(&mut vault, "two");
        let revision = vault.revision();
        std::fs::write(&path, &damage).unwrap();
        let store = Store::at(folder.path());
        assert!(matches!(store.status(), Ok(Status::Damaged { .. })));
        assert_eq!(open(folder.path()).err(), Some(OpenError::Damaged));
        assert_eq!(
            vault.save(Reason::act("edited"), NOW_MS).err(),
            Some(SaveError::OnDisk(if damage.is_empty() { OpenError::Damaged } else { OpenError::NotAVault }))
        );
        let made = store.create(&password(), None, TEST, NOW_MS, "");
        assert_eq!(made.err(), Some(StoreError::Exists));
        assert_eq!(std::fs::read(&path).unwrap(), damage, "the damaged file was touched");

        let newest = store.versions().unwrap()[0];
        assert_eq!((newest.place, newest.digest_ok, newest.id.revision), (Place::Ring, true, revision - 1));
        let (key, consent) = way();
        let recovered = store.recover(newest.id, Way::RecoveryKey(&key), consent, NOW_MS).unwrap();
        assert_eq!(names(&recovered), ["one"]);
        assert!(recovered.revision() > newest.id.revision);
        assert_eq!(names(&open(folder.path()).unwrap()), ["one"]);
        assert_eq!(open(folder.path()).unwrap().rollback(), None);
        let aside = folder.path().join(format!("vault.wv.damaged-{NOW_MS}"));
        assert_eq!(std::fs::read(aside).unwrap(), damage);
        assert_eq!(store.doctor().damaged_aside, 1);
    }
}

#[test]
fn a_vault_whose_content_was_altered_can_be_brought_back_too() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("vault.wv");
    let mut vault = create(folder.path());
    add(&mut vault, "one");
    add(&mut vault, "two");
    let mut file = std::fs::read(&path).unwrap();
    let at = vaults::parts(&file).payload.start;
    file[at] ^= 1;
    vaults::restore_digest(&mut file);
    std::fs::write(&path, file).unwrap();
    assert_eq!(open(folder.path()).err(), Some(OpenError::Altered));
    let store = Store::at(folder.path());
    let newest = store.versions().unwrap()[0].id;
    let recovered = store.recover(newest, Way::RecoveryKey(&key()), Consent::Ask, NOW_MS).unwrap();
    assert_eq!(names(&recovered), ["one"]);
}

#[test]
fn a_missing_vault_is_not_made_anew() {
    let folder = tempfile::tempdir().unwrap();
    let mut vault = create(folder.path());
    add(&mut vault, "one");
    std::fs::remove_file(folder.path().join("vault.wv")).unwrap();
    let store = Store::at(folder.path());
    assert_eq!(store.status(), Ok(Status::Missing));
    assert_eq!(open(folder.path()).err(), Some(OpenError::Missing));
    assert_eq!(store.create(&password(), None, TEST, NOW_MS, "").err(), Some(StoreError::Exists));
    assert_eq!(vault.save(Reason::act("edited"), NOW_MS).err(), Some(SaveError::OnDisk(OpenError::Missing)));
    assert!(!folder.path().join("vault.wv").exists());
    let newest = store.versions().unwrap()[0].id;
    assert!(store.recover(newest, Way::RecoveryKey(&key()), Consent::Ask, NOW_MS).is_ok());
    assert!(open(folder.path()).is_ok());
}

#[test]
fn a_vault_in_order_is_not_recovered() {
    let folder = tempfile::tempdir().unwrap();
    let mut vault = create(folder.path());
    add(&mut vault, "one");
    let before = std::fs::read(folder.path().join("vault.wv")).unwrap();
    let store = Store::at(folder.path());
    let id = store.versions().unwrap()[0].id;
    let refused = store.recover(id, Way::RecoveryKey(&key()), Consent::Ask, NOW_MS).err();
    assert_eq!(refused, Some(StoreError::NotDamaged));
    assert_eq!(std::fs::read(folder.path().join("vault.wv")).unwrap(), before);
}

#[test]
fn an_empty_folder_is_absent_and_nothing_is_made_by_looking() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("vault");
    let store = Store::at(&path);
    assert_eq!(store.status(), Ok(Status::Absent));
    assert_eq!(open(&path).err(), Some(OpenError::Absent));
    assert_eq!(store.versions().unwrap(), []);
    assert_eq!(store.doctor().problem, Some("no-vault"));
    assert!(!path.exists());
}

#[test]
fn versions_open_with_the_keys_in_hand() {
    let folder = tempfile::tempdir().unwrap();
    let mut vault = create(folder.path());
    add(&mut vault, "one");
    add(&mut vault, "two");
    let versions = vault.store().versions().unwrap();
    assert_eq!(versions.iter().map(|version| version.id.revision).collect::<Vec<_>>(), [2, 1]);
    let document = vault.open_version(versions[0].id).unwrap();
    assert_eq!((document.entries.len(), document.saved_why.name.as_str()), (1, "one"));
    let unknown: VersionId = "2-00000000".parse().unwrap();
    assert_eq!(vault.open_version(unknown).err(), Some(OpenError::NoVersion));
    let ring = folder.path().join("ring");
    let file = std::fs::read_dir(&ring).unwrap().next().unwrap().unwrap().path();
    std::fs::write(&file, b"cut").unwrap();
    assert_eq!(vault.store().versions().unwrap().iter().filter(|version| version.digest_ok).count(), 1);
}

#[test]
fn the_ring_keeps_ten_of_a_busy_day() {
    let folder = tempfile::tempdir().unwrap();
    let mut vault = create(folder.path());
    for at in 0..15 {
        add(&mut vault, &format!("{at:02}"));
    }
    let kept: Vec<u64> = vault.store().versions().unwrap().iter().map(|version| version.id.revision).collect();
    assert_eq!(kept, (6..=15).rev().collect::<Vec<u64>>());
}

#[test]
fn a_backup_is_proven_and_never_overwrites() {
    let folder = tempfile::tempdir().unwrap();
    let mut vault = create(folder.path());
    add(&mut vault, "one");
    let path = folder.path().join("backup.wv");
    let backup = vault.write_backup(&path).unwrap();
    assert_eq!((backup.entries, backup.bytes), (1, std::fs::metadata(&path).unwrap().len()));
    let first = std::fs::read(&path).unwrap();
    assert_eq!(vault.write_backup(&path).unwrap_err().code(), "file-exists");
    assert_eq!(std::fs::read(&path).unwrap(), first);
    for way in [Way::Password(&password()), Way::RecoveryKey(&key())] {
        let opened = open_file(&path, way, Consent::Ask).unwrap();
        assert_eq!((opened.vault_id, opened.revision), (vault.vault_id(), vault.revision()));
        assert_eq!(opened.document.entries[0].labels.account, "one");
    }
    let kept = vault.keep_backup().unwrap();
    let listed = vault.store().versions().unwrap();
    let listed = listed.iter().find(|version| version.place == Place::Backup).unwrap();
    assert!(listed.digest_ok);
    assert!(kept.path.ends_with(std::path::Path::new("backups").join(kept.path.file_name().unwrap())));
    assert_eq!(vault.open_version(listed.id).unwrap().entries.len(), 1);
    let nowhere = folder.path().join("no such folder").join("backup.wv");
    assert_eq!(vault.write_backup(&nowhere).unwrap_err().code(), "file-not-found");
}

#[test]
fn an_empty_profile_adopts_a_backup_with_its_ways_in() {
    let (old, new) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut vault = create(old.path());
    add(&mut vault, "one");
    let path = old.path().join("backup.wv");
    vault.write_backup(&path).unwrap();
    let store = Store::at(&new.path().join("profile"));
    let wrong = watchword_secret::SecretText::copy_of("wrong");
    let refused = store.adopt(&path, Way::Password(&wrong), Consent::Ask, NOW_MS, "new").err();
    assert_eq!(refused, Some(StoreError::Open(OpenError::WrongPassword)));
    assert_eq!(store.status(), Ok(Status::Absent));
    let adopted = store.adopt(&path, Way::Password(&password()), Consent::Ask, NOW_MS, "new").unwrap();
    assert_eq!((adopted.vault_id(), names(&adopted)), (vault.vault_id(), vec!["one".to_owned()]));
    assert_ne!(adopted.device(), vault.device());
    let devices: Vec<_> = adopted.document.devices.iter().map(|device| device.name.as_str()).collect();
    assert_eq!(devices, ["this computer", "new"]);
    assert!(store.open(Way::RecoveryKey(&key()), Consent::Ask, NOW_MS).is_ok());
    let again = store.adopt(&path, Way::Password(&password()), Consent::Ask, NOW_MS, "new").err();
    assert_eq!(again, Some(StoreError::Exists));
}

#[test]
fn doctor_tells_what_shows_without_a_key() {
    let folder = tempfile::tempdir().unwrap();
    let mut vault = create(folder.path());
    add(&mut vault, "one");
    std::fs::write(folder.path().join(".watchword-left-over.tmp"), b"x").unwrap();
    let report = vault.store().doctor();
    assert!(matches!(report.status, Ok(Status::Present { revision: 2, epoch: 1, .. })));
    assert_eq!((report.problem, report.orphans, report.damaged_aside), (None, 1, 0));
    assert_eq!((report.last_seen_revision, report.lock_holder), (Some(2), None));
    assert_eq!(report.slots.len(), 2);
    assert!(report.slots[0].is_weak && report.slots[0].cost.is_some() && report.slots[1].cost.is_none());
    drop(open(folder.path()).unwrap());
    assert_eq!(vault.store().doctor().orphans, 0, "opening removes what was left over");
}
