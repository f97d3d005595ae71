//! The command line in a desktop session: clipboard and keyring.
//!
//! `cargo xtask test`, or `cargo test -p watchword-cli --test session`. Each test starts a display or a session bus of its own and
//! touches nothing of the person's.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "helpers of tests, which may panic"
)]

mod common;

use common::{Desk, draw};
use serde_json::Value;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A virtual display, ended when dropped.
struct Display {
    server: Child,
    name: String,
}

impl Display {
    fn start() -> Self {
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "640x480x24", "-nolisten", "tcp"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("Xvfb is needed");
        let mut number = String::new();
        BufReader::new(server.stdout.take().unwrap()).read_line(&mut number).unwrap();
        Self { server, name: format!(":{}", number.trim()) }
    }

    fn xclip(&self, args: &[&str]) -> Command {
        let mut command = Command::new("xclip");
        command.args(["-selection", "clipboard"]).args(args).env("DISPLAY", &self.name);
        command.stderr(Stdio::null());
        command
    }

    fn clipboard(&self) -> String {
        String::from_utf8(self.xclip(&["-o"]).output().expect("xclip is needed").stdout).unwrap()
    }

    fn copy(&self, text: &str) {
        let mut child = self.xclip(&["-i"]).stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
        child.wait().unwrap();
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

fn within(patience: Duration, mut holds: impl FnMut() -> bool) -> bool {
    let start = Instant::now();
    while start.elapsed() < patience {
        if holds() {
            return true;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    false
}

fn copied(desk: &Desk, display: &Display) -> String {
    let args = ["code", "Zendesk-acme", "--copy", "--json", "--password-file", "password"];
    let output = desk.command(&args).env("DISPLAY", &display.name).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let document: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(document["copied"], true);
    document["code"].as_str().unwrap().to_owned()
}

#[test]
fn a_copied_code_outlives_the_command_and_is_cleared_in_time() {
    let (desk, display) = (Desk::with_entries(), Display::start());
    std::fs::write(desk.path("vault/settings.toml"), "version = 1\nclipboard-seconds = 10\n").unwrap();
    let code = copied(&desk, &display);
    assert_eq!(display.clipboard(), code);
    let targets = String::from_utf8(display.xclip(&["-o", "-t", "TARGETS"]).output().unwrap().stdout).unwrap();
    assert!(targets.contains("x-kde-passwordManagerHint"), "clipboard histories are not told: {targets}");
    assert!(within(Duration::from_mins(1), || display.clipboard() != code), "the code was never cleared");
    assert_eq!(display.clipboard(), "");
}

#[test]
fn what_was_copied_later_is_left_alone() {
    let (desk, display) = (Desk::with_entries(), Display::start());
    std::fs::write(desk.path("vault/settings.toml"), "version = 1\nclipboard-seconds = 10\n").unwrap();
    copied(&desk, &display);
    display.copy("mine");
    assert!(!within(Duration::from_secs(12), || display.clipboard() != "mine"), "something else was cleared");
}

#[test]
fn the_picture_on_the_clipboard_is_scanned() {
    let (desk, display) = (Desk::empty(), Display::start());
    let link = "otpauth://totp/Okta:acme?secret=ORUGKIDSN5RSA3DPNVSXEIDJ&issuer=Okta";
    draw(&desk.path("one.png"), &[link]);
    let picture = desk.path("one.png");
    let mut owner = display.xclip(&["-t", "image/png", "-i", picture.to_str().unwrap()]).spawn().unwrap();
    owner.wait().unwrap();
    let output = desk.command(&["scan", "--raw", "--clipboard"]).env("DISPLAY", &display.name).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), link, "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn what_the_screen_shows_is_scanned() {
    let (desk, display) = (Desk::empty(), Display::start());
    let link = "otpauth://totp/Okta:acme?secret=ORUGKIDSN5RSA3DPNVSXEIDJ&issuer=Okta";
    draw(&desk.path("one.png"), &[link]);
    let mut shown = Command::new("display");
    shown.args(["-window", "root", "one.png"]).current_dir(desk.path("")).env("DISPLAY", &display.name);
    // Its status tells nothing: it is 1 although the background is drawn, tile by tile.
    shown.status().expect("ImageMagick is needed");
    let args = ["scan", "--raw", "--screen", "--json"];
    let output = desk.command(&args).env("DISPLAY", &display.name).output().unwrap();
    let document: Value = serde_json::from_slice(&output.stdout).unwrap();
    let texts = document["texts"].as_array().unwrap();
    assert_eq!(document["file"], "screen");
    assert!(!texts.is_empty() && texts.iter().all(|text| text == link), "{document}");
    let blind = desk.command(&args).output().unwrap();
    assert_eq!((blind.status.code(), common::error_code(&blind).as_str()), (Some(7), "no-screen"));
}

#[test]
fn a_remembered_computer_needs_no_password_until_it_is_forgotten() {
    let desk = Desk::with_entries();
    let script = r#"
        printf '\n' | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1
        "$0" code Zendesk-acme --at 59; echo $?
        "$0" remember on --for 8h --quiet --password-file password; echo $?
        "$0" remember status --json; echo $?
        "$0" code Zendesk-acme --at 59; echo $?
        "$0" show Zendesk-acme --reveal; echo $?
        "$0" lock --quiet; echo $?
        "$0" code Zendesk-acme --at 59; echo $?
    "#;
    let run = desk.path("run");
    std::fs::create_dir(&run).unwrap();
    let program = desk.command(&[]).get_program().to_owned();
    let mut session = Command::new("dbus-run-session");
    session.args(["--", "sh", "-c", script]).arg(program).current_dir(desk.path("")).stdin(Stdio::null());
    session.env("WATCHWORD_VAULT", "vault").env("HOME", desk.path("")).env("XDG_DATA_HOME", desk.path("data"));
    session.env("XDG_RUNTIME_DIR", &run).env("LC_ALL", "C").env_remove("DISPLAY");
    let output = session.output().expect("dbus-run-session is needed");
    let printed = String::from_utf8(output.stdout).unwrap();
    let lines: Vec<&str> = printed.lines().collect();
    let status: Value = serde_json::from_str(lines[2]).unwrap();
    assert_eq!(status["remembered"], true, "{printed}");
    assert_eq!([lines[0], lines[1], lines[3]], ["3", "0", "0"], "{printed}");
    assert_eq!(lines[4..6], ["94287082", "0"], "without a password: {printed}");
    assert_eq!(lines[6..], ["3", "0", "3"], "a secret asks for the password, and so does all after lock: {printed}");
}
