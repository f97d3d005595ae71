//! Processes killed while they save, five hundred times: no save that was acknowledged is lost, no file is torn.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "helpers of tests stop the test that they cannot help"
)]

#[path = "support/vaults.rs"]
mod vaults;

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;
use vaults::{NOW_MS, create, entry, open};
use watchword_otp::Kind;
use watchword_vault::Reason;

const ROUNDS: u32 = 500;
const FOLDER: &str = "WATCHWORD_TEST_FOLDER";

/// Does nothing in a test run of its own. As the child of the test below it raises a counter and saves, without end,
/// and reports each number once its save has returned.
#[test]
fn child_that_saves_without_end() {
    let Some(folder) = std::env::var_os(FOLDER) else { return };
    let mut vault = open(Path::new(&folder)).unwrap();
    let mut out = std::io::stdout();
    loop {
        vault.document.entries[0].otp.counter += 1;
        let counter = vault.document.entries[0].otp.counter;
        vault.save(Reason::new("counter", 1, ""), NOW_MS).unwrap();
        writeln!(out, "saved {counter}").and_then(|()| out.flush()).unwrap();
    }
}

/// Different each time, yet the same in every run.
fn delay(round: u32) -> Duration {
    Duration::from_micros(u64::from(round.wrapping_mul(2_654_435_761) % 24_000))
}

#[test]
fn a_killed_process_loses_no_acknowledged_save() {
    let folder = tempfile::tempdir().unwrap();
    let mut vault = create(folder.path());
    let mut raised = entry("raised");
    raised.otp.kind = Kind::Hotp;
    vault.document.entries.push(raised);
    vault.save(Reason::new("added", 1, ""), NOW_MS).unwrap();
    drop(vault);
    let mut acknowledged = 0;
    let mut interrupted = 0;
    for round in 0..ROUNDS {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "child_that_saves_without_end", "--nocapture", "--test-threads=1"])
            .env(FOLDER, folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let counter = |line: &str| line.split("saved ").nth(1).and_then(|number| number.parse::<u64>().ok());
        // The first save tells that it is running.
        let first = lines.by_ref().find_map(|line| counter(&line.unwrap())).expect("the child ended");
        std::thread::sleep(delay(round));
        child.kill().unwrap();
        child.wait().unwrap();
        acknowledged = lines.map_while(Result::ok).filter_map(|line| counter(&line)).last().unwrap_or(first);
        interrupted += u32::from(has_temporary(folder.path()));
        let vault = open(folder.path()).unwrap();
        let saved = vault.document.entries[0].otp.counter;
        assert!(saved == acknowledged || saved == acknowledged + 1, "round {round}: {saved} of {acknowledged}");
        assert_eq!(vault.rollback(), None, "round {round}");
        assert!(!has_temporary(folder.path()), "round {round}: a temporary file stayed");
    }
    assert!(acknowledged >= u64::from(ROUNDS));
    assert!(interrupted > ROUNDS / 20, "only {interrupted} kills hit a save in its course");
    let versions = open(folder.path()).unwrap().store().versions().unwrap();
    assert!(versions.len() >= 3 && versions.iter().all(|version| version.digest_ok));
}

fn has_temporary(folder: &Path) -> bool {
    let mut names = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    names.any(|name| name.to_string_lossy().ends_with(".tmp"))
}
