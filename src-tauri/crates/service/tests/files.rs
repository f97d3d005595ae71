//! Files of other apps: from their bytes to the vault and the receipt.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "helpers of tests, which may panic")]

mod support;

use std::path::Path;
use std::sync::Arc;
use support::{Desk, text};
use watchword_secret::SecretBytes;
use watchword_service::intake::{
    Answer, Choice, FileKey, GivenFile, Icon, State, is_format, known_apps, look_into_files, open_files,
};
use watchword_service::receipt::Outcome;
use watchword_service::{Consent, Session};

const PASSWORD: &str = "Plover-77 über";

fn given(name: &str, bytes: Vec<u8>) -> GivenFile {
    GivenFile { name: name.to_owned(), bytes: Arc::new(SecretBytes::new(bytes)) }
}

fn vector(name: &str) -> GivenFile {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../foreign/tests/vectors").join(name);
    given(name, std::fs::read(path).unwrap())
}

fn key(password: &str) -> FileKey {
    FileKey::password(text(password), Consent::Ask)
}

/// Puts a file under review.
fn review(session: &mut Session, file: GivenFile, password: Option<&str>) {
    let key = password.map_or_else(FileKey::none, key);
    session.intake_files(open_files(vec![file], &key, None));
}

fn problem(file: GivenFile, key: &FileKey) -> &'static str {
    open_files(vec![file], key, None)[0].failure().unwrap().code
}

fn states(session: &Session) -> Vec<State> {
    session.intake().unwrap().items.iter().map(|item| item.state).collect()
}

/// A plain Aegis export of entries given as JSON.
fn aegis(entries: &str) -> GivenFile {
    let file = format!(
        r#"{{"version":1,"header":{{"slots":null,"params":null}},"db":{{"version":3,"entries":[{entries}]}}}}"#
    );
    given("aegis.json", file.into_bytes())
}

fn entry(kind: &str, issuer: &str, name: &str, secret: &str, more: &str) -> String {
    format!(
        r#"{{"type":"{kind}","name":"{name}","issuer":"{issuer}","note":"","favorite":false,"icon":null,"info":{{"secret":"{secret}","algo":"SHA1","digits":6,{more}}}}}"#
    )
}

const ONE: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const TWO: &str = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";

#[test]
fn an_encrypted_file_waits_for_its_password_and_then_goes_under_review() {
    let desk = Desk::new();
    let mut session = desk.create();
    review(&mut session, vector("aegis-encrypted.json"), None);
    let waiting = session.intake().unwrap().locked()[0].waits().unwrap().clone();
    assert_eq!((waiting.app.as_str(), waiting.failure.code), ("Aegis", "file-password-needed"));

    let tried = open_files(session.locked_files(), &key("wrong"), None);
    assert_eq!(session.intake_unlocked(0, tried).unwrap_err().code, "wrong-file-password");
    assert!(session.intake().unwrap().items.is_empty());

    let opened = open_files(session.locked_files(), &key(PASSWORD), None);
    session.intake_unlocked(0, opened).unwrap();
    let intake = session.intake().unwrap();
    assert!(intake.locked().is_empty(), "its bytes are let go");
    assert_eq!((intake.files[0].format.as_str(), intake.files[0].app), ("aegis-encrypted", "Aegis"));
    assert_eq!(states(&session), [State::New, State::New, State::New]);
}

#[test]
fn groups_notes_favourites_and_order_come_across() {
    let desk = Desk::new();
    let mut session = desk.create();
    review(&mut session, vector("aegis-encrypted.json"), Some(PASSWORD));
    session.intake_accept().unwrap();
    let entries = session.entries();
    assert_eq!(entries.len(), 3);
    let first = &entries[0];
    assert_eq!((first.labels.issuer.as_str(), first.labels.account.as_str()), ("Quill & Ink", "mara@example.org"));
    assert_eq!(first.labels.tags, ["Work", "Private"]);
    assert!(!first.labels.note.is_empty() && first.placement.pinned);
    assert!(entries.windows(2).all(|pair| pair[0].placement.order < pair[1].placement.order));
    assert_eq!(entries[2].otp.counter, 41);
}

#[test]
fn the_receipt_counts_rows_and_proves_them_by_four_words() {
    let desk = Desk::new();
    let mut session = desk.create();
    review(&mut session, vector("aegis-special.json"), None);
    session.intake_accept().unwrap();
    let receipt = session.receipt().unwrap();
    assert_eq!((receipt.came(), receipt.rows.len()), (4, 5));
    let words = receipt.words.unwrap();
    assert_eq!(words.file, words.vault);
    assert!(!receipt.may_clear(), "one row is only there");
    let first = &receipt.rows[0];
    assert_eq!((first.outcome, first.problem.as_ref().unwrap().code), (Outcome::Unsupported, "unknown-type"));

    session.undo_receipt().unwrap();
    assert_eq!(session.overview().total, 0, "the whole import is one undo");
    assert!(session.receipt().is_none());
}

#[test]
fn the_same_file_twice_changes_nothing() {
    for (file, password) in
        [("aegis-encrypted.json", Some(PASSWORD)), ("otpauth.txt", None), ("2fas-plain-v4.2fas", None)]
    {
        let desk = Desk::new();
        let mut session = desk.create();
        review(&mut session, vector(file), password);
        session.intake_accept().unwrap();
        let (revision, total) = (session.overview().revision, session.overview().total);
        review(&mut session, vector(file), password);
        assert!(states(&session).iter().all(|state| *state == State::Same), "{file}");
        session.intake_accept().unwrap();
        assert_eq!((session.overview().revision, session.overview().total), (revision, total), "{file}");
        let receipt = session.receipt().unwrap();
        assert_eq!(receipt.came(), receipt.rows.len(), "{file}: all of it is here");
        assert!(!receipt.can_be_undone());
    }
}

#[test]
fn of_two_counters_the_higher_one_is_proposed() {
    let desk = Desk::new();
    let mut session = desk.create();
    let counted = |counter: u64| aegis(&entry("hotp", "Bank", "token", ONE, &format!(r#""counter":{counter}"#)));
    review(&mut session, counted(7), None);
    session.intake_accept().unwrap();
    review(&mut session, counted(3), None);
    assert_eq!(states(&session), [State::Same]);
    session.intake_discard();
    review(&mut session, counted(9), None);
    assert_eq!(states(&session), [State::Ahead]);
    session.intake_accept().unwrap();
    assert_eq!((session.entries()[0].otp.counter, session.entries().len()), (9, 1));
}

#[test]
fn a_conflict_is_answered_in_the_review_or_from_the_receipt() {
    let desk = Desk::new();
    let mut session = desk.create();
    review(&mut session, aegis(&entry("totp", "Okta", "me", ONE, r#""period":30"#)), None);
    session.intake_accept().unwrap();
    review(&mut session, aegis(&entry("totp", "Okta", "me", TWO, r#""period":30"#)), None);
    assert_eq!(states(&session), [State::Conflict]);
    session.intake_accept().unwrap();
    let receipt = session.receipt().unwrap();
    assert_eq!(
        (receipt.came(), receipt.rows[0].outcome, receipt.rows[0].notes[0].code),
        (0, Outcome::Skipped, "conflict")
    );

    session.review_again(0).unwrap();
    session.intake_discard();
    session.review_again(0).unwrap();
    session.intake_choose(0, &Choice { answer: Some(Answer::KeepBoth), ..Choice::default() }).unwrap();
    session.intake_accept().unwrap();
    let receipt = session.receipt().unwrap();
    assert_eq!((receipt.came(), receipt.rows.len()), (1, 1), "it is written into the same receipt");
    assert!(receipt.may_clear());
}

#[test]
fn a_bad_secret_can_be_typed_again() {
    let desk = Desk::new();
    let mut session = desk.create();
    let rows = [
        entry("totp", "Okta", "me", "not base32!", r#""period":30"#),
        entry("totp", "GitHub", "me", TWO, r#""period":30"#),
    ];
    review(&mut session, aegis(&rows.join(",")), None);
    assert_eq!(states(&session), [State::Unusable, State::New]);
    assert_eq!(session.intake_mend(0, &text("18")).unwrap_err().code, "bad-secret");
    session.intake_accept().unwrap();
    assert_eq!(session.receipt().unwrap().came(), 1);

    session.review_again(0).unwrap();
    session.intake_mend(0, &text(ONE)).unwrap();
    assert_eq!(states(&session), [State::New]);
    session.intake_accept().unwrap();
    let receipt = session.receipt().unwrap();
    assert_eq!((receipt.came(), receipt.rows.len()), (2, 2));
    session.undo_receipt().unwrap();
    assert_eq!(session.overview().total, 0, "both acceptances are taken back");
}

#[test]
fn what_is_put_away_or_left_out_is_told() {
    let desk = Desk::new();
    let mut session = desk.create();
    review(&mut session, vector("otpauth.txt"), None);
    session.intake_choose(1, &Choice { ticked: Some(false), ..Choice::default() }).unwrap();
    session.intake_accept().unwrap();
    let receipt = session.receipt().unwrap();
    assert_eq!((receipt.came(), receipt.rows.len()), (2, 3));
    assert_eq!(receipt.rows[0].notes[0].code, "left-out");
    assert!(receipt.rows[0].can_be_tried_again());
}

#[test]
fn several_files_share_one_review_and_twins_between_them_are_one_entry() {
    let desk = Desk::new();
    let mut session = desk.create();
    let files = vec![vector("otpauth.txt"), vector("aegis-plain.json"), given("notes.txt", b"milk, bread".to_vec())];
    session.intake_files(open_files(files, &FileKey::none(), None));
    let intake = session.intake().unwrap();
    assert_eq!(intake.files.len(), 2);
    assert_eq!(intake.problems.len(), 1);
    session.intake_accept().unwrap();
    let receipt = session.receipt().unwrap();
    assert_eq!(receipt.came(), receipt.rows.len());
    assert!(session.overview().total < receipt.rows.len(), "the same three entries are in both files");
}

#[test]
fn each_answer_has_its_own_code() {
    let none = FileKey::none();
    assert_eq!(problem(vector("aegis-encrypted.json"), &none), "file-password-needed");
    assert_eq!(problem(vector("aegis-encrypted.json"), &key("wrong")), "wrong-file-password");
    assert_eq!(problem(given("a.json", b"{\"version\": 1, \"db\": ".to_vec()), &none), "damaged-file");
    assert_eq!(problem(given("a.xyz", b"\x01\x02\x03".to_vec()), &none), "unknown-file");
    assert_eq!(problem(given("a.bin", vec![0x91; 100]), &none), "file-maybe-encrypted");
    let newer = br#"{"version":1,"header":{"slots":null,"params":null},"db":{"version":99,"entries":[]}}"#;
    assert_eq!(problem(given("a.json", newer.to_vec()), &none), "unsupported-file-newer-version");

    let desk = Desk::new();
    let mut session = desk.create();
    review(&mut session, aegis(""), None);
    assert_eq!(session.intake().unwrap().problems[0].failure.code, "no-codes-in-file");
}

#[test]
fn a_costly_file_is_refused_before_anything_is_computed() {
    let bytes = vector("aegis-encrypted.json").bytes;
    let file = std::str::from_utf8(bytes.expose()).unwrap().replace("\"n\": 32768", "\"n\": 1073741824");
    assert_eq!(problem(given("aegis.json", file.into_bytes()), &key(PASSWORD)), "file-cost-limit");
}

#[test]
fn files_can_be_looked_into_without_a_vault() {
    let intake = look_into_files(open_files(vec![vector("aegis-plain.json")], &FileKey::none(), Some("aegis")));
    assert_eq!(intake.items.len(), 3);
    assert!(intake.items.iter().all(|item| item.state == State::New));
    let icons: Vec<&Icon> = intake.items.iter().filter_map(|item| item.from.as_ref()?.icon.as_ref()).collect();
    assert!(icons.iter().all(|icon| !icon.bytes.is_empty()));
    assert!(known_apps().contains(&"Aegis"));
}

#[test]
fn the_same_secret_with_other_settings_is_a_conflict() {
    let desk = Desk::new();
    let mut session = desk.create();
    review(&mut session, aegis(&entry("totp", "Tern", "mara", ONE, r#""period":30"#)), None);
    session.intake_accept().unwrap();
    let other = [
        entry("totp", "Tern", "mara", ONE, r#""period":30"#),
        entry("totp", "Tern", "mara", ONE, r#""period":60"#),
        entry("totp", "Pier", "olu", ONE, r#""period":60"#),
    ];
    review(&mut session, aegis(&other.join(",")), None);
    assert_eq!(states(&session), [State::Same, State::Conflict, State::Conflict]);
    let items = &session.intake().unwrap().items;
    assert!(!items[1].ticked && items[1].existing == items[0].existing);
    assert_eq!(
        items.iter().map(|item| item.warnings.contains(&"other-settings")).collect::<Vec<_>>(),
        [false, true, true]
    );
    let choice = Choice { answer: Some(Answer::KeepBoth), ..Choice::default() };
    session.intake_choose(1, &choice).unwrap();
    session.intake_accept().unwrap();
    assert_eq!(session.entries().iter().map(|entry| entry.otp.period).collect::<Vec<_>>(), [30, 60]);
    // Both forms are there now: neither is in conflict anymore.
    review(&mut session, aegis(&other[..2].join(",")), None);
    assert_eq!(states(&session), [State::Same, State::Same]);
}

#[test]
fn a_table_that_does_not_tell_its_columns_is_read_by_their_numbers() {
    let table = || vec![given("x.csv", format!("Konto,Dienst,Wert\nmara,Tern,{ONE}\n").into_bytes())];
    assert_eq!(open_files(table(), &FileKey::none(), None)[0].failure().unwrap().code, "unknown-file");
    let named = "csv:secret=3,issuer=2,account=1";
    assert!(is_format(named) && !is_format("csv:issuer=2"));
    let intake = look_into_files(open_files(table(), &FileKey::none(), Some(named)));
    assert_eq!(intake.items[0].labels.issuer, "Tern");
}

#[test]
fn a_set_of_files_is_read_as_one_format_too() {
    let names = ["manifest.json", "76561190000000001.maFile", "76561190000000002.maFile", "76561190000000003.maFile"];
    let set = || {
        let file = |name: &str| vector(&format!("steam-sda-encrypted/{name}"));
        names.map(|name| GivenFile { name: name.to_owned(), ..file(name) }).to_vec()
    };
    for format in [None, Some("steam-sda-manifest")] {
        let opened = open_files(set(), &key(PASSWORD), format);
        assert!(opened.iter().all(|file| file.failure().is_none()));
        assert_eq!(look_into_files(opened).items.len(), 3);
    }
}
