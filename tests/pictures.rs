//! Makes the pictures of docs/pictures in the real window: `cargo xtask pictures`.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a journey that cannot go on has failed"
)]

mod support;

use std::path::{Path, PathBuf};
use std::time::Duration;
use support::desktop::{SignIn, active, drop_file, height, output, press, type_text, wait, window as window_of};
use support::driver::Watchword;
use support::pictures::write_page;
use support::vault::{PASSWORD, make_vault, set, spoil_names};
use thirtyfour::prelude::*;

const COMPACT: (u32, u32) = (420, 680);
const WIDE: (u32, u32) = (980, 700);
const QUICK: &str = "Watchword Quick";

#[tokio::test]
async fn the_list() {
    let home = tempfile::tempdir().unwrap();
    make_vault(home.path());
    for (theme, size, name) in [
        ("light", COMPACT, "list-light"),
        ("dark", COMPACT, "list-dark"),
        ("light", WIDE, "list-wide-light"),
        ("dark", WIDE, "list-wide-dark"),
        ("contrast-dark", COMPACT, "list-contrast-dark"),
    ] {
        set(home.path(), "theme", theme);
        let window = unlocked(home.path(), size).await;
        window.see("Zendesk-acme").await;
        picture(&window, name).await;
        window.stop().await;
    }
}

#[tokio::test]
async fn what_the_list_does() {
    let home = tempfile::tempdir().unwrap();
    make_vault(home.path());
    set(home.path(), "theme", "light");
    let window = unlocked(home.path(), COMPACT).await;
    window.keys("merid").await;
    window.see("meridian").await;
    picture(&window, "list-search").await;
    window.keys(Key::Enter + "").await;
    window.see("code copied").await;
    picture(&window, "list-copied").await;
    for _ in 0..3 {
        window.keys(Key::Escape + "").await;
    }
    window.keys("acem").await;
    window.see("Near spelling").await;
    picture(&window, "list-near").await;
    window.keys(Key::Escape + "").await;
    window.keys("zendsk qux").await;
    window.see("Nothing matches").await;
    picture(&window, "list-no-hits").await;
    window.keys(Key::Escape + "").await;
    window.keys(Key::Control + "k").await;
    window.see("Move to trash").await;
    picture(&window, "list-actions").await;
    window.keys(Key::Escape + "").await;
    window.keys(Key::Control + Key::Shift + Key::Delete).await;
    window.see("In the trash").await;
    picture(&window, "list-trashed").await;
    window.stop().await;
    set(home.path(), "hide-codes", "true");
    set(home.path(), "language", "es");
    let window = unlocked(home.path(), COMPACT).await;
    window.see("Zendesk-acme").await;
    picture(&window, "list-hidden-spanish").await;
    window.stop().await;
}

#[tokio::test]
async fn several_and_the_qr_code() {
    let home = tempfile::tempdir().unwrap();
    make_vault(home.path());
    set(home.path(), "theme", "light");
    set(home.path(), "sort", "manual");
    let window = unlocked(home.path(), COMPACT).await;
    window.keys(Key::Shift + Key::Down).await;
    window.keys(Key::Shift + Key::Down).await;
    window.see("3 selected").await;
    picture(&window, "list-several").await;
    window.keys(Key::Control + "t").await;
    window.see("Tags of 3 entries").await;
    picture(&window, "list-several-tags").await;
    window.stop().await;
    let window = unlocked(home.path(), WIDE).await;
    window.press("Show QR").await;
    window.fill("Vault password", PASSWORD).await;
    window.keys(Key::Enter + "").await;
    window.see("Hidden in").await;
    picture(&window, "detail-qr").await;
    window.stop().await;
}

#[tokio::test]
async fn the_icon_of_an_entry() {
    let home = tempfile::tempdir().unwrap();
    make_vault(home.path());
    for (theme, size, name) in [("light", WIDE, "icon-marks"), ("dark", COMPACT, "icon-marks-dark")] {
        set(home.path(), "theme", theme);
        let window = unlocked(home.path(), size).await;
        window.keys(Key::Control + "k").await;
        window.press("Icon…").await;
        window.find("//label[contains(., 'Mark of a service')]").await.click().await.unwrap();
        window.see("Cloudflare").await;
        picture(&window, name).await;
        window.stop().await;
    }
}

#[tokio::test]
async fn recovery_codes() {
    let home = tempfile::tempdir().unwrap();
    make_vault(home.path());
    set(home.path(), "theme", "light");
    let window = unlocked(home.path(), WIDE).await;
    window.keys(Key::Control + "k").await;
    window.press("Recovery codes").await;
    for code in ["4k7m-92xd", "[x] 7pqe-33ha", "w8ku-5dfa", "h3xp-97jc", "[x] zr2t-81mv", "9sdn-04bw"] {
        window.keys(code.to_owned() + Key::Enter).await;
    }
    window.see("6 codes understood").await;
    let passphrase = "maple signal drift";
    window.fill("A passphrase for all recovery codes of this vault", passphrase).await;
    window.fill("Once more", passphrase).await;
    picture(&window, "recovery-add").await;
    window.keys(Key::Enter + "").await;
    window.see("Closes in 5 minutes.").await;
    let end = "document.querySelector('section.recovery').scrollIntoView({ block: 'center' })";
    window.page.execute(end, Vec::new()).await.unwrap();
    picture(&window, "recovery-codes").await;
    window.stop().await;
}

#[tokio::test]
async fn for_a_phone_and_from_an_app() {
    let home = tempfile::tempdir().unwrap();
    make_vault(home.path());
    set(home.path(), "theme", "light");
    let window = unlocked(home.path(), WIDE).await;
    window.keys(Key::Control + "b").await;
    window.press("Show them").await;
    window.see("Pictures: 2.").await;
    picture(&window, "phone").await;
    window.press("Show QR codes").await;
    window.fill("Vault password", PASSWORD).await;
    window.keys(Key::Enter + "").await;
    window.see("Picture 1 of 2").await;
    picture(&window, "phone-pictures").await;
    window.keys(Key::Escape + "").await;
    window.keys(Key::Escape + "").await;
    window.keys(Key::Control + "n").await;
    window.press("From another app").await;
    window.see("Aegis").await;
    picture(&window, "guides").await;
    window.press("Aegis").await;
    window.see("Export").await;
    picture(&window, "guide-aegis").await;
    window.stop().await;
}

#[tokio::test]
async fn quick_search() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("vault");
    make_vault(&folder);
    for (theme, name) in [("light", "quick"), ("dark", "quick-dark")] {
        set(&folder, "theme", theme);
        let window = sized(&folder, COMPACT).await;
        window.see("Your vault is locked.").await;
        let program = SignIn::start(&home.path().join("typed"));
        program.bring_to_front();
        press("ctrl+alt+space");
        wait("quick search", || (active() == QUICK).then_some(()));
        if name == "quick" {
            picture_of(QUICK, "quick-locked").await;
        }
        let locked = height(QUICK);
        type_text(PASSWORD);
        press("Return");
        wait("the open vault", || (height(QUICK) > locked).then_some(()));
        picture_of(QUICK, name).await;
        type_text("zas");
        picture_of(QUICK, &format!("{name}-search")).await;
        if name == "quick" {
            press("ctrl+Return");
            picture_of(QUICK, "quick-type").await;
        }
        window.stop().await;
    }
}

#[tokio::test]
async fn first_run_and_lock() {
    let home = tempfile::tempdir().unwrap();
    let window = sized(home.path(), COMPACT).await;
    window.see("Your sign-in codes").await;
    picture(&window, "first-run").await;
    window.press("Bring my codes here").await;
    window.see("Where are they now?").await;
    picture(&window, "first-run-where").await;
    window.press("Back").await;
    window.press("Start empty").await;
    window.fill("Password", PASSWORD).await;
    window.fill("Type it again", PASSWORD).await;
    window.see("Strong.").await;
    picture(&window, "first-run-password").await;
    window.press("Continue").await;
    window.see("Keep a spare key on paper").await;
    picture(&window, "first-run-key").await;
    window.press("Not now").await;
    window.see("No entries yet.").await;
    picture(&window, "list-empty").await;
    window.stop().await;
    let window = sized(home.path(), COMPACT).await;
    window.see("Your vault is locked.").await;
    picture(&window, "lock").await;
    window.fill("Password", "not it").await;
    window.press("Unlock").await;
    window.see("That is not the password").await;
    picture(&window, "lock-wrong").await;
    window.press("Use the recovery key").await;
    window.see("9 groups of 4").await;
    picture(&window, "lock-recovery").await;
    window.stop().await;
}

#[tokio::test]
async fn adding() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("vault");
    make_vault(&folder);
    let page = home.path().join("Screenshot Zendesk.png");
    let links = [
        "otpauth://totp/acme.zendesk.com%20%28training%29?secret=MFRGGZDFMZTWQ2LKMFRGGZDFMZTWQ2LB",
        "otpauth://totp/halden?secret=MFRGGZDFMZTWQ2LKMFRGGZDFMZTWQ2LC",
        "otpauth://totp/Okta:admin?secret=MFRGGZDFMZTWQ2LKMFRGGZDFMZTWQ2LD&issuer=Okta",
        "otpauth://hotp/Bank%20token:2207?secret=MFRGGZDFMZTWQ2LKMFRGGZDFMZTWQ2LE&counter=118&issuer=Bank%20token",
    ];
    write_page(&page, &links);
    let window = unlocked(&folder, COMPACT).await;
    window.keys(Key::Control + "n").await;
    window.see("Add entries").await;
    picture(&window, "add").await;
    window.keys(Key::Escape + "").await;
    resize(&window, WIDE).await;
    drop_file(&page);
    window.see("4 codes found").await;
    picture(&window, "review").await;
    window.stop().await;
}

#[tokio::test]
async fn an_import() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("vault");
    make_vault(&folder);
    let vectors = Path::new(env!("CARGO_MANIFEST_DIR")).join("src-tauri/crates/foreign/tests/vectors");
    let (locked, plain) = (home.path().join("aegis-backup.json"), home.path().join("aegis-plain.json"));
    std::fs::copy(vectors.join("aegis-encrypted.json"), &locked).unwrap();
    std::fs::copy(vectors.join("aegis-special.json"), &plain).unwrap();
    let window = unlocked(&folder, WIDE).await;
    drop_file(&locked);
    window.see("It is the one chosen in Aegis").await;
    picture(&window, "import-password").await;
    window.stop().await;
    let window = unlocked(&folder, WIDE).await;
    drop_file(&plain);
    window.see("5 codes found").await;
    picture(&window, "import-review").await;
    window.press("Add 4").await;
    window.see("4 of 5 entries came across").await;
    picture(&window, "import-receipt").await;
    window.stop().await;
}

#[tokio::test]
async fn backups_and_trash() {
    let home = tempfile::tempdir().unwrap();
    make_vault(home.path());
    let window = unlocked(home.path(), WIDE).await;
    window.keys(Key::Control + "b").await;
    window.see("Move and backups").await;
    picture(&window, "backups").await;
    window.press("Rehearse now").await;
    window.fill("Vault password", PASSWORD).await;
    window.press("Rehearse").await;
    window.see("Every secret is the same").await;
    picture(&window, "rehearsal").await;
    window.press("Done").await;
    window.see("Proven restorable").await;
    picture(&window, "backups-proven").await;
    window.press("Export entries").await;
    window.see("Complete:").await;
    picture(&window, "export").await;
    window.keys(Key::Escape + "").await;
    window.press("Trash").await;
    window.see("Put back").await;
    picture(&window, "trash").await;
    window.press("Delete all for good").await;
    window.see("to go on").await;
    picture(&window, "trash-delete").await;
    window.stop().await;
}

#[tokio::test]
async fn the_check_up() {
    let home = tempfile::tempdir().unwrap();
    make_vault(home.path());
    spoil_names(home.path());
    for (theme, size, name) in [("light", WIDE, "check-up"), ("dark", COMPACT, "check-up-compact")] {
        set(home.path(), "theme", theme);
        let window = unlocked(home.path(), size).await;
        window.keys(Key::Control + "u").await;
        window.see("Better names").await;
        picture(&window, name).await;
        window.stop().await;
    }
    set(home.path(), "theme", "light");
    let window = unlocked(home.path(), WIDE).await;
    window.keys(Key::Control + "u").await;
    window.press("Use all").await;
    window.see("names changed").await;
    picture(&window, "check-up-used").await;
    window.stop().await;
}

#[tokio::test]
async fn settings_and_presenting() {
    let home = tempfile::tempdir().unwrap();
    make_vault(home.path());
    set(home.path(), "theme", "light");
    let window = unlocked(home.path(), WIDE).await;
    window.keys(Key::Control + ",").await;
    window.see("Lock and trust").await;
    picture(&window, "settings").await;
    window.press("Appearance").await;
    picture(&window, "settings-appearance").await;
    window.press("Keyboard").await;
    picture(&window, "settings-keyboard").await;
    window.keys(Key::Control + "e").await;
    window.keys(Key::Control + Key::Shift + "p").await;
    window.see("Presenting.").await;
    picture(&window, "presenting-wide").await;
    resize(&window, COMPACT).await;
    window.keys("glo").await;
    window.find("//mark[text()='glo']").await;
    picture(&window, "presenting").await;
    window.stop().await;
}

#[tokio::test]
async fn a_damaged_vault() {
    let home = tempfile::tempdir().unwrap();
    make_vault(home.path());
    let file = home.path().join("vault.wv");
    let whole = std::fs::read(&file).unwrap();
    std::fs::write(&file, &whole[..whole.len() / 2]).unwrap();
    let window = sized(home.path(), WIDE).await;
    window.see("The vault file is damaged. Your backups are not.").await;
    picture(&window, "trouble-damaged").await;
    window.stop().await;
}

async fn unlocked(folder: &Path, size: (u32, u32)) -> Watchword {
    let window = sized(folder, size).await;
    // The first field of the lock page has the focus, in any language.
    window.find("//input[@type='password']").await.send_keys(PASSWORD).await.unwrap();
    window.keys(Key::Enter + "").await;
    window.find("//*[@role='option']").await;
    window
}

async fn sized(folder: &Path, size: (u32, u32)) -> Watchword {
    let window = Watchword::start(folder).await;
    resize(&window, size).await;
    window
}

async fn resize(_window: &Watchword, (width, height): (u32, u32)) {
    let id = window_of("^Watchword$");
    output("xdotool", &["windowsize", "--sync", &id, &width.to_string(), &height.to_string()]);
    tokio::time::sleep(Duration::from_millis(600)).await;
}

async fn picture(_window: &Watchword, name: &str) {
    picture_of("Watchword", name).await;
}

async fn picture_of(title: &str, name: &str) {
    // Transitions end within a quarter of a second.
    tokio::time::sleep(Duration::from_millis(500)).await;
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("docs/pictures/{name}.png"));
    output("import", &["-window", &window_of(&format!("^{title}$")), "-strip", &file.to_string_lossy()]);
}
