//! Entries through the session: coming in, being found, being copied, changed, undone and never lost.

#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests, which may panic")]

mod support;

use std::sync::atomic::Ordering;
use support::{Desk, NOON_MS, SECRET, add, text};
use watchword_service::copying::{CopyOutcome, Given, Which};
use watchword_service::edit::Edit;
use watchword_service::intake::{Answer, Choice, State, TypedEntry};
use watchword_service::list::{Request, SectionKind, Sort};
use watchword_service::picture::Limits;
use watchword_service::{EntryId, Session, base32};

const OTHER: &str = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";

fn link(label: &str, secret: &str) -> String {
    format!("otpauth://totp/{label}?secret={secret}")
}

fn names(session: &mut Session, query: &str) -> Vec<String> {
    session.search(query, 100).into_iter().map(|found| found.row.name.full()).collect()
}

fn states(session: &Session) -> Vec<State> {
    session.intake().map(|intake| intake.items.iter().map(|item| item.state).collect()).unwrap_or_default()
}

fn clipboard(desk: &Desk) -> Option<String> {
    desk.clipboard.holds.lock().unwrap().clone()
}

fn copied(outcome: CopyOutcome) -> (String, Given, u64, u64) {
    match outcome {
        CopyOutcome::Copied(copied) => {
            let chosen = copied.chosen;
            (chosen.code.expose().to_owned(), chosen.given, chosen.works_from, chosen.works_until)
        }
        CopyOutcome::Refused(_) => panic!("the clipboard took nothing"),
    }
}

#[test]
fn a_zendesk_host_becomes_a_name_that_is_found_by_its_initials() {
    let desk = Desk::new();
    let mut session = desk.create();
    session.intake_text(&text(&link("acme.zendesk.com:support@acme.example", SECRET))).unwrap();
    let item = &session.intake().unwrap().items[0];
    assert_eq!((item.name.full().as_str(), item.labels.login.as_str()), ("Zendesk-acme", "support@acme.example"));
    assert_eq!(item.was, "acme.zendesk.com-support@acme.example");
    session.intake_accept().unwrap();
    assert_eq!(names(&mut session, "za"), ["Zendesk-acme"], "initials of Zendesk-acme");
    assert_eq!(names(&mut session, "acme.zendesk.com"), ["Zendesk-acme"], "the original label stays searchable");
    // What was added is there for the next who opens the vault.
    assert_eq!(names(&mut desk.open(), "acme"), ["Zendesk-acme"]);
}

#[test]
fn an_account_without_any_clue_asks_for_its_issuer_and_invents_none() {
    let desk = Desk::new();
    let mut session = desk.create();
    session.intake_text(&text(&link("acme", SECRET))).unwrap();
    assert!(session.intake().unwrap().items[0].name_needed);
    session.intake_choose(0, &Choice { issuer: Some("Zendesk".to_owned()), ..Choice::default() }).unwrap();
    let item = &session.intake().unwrap().items[0];
    assert_eq!((item.name.full().as_str(), item.was.as_str(), item.name_needed), ("Zendesk-acme", "acme", false));
    session.intake_accept().unwrap();
    assert_eq!(session.entries()[0].labels.old_names, ["acme"]);
}

#[test]
fn an_automatic_name_can_be_taken_back() {
    let desk = Desk::new();
    let mut session = desk.create();
    session.intake_text(&text(&link("acme.zendesk.com", SECRET))).unwrap();
    session.intake_choose(0, &Choice { use_proposal: Some(false), ..Choice::default() }).unwrap();
    assert_eq!(session.intake().unwrap().items[0].name.full(), "acme.zendesk.com");
    session.intake_use_all_names();
    assert_eq!(session.intake().unwrap().items[0].name.full(), "acme.zendesk.com", "what the person kept is theirs");
    session.intake_choose(0, &Choice { use_proposal: Some(true), ..Choice::default() }).unwrap();
    assert_eq!(session.intake().unwrap().items[0].name.full(), "Zendesk-acme");
}

#[test]
fn what_comes_in_is_new_same_renamed_or_conflicting() {
    let desk = Desk::new();
    let mut session = desk.create();
    add(&mut session, &[&link("Okta:admin", SECRET)]);
    let lines = [
        link("Okta:admin", SECRET),
        link("Okta:root", SECRET),
        link("Okta:admin", OTHER),
        link("Okta:new", "MFRGGZDFMZTWQ2LKMFRGGZDFMZTWQ2LK"),
    ];
    session.intake_text(&text(&lines.join("\n"))).unwrap();
    assert_eq!(states(&session), [State::Same, State::Renamed, State::Conflict, State::New]);
    let counts = session.intake().unwrap().counts();
    assert_eq!((counts.add, counts.update, counts.same, counts.unanswered), (1, 1, 1, 1));
    // A conflict without an answer never blocks the rest, and changes nothing.
    let accepted = session.intake_accept().unwrap();
    assert_eq!((accepted.added.len(), accepted.updated), (1, 1));
    assert_eq!(session.entries().len(), 2);
    assert_eq!(names(&mut session, "root"), ["Okta-admin"], "the other name is found though mine is kept");
}

#[test]
fn a_replaced_secret_is_kept_and_the_whole_import_undone_at_once() {
    let desk = Desk::new();
    let mut session = desk.create();
    let id = add(&mut session, &[&link("Okta:admin", SECRET)])[0];
    session.intake_text(&text(&[link("Okta:admin", OTHER), link("GitHub:me", OTHER)].join("\n"))).unwrap();
    session.intake_choose(0, &Choice { answer: Some(Answer::Replace), ..Choice::default() }).unwrap();
    session.intake_accept().unwrap();
    assert_eq!(session.entry(id).unwrap().old_secrets.len(), 1);
    session.undo(None).unwrap();
    let entry = session.entry(id).unwrap();
    assert_eq!(base32::encode(entry.otp.secret.expose()).expose(), SECRET);
    assert_eq!(names(&mut session, "github"), [""; 0], "what came with the import is in the trash");
    assert_eq!(session.overview().trashed, 1);
}

#[test]
fn the_same_import_twice_changes_nothing() {
    let desk = Desk::new();
    let mut session = desk.create();
    let lines = [link("Okta:admin", SECRET), link("GitHub:me", OTHER)].join("\n");
    session.intake_text(&text(&lines)).unwrap();
    session.intake_accept().unwrap();
    let revision = session.overview().revision;
    session.intake_text(&text(&lines)).unwrap();
    assert_eq!(states(&session), [State::Same, State::Same]);
    session.intake_accept().unwrap();
    assert_eq!((session.overview().revision, session.entries().len()), (revision, 2));
}

#[test]
fn one_bad_line_never_stops_the_rest() {
    let desk = Desk::new();
    let mut session = desk.create();
    let lines = [link("A:1", SECRET), link("B:2", "not-base-32!"), "hello".to_owned(), link("C:3", OTHER)];
    session.intake_text(&text(&lines.join("\n"))).unwrap();
    assert_eq!(states(&session), [State::New, State::Unusable, State::New]);
    let intake = session.intake().unwrap();
    assert_eq!(intake.items[1].problem.as_ref().unwrap().code, "bad-secret");
    assert_eq!(intake.unknown[0].number, 3);
    assert_eq!(session.intake_accept().unwrap().added.len(), 2);
    assert_eq!(session.intake_text(&text("hello")).unwrap_err().code, "not-a-link");
}

#[test]
fn typed_fields_say_which_one_is_wrong() {
    let desk = Desk::new();
    let mut session = desk.create();
    let typed = |json: &str| -> TypedEntry { serde_json::from_str(json).unwrap() };
    let mut code = |json: &str| session.intake_typed(&typed(json)).map_err(|failure| failure.code);
    assert_eq!(code(r#"{"secret":" ","kind":"totp"}"#), Err("empty-secret"));
    assert_eq!(code(r#"{"secret":"0189","kind":"totp"}"#), Err("bad-secret"));
    assert_eq!(code(r#"{"secret":"GEZDGNBV","kind":"nope"}"#), Err("unknown-type"));
    assert_eq!(code(r#"{"secret":"GEZDGNBV","kind":"totp","digits":11}"#), Err("bad-digits"));
    assert_eq!(code(r#"{"secret":"GEZDGNBV","kind":"totp","algorithm":"MD4"}"#), Err("unknown-algorithm"));
    assert_eq!(
        code(r#"{"secret":"gezd gnbv gy3t qojq gezd gnbv gy3t qojq","kind":"totp","issuer":"VPN","account":"me"}"#),
        Ok(())
    );
    assert_eq!(session.intake().unwrap().items[0].name.full(), "VPN-me");
}

#[test]
fn enter_copies_the_code_that_will_still_work() {
    let desk = Desk::new();
    let mut session = desk.create();
    let id = add(&mut session, &[&link("Okta:admin", SECRET)])[0];
    let step = NOON_MS / 1_000;
    let (current, given, from, until) = copied(session.copy_code(id, Which::Smart).unwrap());
    assert_eq!((given, from, until), (Given::Current, step, step + 30));
    assert_eq!(clipboard(&desk), Some(current));
    desk.pass_seconds(25);
    let (next, given, from, until) = copied(session.copy_code(id, Which::Smart).unwrap());
    assert_eq!((given, from, until), (Given::Next, step + 30, step + 60));
    assert_eq!(copied(session.copy_code(id, Which::Other).unwrap()).1, Given::Current);
    desk.pass_seconds(5);
    assert_eq!(copied(session.copy_code(id, Which::Smart).unwrap()).0, next, "what was promised works now");
    session.change_settings(|settings| settings.enter_copies = "current".to_owned()).unwrap();
    desk.pass_seconds(27);
    assert_eq!(copied(session.copy_code(id, Which::Smart).unwrap()).1, Given::Current);
}

#[test]
fn the_clipboard_is_cleared_when_it_is_time_and_only_if_it_is_still_ours() {
    let desk = Desk::new();
    let mut session = desk.create();
    let id = add(&mut session, &[&link("Okta:admin", SECRET)])[0];
    session.copy_code(id, Which::Smart).unwrap();
    desk.pass_seconds(19);
    assert_eq!(session.clear_clipboard_if_due(), None);
    desk.pass_seconds(1);
    assert_eq!((session.clear_clipboard_if_due(), clipboard(&desk)), (Some(true), None));
    session.copy_code(id, Which::Smart).unwrap();
    *desk.clipboard.holds.lock().unwrap() = Some("something else".to_owned());
    session.clear_clipboard();
    assert_eq!(clipboard(&desk).as_deref(), Some("something else"));
    desk.clipboard.refuses.store(true, Ordering::SeqCst);
    assert!(
        matches!(session.copy_code(id, Which::Smart).unwrap(), CopyOutcome::Refused(chosen) if chosen.code.expose().len() == 6)
    );
}

#[test]
fn a_counter_is_on_disk_before_its_code_is_shown() {
    let desk = Desk::new();
    let mut session = desk.create();
    let id = add(&mut session, &[&format!("otpauth://hotp/Bank:1?secret={SECRET}&counter=5")])[0];
    let (code, given, ..) = copied(session.copy_code(id, Which::Smart).unwrap());
    assert_eq!((code.as_str(), given), ("254676", Given::Counter), "RFC 4226, appendix D, counter 5");
    assert_eq!(desk.open().entry(id).unwrap().otp.counter, 6);
    // Nothing can be saved: no code.
    make_read_only(desk.folder.path(), true);
    let refused = session.copy_code(id, Which::Smart);
    make_read_only(desk.folder.path(), false);
    if !is_root() {
        assert!(refused.is_err());
        assert_eq!(session.entry(id).unwrap().otp.counter, 6);
    }
}

#[test]
fn a_change_that_cannot_be_saved_leaves_the_entries_as_they_were() {
    let desk = Desk::new();
    let mut session = desk.create();
    let id = add(&mut session, &[&link("Okta:admin", SECRET)])[0];
    // The folder is gone, and no folder can be made in its place.
    let path = desk.folder.path().to_owned();
    let aside = path.with_extension("aside");
    std::fs::rename(&path, &aside).unwrap();
    std::fs::write(&path, "in the way").unwrap();
    let refused = session.rename(id, "Okta-root");
    std::fs::remove_file(&path).unwrap();
    std::fs::rename(&aside, &path).unwrap();
    assert!(refused.is_err());
    assert_eq!(session.shown_name(id), "Okta-admin");
    session.rename(id, "Okta-root").unwrap();
    assert_eq!(names(&mut desk.open(), "root"), ["Okta-root"]);
}

#[test]
fn every_change_can_be_undone_by_another_session_too() {
    let desk = Desk::new();
    let mut session = desk.create();
    let id = add(&mut session, &[&link("Okta:admin", SECRET)])[0];
    session.rename(id, "Okta-root").unwrap();
    session.tag(&[id], &["#tier-1".to_owned()], &[]).unwrap();
    session.edit(id, &Edit { pinned: Some(true), ..Edit::default() }).unwrap();
    session.trash(&[id]).unwrap();
    assert_eq!(session.overview().total, 0);
    let mut other = desk.open();
    for expected in ["trashed", "pinned", "tagged", "renamed"] {
        let undone = other.undo(None).unwrap();
        assert_eq!(undone.entry, Some(id), "{expected}");
    }
    let entry = other.entry(id).unwrap();
    assert_eq!(
        (other.shown_name(id).as_str(), entry.labels.tags.len(), entry.placement.pinned),
        ("Okta-admin", 0, false)
    );
    other.undo(None).unwrap();
    assert_eq!(other.overview().trashed, 1, "undoing an addition moves it to the trash");
    assert_eq!(other.undo(None).unwrap_err().code, "nothing-to-undo");
}

#[test]
fn what_was_taken_back_is_done_again_until_something_else_changes() {
    let desk = Desk::new();
    let mut session = desk.create();
    let id = add(&mut session, &[&link("Okta:admin", SECRET)])[0];
    session.rename(id, "Okta-root").unwrap();
    session.trash(&[id]).unwrap();
    assert_eq!(session.redo().unwrap_err().code, "nothing-to-redo");
    let state = |session: &Session| (session.shown_name(id), session.overview().trashed);
    let (changed, renamed, added) =
        (("Okta-root".to_owned(), 1), ("Okta-root".to_owned(), 0), ("Okta-admin".to_owned(), 0));
    for _ in 0..2 {
        session.undo(None).unwrap();
        assert_eq!(state(&session), renamed);
        session.undo(None).unwrap();
        assert_eq!(state(&session), added);
        assert_eq!(session.redo().unwrap().what, "redone");
        assert_eq!(state(&session), renamed);
        let redone = session.redo().unwrap();
        assert_eq!((state(&session), redone.undo_id.is_some()), (changed.clone(), true));
        assert_eq!(session.redo().unwrap_err().code, "nothing-to-redo");
    }
    session.undo(None).unwrap();
    session.edit(id, &Edit { note: Some("call first".to_owned()), ..Edit::default() }).unwrap();
    assert_eq!(session.redo().unwrap_err().code, "nothing-to-redo", "another change ends it");
}

#[test]
fn an_order_made_by_hand_is_kept_and_taken_back() {
    let desk = Desk::new();
    let mut session = desk.create();
    let links = ["Okta:a", "Okta:b", "Okta:c", "Okta:d"].map(|label| {
        let secret = base32::encode(format!("{label:>20}").as_bytes());
        link(label, secret.expose())
    });
    let ids = add(&mut session, &links.each_ref().map(String::as_str));
    let order = |session: &mut Session| -> Vec<String> {
        let listing = session.list(&Request { query: String::new(), tag: None, sort: Sort::Manual });
        let ids: Vec<_> = listing.ids().collect();
        ids.into_iter().map(|id| session.shown_name(id).replace("Okta-", "")).collect()
    };
    session.put_before(ids[3], Some(ids[0])).unwrap();
    session.put_before(ids[0], None).unwrap();
    assert_eq!(order(&mut session), ["d", "b", "c", "a"]);
    session.put_before(ids[2], Some(ids[1])).unwrap();
    assert_eq!(order(&mut desk.open()), ["d", "c", "b", "a"]);
    session.undo(None).unwrap();
    assert_eq!(order(&mut session), ["d", "b", "c", "a"]);
    session.pin(&ids[..2], true).unwrap();
    session.put_before(ids[1], Some(ids[0])).unwrap();
    assert_eq!(order(&mut session), ["b", "a", "d", "c"]);
    assert_eq!(session.put_before(ids[1], Some(ids[2])).unwrap_err().code, "entry-gone", "another section");
    session.trash(&ids[3..]).unwrap();
    assert_eq!(session.put_before(ids[3], None).unwrap_err().code, "entry-gone");
}

#[test]
fn a_qr_code_for_another_device_wants_the_password_and_holds_the_link() {
    let desk = Desk::new();
    let mut session = desk.create();
    let id = add(&mut session, &[&link("Okta:admin", SECRET)])[0];
    assert_eq!(session.entry_qr(id, &text("not it")).err().unwrap().code, "wrong-password");
    let code = session.entry_qr(id, &support::password()).unwrap();
    assert_eq!(code.squares.expose().len(), code.size * code.size);
    // As a screen shows it, with light around.
    let (scale, quiet) = (6, 4);
    let side = (code.size + 2 * quiet) * scale;
    let squares = code.squares.expose().as_bytes();
    let pixels: Vec<u8> = (0..side * side)
        .flat_map(|at| {
            let (row, column) = (at / side / scale, at % side / scale);
            let inside = (quiet..quiet + code.size).contains(&row) && (quiet..quiet + code.size).contains(&column);
            let dark = inside && squares[(row - quiet) * code.size + column - quiet] == b'1';
            let light = if dark { 0 } else { 255 };
            [light, light, light, 255]
        })
        .collect();
    let side = u32::try_from(side).unwrap();
    let scan = watchword_service::picture::read_pixels(side, side, &pixels, &Limits::default()).unwrap();
    assert_eq!(scan.codes.len(), 1);
    let read = scan.codes[0].text.expose();
    assert!(read.starts_with("otpauth://totp/Okta:admin?") && read.contains(SECRET), "{read}");
}

#[test]
fn undoing_an_old_change_keeps_what_came_after_it() {
    let desk = Desk::new();
    let mut session = desk.create();
    let id = add(&mut session, &[&link("Okta:admin", SECRET)])[0];
    let renamed = session.rename(id, "Okta-root").unwrap();
    session.edit(id, &Edit { note: Some("call first".to_owned()), ..Edit::default() }).unwrap();
    session.intake_text(&text(&link("Okta:root", OTHER))).unwrap();
    session.intake_choose(0, &Choice { answer: Some(Answer::Replace), ..Choice::default() }).unwrap();
    session.intake_accept().unwrap();
    session.undo(renamed.undo_id).unwrap();
    let entry = session.entry(id).unwrap();
    let secret = base32::encode(entry.otp.secret.expose());
    assert_eq!(
        (session.shown_name(id).as_str(), entry.labels.note.as_str(), secret.expose()),
        ("Okta-admin", "call first", OTHER)
    );
}

#[test]
fn a_secret_that_leaves_by_undo_stays_among_the_old_ones() {
    let desk = Desk::new();
    let mut session = desk.create();
    let id = add(&mut session, &[&link("Okta:admin", SECRET)])[0];
    session.intake_text(&text(&link("Okta:admin", OTHER))).unwrap();
    session.intake_choose(0, &Choice { answer: Some(Answer::Replace), ..Choice::default() }).unwrap();
    session.intake_accept().unwrap();
    session.undo(None).unwrap();
    let secrets = |session: &Session| {
        let entry = session.entry(id).unwrap();
        let old = entry.old_secrets.iter().map(|old| &old.otp);
        std::iter::once(&entry.otp)
            .chain(old)
            .map(|otp| base32::encode(otp.secret.expose()).expose().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(secrets(&session), [SECRET, OTHER]);
    // An undoing is a change too, and can be taken back by name.
    let undoing = session.history(id)[0].undo_id;
    session.undo(undoing).unwrap();
    assert_eq!(secrets(&session), [OTHER, SECRET]);
}

#[test]
fn what_was_erased_comes_back_from_no_journal() {
    let desk = Desk::new();
    let mut window = desk.create();
    let id = add(&mut window, &[&link("Okta:admin", SECRET), &link("GitHub:me", OTHER)])[0];
    window.trash(&[id]).unwrap();
    let mut terminal = desk.open();
    terminal.erase(&[id]).unwrap();
    assert!(window.take_over_changes().unwrap());
    assert!(window.entry(id).is_err());
    assert!(window.history(id).is_empty(), "no earlier state of it is left");
}

#[test]
fn two_processes_never_give_the_same_counter_code() {
    let desk = Desk::new();
    let mut window = desk.create();
    let id = add(&mut window, &[&format!("otpauth://hotp/Bank:1?secret={SECRET}&counter=5")])[0];
    let mut terminal = desk.open();
    let counters: Vec<_> =
        [&mut window, &mut terminal].map(|session| session.next_counter_code(id).unwrap().counter).into();
    assert_eq!(counters, [Some(5), Some(6)]);
}

#[test]
fn a_decision_is_not_carried_over_to_another_entry() {
    let desk = Desk::new();
    let mut session = desk.create();
    add(&mut session, &[&link("Okta:a", SECRET), &link("Okta:b", "MFRGGZDFMZTWQ2LKMFRGGZDFMZTWQ2LK")]);
    session.intake_text(&text(&link("Okta:a", OTHER))).unwrap();
    session.intake_choose(0, &Choice { answer: Some(Answer::Replace), ..Choice::default() }).unwrap();
    session.intake_choose(0, &Choice { account: Some("b".to_owned()), ..Choice::default() }).unwrap();
    let item = &session.intake().unwrap().items[0];
    assert_eq!((item.state, item.answer, item.ticked), (State::Conflict, Answer::None, false));
}

#[test]
fn a_review_that_another_process_overtook_is_shown_again() {
    let desk = Desk::new();
    let mut window = desk.create();
    window.intake_text(&text(&link("Okta:admin", SECRET))).unwrap();
    add(&mut desk.open(), &[&link("Okta:admin", SECRET)]);
    assert_eq!(window.intake_accept().unwrap_err().code, "review-changed");
    assert_eq!(states(&window), [State::Same]);
    assert_eq!(window.entries().len(), 1);
}

#[test]
fn one_secret_in_two_pictures_is_one_entry() {
    let desk = Desk::new();
    let mut session = desk.create();
    let links =
        [link("Okta:admin", SECRET), format!("{}&issuer=Okta", link("admin", SECRET)), link("Okta:root", SECRET)];
    session.intake_text(&text(&links.join("\n"))).unwrap();
    assert_eq!(states(&session), [State::New, State::Same]);
    assert_eq!(session.intake_accept().unwrap().added.len(), 1);
}

#[test]
fn old_names_stay_searchable_and_say_so() {
    let desk = Desk::new();
    let mut session = desk.create();
    let id = add(&mut session, &[&link("Zendesk:tamarind", SECRET)])[0];
    session.rename(id, "Zendesk-tamarack").unwrap();
    let found = &session.search("tamarind", 10)[0];
    assert_eq!(found.row.why.as_ref().unwrap().text, "Zendesk-tamarind");
}

#[test]
fn sections_follow_pins_use_tags_and_hits() {
    let desk = Desk::new();
    let mut session = desk.create();
    let ids = add(
        &mut session,
        &[
            &link("Zendesk:acme", SECRET),
            &link("Zendesk:globex", OTHER),
            &link("Okta:admin", "MFRGGZDFMZTWQ2LKMFRGGZDFMZTWQ2LK"),
        ],
    );
    session.edit(ids[2], &Edit { pinned: Some(true), ..Edit::default() }).unwrap();
    session.tag(&[ids[1]], &["tier-1".to_owned()], &[]).unwrap();
    session.copy_code(ids[1], Which::Smart).unwrap();
    let mut sections = |query: &str, tag: Option<&str>, sort| -> Vec<(SectionKind, Vec<EntryId>)> {
        let request = Request { query: query.to_owned(), tag: tag.map(str::to_owned), sort };
        session.list(&request).sections.into_iter().map(|section| (section.kind, section.ids)).collect()
    };
    assert_eq!(
        sections("", None, Sort::Used),
        [(SectionKind::Pinned, vec![ids[2]]), (SectionKind::Often, vec![ids[1], ids[0]])]
    );
    assert_eq!(sections("", None, Sort::Name)[1], (SectionKind::Issuer, vec![ids[0], ids[1]]));
    assert_eq!(
        sections("zend", Some("tier-1"), Sort::Used),
        [(SectionKind::Hits, vec![ids[1]]), (SectionKind::Outside, vec![ids[0]])]
    );
    assert_eq!(sections("nothing", None, Sort::Used), []);
    let help = session.list(&Request { query: "zendesk qux".to_owned(), tag: None, sort: Sort::Used }).no_hits.unwrap();
    assert_eq!((help.part.as_str(), help.part_count), ("zendesk", 2));
}

#[test]
fn two_writers_lose_nothing() {
    let desk = Desk::new();
    let mut window = desk.create();
    let mut terminal = desk.open();
    let id = add(&mut window, &[&link("Okta:admin", SECRET)])[0];
    add(&mut terminal, &[&link("GitHub:me", OTHER)]);
    window.take_over_changes().unwrap();
    assert_eq!(names(&mut window, "github"), ["GitHub-me"]);
    terminal.rename(id, "Okta-root").unwrap();
    desk.pass_seconds(1);
    window.tag(&[id], &["tier-1".to_owned()], &[]).unwrap();
    assert_eq!(desk.open().entries().len(), 2);
}

fn is_root() -> bool {
    std::fs::metadata("/proc/self").is_ok_and(|found| std::os::unix::fs::MetadataExt::uid(&found) == 0)
}

fn make_read_only(folder: &std::path::Path, read_only: bool) {
    use std::os::unix::fs::PermissionsExt;
    let mode = if read_only { 0o500 } else { 0o700 };
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(mode)).unwrap();
}
