//! Power lost at any moment of a save, with everything forgotten that was not flushed: the last acknowledged save
//! opens, the one before it is in the ring, the state record is whole. Each flush that is left out is noticed.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "helpers of tests stop the test that they cannot help"
)]

#[path = "support/model.rs"]
mod model;
#[path = "support/vaults.rs"]
mod vaults;

use model::ModelDisk;
use std::path::Path;
use vaults::{NOW_MS, TEST, entry, key, password};
use watchword_vault::{Consent, Reason, Step, Store, Vault, Way};

const FOLDER: &str = "/model";
const SAVES: u64 = 6;

fn open(disk: ModelDisk) -> Result<Vault<ModelDisk>, String> {
    let store = Store::with_vfs(Path::new(FOLDER), disk);
    store.open(Way::RecoveryKey(&key()), Consent::Ask, NOW_MS).map_err(|error| error.to_string())
}

/// Saves a few times, counting up, then looks at every state that a crash may have left meanwhile.
/// Returns how many were looked at, and what was wrong with the first that was.
fn run(without: Option<Step>) -> (usize, Option<String>) {
    let disk = ModelDisk::default();
    let store = Store::with_vfs(Path::new(FOLDER), disk.clone());
    let mut vault = store.create(&password(), Some(&key()), TEST, NOW_MS, "model").unwrap();
    vault.document.entries.push(entry("counted"));
    vault.save(Reason::act("added"), NOW_MS).unwrap();
    let before = disk.moments().len();
    disk.ignore_flush(without);
    for number in 1..=SAVES {
        vault.document.entries[0].otp.counter = number;
        vault.save(Reason::act("counter"), NOW_MS).unwrap();
        disk.acknowledge(number);
    }
    let mut states = 0;
    for moment in disk.moments().into_iter().skip(before) {
        for after in moment.after_a_crash() {
            states += 1;
            if let Err(wrong) = look_at(after, &vault, moment.acknowledged) {
                return (states, Some(wrong));
            }
        }
    }
    (states, None)
}

fn look_at(disk: ModelDisk, original: &Vault<ModelDisk>, acknowledged: u64) -> Result<(), String> {
    let vault = open(disk)?;
    let found = vault.document.entries[0].otp.counter;
    let expect = |good: bool, wrong: &str| if good { Ok(()) } else { Err(wrong.to_owned()) };
    expect(found >= acknowledged, "an acknowledged save is lost")?;
    expect(vault.device() == original.device(), "the state record is torn")?;
    expect(vault.rollback().is_none(), "the vault is behind the state record")?;
    let versions = vault.store().versions().map_err(|error| error.to_string())?;
    let previous = versions.iter().find(|version| version.id.revision + 1 == vault.revision());
    expect(previous.is_some_and(|version| version.digest_ok), "the revision before is not in the ring")
}

#[test]
fn no_state_that_a_crash_may_leave_loses_anything() {
    let (states, wrong) = run(None);
    assert_eq!(wrong, None);
    assert!(states > 500, "only {states} states");
}

#[test]
fn each_flush_that_is_left_out_is_noticed() {
    for (step, wrong) in [
        (Step::TempSync, "the vault file is damaged"),
        (Step::KeepSync, "the revision before is not in the ring"),
        (Step::SwapSync, "the vault is behind the state record"),
        (Step::StateSync, "the state record is torn"),
    ] {
        assert_eq!(run(Some(step)).1.as_deref(), Some(wrong), "{step:?}");
    }
}
