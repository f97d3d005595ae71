//! A second reader, written in Python from docs/vault-format.md, reads what this crate writes.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "helpers of tests stop the test that they cannot help"
)]

#[path = "support/vaults.rs"]
mod vaults;

use std::path::{Path, PathBuf};
use std::process::Command;
use vaults::{NOW_MS, create, entry, key, parts, restore_digest};
use watchword_otp::{Algorithm, Kind};
use watchword_secret::{SecretBytes, SecretText};
use watchword_vault::{CodesKey, KdfParams, Reason, RecoveryCode, Store, Vault};

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..")
}

/// What the second reader prints, or the reason why it refused.
fn read(folder: &Path, option: &str, secret: &str) -> Result<serde_json::Value, String> {
    read_with(folder, &[(option, secret)])
}

/// The same with several secrets, each with the option that takes its file.
fn read_with(folder: &Path, secrets: &[(&str, &str)]) -> Result<serde_json::Value, String> {
    let mut reader = Command::new("python3");
    reader.arg(repository().join("tests/vault_reader.py")).arg(folder.join("vault.wv"));
    for (option, secret) in secrets {
        let file = folder.join(format!("secret{option}"));
        std::fs::write(&file, secret).unwrap();
        reader.arg(option).arg(file);
    }
    let output = reader.env("PYTHONIOENCODING", "utf-8").output().expect("python3 is needed for this test");
    if output.status.success() {
        Ok(serde_json::from_slice(&output.stdout).unwrap())
    } else {
        Err(String::from_utf8_lossy(&output.stderr).trim().to_owned())
    }
}

fn key_groups() -> String {
    key().to_groups().expose().to_owned()
}

fn read_with_key(folder: &Path) -> Result<serde_json::Value, String> {
    read(folder, "--recovery-key-file", &key_groups())
}

fn create_with(folder: &Path, password: &str, kdf: KdfParams) -> Vault {
    let mut vault = Store::at(folder).create(&SecretText::copy_of(password), None, kdf, NOW_MS, "ñandú").unwrap();
    vault.document.entries.push(entry("one"));
    vault.save(Reason::new("added", 1, "Zendesk-one"), NOW_MS).unwrap();
    vault
}

fn base64(bytes: &[u8]) -> String {
    data_encoding::BASE64.encode(bytes)
}

#[test]
fn every_field_of_an_entry_is_read_alike() {
    let folder = tempfile::tempdir().unwrap();
    let mut vault = create(folder.path());
    let mut odd = entry("odd \"quoted\" \\ \u{7} \n café 日本 🎉");
    odd.otp.kind = Kind::Hotp;
    odd.otp.algorithm = Algorithm::Sha512;
    odd.otp.secret = SecretBytes::new((0..=255).collect());
    odd.otp.counter = u64::MAX;
    odd.labels.tags = vec!["a".to_owned(), "b,c".to_owned()];
    odd.placement.order = -5;
    odd.placement.pinned = true;
    odd.placement.trashed_ms = Some(NOW_MS);
    odd.unknown = vec![("from_the_future".to_owned(), "{\"x\": [1, null]}".to_owned())];
    let id = odd.id;
    vault.document.entries.push(odd);
    let mut pin = entry("pin");
    pin.otp.kind = Kind::Motp;
    pin.otp.algorithm = Algorithm::Md5;
    pin.otp.pin = Some(SecretText::copy_of("12\"34"));
    pin.otp.period = 10;
    vault.document.entries.push(pin);
    vault.document.unknown = vec![("shelf".to_owned(), "\"top\"".to_owned())];
    vault.save(Reason::new("imported", 2, ""), NOW_MS).unwrap();

    let read = read_with_key(folder.path()).unwrap();
    let odd = &read["entries"][0];
    assert_eq!(odd["id"], id.to_string());
    assert_eq!(odd["kind"], Kind::Hotp.as_str());
    assert_eq!(odd["algorithm"], Algorithm::Sha512.as_str());
    assert_eq!(odd["secret"], base64(&(0..=255).collect::<Vec<u8>>()));
    assert_eq!(odd["counter"], u64::MAX);
    assert_eq!(odd["account"], "odd \"quoted\" \\ \u{7} \n café 日本 🎉");
    assert_eq!(odd["tags"], serde_json::json!(["a", "b,c"]));
    assert_eq!(odd["order"], -5);
    assert_eq!(odd["trashed_ms"], NOW_MS);
    assert_eq!(odd["from_the_future"], serde_json::json!({"x": [1, null]}));
    assert_eq!(read["entries"][1]["pin"], base64(b"12\"34"));
    assert_eq!((&read["shelf"], &read["saved_what"]), (&"top".into(), &"imported".into()));
    assert_eq!(read["devices"][0]["name"], "this computer");
}

#[test]
fn passwords_are_read_alike_whatever_their_letters_and_length() {
    let two_lanes = KdfParams { memory_kib: 64, passes: 2, lanes: 2 };
    for (written, typed, kdf) in [
        ("contrasen\u{303}a", "contrase\u{f1}a", KdfParams::TEST),
        ("пароль 密码 🔑", "пароль 密码 🔑", KdfParams::TEST),
        ("  spaces stay  ", "  spaces stay  ", KdfParams::TEST),
        (&"long password ".repeat(20), &"long password ".repeat(20), KdfParams::TEST),
        ("two lanes", "two lanes", two_lanes),
        ("uneven", "uneven", KdfParams { memory_kib: 70, passes: 3, lanes: 1 }),
    ] {
        let folder = tempfile::tempdir().unwrap();
        create_with(folder.path(), written, kdf);
        let read = read(folder.path(), "--password-file", typed).unwrap();
        assert_eq!(read["entries"][0]["account"], "one", "{typed}");
    }
}

#[test]
fn recovery_codes_are_read_alike_and_are_nowhere_without_their_passphrase() {
    let folder = tempfile::tempdir().unwrap();
    let mut vault = create(folder.path());
    let codes = [("w8ku-5dfa", None), ("4k7m ñ 92xd", Some(NOW_MS))]
        .map(|(code, used_ms)| RecoveryCode { code: SecretText::copy_of(code), used_ms });
    let key = CodesKey::make(&SecretText::copy_of("contrasen\u{303}a"), KdfParams::TEST).unwrap();
    let mut kept = entry("kept");
    kept.recovery_codes = Some(key.seal(&codes, kept.id).unwrap());
    vault.document.entries.push(kept);
    vault.save(Reason::new("recovery-added", 1, "kept"), NOW_MS).unwrap();

    let groups = key_groups();
    let read = read_with_key(folder.path()).unwrap();
    assert!(read["entries"][0]["recovery_codes"].as_str().unwrap().starts_with("1:2:1:"));
    assert!(!read.to_string().contains("w8ku") && !read.to_string().contains("92xd"));
    let open = |passphrase: &str| {
        let secrets = [("--recovery-key-file", groups.as_str()), ("--codes-passphrase-file", passphrase)];
        read_with(folder.path(), &secrets)
    };
    let opened = open("contrase\u{f1}a").unwrap();
    assert_eq!(opened, serde_json::json!([["0", "w8ku-5dfa"], [NOW_MS.to_string(), "4k7m ñ 92xd"]]));
    assert_eq!(open("contrasena").unwrap_err(), "refused: wrong passphrase");
}

#[test]
fn every_size_of_padding_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let mut vault = create(folder.path());
    for length in [0, 15_000, 17_000, 300_000] {
        vault.document.unknown = vec![("filler".to_owned(), format!("\"{}\"", "x".repeat(length)))];
        vault.save(Reason::act("edited"), NOW_MS).unwrap();
        let read = read_with_key(folder.path()).unwrap();
        assert_eq!(read["filler"].as_str().map(str::len), Some(length));
    }
}

#[test]
fn both_readers_refuse_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("vault.wv");
    drop(create(folder.path()));
    let file = std::fs::read(&path).unwrap();
    let change = |at: usize, fit: bool| {
        let mut changed = file.clone();
        changed[at] ^= 1;
        if fit {
            restore_digest(&mut changed);
        }
        std::fs::write(&path, changed).unwrap();
        read_with_key(folder.path()).unwrap_err()
    };
    let parts = parts(&file);
    assert_eq!(change(parts.payload.start, false), "refused: damaged");
    assert_eq!(change(parts.payload.start, true), "refused: altered");
    assert_eq!(change(parts.mac.start, true), "refused: altered");
    assert_eq!(change(0, false), "refused: not a vault");
    std::fs::write(&path, &file).unwrap();
    assert_eq!(read(folder.path(), "--password-file", "wrong").unwrap_err(), "refused: wrong password or recovery key");
    let mistyped = key().to_groups().expose().replace("40R4", "40R5");
    assert_eq!(
        read(folder.path(), "--recovery-key-file", &mistyped).unwrap_err(),
        "refused: the recovery key was mistyped"
    );
}
