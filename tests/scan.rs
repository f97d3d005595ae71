//! Journeys of the real window that look at the screen. `cargo xtask test` gives them a display of 3840 × 2160.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a journey that cannot go on has failed"
)]

mod support;

use support::desktop::{is_seen, place, wait, window as window_of};
use support::driver::Watchword;
use support::pictures::write_page;
use support::vault::{PASSWORD, make_vault, secret};
use support::viewer::Viewer;
use thirtyfour::Key;

/// Two parts of one export, one account in each.
const PARTS: [&str; 2] = [
    "otpauth-migration://offline?data=ChkKCjEyMzQ1Njc4OTASA29uZSABKAEwAhABGAIgACgH",
    "otpauth-migration://offline?data=ChkKCjA5ODc2NTQzMjESA3R3byABKAEwAhABGAIgASgH",
];

#[tokio::test]
async fn every_code_on_the_screen_is_found_also_those_under_the_window() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("vault");
    std::fs::create_dir(&folder).unwrap();
    make_vault(&folder);
    let links: Vec<String> = ["alder", "birch", "cedar", "dogwood", "elm"]
        .iter()
        .enumerate()
        .map(|(at, name)| format!("otpauth://totp/Grove:{name}?secret={}&issuer=Grove", secret(700 + at)))
        .collect();
    let page = home.path().join("page.png");
    write_page(&page, &links.iter().map(String::as_str).collect::<Vec<_>>());

    let window = Watchword::start(&folder).await;
    unlock(&window).await;
    // Five codes in a row across the middle, where the window stands over some of them.
    let viewer = Viewer::show(&page, (940, 830));
    assert_eq!(viewer.screen(), (3840, 2160));
    let stood = place(&window_of("^Watchword$"));
    assert!((1000..2800).contains(&stood[0]) && stood[1] < 1300 && stood[1] + stood[3] > 900, "{stood:?}");
    scan(&window).await;
    window.see("5 codes found. Is this right?").await;
    for name in ["Grove-alder", "Grove-birch", "Grove-cedar", "Grove-dogwood", "Grove-elm"] {
        window.see(name).await;
    }
    wait("the window, where it stood", || (is_seen() && place(&window_of("^Watchword$")) == stood).then_some(()));
    window.press("Add 5").await;
    // The eighteen of the vault and these.
    window.see("All 23").await;
    window.stop().await;
}

#[tokio::test]
async fn parts_of_an_export_are_shown_one_after_the_other() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("vault");
    std::fs::create_dir(&folder).unwrap();
    make_vault(&folder);
    let pages = [home.path().join("one.png"), home.path().join("two.png")];
    for (page, part) in pages.iter().zip(PARTS) {
        write_page(page, &[part]);
    }
    let window = Watchword::start(&folder).await;
    unlock(&window).await;
    scan(&window).await;
    window.see("No QR code on the screen.").await;
    let second = Viewer::show(&pages[1], (100, 100));
    window.press("Scan again").await;
    window.see("Google export: part 2 of 2 found").await;
    drop(second);
    let first = Viewer::show(&pages[0], (2800, 1500));
    window.press("Scan for part 1").await;
    window.see("Google export: all 2 parts found").await;
    window.see("Add 2").await;
    drop(first);
    window.stop().await;
}

async fn unlock(window: &Watchword) {
    window.fill("Password", PASSWORD).await;
    window.press("Unlock").await;
    window.see("Zendesk").await;
}

/// Opens the sheet that adds, and presses its button.
async fn scan(window: &Watchword) {
    window.keys(Key::Control + "n").await;
    window.press("Scan the screen").await;
}
