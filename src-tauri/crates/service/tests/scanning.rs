//! What the screens show, looked at again and again.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use support::{Desk, SECRET};
use watchword_secret::SecretText;
use watchword_service::Session;
use watchword_service::intake::{Folder, screen_number};
use watchword_service::picture::{FoundCode, PictureError, Scan};

const WIFI: &str = "WIFI:S:guests;;";
/// Two parts of one export, one account in each.
const PARTS: [&str; 2] = [
    "otpauth-migration://offline?data=ChkKCjEyMzQ1Njc4OTASA29uZSABKAEwAhABGAIgACgH",
    "otpauth-migration://offline?data=ChkKCjA5ODc2NTQzMjESA3R3byABKAEwAhABGAIgASgH",
];

fn link(name: &str, secret: &str) -> String {
    format!("otpauth://totp/Okta:{name}?secret={secret}&issuer=Okta")
}

#[expect(clippy::unnecessary_wraps, reason = "as the reader gives it")]
fn screen(texts: &[&str]) -> Result<Scan, PictureError> {
    let corners = [(0.0, 0.0), (9.0, 0.0), (9.0, 9.0), (0.0, 9.0)];
    let codes = texts.iter().map(|text| FoundCode { text: SecretText::copy_of(text), corners }).collect();
    Ok(Scan { width: 100, height: 80, codes, is_complete: true })
}

fn problems(session: &Session) -> Vec<(Option<usize>, &'static str)> {
    let problems = &session.intake().unwrap().problems;
    problems.iter().map(|problem| (screen_number(&problem.source), problem.failure.code)).collect()
}

#[test]
fn a_second_look_takes_what_is_new() {
    let desk = Desk::new();
    let mut session = desk.create();
    session.intake_screens(vec![screen(&[PARTS[1], WIFI])]);
    assert_eq!(session.intake().unwrap().parts()[0].missing, [1]);
    session.intake_screens(vec![screen(&[PARTS[1]])]);
    assert_eq!(problems(&session), [(Some(0), "nothing-new-on-screen")]);
    session.intake_screens(vec![screen(&[PARTS[0], PARTS[1], WIFI])]);
    let intake = session.intake().unwrap();
    assert_eq!((intake.items.len(), intake.unknown.len(), intake.pictures.len()), (2, 1, 2));
    assert!(intake.parts()[0].missing.is_empty() && intake.problems.is_empty());
    assert_eq!(intake.pictures[1].codes.len(), 1, "only the new one is framed");
}

#[test]
fn screens_without_codes_are_passed_over_unless_all_are() {
    let desk = Desk::new();
    let mut session = desk.create();
    session.intake_screens(vec![screen(&[]), screen(&[])]);
    assert_eq!(problems(&session), [(Some(0), "no-code-on-screen")]);
    session.intake_screens(vec![screen(&[]), screen(&[&link("a", SECRET), &link("b", SECRET)])]);
    let intake = session.intake().unwrap();
    assert_eq!((intake.items.len(), intake.pictures.len()), (2, 1));
    assert_eq!(screen_number(&intake.pictures[0].name), Some(2));
    assert!(intake.problems.is_empty());
}

#[test]
fn one_text_at_two_places_is_framed_twice_and_added_once() {
    let desk = Desk::new();
    let mut session = desk.create();
    session.intake_screens(vec![screen(&[&link("a", SECRET), &link("a", SECRET)])]);
    let intake = session.intake().unwrap();
    assert_eq!((intake.items.len(), intake.pictures[0].codes.len()), (1, 2));
}

#[test]
fn an_unreadable_screen_has_its_own_words() {
    let desk = Desk::new();
    let mut session = desk.create();
    session.intake_screens(vec![Err(PictureError::Damaged)]);
    assert_eq!(problems(&session), [(Some(1), "damaged-picture")]);
    session.intake_screens(vec![screen(&[&link("a", SECRET)])]);
    assert!(problems(&session).is_empty());
}

#[test]
fn a_folder_is_told_of_by_numbers() {
    let desk = Desk::new();
    let mut session = desk.create();
    session.intake_folder(Folder { name: "Pictures".into(), without_codes: 3, others: 2, ..Folder::default() });
    let intake = session.intake().unwrap();
    assert!(!intake.is_empty() && intake.problems.is_empty());
    assert_eq!(intake.folders[0].others, 2);
}
