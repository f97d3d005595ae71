//! Journeys of the real window among the other programs of a desktop: a second start, the tray, links, its place on the
//! screen, the lock of the session. `cargo xtask test` gives them a display and a session bus; what belongs to the
//! system, they bring themselves.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a journey that cannot go on has failed"
)]

mod support;

use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};
use support::desktop::{clipboard, close, is_seen, oathtool, other_program, output, place, wait, window as window_of};
use support::driver::{Watchword, process, processes, start_again};
use support::login::FakeLogin;
use support::pictures::write_page;
use support::tray::FakeTray;
use support::vault::{PASSWORD, make_vault, set};
use thirtyfour::Key;
use watchword_service::base32;

const LINK: &str = "otpauth://totp/Okta:handed?secret=MFRGGZDFMZTWQ2LKMFRGGZDFMZTWQ2LK&issuer=Okta";

#[tokio::test]
async fn a_second_start_shows_the_first_window_and_brings_a_picture() {
    let home = tempfile::tempdir().unwrap();
    let (folder, other) = (home.path().join("vault"), home.path().join("other"));
    std::fs::create_dir(&folder).unwrap();
    make_vault(&folder);
    let picture = home.path().join("sign-in.png");
    write_page(&picture, &[LINK]);
    let window = Watchword::start(&folder).await;
    unlock(&window).await;
    let first = process();
    let id = window_of("^Watchword$");
    output("xdotool", &["windowminimize", "--sync", &id]);
    assert!(!is_seen());

    makes_way(&folder, &[picture.to_str().unwrap()]);
    wait("the first window", || is_seen().then_some(()));
    wait("its focus", || (output("xdotool", &["getactivewindow"]) == id).then_some(()));
    assert_eq!(processes(), [first]);
    window.see("1 code found. Is this right?").await;
    window.see("Okta-handed").await;

    // Locking replaces the process, and it is still the only one.
    window.keys(Key::Escape + "").await;
    window.keys(Key::Escape + "").await;
    window.lock().await;
    let window = window.after_lock(&folder).await;
    window.see("Your vault is locked.").await;
    makes_way(&folder, &[]);
    assert_eq!(processes(), [first]);

    // Another vault is another window.
    let mut beside = start_again(&other, &[]);
    wait("the window of the other vault", || {
        let windows = output("xdotool", &["search", "--onlyvisible", "--name", "^Watchword$"]);
        (windows.lines().count() == 2).then_some(())
    });
    assert_eq!(beside.try_wait().unwrap(), None);
    let _ = beside.kill();
    let _ = beside.wait();
    window.stop().await;
}

#[tokio::test]
async fn the_window_comes_back_where_it_stood() {
    let home = tempfile::tempdir().unwrap();
    make_vault(home.path());
    let window = Watchword::start(home.path()).await;
    unlock(&window).await;
    let id = window_of("^Watchword$");
    output("xdotool", &["windowsize", "--sync", &id, "500", "610"]);
    output("xdotool", &["windowmove", "--sync", &id, "333", "144"]);
    let stood = wait("the new size", || Some(place(&id)).filter(|place| place[2..] == [500, 610]));

    window.lock().await;
    let window = window.after_lock(home.path()).await;
    window.see("Your vault is locked.").await;
    let id = window_of("^Watchword$");
    wait("the window after locking, where it stood", || (place(&id) == stood).then_some(()));

    close(&id);
    wait("the end of the program", || processes().is_empty().then_some(()));
    window.stop().await;
    let window = Watchword::start(home.path()).await;
    let id = window_of("^Watchword$");
    wait("the window after a new start, where it stood", || (place(&id) == stood).then_some(()));
    window.stop().await;

    // A screen that is gone: in the middle of this one instead.
    std::fs::write(
        home.path().join("window.toml"),
        "x = 5000\ny = 100\nwidth = 500\nheight = 610\nmaximised = false\n",
    )
    .unwrap();
    let window = Watchword::start(home.path()).await;
    let [left, top, width, height] = place(&window_of("^Watchword$"));
    assert!(left >= 0 && top >= 0 && left + width <= 1280 && top + height <= 900, "{left} {top} {width} {height}");
    window.stop().await;
}

#[tokio::test]
async fn a_link_waits_for_the_vault_and_is_reviewed() {
    let home = tempfile::tempdir().unwrap();
    make_vault(home.path());
    set(home.path(), "open-links", "true");
    let window = Watchword::start_with(home.path(), &[LINK], &[]).await;
    window.see("Your vault is locked.").await;
    assert!(!window.source().await.contains("handed"), "the locked page knows of the link");
    window.fill("Password", PASSWORD).await;
    window.press("Unlock").await;
    window.see("1 code found. Is this right?").await;
    window.see("Okta-handed").await;
    window.press("Add 1").await;

    // Handed over by a second start, while it is open. Links that come at once are dropped.
    tokio::time::sleep(std::time::Duration::from_secs(2)).await;
    let other = LINK.replace("handed", "second").replace("MFRG", "GEZD");
    makes_way(home.path(), &[&other]);
    window.see("Okta-second").await;
    window.stop().await;

    set(home.path(), "open-links", "false");
    let window = Watchword::start_with(home.path(), &[&LINK.replace("handed", "third")], &[]).await;
    unlock(&window).await;
    window.see("opening links is off").await;
    assert!(!window.source().await.contains("third"));
    window.stop().await;
}

#[tokio::test]
async fn the_lock_of_the_session_and_the_sleep_of_the_computer_lock_the_vault() {
    let home = tempfile::tempdir().unwrap();
    make_vault(home.path());
    let login = FakeLogin::start();
    let window = Watchword::start_with(home.path(), &[], &login.variables()).await;
    let _first = login.inhibitor();
    unlock(&window).await;
    // The person types elsewhere meanwhile, and goes on there.
    let (mut other, elsewhere) = other_program();
    login.lock();
    let second = login.inhibitor();
    let window = window.after_lock(home.path()).await;
    window.see("Your vault is locked.").await;
    assert_eq!(output("xdotool", &["getactivewindow"]), elsewhere, "the lock took the keyboard");
    let _ = other.kill();
    let _ = other.wait();

    unlock(&window).await;
    login.sleep(second);
    // The computer sleeps, and the process that held the vault is no more: the one after it asks for time again.
    let _third = login.inhibitor();
    let window = window.after_lock(home.path()).await;
    window.see("Your vault is locked.").await;
    window.stop().await;

    set(home.path(), "lock-on-session-lock", "false");
    let window = Watchword::start_with(home.path(), &[], &login.variables()).await;
    let inhibitor = login.inhibitor();
    unlock(&window).await;
    login.lock();
    // The sleep comes after it, and finds the vault open.
    login.sleep(inhibitor);
    let _next = login.inhibitor();
    let window = window.after_lock(home.path()).await;
    window.see("Your vault is locked.").await;
    window.stop().await;
}

#[tokio::test]
async fn the_tray_copies_hides_and_locks() {
    let home = tempfile::tempdir().unwrap();
    make_vault(home.path());
    set(home.path(), "close-to-tray", "true");
    let tray = FakeTray::start();
    let window = Watchword::start(home.path()).await;
    assert_eq!(tray.menu(|items| !items.is_empty()), ["Open Watchword", "Quick search", "Quit"], "locked");
    unlock(&window).await;
    let pinned = ["Zendesk-acme", "Zendesk-acme-sandbox", "Okta-admin", "AWS-prod-root"];
    let menu = tray.menu(|items| items.len() > 3);
    assert_eq!(menu, [&pinned[..], &["Open Watchword", "Quick search", "Lock", "Quit"]].concat());

    // A code from the menu, while the window is there and while it is not.
    away_from_the_turn().await;
    tray.choose("Okta-admin");
    window.see("Current code copied").await;
    let secret = base32::encode(b"fixture secret 00002");
    let code = oathtool(secret.expose(), now());
    wait("the code on the clipboard", || (clipboard() == code).then_some(()));
    let mark = output("xclip", &["-selection", "clipboard", "-o", "-t", "x-kde-passwordManagerHint"]);
    assert_eq!(mark, "secret", "clipboard histories are not told");
    let menu = tray.menu(|items| items.len() > 8);
    assert_eq!(menu[0], "Copied: Okta-admin");
    assert!(!menu.iter().any(|item| item.contains(&code)), "{menu:?}");

    let id = window_of("^Watchword$");
    close(&id);
    wait("the window to go", || (!is_seen()).then_some(()));
    assert_eq!(processes().len(), 1, "it is in the tray");
    away_from_the_turn().await;
    tray.choose("Zendesk-acme");
    let code = oathtool(base32::encode(b"fixture secret 00000").expose(), now());
    wait("the code on the clipboard", || (clipboard() == code).then_some(()));
    assert!(!is_seen());

    // Locked, it stays hidden, its names are gone, and so is the code.
    tray.choose("Lock");
    assert_eq!(tray.menu(|items| items.len() == 3), ["Open Watchword", "Quick search", "Quit"]);
    wait("an empty clipboard", || (clipboard() != code).then_some(()));
    assert!(!is_seen());
    tray.choose("Open Watchword");
    wait("the window", || is_seen().then_some(()));
    let window = window.after_lock(home.path()).await;
    window.see("Your vault is locked.").await;

    // The last step of Escape, and a start in the tray.
    unlock(&window).await;
    window.keys(Key::Escape + "").await;
    wait("the window to go", || (!is_seen()).then_some(()));
    tray.choose("Quit");
    wait("the end of the program", || processes().is_empty().then_some(()));
    window.stop().await;
    let mut hidden = start_again(home.path(), &["--hidden"]);
    wait("the icon", || (tray.menu(|items| items.len() == 3).len() == 3 && !processes().is_empty()).then_some(()));
    assert!(!is_seen());
    tray.choose("Open Watchword");
    wait("the window", || is_seen().then_some(()));
    let _ = hidden.kill();
    let _ = hidden.wait();
}

#[tokio::test]
async fn without_a_tray_the_window_is_never_out_of_reach() {
    let home = tempfile::tempdir().unwrap();
    make_vault(home.path());
    set(home.path(), "close-to-tray", "true");
    let window = Watchword::start(home.path()).await;
    unlock(&window).await;
    window.keys(Key::Escape + "").await;
    window.keys("okta").await;
    window.see("Okta-admin").await;
    assert!(is_seen());
    close(&window_of("^Watchword$"));
    wait("the end of the program", || processes().is_empty().then_some(()));
    window.stop().await;
    // Started in the tray: it comes to the screen when no tray shows up.
    let mut hidden = start_again(home.path(), &["--hidden"]);
    wait("the window", || is_seen().then_some(()));
    let _ = hidden.kill();
    let _ = hidden.wait();
}

#[tokio::test]
async fn the_system_is_told_what_starts_with_it_and_who_opens_links() {
    let home = tempfile::tempdir().unwrap();
    make_vault(home.path());
    let data = std::env::var_os("XDG_DATA_HOME").expect("the session has a folder for data");
    let opens = Path::new(&data).join("applications/watchword-app-handler.desktop");
    let starts = home.path().join(".config/autostart/Watchword.desktop");
    let read = |file: &Path| std::fs::read_to_string(file).unwrap_or_default();
    let window = Watchword::start_with(home.path(), &[], &[("HOME", home.path().to_str().unwrap())]).await;
    unlock(&window).await;

    assert_eq!(change(&window, r#"{ "startWithSystem": true, "openLinks": true }"#).await, "");
    assert!(read(&starts).lines().any(|line| line.starts_with("Exec=") && line.ends_with(" --hidden")));
    for scheme in ["otpauth", "otpauth-migration"] {
        let kind = format!("x-scheme-handler/{scheme}");
        assert!(read(&opens).contains(&kind), "{}", read(&opens));
        assert_eq!(output("xdg-mime", &["query", "default", &kind]), "watchword-app-handler.desktop");
    }
    assert_eq!(change(&window, r#"{ "startWithSystem": false, "openLinks": false }"#).await, "");
    assert!(!starts.exists());
    assert!(!read(&opens).contains("x-scheme-handler"));
    assert_eq!(output("xdg-mime", &["query", "default", "x-scheme-handler/otpauth"]), "");

    // What the system does not take stays as it was, and so does what was asked for with it.
    let folder = starts.parent().unwrap();
    std::fs::remove_dir_all(folder).unwrap();
    std::fs::write(folder, "in the way").unwrap();
    let patch = r#"{ "startWithSystem": true, "theme": "dark" }"#;
    assert_eq!(change(&window, patch).await, "desktop-refused");
    let kept = read(&home.path().join("settings.toml"));
    assert!(kept.contains("start-with-system = false") && kept.contains(r#"theme = "system""#), "{kept}");
    std::fs::remove_file(folder).unwrap();
    window.stop().await;
}

/// A second start, which ends by itself and well.
fn makes_way(folder: &Path, arguments: &[&str]) {
    assert_eq!(start_again(folder, arguments).wait().unwrap().to_string(), "exit status: 0");
}

/// Changes settings as the page does; the code of the failure, "" for none.
async fn change(window: &Watchword, patch: &str) -> String {
    let script = format!(
        "const done = arguments[arguments.length - 1];
        window.__TAURI_INTERNALS__.invoke('change_settings', {{ patch: {patch} }})
            .then(() => done(''), (failure) => done(failure.code));"
    );
    window.page.execute_async(script, Vec::new()).await.unwrap().convert().unwrap()
}

async fn unlock(window: &Watchword) {
    window.fill("Password", PASSWORD).await;
    window.press("Unlock").await;
    window.see("Zendesk-acme").await;
}

fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs()
}

/// Waits for a moment when a step has ten seconds left, so that two programs look at the same step.
async fn away_from_the_turn() {
    while now() % 30 > 19 {
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    }
}
