//! Recovery codes of sites: kept apart, opened for a while, ticked, undone, and never seen without their passphrase.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "helpers of tests, which may panic")]

mod support;

use std::process::Command;
use std::sync::atomic::Ordering;
use support::{Desk, NOON_MS, SECRET, add, password, text};
use watchword_service::recovery::{CodesCount, OPEN_MS, paste::understand};
use watchword_service::{Consent, EntryId, Failure, KdfParams, Session};

const CODES: &str = "w8ku-5dfa\nh3xp-97jc\nt6zs-r0bn";

fn passphrase() -> watchword_secret::SecretText {
    text("maple signal drift")
}

fn link(account: &str) -> String {
    let secret = if account == "acme" { SECRET } else { "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP" };
    format!("otpauth://totp/Zendesk:{account}?secret={secret}&issuer=Zendesk")
}

/// A vault with one entry that has three codes, open.
fn with_codes(desk: &Desk) -> (Session, EntryId) {
    let mut session = desk.create();
    let id = add(&mut session, &[&link("acme")])[0];
    session.open_recovery_codes(id, &passphrase()).unwrap();
    keep(&mut session, id, CODES);
    (session, id)
}

fn keep(session: &mut Session, id: EntryId, codes: &str) {
    session.add_recovery_codes(id, &understand(codes).codes, false).unwrap();
}

/// Each code, with when it was used behind it.
fn shown(session: &Session, id: EntryId) -> Vec<String> {
    let opened = session.recovery_codes(id).unwrap();
    let used = |used_ms: Option<u64>| used_ms.map(|at| format!(" {at}")).unwrap_or_default();
    opened.codes.iter().map(|code| format!("{}{}", code.code.expose(), used(code.used_ms))).collect()
}

fn count(session: &Session, id: EntryId) -> Option<(usize, usize)> {
    session.recovery_count(id).map(|CodesCount { count, left }| (count, left))
}

fn code_of<T>(result: Result<T, Failure>) -> &'static str {
    result.err().map_or("", |failure| failure.code)
}

/// All that the vault file holds, as somebody with its password reads it.
fn decrypted(desk: &Desk) -> String {
    let secret = desk.folder.path().join("reader-password");
    std::fs::write(&secret, password().expose()).unwrap();
    let output = Command::new("python3")
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../tests/vault_reader.py"))
        .arg(desk.folder.path().join("vault.wv"))
        .arg("--password-file")
        .arg(&secret)
        .env("PYTHONIOENCODING", "utf-8")
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_first_codes_set_the_passphrase_and_it_alone_opens_them() {
    let desk = Desk::new();
    let (session, id) = with_codes(&desk);
    assert_eq!(shown(&session, id), ["w8ku-5dfa", "h3xp-97jc", "t6zs-r0bn"]);
    drop(session);
    let mut session = desk.open();
    assert!(session.has_recovery_passphrase());
    assert_eq!(code_of(session.recovery_codes(id)), "recovery-closed", "a new session knows no passphrase");
    assert_eq!(count(&session, id), Some((3, 3)), "the number is known while they are closed");
    for wrong in ["maple signal", "maple signal drift ", password().expose()] {
        assert_eq!(code_of(session.open_recovery_codes(id, &text(wrong))), "wrong-passphrase", "{wrong}");
        assert_eq!(code_of(session.recovery_codes(id)), "recovery-closed");
    }
    assert_eq!(code_of(session.open_recovery_codes(id, &text(""))), "passphrase-empty");
    session.open_recovery_codes(id, &passphrase()).unwrap();
    assert_eq!(shown(&session, id).len(), 3);
}

#[test]
fn the_passphrase_is_not_the_password() {
    let desk = Desk::new();
    let mut session = desk.create();
    let id = add(&mut session, &[&link("acme")])[0];
    assert!(!session.has_recovery_passphrase());
    assert_eq!(code_of(session.open_recovery_codes(id, &password())), "passphrase-is-password");
    assert_eq!(code_of(session.open_recovery_codes(id, &text(""))), "passphrase-empty");
    assert_eq!(code_of(session.add_recovery_codes(id, &understand(CODES).codes, false)), "recovery-closed");
    assert_eq!(count(&session, id), None);
}

#[test]
fn they_close_after_five_minutes_and_when_asked() {
    let desk = Desk::new();
    let (mut session, id) = with_codes(&desk);
    assert_eq!(session.recovery_closes_ms(), Some(NOON_MS + OPEN_MS));
    desk.pass_seconds(299);
    session.close_recovery_codes_if_due();
    assert_eq!(shown(&session, id).len(), 3);
    desk.pass_seconds(1);
    assert_eq!(code_of(session.recovery_codes(id)), "recovery-closed");
    assert_eq!(code_of(session.tick_recovery_code(id, 0, true)), "recovery-closed");
    assert_eq!(code_of(session.add_recovery_codes(id, &understand("new1-code").codes, false)), "recovery-closed");
    assert_eq!(code_of(session.copy_next_recovery_code(id)), "recovery-closed");
    session.close_recovery_codes_if_due();
    assert_eq!(session.recovery_closes_ms(), None);
    session.open_recovery_codes(id, &passphrase()).unwrap();
    session.close_recovery_codes();
    assert_eq!(code_of(session.recovery_codes(id)), "recovery-closed");
}

#[test]
fn nothing_of_the_codes_is_in_the_vault_for_someone_with_its_password() {
    let desk = Desk::new();
    let (mut session, id) = with_codes(&desk);
    session.tick_recovery_code(id, 0, true).unwrap();
    let undone = session.undo(None).unwrap();
    session.tick_recovery_code(id, 1, true).unwrap();
    session.add_recovery_codes(id, &understand("a1b2-c3d4").codes, true).unwrap();
    session.change_recovery_passphrase(&passphrase(), &text("another one")).unwrap();
    let content = decrypted(&desk);
    assert!(content.contains("recovery_codes") && content.contains(SECRET_BASE64), "the reader reads secrets");
    for hidden in ["w8ku", "h3xp", "t6zs", "a1b2", "c3d4", "maple", "another one"] {
        assert!(!content.contains(hidden), "{hidden}");
    }
    // Nor in anything that can be printed.
    let row = session.plain_row(id).unwrap();
    let failure = session.recovery_codes(EntryId::make().unwrap()).err();
    let printed = format!("{undone:?} {row:?} {failure:?} {:?} {:?}", session.history(id), session.overview());
    assert!(!printed.contains("w8ku") && !printed.contains("a1b2"), "{printed}");
}

/// The secret of the entries, as the vault file writes it.
const SECRET_BASE64: &str = "MTIzNDU2Nzg5MDEyMzQ1Njc4OTA=";

#[test]
fn a_used_code_stays_with_its_date_and_can_be_unticked() {
    let desk = Desk::new();
    let (mut session, id) = with_codes(&desk);
    desk.pass_seconds(60);
    let done = session.tick_recovery_code(id, 1, true).unwrap();
    assert_eq!((done.what.as_str(), done.name.as_str(), done.count), ("recovery-used", "Zendesk-acme", 1));
    assert_eq!(shown(&session, id)[1], format!("h3xp-97jc {}", NOON_MS + 60_000));
    assert_eq!(count(&session, id), Some((3, 2)));
    let again = session.tick_recovery_code(id, 1, true).unwrap();
    assert_eq!((again.count, again.undo_id), (0, None), "what is ticked stays as it is");
    session.tick_recovery_code(id, 1, false).unwrap();
    assert_eq!(shown(&session, id)[1], "h3xp-97jc");
    assert_eq!(code_of(session.tick_recovery_code(id, 3, true)), "no-such-code");
    let whats: Vec<String> = session.history(id).into_iter().map(|past| past.what).collect();
    assert_eq!(whats, ["recovery-unused", "recovery-used", "recovery-added", "added"]);
}

#[test]
fn every_change_can_be_taken_back_and_is_on_the_disk() {
    let desk = Desk::new();
    let (mut session, id) = with_codes(&desk);
    session.tick_recovery_code(id, 0, true).unwrap();
    keep(&mut session, id, "p4q5-r6s7");
    let replaced = session.add_recovery_codes(id, &understand("a1b2-c3d4").codes, true).unwrap();
    assert_eq!(shown(&session, id), ["a1b2-c3d4"]);
    session.edit(id, &watchword_service::edit::Edit { note: Some("later".into()), ..Default::default() }).unwrap();
    session.undo(replaced.done.undo_id).unwrap();
    assert_eq!(count(&session, id), Some((4, 3)));
    assert_eq!(session.entry(id).unwrap().labels.note, "later", "what came after stays");
    session.undo(None).unwrap();
    session.undo(None).unwrap();
    assert_eq!(count(&desk.open(), id), Some((3, 2)));
    session.undo(None).unwrap();
    session.undo(None).unwrap();
    assert_eq!(count(&desk.open(), id), None);
    assert_eq!(session.entry(id).unwrap().recovery_codes, None);
}

#[test]
fn taking_back_an_earlier_change_leaves_the_later_ones() {
    let desk = Desk::new();
    let (mut session, id) = with_codes(&desk);
    let first = session.tick_recovery_code(id, 0, true).unwrap().undo_id;
    session.tick_recovery_code(id, 1, true).unwrap();
    let added = session.add_recovery_codes(id, &understand("a1b2-c3d4").codes, false).unwrap().done.undo_id;
    session.tick_recovery_code(id, 3, true).unwrap();
    session.close_recovery_codes();
    let before = session.revision();
    assert_eq!(code_of(session.undo(first)), "recovery-closed", "what is sealed cannot be told apart");
    assert_eq!((session.revision(), count(&session, id)), (before, Some((4, 1))));
    session.open_recovery_codes(id, &passphrase()).unwrap();
    session.undo(first).unwrap();
    let second = format!("h3xp-97jc {NOON_MS}");
    assert_eq!(shown(&session, id), ["w8ku-5dfa", &second, "t6zs-r0bn", &format!("a1b2-c3d4 {NOON_MS}")]);
    session.undo(added).unwrap();
    assert_eq!(shown(&session, id), ["w8ku-5dfa", &second, "t6zs-r0bn"]);
    assert_eq!(count(&desk.open(), id), Some((3, 2)));
}

#[test]
fn codes_that_are_there_are_not_added_again() {
    let desk = Desk::new();
    let (mut session, id) = with_codes(&desk);
    let before = session.revision();
    let again = session.add_recovery_codes(id, &understand("W8 nothing\nw8ku 5dfa").codes, false).unwrap();
    assert_eq!((again.added, again.known, again.done.count), (0, 1, 0));
    assert_eq!(session.revision(), before);
    let some = session.add_recovery_codes(id, &understand("w8ku-5dfa\n[x] a1b2-c3d4").codes, false).unwrap();
    assert_eq!((some.added, some.known), (1, 1));
    assert_eq!(shown(&session, id)[3], format!("a1b2-c3d4 {NOON_MS}"), "ticked in the text: used");
    assert_eq!(code_of(session.add_recovery_codes(id, &[], false)), "no-codes-in-text");
    let many: Vec<String> = (0..200).map(|number| format!("a{number:07}")).collect();
    let many = understand(&many.join("\n")).codes;
    assert_eq!(code_of(session.add_recovery_codes(id, &many, false)), "too-many-codes");
    assert_eq!(count(&session, id), Some((4, 3)), "and nothing is changed");
}

#[test]
fn the_next_unused_code_goes_to_the_clipboard_and_leaves_it() {
    let desk = Desk::new();
    let (mut session, id) = with_codes(&desk);
    session.tick_recovery_code(id, 0, true).unwrap();
    let copied = session.copy_next_recovery_code(id).unwrap();
    assert_eq!((copied.place, copied.clears_ms), (1, Some(NOON_MS + 20_000)));
    assert_eq!(desk.clipboard.holds.lock().unwrap().as_deref(), Some("h3xp-97jc"));
    desk.pass_seconds(20);
    assert_eq!(session.clear_clipboard_if_due(), Some(true));
    assert_eq!(desk.clipboard.holds.lock().unwrap().as_deref(), None);
    desk.clipboard.refuses.store(true, Ordering::SeqCst);
    assert_eq!(session.copy_next_recovery_code(id).unwrap().clears_ms, None);
    session.tick_recovery_code(id, 1, true).unwrap();
    session.tick_recovery_code(id, 2, true).unwrap();
    assert_eq!(code_of(session.copy_next_recovery_code(id)), "no-code-left");
}

#[test]
fn a_new_passphrase_seals_all_anew_and_undo_still_works() {
    let desk = Desk::new();
    let (mut session, id) = with_codes(&desk);
    let other = add(&mut session, &[&link("globex")])[0];
    keep(&mut session, other, "a1b2-c3d4");
    session.tick_recovery_code(id, 0, true).unwrap();
    let tick = session.history(id)[0].undo_id;
    let new = text("granite lamp");
    assert_eq!(code_of(session.change_recovery_passphrase(&text("wrong"), &new)), "wrong-passphrase");
    assert_eq!(code_of(session.change_recovery_passphrase(&passphrase(), &password())), "passphrase-is-password");
    assert_eq!(session.change_recovery_passphrase(&passphrase(), &new).unwrap(), 2);
    assert_eq!(shown(&session, other), ["a1b2-c3d4"], "what is open stays open");
    let mut session = desk.open();
    assert_eq!(code_of(session.open_recovery_codes(id, &passphrase())), "wrong-passphrase");
    session.open_recovery_codes(other, &new).unwrap();
    assert_eq!(count(&session, id), Some((3, 2)));
    session.undo(tick).unwrap();
    assert_eq!(shown(&session, id)[0], "w8ku-5dfa", "the journal was sealed anew too");
}

#[test]
fn an_entry_without_codes_takes_the_passphrase_of_the_vault() {
    let desk = Desk::new();
    let (mut session, _) = with_codes(&desk);
    let other = add(&mut session, &[&link("globex")])[0];
    session.close_recovery_codes();
    assert_eq!(code_of(session.open_recovery_codes(other, &text("a second passphrase"))), "wrong-passphrase");
    session.open_recovery_codes(other, &passphrase()).unwrap();
    assert_eq!(shown(&session, other), [""; 0]);
    assert_eq!(code_of(session.next_recovery_code(other)), "no-recovery-codes");
}

#[test]
fn versions_and_backups_bring_them_back() {
    let desk = Desk::new();
    let (mut session, id) = with_codes(&desk);
    let version = session.make_backup(None).unwrap();
    let backup = desk.folder.path().join("copy.wv");
    session.make_backup(Some(&backup)).unwrap();
    session.tick_recovery_code(id, 0, true).unwrap();
    let name = version.path.file_stem().unwrap().to_string_lossy().into_owned();
    let done = session.go_back(&name, &password()).unwrap();
    assert_eq!(count(&session, id), Some((3, 3)));
    session.undo(done.undo_id).unwrap();
    assert_eq!(count(&session, id), Some((3, 2)));

    // Erased here, and taken from the backup again.
    session.trash(&[id]).unwrap();
    session.erase(&[id]).unwrap();
    session.review_backup(&backup, &password(), Consent::Ask).unwrap();
    session.intake_accept().unwrap();
    session.open_recovery_codes(id, &passphrase()).unwrap();
    assert_eq!(shown(&session, id), ["w8ku-5dfa", "h3xp-97jc", "t6zs-r0bn"]);
    assert_eq!(count(&desk.open(), id), Some((3, 3)));

    // And in another vault, with the passphrase that they were sealed with.
    let other = Desk::new();
    let mut session = other.profile().create_with(&text("garden stone"), false, KdfParams::TEST).unwrap().0;
    session.review_backup(&backup, &password(), Consent::Ask).unwrap();
    session.intake_accept().unwrap();
    session.open_recovery_codes(id, &passphrase()).unwrap();
    assert_eq!(shown(&session, id).len(), 3);
}

#[test]
fn codes_that_lose_a_merge_are_still_there() {
    let (desk, other) = (Desk::new(), Desk::new());
    let (mut mine, id) = with_codes(&desk);
    let vault = |desk: &Desk| desk.folder.path().join("vault.wv");
    std::fs::copy(vault(&desk), vault(&other)).unwrap();
    mine.tick_recovery_code(id, 0, true).unwrap();
    keep(&mut mine, id, "a1b2-c3d4");
    // A later change of the name on another device: labels and codes have one stamp, so its older codes win.
    other.pass_seconds(60);
    let mut theirs = other.open();
    theirs.rename(id, "Zendesk-acme-eu").unwrap();
    std::fs::copy(vault(&other), vault(&desk)).unwrap();
    assert!(mine.take_over_changes().unwrap());
    assert_eq!(mine.shown_name(id), "Zendesk-acme-eu");
    assert_eq!(count(&mine, id), Some((3, 3)));
    let united = [format!("w8ku-5dfa {NOON_MS}").as_str(), "h3xp-97jc", "t6zs-r0bn", "a1b2-c3d4"].map(str::to_owned);
    assert_eq!(shown(&mine, id), united, "a code that either side knows, used where either side says so");
    mine.tick_recovery_code(id, 1, true).unwrap();
    assert_eq!(count(&desk.open(), id), Some((4, 2)), "and with the next change they are one again");
}

#[test]
fn what_two_windows_changed_comes_together() {
    let desk = Desk::new();
    let (mut first, id) = with_codes(&desk);
    let mut second = desk.open();
    second.open_recovery_codes(id, &passphrase()).unwrap();
    second.tick_recovery_code(id, 2, true).unwrap();
    desk.pass_seconds(1);
    first.tick_recovery_code(id, 0, true).unwrap();
    assert_eq!(count(&first, id), Some((3, 1)), "a save takes over what is on the disk first");

    // What one takes back, replaces or seals anew is so for the other too.
    second.take_over_changes().unwrap();
    second.tick_recovery_code(id, 0, false).unwrap();
    first.take_over_changes().unwrap();
    assert_eq!(shown(&first, id), ["w8ku-5dfa", "h3xp-97jc", &format!("t6zs-r0bn {NOON_MS}")]);
    second.undo(None).unwrap();
    first.take_over_changes().unwrap();
    assert_eq!(count(&first, id), Some((3, 1)));
    second.add_recovery_codes(id, &understand("a1b2-c3d4").codes, true).unwrap();
    first.take_over_changes().unwrap();
    assert_eq!(shown(&first, id), ["a1b2-c3d4"]);
    second.change_recovery_passphrase(&passphrase(), &text("garden stone")).unwrap();
    first.take_over_changes().unwrap();
    assert_eq!(code_of(first.recovery_codes(id)), "recovery-closed", "the key in hand opens them no more");
    first.open_recovery_codes(id, &text("garden stone")).unwrap();
    first.edit(id, &watchword_service::edit::Edit { note: Some("later".into()), ..Default::default() }).unwrap();
    assert!(!decrypted(&desk).contains("recovery_codes_kept"), "nothing of the old passphrase is left beside them");
    assert_eq!(shown(&first, id), ["a1b2-c3d4"]);
}
