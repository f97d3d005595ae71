//! Several writers of one vault at once: nothing that any of them saved is lost.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "helpers of tests stop the test that they cannot help"
)]

#[path = "support/vaults.rs"]
mod vaults;

use std::sync::Barrier;
use vaults::{NOW_MS, add, create, entry, names, open};
use watchword_otp::Kind;
use watchword_secret::SecretText;
use watchword_vault::{KdfParams, Reason, SaveError, Way};

#[test]
fn four_writers_lose_nothing() {
    const WRITERS: usize = 4;
    const SAVES: usize = 15;
    let folder = tempfile::tempdir().unwrap();
    drop(create(folder.path()));
    let start = Barrier::new(WRITERS);
    std::thread::scope(|scope| {
        for writer in 0..WRITERS {
            let (start, folder) = (&start, folder.path());
            scope.spawn(move || {
                let mut vault = open(folder).unwrap();
                start.wait();
                for save in 0..SAVES {
                    add(&mut vault, &format!("{writer}-{save:02}"));
                }
            });
        }
    });
    let mut expected: Vec<String> =
        (0..WRITERS).flat_map(|writer| (0..SAVES).map(move |save| format!("{writer}-{save:02}"))).collect();
    expected.sort();
    assert_eq!(names(&open(folder.path()).unwrap()), expected);
}

#[test]
fn a_save_takes_over_what_another_saved_meanwhile() {
    let folder = tempfile::tempdir().unwrap();
    let mut mine = create(folder.path());
    let mut counted = entry("counted");
    counted.otp.kind = Kind::Hotp;
    mine.document.entries.push(counted);
    mine.save(Reason::new("added", 1, ""), NOW_MS).unwrap();
    let mut other = open(folder.path()).unwrap();
    other.document.entries[0].otp.counter = 9;
    add(&mut other, "theirs");
    mine.document.entries[0].otp.counter = 5;
    mine.document.entries.push(entry("mine"));
    let saved = mine.save(Reason::new("added", 1, "mine"), NOW_MS).unwrap();
    assert_eq!(saved.merged.map(|report| report.added.len()), Some(1));
    assert_eq!(names(&mine), ["counted", "mine", "theirs"]);
    let reopened = open(folder.path()).unwrap();
    assert_eq!(names(&reopened), ["counted", "mine", "theirs"]);
    let counted = reopened.document.entries.iter().find(|entry| entry.labels.account == "counted").unwrap();
    assert_eq!(counted.otp.counter, 9);
    assert!(other.reload_if_changed().unwrap());
    assert_eq!(names(&other), ["counted", "mine", "theirs"]);
    assert!(!other.reload_if_changed().unwrap());
}

#[test]
fn a_new_password_survives_the_save_of_a_window_that_did_not_know_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut mine = create(folder.path());
    let mut other = open(folder.path()).unwrap();
    let new = SecretText::copy_of("new password");
    other.set_password(&new, KdfParams::TEST, NOW_MS).unwrap();
    add(&mut mine, "one");
    let reopened = open(folder.path()).unwrap();
    assert_eq!(reopened.verify(Way::Password(&new)), Ok(true));
    assert_eq!(reopened.verify(Way::Password(&vaults::password())), Ok(false));
    assert_eq!(names(&reopened), ["one"]);
}

#[test]
fn renewed_keys_stop_a_window_that_has_the_old_ones() {
    let folder = tempfile::tempdir().unwrap();
    let mut mine = create(folder.path());
    let mut other = open(folder.path()).unwrap();
    other.rotate(&vaults::password(), None, KdfParams::TEST, NOW_MS).unwrap();
    mine.document.entries.push(entry("late"));
    assert_eq!(mine.save(Reason::act("added"), NOW_MS).err(), Some(SaveError::KeysRenewed));
    assert_eq!(mine.reload_if_changed().err(), Some(SaveError::KeysRenewed));
}

#[test]
fn a_lock_that_is_held_names_its_holder() {
    let folder = tempfile::tempdir().unwrap();
    let mut vault = create(folder.path());
    let file = std::fs::File::options().read(true).write(true).open(folder.path().join("vault.lock")).unwrap();
    file.lock().unwrap();
    assert_eq!(vault.store().doctor().lock_holder, Some(std::process::id()));
    let refused = vault.save(Reason::act("edited"), NOW_MS).err();
    assert_eq!(refused, Some(SaveError::Locked { pid: Some(std::process::id()) }));
    drop(file);
    vault.save(Reason::act("edited"), NOW_MS).unwrap();
}
