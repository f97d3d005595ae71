//! Quick search in the real window: its key pressed from another program, real typing, a real clipboard.
//! `cargo xtask test` gives it a display, a session bus and a home that is thrown away.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a journey that cannot go on has failed"
)]

mod support;

use std::fs;
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use support::desktop::{SignIn, active, bring_to_front, clipboard, height, is_shown, oathtool, press, type_text, wait};
use support::driver::{Watchword, process};
use support::vault::{PASSWORD, make_vault, secret};

const KEY: &str = "ctrl+alt+space";
const QUICK: &str = "Watchword Quick";

/// The two seconds from a thought to the pasted code, beginning with a locked vault.
#[tokio::test]
async fn a_code_is_found_from_another_program_and_the_focus_goes_back() {
    let home = tempfile::tempdir().unwrap();
    make_vault(&home.path().join("vault"));
    let window = Watchword::start(&home.path().join("vault")).await;
    window.see("Your vault is locked.").await;
    let program = SignIn::start(&home.path().join("typed"));

    unlock_there(&program);
    // The main window was told.
    window.see("Zendesk-acme").await;
    away_from_the_turn();
    type_text("larks");
    press("Return");
    let expected = oathtool(&secret_of_larkspur(), now());
    wait("the code on the clipboard", || (clipboard() == expected).then_some(()));
    wait("the other program", || program.has_focus().then_some(()));
    wait("quick search to go", || (!is_shown(QUICK)).then_some(()));
    assert_eq!(program.typed(), "", "keys of quick search reached the other program");

    // The same key again: nothing of the last search is left, and Escape only goes back.
    open(&program);
    press("Escape");
    wait("the other program", || program.has_focus().then_some(()));
    // The key closes what it opened.
    open(&program);
    press(KEY);
    wait("the other program", || program.has_focus().then_some(()));
    wait("quick search to go", || (!is_shown(QUICK)).then_some(()));

    // Locking replaces the process; the key is heard by the new one.
    let before = process();
    bring_to_front("Watchword");
    press("ctrl+l");
    let window = window.after_lock(&home.path().join("vault")).await;
    window.see("Your vault is locked.").await;
    assert_eq!(process(), before);
    unlock_there(&program);
    press("Escape");
    window.stop().await;
}

/// Digits arrive in the other program, after one question, and never Enter.
#[tokio::test]
async fn a_code_is_typed_into_another_program() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("vault");
    make_vault(&folder);
    let window = Watchword::start(&folder).await;
    window.see("Your vault is locked.").await;
    let program = SignIn::start(&home.path().join("typed"));
    unlock_there(&program);
    away_from_the_turn();
    type_text("larks");
    press("ctrl+Return");
    wait("the question", || settled_height().filter(|height| *height > 150));
    std::thread::sleep(Duration::from_millis(700));
    assert!(is_shown(QUICK), "it typed without asking");
    press("Return");
    let expected = oathtool(&secret_of_larkspur(), now());
    wait("the code in the field", || (program.typed() == expected).then_some(()));
    let settings = fs::read_to_string(folder.join("settings.toml")).unwrap();
    assert!(settings.contains("type-into = [\"Firefox\"]"), "{settings}");
    assert!(!settings.contains("Sign in"), "the title of the other window was kept");

    // Not asked again.
    open(&program);
    away_from_the_turn();
    type_text("larks");
    press("ctrl+Return");
    let twice = expected.len() + 6;
    wait("a second code in the field", || (program.typed().len() == twice).then_some(()));
    assert!(program.typed().bytes().all(|byte| byte.is_ascii_digit()));
    assert!(!program.was_sent());
    window.stop().await;
}

/// A key that another program has is named, and the way out with it.
#[tokio::test]
async fn a_taken_key_is_named() {
    let home = tempfile::tempdir().unwrap();
    make_vault(home.path());
    let other = watchword_desktop::Hotkey::listen(|| ()).unwrap();
    other.set("Ctrl+Alt+Space").unwrap();
    let window = Watchword::start(home.path()).await;
    window.find("//input[@type='password']").await.send_keys(PASSWORD).await.unwrap();
    window.keys(thirtyfour::Key::Enter + "").await;
    window.see("Another program has the key Ctrl+Alt+Space.").await;
    window.stop().await;
}

/// Opens quick search from another program.
fn open(program: &SignIn) {
    program.bring_to_front();
    press(KEY);
    wait("quick search", || (active() == QUICK).then_some(()));
}

/// Opens the vault in quick search, which then stays.
fn unlock_there(program: &SignIn) {
    open(program);
    type_text(PASSWORD);
    let locked = height(QUICK);
    press("Return");
    wait("the open vault", || (is_shown(QUICK) && height(QUICK) > locked).then_some(()));
}

/// The height of the window once it stays the same.
fn settled_height() -> Option<u32> {
    let before = height(QUICK);
    std::thread::sleep(Duration::from_millis(200));
    (height(QUICK) == before).then_some(before)
}

fn secret_of_larkspur() -> String {
    secret(5)
}

fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs()
}

/// Waits for a moment when a step has ten seconds left, so that two programs look at the same step.
fn away_from_the_turn() {
    while now() % 30 > 19 {
        std::thread::sleep(Duration::from_millis(200));
    }
}
