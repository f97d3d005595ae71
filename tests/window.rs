//! Journeys in the real window: the built program, its web view driven over `WebDriver`, a real clipboard, real files,
//! real dragging. `cargo xtask test` gives them a display, a session bus and a home that is thrown away.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a journey that cannot go on has failed"
)]

mod support;

use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use support::desktop::{answer_file_dialog, clipboard, drop_file, oathtool, wait};
use support::driver::{Watchword, process};
use support::memory::{family, holds};
use support::pictures::write_page;
use support::vault::{make_vault, spoil_names};
use thirtyfour::prelude::*;

const PASSWORD: &str = "otter piano velvet tram";
/// Its password is in the index beside it.
const AEGIS: &str = "src-tauri/crates/foreign/tests/vectors/aegis-encrypted.json";
const ACME: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const GLOBEX: &str = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
const ADMIN: &str = "MFRGGZDFMZTWQ2LKMFRGGZDFMZTWQ2LK";

/// From nothing to a working code, through the lock, and back from a backup on a second computer.
#[tokio::test]
async fn from_a_screenshot_to_a_code_and_back_from_a_backup() {
    let home = tempfile::tempdir().unwrap();
    let (first, second) = (home.path().join("first"), home.path().join("second"));
    let page = home.path().join("sign-in.png");
    write_page(
        &page,
        &[
            &format!("otpauth://totp/acme.zendesk.com:support%40acme.example?secret={ACME}"),
            &format!("otpauth://totp/globex?secret={GLOBEX}"),
            &format!("otpauth://totp/Okta:admin?secret={ADMIN}&issuer=Okta"),
        ],
    );

    let window = Watchword::start(&first).await;
    first_run(&window).await;

    // The picture is dropped on the window; the code that says too little is named by hand.
    drop_file(&page);
    window.see("3 codes found. Is this right?").await;
    window.see("Zendesk-acme").await;
    window.fill("Service", "Zendesk").await;
    window.keys(Key::Tab + "").await;
    window.press("Add 3").await;
    wait_for_rows(&window, 3).await;
    assert_eq!(names(&window).await, ["Okta-admin", "Zendesk-acme", "Zendesk-globex"]);

    // Three letters and Enter: the clipboard holds what another program computes for the same secret.
    for (letters, secret) in [("acm", ACME), ("glo", GLOBEX), ("okt", ADMIN)] {
        away_from_the_turn().await;
        window.keys(Key::Control + "a").await;
        window.keys(letters).await;
        wait_for_rows(&window, 1).await;
        window.keys(Key::Enter + "").await;
        window.see("Current code copied").await;
        let expected = oathtool(secret, now());
        wait("the code on the clipboard", || (clipboard() == expected).then_some(()));
        window.keys(Key::Escape + "").await;
    }

    // Locked: a new process image under the same number, and nothing of the vault in its page or in its memory.
    let before_locking = process();
    let secrets = secrets_in_memory();
    let before = holds(&family(process()), &secrets);
    assert!(
        before.contains(&"secret") && before.contains(&"name"),
        "the scan sees what an open vault holds: {before:?}"
    );
    window.lock().await;
    let window = window.after_lock(&first).await;
    window.see("Your vault is locked.").await;
    assert_eq!(process(), before_locking);
    assert_eq!(holds(&family(process()), &secrets), [""; 0]);
    let source = window.source().await.to_lowercase();
    for word in ["acme", "globex", "okta", "zendesk", &ACME.to_lowercase(), &GLOBEX.to_lowercase()] {
        assert!(!source.contains(word), "the locked page holds {word}");
    }
    window.fill("Password", "not it").await;
    window.press("Unlock").await;
    window.see("That is not the password of this vault. Nothing was changed.").await;
    window.fill("Password", PASSWORD).await;
    window.press("Unlock").await;
    wait_for_rows(&window, 3).await;

    // A backup is a file like any other: made here, opened on the second computer.
    let backup = home.path().join("moved.wv");
    window.keys(Key::Control + "b").await;
    window.press("Make the file").await;
    answer_file_dialog("Save File", &backup);
    window.see("Backup made").await;
    assert!(backup.exists());
    window.stop().await;

    let window = Watchword::start(&second).await;
    window.press("Open a vault I already have").await;
    answer_file_dialog("Open File", &backup);
    window.fill("Password of this file", PASSWORD).await;
    window.press("Open").await;
    wait_for_rows(&window, 3).await;
    assert_eq!(names(&window).await, ["Okta-admin", "Zendesk-acme", "Zendesk-globex"]);
    away_from_the_turn().await;
    let shown: Vec<String> = codes(&window).await;
    let expected: Vec<String> = [ADMIN, ACME, GLOBEX].iter().map(|secret| oathtool(secret, now())).collect();
    assert_eq!(shown, expected);
    window.stop().await;
}

/// What is not a picture, not a code and not a vault is said, and the way out with it.
#[tokio::test]
async fn wrong_files_are_named_and_nothing_is_changed() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("vault");
    let window = Watchword::start(&folder).await;
    first_run(&window).await;
    let (empty, rubbish) = (home.path().join("holiday.png"), home.path().join("notes.pdf"));
    image::GrayImage::from_pixel(300, 200, image::Luma([200])).save(&empty).unwrap();
    std::fs::write(&rubbish, b"%PDF-1.7 nothing of ours").unwrap();
    drop_file(&empty);
    window.see("No QR code in this picture.").await;
    window.keys(Key::Escape + "").await;
    drop_file(&rubbish);
    window.see("notes.pdf").await;
    window.stop().await;
}

/// An entry goes to the trash without a question and comes back with one key.
#[tokio::test]
async fn the_trash_is_one_key_away_and_back() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("vault");
    let window = Watchword::start(&folder).await;
    first_run(&window).await;
    let list = home.path().join("links.txt");
    std::fs::write(
        &list,
        format!("otpauth://totp/Okta:admin?secret={ADMIN}\notpauth://totp/GitHub:me?secret={ACME}\n"),
    )
    .unwrap();
    drop_file(&list);
    window.press("Add 2").await;
    window.see("2 of 2 entries came across").await;
    window.press("Done").await;
    wait_for_rows(&window, 2).await;
    window.keys("okt").await;
    wait_for_rows(&window, 1).await;
    window.keys(Key::Control + Key::Shift + Key::Delete).await;
    window.see("In the trash until you empty it.").await;
    window.keys(Key::Control + "z").await;
    window.see("Taken back").await;
    window.keys(Key::Escape + "").await;
    window.keys(Key::Escape + "").await;
    wait_for_rows(&window, 2).await;
    window.stop().await;
}

/// An encrypted file of another app asks for its own password; the receipt proves what came across, and takes it back.
#[tokio::test]
async fn an_encrypted_file_of_another_app_comes_across() {
    let home = tempfile::tempdir().unwrap();
    let window = Watchword::start(&home.path().join("vault")).await;
    first_run(&window).await;
    let export = home.path().join("aegis-backup.json");
    std::fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join(AEGIS), &export).unwrap();
    drop_file(&export);
    window.see("It is the one chosen in Aegis").await;
    window.fill("Password of the file", "not this one").await;
    window.press("Open the file").await;
    window.see("That is not the password of this file").await;
    window.fill("Password of the file", "Plover-77 über").await;
    window.press("Open the file").await;
    window.see("3 codes found").await;
    window.press("Add 3").await;
    window.see("3 of 3 entries came across").await;
    window.see("File and vault give the same four words").await;
    window.see("Counter taken over at 41").await;
    window.press("Done").await;
    wait_for_rows(&window, 3).await;
    // The same file again changes nothing.
    drop_file(&export);
    window.fill("Password of the file", "Plover-77 über").await;
    window.press("Open the file").await;
    window.see("Already in your vault with the same secret.").await;
    window.keys(Key::Escape + "").await;
    window.keys(Key::Escape + "").await;
    wait_for_rows(&window, 3).await;
    window.stop().await;
}

/// Names that say too little become better in one press, are found under their old ones, and come back with one key.
#[tokio::test]
async fn better_names_are_one_press_away_and_back() {
    let home = tempfile::tempdir().unwrap();
    make_vault(home.path());
    spoil_names(home.path());
    let window = Watchword::start(home.path()).await;
    window.fill("Password", PASSWORD).await;
    window.press("Unlock").await;
    window.find("//*[@role='option']").await;
    window.keys(Key::Control + "u").await;
    window.see("5 names can be better").await;
    window.press("Use all 5").await;
    window.see("5 names changed").await;
    window.see("Nothing needs you").await;
    window.keys(Key::Control + "e").await;
    window.keys("larkspur.zendesk").await;
    wait_for_rows(&window, 1).await;
    assert_eq!(names(&window).await, ["Zendesk-larkspur"]);
    window.keys(Key::Escape + "").await;
    window.keys(Key::Control + "z").await;
    window.see("Taken back").await;
    window.keys(Key::Control + "u").await;
    window.see("5 names can be better").await;
    window.stop().await;
}

/// While somebody presents, the page holds no name and no code; a code is found by its letters and copied all the same.
#[tokio::test]
async fn presenting_keeps_names_and_codes_out_of_the_page() {
    let home = tempfile::tempdir().unwrap();
    let window = Watchword::start(&home.path().join("vault")).await;
    first_run(&window).await;
    let list = home.path().join("links.txt");
    let links = format!("otpauth://totp/Okta:admin?secret={ADMIN}\notpauth://totp/Quxley:globex?secret={GLOBEX}\n");
    std::fs::write(&list, links).unwrap();
    drop_file(&list);
    window.press("Add 2").await;
    window.see("2 of 2 entries came across").await;
    window.press("Done").await;
    wait_for_rows(&window, 2).await;
    window.keys(Key::Control + Key::Shift + "p").await;
    window.see("Presenting. Names and codes are masked").await;
    window.see("••••••").await;
    away_from_the_turn().await;
    let source = window.source().await.to_lowercase();
    for word in ["quxley", "globex", "admin", &oathtool(GLOBEX, now())] {
        assert!(!source.contains(word), "the page holds {word}");
    }
    window.keys("glo").await;
    wait_for_rows(&window, 1).await;
    assert_eq!(names(&window).await, ["•••glo•••"]);
    window.keys(Key::Enter + "").await;
    window.see("Current code copied").await;
    let expected = oathtool(GLOBEX, now());
    wait("the code on the clipboard", || (clipboard() == expected).then_some(()));
    assert!(!window.source().await.contains(&expected));
    window.press("End").await;
    window.see("Quxley-globex").await;
    window.stop().await;
}

/// What must be in no memory while the vault is locked: its names, a secret as bytes and as text, and the password as
/// text of eight and of sixteen bits.
fn secrets_in_memory() -> Vec<(&'static str, Vec<u8>)> {
    let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    vec![
        ("name", b"Zendesk-globex".to_vec()),
        ("secret", b"12345678901234567890".to_vec()),
        ("secret as text", ACME.as_bytes().to_vec()),
        ("password", PASSWORD.as_bytes().to_vec()),
        ("wide password", wide(PASSWORD)),
    ]
}

async fn first_run(window: &Watchword) {
    window.press("Start empty").await;
    window.fill("Password", PASSWORD).await;
    window.fill("Type it again", PASSWORD).await;
    window.press("Continue").await;
    window.see("Keep a spare key on paper").await;
    let groups = window.texts(".rkey span").await;
    assert_eq!(groups.len(), 9, "{groups:?}");
    window.fill("Type the last group", &groups[8]).await;
    window.press("Open my vault").await;
    window.see("No entries yet.").await;
}

async fn wait_for_rows(window: &Watchword, count: usize) {
    for _ in 0..300 {
        if window.page.find_all(By::Css("[role=option]")).await.unwrap().len() == count {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("not {count} rows; the page says:\n{}", window.text().await);
}

async fn names(window: &Watchword) -> Vec<String> {
    let script = "return [...document.querySelectorAll('[role=option] .name')].map((name) => name.textContent.trim())";
    let names = window.page.execute(script, Vec::new()).await.unwrap();
    let mut names: Vec<String> = names.convert().unwrap();
    names.sort();
    names.dedup();
    names
}

/// The big digits of the rows, in the order of the names.
async fn codes(window: &Watchword) -> Vec<String> {
    let script = "return [...document.querySelectorAll('[role=option]')]
        .map((row) => [row.querySelector('.name').textContent.trim(), row.querySelector('.digits').textContent.replace(/\\D/g, '')])";
    let rows = window.page.execute(script, Vec::new()).await.unwrap();
    let mut rows: Vec<(String, String)> = rows.convert().unwrap();
    rows.sort();
    rows.into_iter().map(|(_, code)| code).collect()
}

fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs()
}

/// Waits for a moment when a step has ten seconds left, so that two programs look at the same step.
async fn away_from_the_turn() {
    while now() % 30 > 19 {
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}
