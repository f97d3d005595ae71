//! The vault as a whole: the ways in, waiting, remembering, backups, damage.

mod support;

use sha2::{Digest, Sha256};
use std::sync::atomic::Ordering;
use support::{Desk, NOON_MS, SECRET, add, password, text};
use watchword_service::backup::{Proof, is_vault_file};
use watchword_service::copying::Which;
use watchword_service::profile::{Remembered, Trust};
use watchword_service::{Consent, KdfParams, Standing};

const LINK: &str = "otpauth://totp/Okta:admin?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const OTHER: &str = "otpauth://totp/GitHub:me?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";

#[test]
fn a_vault_is_made_once_and_opens_with_its_password_only() {
    let desk = Desk::new();
    let mut profile = desk.profile();
    assert_eq!(profile.standing(), Ok(Standing::FirstRun));
    drop(desk.create());
    assert_eq!(profile.standing(), Ok(Standing::Locked));
    assert_eq!(profile.create_with(&password(), false, KdfParams::TEST).err().unwrap().code, "exists");
    assert_eq!(profile.unlock(&text("other"), Consent::Ask).err().unwrap().code, "wrong-password");
    assert_eq!(profile.unlock(&text(""), Consent::Ask).err().unwrap().code, "password-empty");
    assert!(profile.unlock(&password(), Consent::Ask).is_ok());
}

#[test]
fn guessing_at_the_keyboard_gets_slower_and_never_wipes() {
    let desk = Desk::new();
    drop(desk.create());
    let mut profile = desk.profile();
    for _ in 0..3 {
        assert_eq!(profile.unlock(&text("other"), Consent::Ask).err().unwrap().code, "wrong-password");
    }
    let refused = profile.unlock(&password(), Consent::Ask).err().unwrap();
    assert_eq!((refused.code, refused.value("seconds")), ("wait", "2"));
    desk.pass_seconds(2);
    assert!(profile.unlock(&password(), Consent::Ask).is_ok());
}

#[test]
fn the_recovery_key_opens_and_a_new_password_is_due() {
    let desk = Desk::new();
    let (session, key) = desk.profile().create_with(&password(), true, KdfParams::TEST).unwrap();
    assert!(!session.overview().password_due);
    drop(session);
    let groups = key.unwrap().to_groups();
    let forgiving = groups.expose().to_lowercase().replace('-', " ");
    let mut session = desk.profile().unlock_with_recovery_key(&text(&forgiving)).unwrap();
    assert!(session.overview().password_due);
    session.set_password_at_cost(&text("new password of mine"), KdfParams::TEST).unwrap();
    assert!(!session.overview().password_due);
    drop(session);
    assert_eq!(desk.profile().unlock(&password(), Consent::Ask).err().unwrap().code, "wrong-password");
    assert!(desk.profile().unlock(&text("new password of mine"), Consent::Ask).is_ok());
    let mut wrong = groups.expose().to_owned();
    let last = if wrong.pop() == Some('0') { '1' } else { '0' };
    wrong.push(last);
    assert_eq!(desk.profile().unlock_with_recovery_key(&text(&wrong)).err().unwrap().code, "recovery-key-typo");
    assert_eq!(desk.profile().unlock_with_recovery_key(&text("K7QM")).err().unwrap().code, "recovery-key-length");
}

#[test]
fn a_remembered_computer_opens_until_the_time_is_over() {
    let desk = Desk::new();
    let mut session = desk.create();
    let profile = desk.profile();
    assert_eq!(profile.remembered(), Remembered::No);
    assert!(profile.unlock_remembered().unwrap().is_none());
    profile.remember(&mut session, Trust::Hours(8)).unwrap();
    drop(session);
    desk.pass_seconds(8 * 3_600 - 1);
    let session = profile.unlock_remembered().unwrap().unwrap();
    assert!(session.is_remembered());
    desk.pass_seconds(1);
    assert!(profile.unlock_remembered().unwrap().is_none());
    // The clock goes back to a time when it was remembered: too late, it is forgotten.
    desk.clock.wall_ms.fetch_sub(8 * 3_600_000, Ordering::SeqCst);
    assert!(profile.unlock_remembered().unwrap().is_none());
    drop(desk.open());
}

#[test]
fn trust_that_is_over_does_not_come_back_with_the_clock() {
    let desk = Desk::new();
    let mut session = desk.create();
    let profile = desk.profile();
    profile.remember(&mut session, Trust::Hours(8)).unwrap();
    drop(session);
    desk.pass_seconds(9 * 3_600);
    assert!(profile.unlock_remembered().unwrap().is_none());
    desk.clock.wall_ms.fetch_sub(8 * 3_600_000, Ordering::SeqCst);
    assert!(profile.unlock_remembered().unwrap().is_none());
    assert_eq!(profile.remembered(), Remembered::No);
}

#[test]
fn an_older_copy_is_read_only_until_the_person_goes_on_with_it() {
    let desk = Desk::new();
    let mut session = desk.create();
    let file = desk.folder.path().join("vault.wv");
    let older = std::fs::read(&file).unwrap();
    add(&mut session, &[LINK]);
    drop(session);
    std::fs::write(&file, older).unwrap();
    let mut session = desk.open();
    assert_eq!(session.overview().read_only, "older-copy");
    session.intake_text(&text(OTHER)).unwrap();
    assert_eq!(session.intake_accept().unwrap_err().code, "read-only");
    session.accept_older_copy();
    assert_eq!(session.intake_accept().unwrap().added.len(), 1);
    assert_eq!(desk.open().overview().read_only, "");
}

#[test]
fn settings_that_cannot_be_understood_are_not_written_over() {
    let desk = Desk::new();
    drop(desk.create());
    let file = desk.folder.path().join("settings.toml");
    std::fs::write(&file, "theme = dark").unwrap();
    let mut session = desk.open();
    assert_eq!(session.change_settings(|settings| settings.hide_codes = true).unwrap_err().code, "bad-setting");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "theme = dark");
}

#[test]
fn the_keyring_is_never_the_only_way_in() {
    let desk = Desk::new();
    let mut session = desk.create();
    let profile = desk.profile();
    profile.remember(&mut session, Trust::Hours(8)).unwrap();
    desk.keyring.silent.store(true, Ordering::SeqCst);
    assert_eq!(profile.unlock_remembered().err().unwrap().code, "keyring-silent");
    drop(desk.open());
    assert_eq!(profile.remember(&mut session, Trust::Hours(8)).unwrap_err().code, "keyring-silent");
    assert_eq!(profile.remembered(), Remembered::No, "what the keyring did not take is not remembered");
}

#[test]
fn an_idle_vault_locks_but_not_while_the_computer_is_remembered() {
    let desk = Desk::new();
    let mut session = desk.create();
    session.change_settings(|settings| settings.lock_minutes = 5).unwrap();
    desk.pass_seconds(299);
    assert!(!session.is_idle());
    session.touch();
    desk.pass_seconds(300);
    assert!(session.is_idle());
    desk.profile().remember(&mut session, Trust::Hours(1)).unwrap();
    desk.pass_seconds(3_599);
    assert!(!session.is_idle());
    desk.pass_seconds(1);
    assert!(session.is_idle());
}

#[test]
fn no_clock_that_is_set_puts_the_lock_the_wait_or_the_clearing_off() {
    let desk = Desk::new();
    let mut session = desk.create();
    session.change_settings(|settings| settings.lock_minutes = 5).unwrap();
    let id = add(&mut session, &[LINK])[0];
    session.copy_code(id, Which::Smart).unwrap();
    let mut profile = desk.profile();
    for _ in 0..3 {
        assert_eq!(profile.unlock(&text("wrong"), Consent::Ask).err().unwrap().code, "wrong-password");
    }
    let set_clock = |ms: u64| desk.clock.wall_ms.store(ms, Ordering::SeqCst);
    // Far back, then far ahead: nothing is due, and what people are told is the time that the clock shows then.
    for wall_ms in [NOON_MS - 3_600_000, NOON_MS + 3_600_000] {
        set_clock(wall_ms);
        assert!(!session.is_idle());
        assert_eq!(session.overview().locks_ms, wall_ms + 300_000);
        assert_eq!(session.clear_clipboard_if_due(), None);
        assert_eq!(profile.wait_until_ms(), wall_ms + 2_000);
        assert_eq!(profile.unlock(&password(), Consent::Ask).err().unwrap().code, "wait");
    }
    set_clock(NOON_MS - 3_600_000);
    desk.clock.steady_ms.fetch_add(300_000, Ordering::SeqCst);
    assert!(session.is_idle());
    assert_eq!(session.clear_clipboard_if_due(), Some(true));
    assert_eq!(profile.wait_until_ms(), 0);
    assert!(profile.unlock(&password(), Consent::Ask).is_ok());
}

#[test]
fn a_backup_opens_in_an_empty_folder_with_the_same_codes() {
    let desk = Desk::new();
    let mut session = desk.create();
    let id = add(&mut session, &[LINK, OTHER])[0];
    let elsewhere = tempfile::tempdir().unwrap();
    let file = elsewhere.path().join("watchword.wv");
    session.make_backup(Some(&file)).unwrap();
    assert_eq!(session.make_backup(Some(&file)).unwrap_err().code, "exists", "a backup never overwrites");
    assert_eq!(is_vault_file(&file), Ok(true));
    let profile = desk.profile_at(&elsewhere.path().join("new computer"));
    assert_eq!(profile.adopt(&file, &text("other"), Consent::Ask).err().unwrap().code, "wrong-password");
    assert_eq!(profile.standing(), Ok(Standing::FirstRun), "a wrong password leaves nothing behind");
    let there = profile.adopt(&file, &password(), Consent::Ask).unwrap();
    let code = |session: &watchword_service::Session| session.code_at(id, 59).unwrap().code;
    assert!(code(&there) == code(&session));
    assert_eq!(there.entries().len(), 2);
}

#[test]
fn a_rehearsal_proves_a_backup_or_names_what_is_missing() {
    let desk = Desk::new();
    let mut session = desk.create();
    assert_eq!(session.proof(), Proof::Never);
    add(&mut session, &[LINK]);
    let rehearsal = session.rehearse(None, &password()).unwrap();
    assert_eq!(rehearsal.missing, [""; 0], "a backup of now is made when the newest version is older");
    std::fs::remove_file(desk.folder.path().join("proofs.sealed")).unwrap();
    let made = session.make_backup(None).unwrap();
    assert!(made.path.starts_with(desk.folder.path()));
    assert_eq!(session.rehearse(None, &text("other")).unwrap_err().code, "wrong-password");
    assert_eq!(session.proof(), Proof::Never);
    let rehearsal = session.rehearse(None, &password()).unwrap();
    assert_eq!((rehearsal.rehearsed.found, rehearsal.rehearsed.of, rehearsal.missing.len()), (1, 1, 0));
    assert!(matches!(session.proof(), Proof::Proven(_)));
    desk.pass_seconds(31 * 24 * 3_600);
    assert!(matches!(session.proof(), Proof::Old(_)));
    add(&mut session, &[OTHER]);
    let old = session.versions().unwrap().into_iter().find(|version| version.entries == Some(1)).unwrap();
    let rehearsal = session.rehearse(Some(&old.id), &password()).unwrap();
    assert_eq!(
        (rehearsal.rehearsed.found, rehearsal.rehearsed.of, rehearsal.missing),
        (1, 2, vec!["GitHub-me".to_owned()])
    );
    assert!(matches!(desk.open().proof(), Proof::Failed(_)), "proofs are kept");
}

#[test]
fn going_back_to_a_version_loses_nothing_and_can_be_undone() {
    let desk = Desk::new();
    let mut session = desk.create();
    let id = add(&mut session, &[LINK])[0];
    let version = session.make_backup(None).unwrap();
    assert_eq!(version.entries, 1);
    let id_then = session.versions().unwrap()[0].id.clone();
    session.rename(id, "Okta-root").unwrap();
    let later = add(&mut session, &[OTHER])[0];
    assert_eq!(session.go_back(&id_then, &text("other")).unwrap_err().code, "wrong-password");
    session.go_back(&id_then, &password()).unwrap();
    assert_eq!(session.shown_name(id), "Okta-admin");
    assert!(session.entry(later).unwrap().is_trashed(), "what came later is in the trash");
    session.undo(None).unwrap();
    assert_eq!(session.shown_name(id), "Okta-root");
    assert!(!session.entry(later).unwrap().is_trashed());
}

#[test]
fn a_damaged_or_missing_vault_comes_back_from_a_version() {
    let desk = Desk::new();
    let mut session = desk.create();
    let id = add(&mut session, &[LINK])[0];
    session.rename(id, "Okta-root").unwrap();
    drop(session);
    let file = desk.folder.path().join("vault.wv");
    let whole = std::fs::read(&file).unwrap();
    for damage in [Some(whole[..whole.len() / 2].to_vec()), Some(Vec::new()), None] {
        match &damage {
            Some(bytes) => std::fs::write(&file, bytes).unwrap(),
            None => std::fs::remove_file(&file).unwrap(),
        }
        let mut profile = desk.profile();
        let expected = if damage.is_some() { Standing::Damaged } else { Standing::Missing };
        assert_eq!(profile.standing(), Ok(expected));
        assert!(profile.unlock(&password(), Consent::Ask).is_err());
        assert_eq!(
            profile.create_with(&password(), false, KdfParams::TEST).err().unwrap().code,
            "exists",
            "never a new vault over it"
        );
        let version = profile.store().versions().unwrap()[0].id.to_string();
        assert_eq!(profile.recover(&version, &text("other"), Consent::Ask).err().unwrap().code, "wrong-password");
        let session = profile.recover(&version, &password(), Consent::Ask).unwrap();
        assert_eq!(session.entry(id).unwrap().labels.issuer, "Okta");
    }
}

#[test]
fn a_vault_that_was_altered_within_comes_back_from_a_version() {
    let desk = Desk::new();
    let mut session = desk.create();
    add(&mut session, &[LINK]);
    add(&mut session, &[OTHER]);
    drop(session);
    // One bit of the content, with the digest of the whole made right again.
    let file = desk.folder.path().join("vault.wv");
    let mut bytes = std::fs::read(&file).unwrap();
    let end = bytes.len() - 32;
    bytes[end - 20] ^= 1;
    let digest = Sha256::digest(&bytes[..end]);
    bytes[end..].copy_from_slice(&digest);
    std::fs::write(&file, bytes).unwrap();
    let mut profile = desk.profile();
    assert_eq!(profile.standing(), Ok(Standing::Locked));
    assert_eq!(profile.unlock(&password(), Consent::Ask).err().unwrap().code, "altered");
    assert_eq!(profile.standing(), Ok(Standing::Damaged), "the password was right: what is left is offered");
    let version = profile.store().versions().unwrap()[0].id.to_string();
    assert_eq!(profile.recover(&version, &password(), Consent::Ask).unwrap().entries().len(), 1);
}

#[test]
fn a_backup_from_elsewhere_takes_the_place_of_a_lost_vault() {
    let desk = Desk::new();
    let mut session = desk.create();
    let id = add(&mut session, &[LINK])[0];
    let elsewhere = tempfile::tempdir().unwrap();
    let backup = elsewhere.path().join("stick.wv");
    session.make_backup(Some(&backup)).unwrap();
    session.rename(id, "Okta-root").unwrap();
    drop(session);
    let file = desk.folder.path().join("vault.wv");
    let whole = std::fs::read(&file).unwrap();
    assert_eq!(desk.profile().adopt(&backup, &password(), Consent::Ask).err().unwrap().code, "exists");
    for damage in [Some(&whole[..whole.len() / 2]), None] {
        match damage {
            Some(bytes) => std::fs::write(&file, bytes).unwrap(),
            None => std::fs::remove_file(&file).unwrap(),
        }
        let profile = desk.profile();
        assert_eq!(profile.adopt(&backup, &text("other"), Consent::Ask).err().unwrap().code, "wrong-password");
        drop(profile.adopt(&backup, &password(), Consent::Ask).unwrap());
        let mut session = desk.open();
        assert_eq!((session.shown_name(id).as_str(), session.overview().read_only.as_str()), ("Okta-admin", ""));
        session.rename(id, "Okta-again").unwrap();
        session.undo(None).unwrap();
    }
    let asides = std::fs::read_dir(desk.folder.path()).unwrap().filter_map(Result::ok);
    let aside = asides.filter(|entry| entry.file_name().to_string_lossy().contains(".damaged-")).count();
    assert_eq!(aside, 1, "the damaged file is kept");
}

#[test]
fn a_backup_in_an_open_vault_goes_through_the_review() {
    let desk = Desk::new();
    let mut session = desk.create();
    add(&mut session, &[LINK]);
    let elsewhere = Desk::new();
    let mut other = elsewhere.create();
    add(&mut other, &[LINK, OTHER]);
    let file = elsewhere.folder.path().join("b.wv");
    other.make_backup(Some(&file)).unwrap();
    let counts = session.review_backup(&file, &password(), Consent::Ask).unwrap().counts;
    assert_eq!((counts.add, counts.same), (1, 1));
    session.intake_accept().unwrap();
    assert_eq!(session.entries().len(), 2);
    assert_eq!(SECRET.len(), 32);
}
