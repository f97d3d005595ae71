//! Every command as it is typed, with what it prints: the sessions in `tests/cmd`.
//!
//! Each session runs in a folder of its own that holds a vault, its password and pictures, made here at run time.
//! `TRYCMD=overwrite cargo test -p watchword-cli --test commands` writes down what the program says now.

mod common;

use common::{LINKS, PASSPHRASE, draw, keep_codes, make_vault, write_private};
use std::path::Path;

#[test]
fn every_command_prints_what_is_written_down() {
    let sessions = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cmd");
    let place = tempfile::tempdir().unwrap();
    for session in std::fs::read_dir(&sessions).unwrap() {
        let session = session.unwrap().path();
        let name = session.file_stem().unwrap().to_str().unwrap().to_owned();
        // Linked, so that overwriting reaches the session that is kept.
        std::os::unix::fs::symlink(&session, place.path().join(session.file_name().unwrap())).unwrap();
        let desk = place.path().join(format!("{name}.in"));
        write_private(&desk.join("password"), common::PASSWORD);
        write_private(&desk.join("new-password"), "another horse battery");
        write_private(&desk.join("wrong-password"), "wrong");
        write_private(&desk.join("links"), LINKS);
        std::fs::write(desk.join("open-password"), common::PASSWORD).unwrap();
        std::fs::write(desk.join("broken.png"), "no picture").unwrap();
        draw(&desk.join("one.png"), &["otpauth://totp/Okta:acme?secret=ORUGKIDSN5RSA3DPNVSXEIDJ&issuer=Okta"]);
        draw(&desk.join("known.png"), &[LINKS.lines().next().unwrap()]);
        draw(&desk.join("wifi.png"), &["WIFI:S:guests;T:WPA;P:welcome;;"]);
        draw(&desk.join("blank.png"), &["hello", "otpauth://totp/A:b?secret=ORUGKIDSN5RSA3DPNVSXEIDJ&issuer=A"]);
        write_private(&desk.join("passphrase"), PASSPHRASE);
        let vectors = Path::new(env!("CARGO_MANIFEST_DIR")).join("../foreign/tests/vectors");
        for file in ["aegis-special.json", "aegis-encrypted.json"] {
            std::fs::copy(vectors.join(file), desk.join(file)).unwrap();
        }
        write_private(&desk.join("source-password"), "Plover-77 über");
        if name != "init" {
            let mut session = make_vault(&desk.join("vault"));
            if name == "recovery" {
                keep_codes(&mut session, "acme");
            }
        }
    }
    trycmd::TestCases::new()
        .case(place.path().join("*.trycmd").to_str().unwrap())
        .env("WATCHWORD_VAULT", "vault")
        .env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus")
        .env("HOME", place.path().to_str().unwrap())
        .env("DISPLAY", "")
        .env("WAYLAND_DISPLAY", "")
        .env("LC_ALL", "C")
        .env("LANG", "C")
        .env("TZ", "UTC")
        .env("NO_COLOR", "1")
        .env("COLUMNS", "100")
        .run();
}
