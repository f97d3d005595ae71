//! Nobody else may read what is written, whatever the process's mask, and no link leads a write astray.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "helpers of tests stop the test that they cannot help"
)]

#[path = "support/vaults.rs"]
mod vaults;

use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use vaults::{NOW_MS, add, create, names, open};
use watchword_vault::{FileProblem, OpenError, Reason, SaveError, Store, StoreError};

fn modes_under(folder: &Path) -> Vec<(String, u32)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let metadata = entry.metadata().unwrap();
        found.push((entry.file_name().into_string().unwrap(), metadata.permissions().mode() & 0o7777));
        if metadata.is_dir() {
            found.extend(modes_under(&entry.path()));
        }
    }
    found
}

/// The mask belongs to the whole process, so this is the only test here that sets it, and the others do not mind.
#[test]
fn files_are_private_under_a_mask_that_hides_nothing() {
    rustix::process::umask(rustix::fs::Mode::empty());
    let outer = tempfile::tempdir().unwrap();
    let folder = outer.path().join("data").join("vault");
    let mut vault = create(&folder);
    add(&mut vault, "one");
    vault.enable_device_slot(NOW_MS + 1_000, NOW_MS).unwrap();
    vault.keep_backup().unwrap();
    vault.write_backup(&folder.join("elsewhere.wv")).unwrap();
    let found = modes_under(outer.path());
    assert!(found.len() >= 9, "{found:?}");
    for (name, mode) in found {
        let is_folder = matches!(name.as_str(), "data" | "vault" | "ring" | "backups");
        assert_eq!(mode, if is_folder { 0o700 } else { 0o600 }, "{name}");
    }
}

#[test]
fn a_link_in_place_of_the_vault_is_neither_read_nor_written() {
    let folder = tempfile::tempdir().unwrap();
    let (path, target) = (folder.path().join("vault.wv"), folder.path().join("target"));
    let mut vault = create(folder.path());
    std::fs::rename(&path, &target).unwrap();
    symlink(&target, &path).unwrap();
    let before = std::fs::read(&target).unwrap();
    assert_eq!(open(folder.path()).err(), Some(OpenError::File(FileProblem::Symlink)));
    let refused = vault.save(Reason::act("edited"), NOW_MS).unwrap_err();
    assert_eq!(refused.code(), "symlink");
    let again = Store::at(folder.path()).create(&vaults::password(), None, vaults::TEST, NOW_MS, "");
    assert_eq!(again.err(), Some(StoreError::File(FileProblem::Symlink)));
    assert_eq!(std::fs::read(&target).unwrap(), before);
}

#[test]
fn a_link_that_leads_nowhere_is_not_taken_for_an_absent_vault() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("target");
    symlink(&target, folder.path().join("vault.wv")).unwrap();
    let made = Store::at(folder.path()).create(&vaults::password(), None, vaults::TEST, NOW_MS, "");
    assert_eq!(made.err(), Some(StoreError::File(FileProblem::Symlink)));
    assert!(!target.exists());
}

#[test]
fn links_in_place_of_the_lock_the_state_and_the_backup_are_not_followed() {
    let folder = tempfile::tempdir().unwrap();
    let mut vault = create(folder.path());
    let victim = folder.path().join("victim");
    std::fs::write(&victim, "precious").unwrap();
    std::fs::remove_file(folder.path().join("vault.lock")).unwrap();
    symlink(&victim, folder.path().join("vault.lock")).unwrap();
    let refused = vault.save(Reason::act("edited"), NOW_MS).unwrap_err();
    assert!(matches!(refused, SaveError::File { problem: FileProblem::Symlink, .. }), "{refused:?}");
    std::fs::remove_file(folder.path().join("vault.lock")).unwrap();
    std::fs::remove_file(folder.path().join("local.state")).unwrap();
    symlink(&victim, folder.path().join("local.state")).unwrap();
    vault.save(Reason::act("edited"), NOW_MS).unwrap();
    symlink(&victim, folder.path().join("backup.wv")).unwrap();
    assert_eq!(vault.write_backup(&folder.path().join("backup.wv")).unwrap_err().code(), "file-exists");
    assert_eq!(std::fs::read_to_string(&victim).unwrap(), "precious");
}

#[test]
fn a_hard_link_to_the_vault_keeps_what_it_had() {
    let folder = tempfile::tempdir().unwrap();
    let mut vault = create(folder.path());
    let other_name = folder.path().join("other name");
    std::fs::hard_link(folder.path().join("vault.wv"), &other_name).unwrap();
    let before = std::fs::read(&other_name).unwrap();
    add(&mut vault, "one");
    assert_eq!(std::fs::read(&other_name).unwrap(), before);
}

#[test]
fn a_folder_reached_through_a_link_is_the_folder_itself() {
    let outer = tempfile::tempdir().unwrap();
    let (folder, link) = (outer.path().join("real"), outer.path().join("link"));
    std::fs::create_dir(&folder).unwrap();
    symlink(&folder, &link).unwrap();
    let mut vault = create(&link);
    add(&mut vault, "one");
    assert_eq!(names(&open(&folder).unwrap()), ["one"]);
}
