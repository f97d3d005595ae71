//! A save that fails, or a process that dies, at each named step: the revision before it is never lost.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "helpers of tests stop the test that they cannot help"
)]

#[path = "support/faults.rs"]
mod faults;
#[path = "support/vaults.rs"]
mod vaults;

use faults::{Fault, FaultyDisk};
use std::io::ErrorKind;
use std::path::Path;
use vaults::{NOW_MS, add, create, create_in, entry, key, names, open};
use watchword_vault::{Consent, Reason, SaveError, Status, Step, Store, StoreError, Vault, Way};

/// After these the new revision stands, and a failure of the step cannot undo it.
const AFTER_THE_SWAP: [Step; 6] =
    [Step::StateCreate, Step::StateWrite, Step::StateSync, Step::StateSwap, Step::StateSwapSync, Step::Prune];

fn temps(folder: &Path) -> Vec<String> {
    let names = |folder: &Path| {
        let entries = std::fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().file_name());
        entries.map(|name| name.into_string().unwrap()).collect::<Vec<_>>()
    };
    let all = [names(folder), names(&folder.join("ring"))].concat();
    all.into_iter().filter(|name| Path::new(name).extension().is_some_and(|end| end == "tmp")).collect()
}

/// A vault on a faulty disk that holds "one" and is about to save "two".
fn about_to_save(folder: &Path) -> Vault<FaultyDisk> {
    let mut vault = create(folder);
    add(&mut vault, "one");
    drop(vault);
    let store = Store::with_vfs(folder, FaultyDisk::default());
    let mut vault = store.open(Way::RecoveryKey(&key()), Consent::Ask, NOW_MS).unwrap();
    vault.document.entries.push(entry("two"));
    vault
}

fn save(vault: &mut Vault<FaultyDisk>) -> Result<(), SaveError> {
    vault.save(Reason::new("added", 1, "two"), NOW_MS + 1).map(drop)
}

#[test]
fn an_error_at_any_step_leaves_the_revision_before_it() {
    for step in Step::ALL {
        let folder = tempfile::tempdir().unwrap();
        let mut vault = about_to_save(folder.path());
        let revision = vault.revision();
        vault.store().disk().set(*step, Fault::Error(ErrorKind::Other));
        let outcome = save(&mut vault);
        assert!(vault.store().disk().was_met(), "{step:?} was not reached");
        let expected: &[&str] = if AFTER_THE_SWAP.contains(step) {
            assert_eq!(outcome, Ok(()), "{step:?}");
            &["one", "two"]
        } else {
            assert!(matches!(outcome, Err(SaveError::File { step: at, .. }) if at == *step), "{step:?}: {outcome:?}");
            assert_eq!(vault.revision(), revision, "{step:?}");
            assert_eq!(vault.document.saved_why.name, "one", "{step:?}: the document in memory was changed");
            &["one"]
        };
        assert_eq!(names(&open(folder.path()).unwrap()), expected, "{step:?}");
        assert_eq!(temps(folder.path()), [""; 0], "{step:?}");
        // The next try succeeds.
        save(&mut vault).unwrap();
        assert_eq!(names(&open(folder.path()).unwrap()), ["one", "two"], "{step:?}");
    }
}

#[test]
fn death_at_any_step_leaves_a_whole_vault_and_the_next_start_cleans_up() {
    let mut left_something = false;
    for step in Step::ALL {
        let folder = tempfile::tempdir().unwrap();
        let mut vault = about_to_save(folder.path());
        vault.store().disk().set(*step, Fault::Death);
        let outcome = save(&mut vault);
        drop(vault);
        left_something |= !temps(folder.path()).is_empty();
        let reopened = open(folder.path()).unwrap();
        let found = names(&reopened);
        assert!(found == ["one"] || found == ["one", "two"], "{step:?}: {found:?}");
        assert!(outcome.is_err() || found == ["one", "two"], "{step:?}: an acknowledged save was lost");
        assert_eq!(reopened.rollback(), None, "{step:?}");
        assert_eq!(temps(folder.path()), [""; 0], "{step:?}");
    }
    assert!(left_something, "no death left a temporary file, so the cleaning was not tried");
}

#[test]
fn a_full_disk_half_way_through_the_file_is_named_and_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut vault = about_to_save(folder.path());
    vault.store().disk().set(Step::TempWrite, Fault::HalfWritten);
    assert_eq!(save(&mut vault).unwrap_err().code(), "disk-full");
    assert_eq!(names(&open(folder.path()).unwrap()), ["one"]);
    assert_eq!(temps(folder.path()), [""; 0]);
}

#[test]
fn errors_of_the_system_have_names() {
    for (kind, code) in [
        (ErrorKind::StorageFull, "disk-full"),
        (ErrorKind::QuotaExceeded, "disk-full"),
        (ErrorKind::ReadOnlyFilesystem, "no-permission"),
        (ErrorKind::PermissionDenied, "no-permission"),
        (ErrorKind::TimedOut, "file-error"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let mut vault = about_to_save(folder.path());
        vault.store().disk().set(Step::TempSync, Fault::Error(kind));
        assert_eq!(save(&mut vault).unwrap_err().code(), code);
    }
}

#[test]
fn a_file_system_without_links_keeps_copies() {
    let folder = tempfile::tempdir().unwrap();
    let mut vault = about_to_save(folder.path());
    vault.store().disk().refuse_links();
    save(&mut vault).unwrap();
    assert_eq!(names(&open(folder.path()).unwrap()), ["one", "two"]);
    let versions = vault.store().versions().unwrap();
    assert!(versions.iter().all(|version| version.digest_ok));
    assert_eq!(versions.len(), 2);
    // Making a vault takes another way there, and still overwrites nothing.
    let folder = tempfile::tempdir().unwrap();
    let store = Store::with_vfs(folder.path(), FaultyDisk::default());
    store.disk().refuse_links();
    drop(create_in(&store));
    assert!(matches!(store.status(), Ok(Status::Present { revision: 1, .. })));
}

#[test]
fn making_a_vault_that_fails_at_any_step_can_be_tried_again() {
    for step in Step::ALL {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::with_vfs(folder.path(), FaultyDisk::default());
        store.disk().set(*step, Fault::Error(ErrorKind::Other));
        let made = store.create(&vaults::password(), Some(&key()), vaults::TEST, NOW_MS, "");
        if made.is_err() {
            assert_eq!(store.status(), Ok(Status::Absent), "{step:?}");
            drop(create_in(&store));
        }
        assert!(matches!(store.status(), Ok(Status::Present { .. })), "{step:?}");
        let again = store.create(&vaults::password(), None, vaults::TEST, NOW_MS, "");
        assert_eq!(again.err(), Some(StoreError::Exists), "{step:?}");
    }
}
